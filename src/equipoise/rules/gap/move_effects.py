"""What a move does: to the positions of the bodies it touches, this year and later."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Generic

from equipoise.params import Values
from equipoise.rules.pot.movement import Transfer, movement
from equipoise.rules.registry import DEFINITIONS, rule
from equipoise.workings import Number, named

RECURRENT: Final = "recurrent"
ONE_OFF: Final = "one-off"
SUPPORT: Final = "income-support"
DEFERRAL: Final = "deferral"
RISK: Final = "risk-accepted"
TECHNICAL: Final = "technical"
MOVES: Final = (RECURRENT, ONE_OFF, SUPPORT, DEFERRAL, RISK, TECHNICAL)
"""The kinds of move by which a gap is closed."""


class MoveError(ValueError):
    """A move is of no kind there is, or has a payer where none, or lacks one where it needs one."""


@dataclass(frozen=True, kw_only=True)
class GapMove(Generic[Number]):
    """A move: its kind, whose position it betters by how much, and for support, who pays.

    Unit: pence, positive.
    """

    kind: str
    body: str
    amount: Number
    payer: str = ""


@dataclass(frozen=True, kw_only=True)
class Effects(Generic[Number]):
    """What a move does to each body's position this year, and what of it falls due later."""

    now: Mapping[str, Number]
    later: Mapping[str, Number]


@rule(
    applies=DEFINITIONS,
    source="Fact book 1, sections 2.2 and 2.5: the levers that moved, and a transfer between "
    "bodies mirrored on both sides",
)
def move_effects(
    move: GapMove[Number], params: Values[Number], *, known_on: date
) -> Effects[Number]:
    """Return what a move does to each body it touches.

    Only a deferral falls due later, in full.

    Unit: pence; what betters a position is positive.
    Raises: MoveError for a kind there is none of, or a payer in the wrong place; SameSideError
        when a body supports itself.
    Law support_is_mirrored: what one side gains, the other loses.
    Law what_is_deferred_falls_due: over all years a deferral betters nothing.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> move = GapMove(kind="income-support", body="ZR1", amount=Fraction(5), payer="ZQ1")
    >>> found = move_effects(move, load().exact, known_on=date(2023, 5, 4))
    >>> {body: str(amount) for body, amount in found.now.items()}
    {'ZQ1': '-5', 'ZR1': '5'}
    """
    _refuse(move.kind, payer=move.payer)
    if move.kind == SUPPORT:
        sides = Transfer(amount=move.amount, source=move.payer, target=move.body)
        return Effects(now=movement(sides, params, known_on=known_on), later={})
    now = {move.body: named(move.amount, f"{move.kind}, {move.body}")}
    if move.kind == DEFERRAL:
        due = {move.body: named(-move.amount, f"Falls due later, {move.body}")}
        return Effects(now=now, later=due)
    return Effects(now=now, later={})


def _refuse(kind: str, *, payer: str) -> None:
    if kind not in MOVES:
        raise MoveError(f"a move is one of {', '.join(MOVES)}: {kind!r}")
    if (kind == SUPPORT) != bool(payer):
        raise MoveError(f"income support has a payer, and nothing else has: {kind}")
