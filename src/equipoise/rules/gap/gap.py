"""The gap as an object: the limit less the positions, both as the limit is stated."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Generic

from equipoise.params import Values
from equipoise.rules.balance.ladder import stated_reading
from equipoise.rules.bases import held_against, movement
from equipoise.rules.registry import DEFINITIONS, rule
from equipoise.workings import Number, Support, named, total


@dataclass(frozen=True, kw_only=True)
class PositionsAndLimit(Generic[Number]):
    """A limit, the position of each body on the reading of the limit, and what no body holds.

    `unowned` is in no body's plan, and counts: money on one side only, efficiency nobody owns.
    """

    limit: Number
    positions: Mapping[str, Number]
    unowned: Mapping[str, Number] = field(default_factory=dict)
    stated: Support | None = None
    """The reading of a limit that is a bare fraction; a figure carries its own."""


@dataclass(frozen=True, kw_only=True)
class Gap(Generic[Number]):
    """How far positions are from a limit. A gap above nil is money still to be found."""

    reading: Support
    limit: Number
    positions: Number
    gap: Number


@rule(
    applies=DEFINITIONS,
    source="Fact book 1, section 2.5: gap = limit less the sum of positions; section 0: the two "
    "readings of support are never mixed",
)
def gap(held: PositionsAndLimit[Number], params: Values[Number], *, known_on: date) -> Gap[Number]:
    """Return what is still to be found for the positions to meet the limit.

    Unit: pence; a surplus is positive, and a gap above nil is money still to be found.
    Raises: LimitWithoutBasisError when the limit does not state one reading, which names both;
        UnlikeBasesError when a position stands on the other.
    Law the_gap_is_that_of_the_ladder: of the same plans, unmatched money and stretch.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> held = PositionsAndLimit(
    ...     limit=Fraction(-30), positions={"A": Fraction(-20), "B": Fraction(-18)},
    ...     stated=Support.WITHOUT)
    >>> print(gap(held, load().exact, known_on=date(2023, 5, 4)).gap)
    8
    """
    del params, known_on
    reading = stated_reading(held.limit, held.stated)
    owned = named(total(held.positions.values()), "Positions, all bodies")
    limit = held_against(held.limit, owned)
    loose = [movement(amount, limit) for amount in held.unowned.values()]
    everything = named(owned + total(loose), "Positions, and what nobody owns") if loose else owned
    return Gap(
        reading=reading,
        limit=named(limit, "Limit"),
        positions=everything,
        gap=named(limit - everything, "Gap"),
    )
