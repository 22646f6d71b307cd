"""What moves come to together: by body, by kind, and what of the gap is left."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic

from equipoise.params import Values
from equipoise.rules.bases import movement, nil
from equipoise.rules.gap.move_effects import MOVES, Effects, GapMove, move_effects
from equipoise.rules.registry import DEFINITIONS, rule
from equipoise.workings import Number, named, total


@dataclass(frozen=True, kw_only=True)
class GapAndMoves(Generic[Number]):
    """What is still to be found, and the moves that are counted against it."""

    gap: Number
    moves: tuple[GapMove[Number], ...]


@dataclass(frozen=True, kw_only=True)
class Closing(Generic[Number]):
    """What the moves do to each body, what each kind comes to, and what is left of the gap.

    Income support is shown at what is paid: over both sides it betters nothing. `later` is what
    the moves leave to be found after this year; a balance above nil is still to be found.
    """

    bodies: Mapping[str, Number]
    kinds: Mapping[str, Number]
    later: Number
    balance: Number


@rule(
    applies=DEFINITIONS,
    source="Fact book 1, section 2.5: bodies answer with levers by kind; the residual stays in "
    "sight",
)
def closing(
    counted: GapAndMoves[Number], params: Values[Number], *, known_on: date
) -> Closing[Number]:
    """Return what the moves come to, and the balance they leave.

    Unit: pence; what betters a position is positive.
    Raises: MoveError; SameSideError.
    Law a_balance_is_the_gap_less_what_bodies_better: to the penny, transfers at nil.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> moves = (GapMove(kind="recurrent", body="ZR1", amount=Fraction(5)),
    ...     GapMove(kind="deferral", body="ZR2", amount=Fraction(2)))
    >>> counted = GapAndMoves(gap=Fraction(8), moves=moves)
    >>> found = closing(counted, load().exact, known_on=date(2023, 5, 4))
    >>> print(found.balance, found.later)
    1 -2
    """
    effects = [move_effects(move, params, known_on=known_on) for move in counted.moves]
    bodies = _by_body(effects, counted.gap)
    later = [due for one in effects for due in one.later.values()]
    found = _of_gap(list(bodies.values()), "Moves, all bodies", counted.gap)
    return Closing(
        bodies=bodies,
        kinds=_by_kind(counted),
        later=_of_gap(later, "Falls due later", counted.gap),
        balance=named(counted.gap - found, "Balance"),
    )


def _by_body(effects: list[Effects[Number]], gap: Number) -> dict[str, Number]:
    codes = sorted({code for one in effects for code in one.now})
    return {
        code: _of_gap([one.now[code] for one in effects if code in one.now], f"Moves, {code}", gap)
        for code in codes
    }


def _by_kind(counted: GapAndMoves[Number]) -> dict[str, Number]:
    found = {}
    for kind in MOVES:
        amounts = [one.amount for one in counted.moves if one.kind == kind]
        found[kind] = _of_gap(amounts, f"Moves, {kind}", counted.gap)
    return found


def _of_gap(amounts: list[Number], name: str, gap: Number) -> Number:
    """Return amounts that move the gap, in all, on its basis."""
    return named(total([movement(amount, gap) for amount in amounts] or [nil(gap)]), name)
