"""A system's envelope from October 2020: what it holds, and whether its members break even."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic

from equipoise.params import Values
from equipoise.rules.bases import nil
from equipoise.rules.registry import rule
from equipoise.units import Period
from equipoise.workings import Number, named, total


@dataclass(frozen=True, kw_only=True)
class EnvelopeAndPositions(Generic[Number]):
    """What a system is given for the half-year, and where its members stand: at least one.

    Unit: pence; a deficit is below nil. `allocation` holds the blocks.
    """

    allocation: Number
    top_up: Number
    covid: Number
    positions: Mapping[str, Number]


@dataclass(frozen=True, kw_only=True)
class Envelope(Generic[Number]):
    """What the envelope comes to, and what its members do together."""

    whole: Number
    position: Number
    breaks_even: bool


@rule(
    applies=Period.parse("2020-10-01 to 2022-04-01"),
    published=date(2020, 9, 17),
    source="HFMA 17 September 2020: allocation with blocks, system top-up through the lead "
    "commissioner and a fixed Covid allocation; the system breaks even, members may differ",
)
def envelope(
    system: EnvelopeAndPositions[Number], params: Values[Number], *, known_on: date
) -> Envelope[Number]:
    """Return the envelope and whether the members together stay within it.

    Unit: pence.
    Law members_may_differ_within_an_envelope: moving a penny from one to another changes nothing.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> system = EnvelopeAndPositions(allocation=Fraction(900), top_up=Fraction(60),
    ...     covid=Fraction(40), positions={"ZR1": Fraction(-5), "ZR2": Fraction(5)})
    >>> found = envelope(system, load().exact, known_on=date(2020, 10, 1))
    >>> print(found.whole, found.position, found.breaks_even)
    1000 0 True
    """
    del params, known_on
    together = named(
        total(position for _, position in sorted(system.positions.items())), "Members together"
    )
    return Envelope(
        whole=named(total((system.allocation, system.top_up, system.covid)), "Envelope"),
        position=together,
        breaks_even=bool(together >= nil(together)),
    )
