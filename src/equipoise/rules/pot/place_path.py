"""The path of places: from what is spent now to the formula's share, so much a year at most."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic

from equipoise.params import Values
from equipoise.rules.bases import nil, one
from equipoise.rules.registry import DEFINITIONS, rule
from equipoise.units import RATIO
from equipoise.workings import Number, largest, named, shared, smallest, total


@dataclass(frozen=True, kw_only=True)
class PlaceSpend(Generic[Number]):
    """A place: what is spent on it now, and its share of need by the formula."""

    spend: Number
    need: Number


@dataclass(frozen=True, kw_only=True)
class PlaceLines(Generic[Number]):
    """Every place, and the most that may move in a year, as a ratio of its formula share.

    `years` says for how many years the path is shown.
    """

    places: Mapping[str, PlaceSpend[Number]]
    most: Number
    years: int


@dataclass(frozen=True, kw_only=True)
class PlacePath(Generic[Number]):
    """A place's three columns: spend now, the formula's share, the path by year; and the gap."""

    spend: Number
    target: Number
    gap: Number
    path: tuple[Number, ...]


@rule(
    applies=DEFINITIONS,
    source="Users and outputs T21: need beside spend, by place; every place goes the same part of "
    "its way in a year, so that the sum holds (house setting)",
)
def place_path(
    lines: PlaceLines[Number], params: Values[Number], *, known_on: date
) -> Mapping[str, PlacePath[Number]]:
    """Return where each place stands, where the formula would have it, and the way there.

    Spend that belongs to no place is no part of it.

    Assumption: the sum of the places stays as it is; growth is decided apart from its sharing.
    Unit: whole pence; a gap above nil is money to come.
    Raises: ApportionmentError when no place has any need.
    Law paths_keep_the_sum: of all places, in every year, to the penny.
    Law no_place_moves_faster_than_agreed: by more than the most, and a penny of rounding.
    Law paths_end_at_the_formula: a place that is there stays.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> places = {"N": PlaceSpend(spend=Fraction(600), need=Fraction(1)),
    ...     "S": PlaceSpend(spend=Fraction(400), need=Fraction(1))}
    >>> lines = PlaceLines(places=places, most=Fraction(1, 10), years=3)
    >>> found = place_path(lines, load().exact, known_on=date(2023, 4, 1))
    >>> [str(amount) for amount in found["N"].path]
    ['550', '500', '500']
    """
    del params, known_on
    codes = sorted(lines.places)
    everything = named(total(lines.places[code].spend for code in codes), "Spend on all places")
    targets = shared(everything, {code: lines.places[code].need for code in codes})
    gaps = {code: targets[code] - lines.places[code].spend for code in codes}
    sizes = {code: largest(gap, -gap) for code, gap in gaps.items()}
    paces = [targets[code] * lines.most / size for code, size in sizes.items() if size > nil(size)]
    paths: dict[str, list[Number]] = {code: [] for code in codes}
    for year in range(1, lines.years + 1):
        yearly = _year(lines, gaps, paces, everything, year=year)
        for code in codes:
            paths[code].append(named(yearly[code], f"Path, {code}, year {year}"))
    return {
        code: PlacePath(
            spend=lines.places[code].spend,
            target=named(targets[code], f"Formula share, {code}"),
            gap=named(gaps[code], f"Gap to the formula share, {code}"),
            path=tuple(paths[code]),
        )
        for code in codes
    }


def _year(
    lines: PlaceLines[Number],
    gaps: Mapping[str, Number],
    paces: Sequence[Number],
    everything: Number,
    *,
    year: int,
) -> Mapping[str, Number]:
    """Return each place in a year: all have gone one part of their way, the whole at most."""
    now = {code: lines.places[code].spend for code in gaps}
    if not paces:
        return now
    slowest = smallest(*paces)
    part = smallest(total([slowest] * year), one(slowest, unit=RATIO))
    return shared(everything, {code: now[code] + gaps[code] * part for code in gaps})
