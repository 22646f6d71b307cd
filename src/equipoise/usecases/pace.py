"""Move allocations towards target: growth by distance, between floors and caps, out of a sum."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from equipoise.rules.allocation import Area, Areas, Pace, pace_of_change
from equipoise.sources import Openings
from equipoise.units import PENCE, RATIO
from equipoise.usecases.allocate import Allocated
from equipoise.usecases.of_files import ALLOCATION
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.populations import Sharing
from equipoise.usecases.refusals import RefusedError, UnknownError
from equipoise.workings import Basis, Figure, Reference, given

NAMES: Final = ("allocation", "growth", "opening_distance", "closing_distance", "floor")


@dataclass(frozen=True, kw_only=True)
class Limits:
    """The least and the most that an allocation may grow by. Unit: ratios; None is no limit."""

    minimum: Fraction = Fraction(0)
    maximum: Fraction | None = None


@dataclass(frozen=True, kw_only=True)
class PacedAreas:
    """What each area opens with, its target, and what it gets."""

    allocated: Allocated
    openings: Openings
    limits: Limits
    pace: Pace[Figure]
    areas: Areas[Figure]


def pace(
    found: Allocated, opened: Openings, *, sharing: Sharing, limits: Limits
) -> Outcome[PacedAreas]:
    """Return every area's allocation out of the sum, as it moves from its opening to its target.

    Raises: RefusedError when an area has no opening allocation, or the sum cannot be shared so;
        UnknownError for an opening of an area that is not there.
    """
    period = found.populations.year.period
    if missing := sorted(found.areas.keys() - opened.allocations.keys()):
        raise RefusedError(
            f"{opened.source} has no opening allocation of {', '.join(missing)}.",
            "Every area of the level needs one.",
        )
    if strange := sorted(opened.allocations.keys() - found.areas.keys()):
        raise UnknownError(f"{found.level} in {opened.source}", strange[0], tuple(found.areas))
    least = _limit(found, "minimum", limits.minimum)
    most = None if limits.maximum is None else _limit(found, "maximum", limits.maximum)
    areas = Areas(
        period=period,
        quantum=found.quantum,
        areas={
            code: Area(
                opening=given(
                    opened.allocations[code],
                    Basis(period=period, unit=PENCE),
                    Reference("file", (opened.source, opened.places[code].replace(" ", "-"))),
                    name=f"Opening allocation, {code}",
                ),
                target=area.target,
                minimum_growth=least,
                maximum_growth=most,
            )
            for code, area in found.areas.items()
        },
    )
    paced = pace_of_change(areas, sharing.params, known_on=sharing.known_on)
    result = PacedAreas(allocated=found, openings=opened, limits=limits, pace=paced, areas=areas)
    return Outcome(result=result, figures=_figures(result))


def _limit(found: Allocated, name: str, ratio: Fraction) -> Figure:
    return given(
        ratio,
        Basis(period=found.populations.year.period, unit=RATIO),
        Reference("decision", (ALLOCATION, found.populations.year.code, f"{name}_growth")),
        name=f"{name.capitalize()} growth",
    )


def _figures(found: PacedAreas) -> dict[Reference, Figure]:
    start = (ALLOCATION, found.allocated.populations.year.code, found.allocated.level)
    return {
        Reference("figure", (*start, code, name)): getattr(area, name)
        for code, area in found.pace.areas.items()
        for name in NAMES
    }
