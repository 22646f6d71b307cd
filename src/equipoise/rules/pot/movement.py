"""A movement: money that leaves one side and arrives on another."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic

from equipoise.params import Values
from equipoise.rules.registry import DEFINITIONS, rule
from equipoise.workings import Number, named


class SameSideError(ValueError):
    """A movement has the same side twice."""


@dataclass(frozen=True, kw_only=True)
class Transfer(Generic[Number]):
    """How much moves, from which side, to which; a side is a line of a pot, or a body outside."""

    amount: Number
    source: str
    target: str


@rule(
    applies=DEFINITIONS,
    source="CONTRIBUTING 6: what moves money between organisations returns moves that sum to zero",
)
def movement(
    transfer: Transfer[Number], params: Values[Number], *, known_on: date
) -> Mapping[str, Number]:
    """Return what each side of a movement gains: the one minus what the other does.

    Unit: pence.
    Raises: SameSideError when both sides are one.
    Law pot_moves_sum_to_zero: whatever moves, and wherever it goes.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> transfer = Transfer(amount=Fraction(5), source="X24", target="core")
    >>> found = movement(transfer, load().exact, known_on=date(2023, 4, 1))
    >>> {side: str(amount) for side, amount in found.items()}
    {'X24': '-5', 'core': '5'}
    """
    del params, known_on
    if transfer.source == transfer.target:
        raise SameSideError(transfer.source)
    return {
        transfer.source: named(-transfer.amount, f"From {transfer.source}"),
        transfer.target: named(transfer.amount, f"To {transfer.target}"),
    }
