"""The rounds of a negotiation: each position handed in, what it moved by, and what is left."""

from dataclasses import dataclass
from datetime import date
from typing import Generic

from equipoise.params import Values
from equipoise.rules.registry import DEFINITIONS, rule
from equipoise.workings import Number, named


@dataclass(frozen=True, kw_only=True)
class Submissions(Generic[Number]):
    """The positions handed in, one version after another, and the limit asked for at each.

    Shape: as many asks as positions, each on one reading of support.
    """

    positions: tuple[Number, ...]
    asks: tuple[Number, ...]


@dataclass(frozen=True, kw_only=True)
class GapRound(Generic[Number]):
    """A version: its position, what it moved by, the ask, and the money between the two.

    What is between ask and position stays in sight, whether or not the plan proceeds without
    acceptance.
    """

    position: Number
    moved: Number
    ask: Number
    between: Number


@rule(
    applies=DEFINITIONS,
    source="Fact book 1, section 2.2: national and local sequences of submissions; section 2.5: "
    "rejected while proceeding holds both figures and the gap between them",
)
def rounds(
    handed_in: Submissions[Number], params: Values[Number], *, known_on: date
) -> tuple[GapRound[Number], ...]:
    """Return each round: by how much the position moved, and what is between it and the ask.

    Unit: pence; a surplus is positive, and money between above nil is still to be found.
    Law movements_of_rounds_lead_to_the_last: from the first position.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> handed_in = Submissions(
    ...     positions=(Fraction(-998), Fraction(-380)), asks=(Fraction(0), Fraction(0)))
    >>> found = rounds(handed_in, load().exact, known_on=date(2023, 5, 4))
    >>> [(str(one.moved), str(one.between)) for one in found]
    [('0', '998'), ('618', '380')]
    """
    del params, known_on
    positions = handed_in.positions
    return tuple(
        _round(number, positions[max(number - 2, 0)], position, ask=ask)
        for number, (position, ask) in enumerate(
            zip(positions, handed_in.asks, strict=True), start=1
        )
    )


def _round(number: int, before: Number, position: Number, *, ask: Number) -> GapRound[Number]:
    return GapRound(
        position=named(position, f"Position, version {number}"),
        moved=named(position - before, f"Moved to version {number}"),
        ask=named(ask, f"Ask, version {number}"),
        between=named(ask - position, f"Between ask and position, version {number}"),
    )
