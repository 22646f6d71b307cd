"""Closing the gap: what is to be found, how it is split, what moves do, how offers stand."""

from equipoise.rules.gap.closing import Closing, GapAndMoves, closing
from equipoise.rules.gap.deadlock import Deadlock, Holds, deadlock
from equipoise.rules.gap.gap import Gap, PositionsAndLimit, gap
from equipoise.rules.gap.gap_split import Split, UndeclaredKeyError, gap_split
from equipoise.rules.gap.move_effects import Effects, GapMove, MoveError, move_effects
from equipoise.rules.gap.negotiation import (
    LedgerError,
    Negotiation,
    OfferMade,
    OfferStands,
    Said,
    Standing,
    Word,
    negotiation,
)
from equipoise.rules.gap.rounds import GapRound, Submissions, rounds

__all__ = [
    "Closing",
    "Deadlock",
    "Effects",
    "Gap",
    "GapAndMoves",
    "GapMove",
    "GapRound",
    "Holds",
    "LedgerError",
    "MoveError",
    "Negotiation",
    "OfferMade",
    "OfferStands",
    "PositionsAndLimit",
    "Said",
    "Split",
    "Standing",
    "Submissions",
    "UndeclaredKeyError",
    "Word",
    "closing",
    "deadlock",
    "gap",
    "gap_split",
    "move_effects",
    "negotiation",
    "rounds",
]
