"""Minimum growth: what an allocation grows by at the least, however far above its target."""

from dataclasses import dataclass
from datetime import date
from typing import Generic

from equipoise.params import Values
from equipoise.rules.bases import one
from equipoise.rules.registry import rule
from equipoise.units import RATIO, Period
from equipoise.workings import Number, choose, largest, named, smallest


@dataclass(frozen=True, kw_only=True)
class Opening(Generic[Number]):
    """How far an area starts from its target, and by how much its people grow. Unit: ratios."""

    period: Period
    distance: Number
    population_growth: Number


@rule(
    applies=Period.parse("2018/19"),
    published=date(2015, 12, 17),
    source="NHS England, CCG allocations with distance from target, 208 areas: a minimum in cash "
    "and one for each head, whichever is more; less far above target",
)
def minimum_growth(area: Opening[Number], params: Values[Number], *, known_on: date) -> Number:
    """Return the least growth of an area's allocation.

    Up to the start of the taper it is the minimum in cash or the one for each head, whichever is
    more. Between its start and its end it falls in a straight line to the least of all, and
    stays there. The line is assumed: the published file shows its ends alone.

    Unit: ratio.
    Raises: ParameterError where the minima of the year are not known.
    Law further_above_target_never_means_more: at one growth of people.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> area = Opening(
    ...     period=Period.parse("2018/19"), distance=Fraction(0), population_growth=Fraction(1, 100)
    ... )
    >>> str(minimum_growth(area, load().exact, known_on=date(2018, 4, 1)))
    '2967/125000'
    """

    def at(name: str) -> Number:
        return params.at(f"allocation/pace/{name}_ratio", area.period, known_on=known_on)

    whole = one(area.population_growth, unit=RATIO)
    each = (whole + at("minimum_per_head")) * (whole + area.population_growth) - whole
    full = named(
        largest(at("minimum_cash"), named(each, "Minimum growth for each head, in cash")),
        "Minimum growth before the taper",
    )
    least, starts, ends = at("least"), at("taper_starts"), at("taper_ends")
    gone = smallest(whole, (area.distance - starts) / (ends - starts))
    tapered = full - (full - smallest(full, least)) * gone
    return named(choose(area.distance > starts, tapered, full), "Minimum growth")
