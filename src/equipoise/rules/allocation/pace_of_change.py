"""Pace of change: how fast allocations move towards their targets, out of a fixed sum."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Generic

from equipoise.params import Values
from equipoise.rules.allocation.levelling import Bounded, level_of
from equipoise.rules.bases import nil, one
from equipoise.rules.registry import rule
from equipoise.rules.walking import bare
from equipoise.units import RATIO, Period
from equipoise.workings import Number, largest, named, rounded, shared, smallest, total

APPLIES: Final = Period.parse("2016-04-01 to 2029-04-01")


class QuantumError(ValueError):
    """The sum cannot be shared out so: floors above it, caps below it, or an area of nothing."""


@dataclass(frozen=True, kw_only=True)
class Area(Generic[Number]):
    """One area: last year's allocation, this year's target, and between what its growth lies.

    Unit: pence, and ratios. Without `maximum_growth` there is no upper limit.
    """

    opening: Number
    target: Number
    minimum_growth: Number
    maximum_growth: Number | None


@dataclass(frozen=True, kw_only=True)
class Areas(Generic[Number]):
    """Every area, and the sum there is for them this year, in whole pence.

    Openings stand on the basis of this year: they are compared with its targets.
    """

    period: Period
    quantum: Number
    areas: Mapping[str, Area[Number]]


@dataclass(frozen=True, kw_only=True)
class Paced(Generic[Number]):
    """What an area gets, and why it is not more or less."""

    allocation: Number
    growth: Number
    opening_distance: Number
    closing_distance: Number
    floor: Number
    """The least it may get: its minimum growth, or the most under target that is allowed."""
    cap: Number | None
    held: str
    """`floor`, `cap`, or blank where it moves with the others."""


@dataclass(frozen=True, kw_only=True)
class Pace(Generic[Number]):
    """Every area, and the growth of one that lies at its target and meets no limit."""

    base_growth: Number
    areas: Mapping[str, Paced[Number]]


@rule(
    applies=APPLIES,
    source="NHS England, PB.17.12.15/04: nobody more than 5% under target; the slope of "
    "convergence is not published (house setting)",
)
def pace_of_change(areas: Areas[Number], params: Values[Number], *, known_on: date) -> Pace[Number]:
    """Return every area's allocation: growth by distance from target, held by floors and caps.

    An area grows by the base growth, more where it opens under target and less where it opens
    above, in a straight line outside a band; never less than its minimum, never less than
    leaves it at the most under target that is allowed, never more than its maximum. The base
    growth is the one at which everybody's allocations sum to the quantum.

    Unit: whole pence; ratios. Floors and caps are whole pence, to the nearest.
    Raises: QuantumError when the floors cost more than the quantum, or the caps less;
        ParameterError where the limits of the year are not known.
    Law allocations_sum_to_the_quantum: to the penny.
    Law allocations_are_held_between_floor_and_cap: for every area; a floor above its cap counts.
    Law nobody_is_further_under_than_allowed: by more than half a penny.
    Law areas_alike_keep_their_order: of two with one minimum, the one that opens further under
        target closes no further above, growth of target being alike.
    """

    def at(name: str) -> Number:
        return params.at(f"allocation/pace/{name}_ratio", areas.period, known_on=known_on)

    _refuse_nothing(areas)
    opening = _opening_distances(areas)
    slope, band, under = at("convergence"), at("band"), at("most_under")
    pulls = {code: _pull(distance, slope=slope, band=band) for code, distance in opening.items()}
    bounded = {code: _bounded(area, pulls[code], under=under) for code, area in areas.areas.items()}
    _refuse(areas, bounded)
    base = named(level_of(areas.quantum, bounded), "Base growth")
    exact = {
        code: named(part.at(base), f"Before rounding, {code}") for code, part in bounded.items()
    }
    pence = shared(areas.quantum, exact)
    found = {
        code: _paced(
            area, bounded[code], allocation=pence[code], opening=opening[code], exact=exact[code]
        )
        for code, area in areas.areas.items()
    }
    return Pace(base_growth=base, areas=found)


def _bounded(area: Area[Number], pull: Number, *, under: Number) -> Bounded[Number]:
    """Return an area's allocation as it follows from the base growth, with its limits."""
    whole = one(pull, unit=RATIO)
    least = area.opening * (whole + area.minimum_growth)
    floor = named(rounded(largest(least, area.target * (whole - under))), "Floor")
    cap = None
    if area.maximum_growth is not None:
        most = rounded(area.opening * (whole + area.maximum_growth))
        cap = named(largest(floor, most), "Cap")
    start = named(area.opening * (whole + pull), "Allocation before base growth")
    return Bounded(weight=area.opening, start=start, floor=floor, cap=cap)


def _opening_distances(areas: Areas[Number]) -> dict[str, Number]:
    """Return how far each area opens from its target, were last year's sum shared by target."""
    everything = total(area.opening for area in areas.areas.values())
    targets = total(area.target for area in areas.areas.values())
    found = {}
    for code, area in areas.areas.items():
        due = area.target * (everything / targets)
        found[code] = named((area.opening - due) / due, f"Opening distance from target, {code}")
    return found


def _pull(distance: Number, *, slope: Number, band: Number) -> Number:
    """Return what convergence adds to growth: nil within the band, less the further above."""
    nothing = nil(distance)
    below = smallest(nothing, distance + band)
    above = largest(nothing, distance - band)
    return named(-(below + above) * slope, "Pull towards target")


def _refuse_nothing(areas: Areas[Number]) -> None:
    for code, area in areas.areas.items():
        if not (area.opening > nil(area.opening) and area.target > nil(area.target)):
            raise QuantumError(f"{code} opens with nothing, or has no target")


def _refuse(areas: Areas[Number], bounded: Mapping[str, Bounded[Number]]) -> None:
    floors = total(part.floor for part in bounded.values())
    if areas.quantum < floors:
        raise QuantumError(
            f"the floors cost {bare(floors)} pence, and there are {bare(areas.quantum)}"
        )
    caps = [part.cap for part in bounded.values() if part.cap is not None]
    if len(caps) == len(bounded) and areas.quantum > total(caps):
        raise QuantumError(f"the caps take {bare(total(caps))} pence of {bare(areas.quantum)}")
    if not any(part.cap is None or part.cap > part.floor for part in bounded.values()):
        raise QuantumError("nobody's allocation can move: every floor is its cap")


def _paced(
    area: Area[Number], part: Bounded[Number], *, allocation: Number, opening: Number, exact: Number
) -> Paced[Number]:
    held = "floor" if not exact > part.floor else ""
    if part.cap is not None and not exact < part.cap and not held:
        held = "cap"
    return Paced(
        allocation=named(allocation, "Allocation"),
        growth=named((allocation - area.opening) / area.opening, "Growth"),
        opening_distance=opening,
        closing_distance=named(
            (allocation - area.target) / area.target, "Closing distance from target"
        ),
        floor=part.floor,
        cap=part.cap,
        held=held,
    )
