"""Minimum and maximum change: how much less or more than last year one body may be given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Generic

from equipoise.params import Values
from equipoise.rules.national.asking import TwoYears, asked, grown, lacking
from equipoise.rules.national.linear import LinearTest, bounded
from equipoise.rules.national.outcome import (
    Force,
    Level,
    Question,
    Ruling,
    Sense,
    Tested,
    answered,
    untested,
)
from equipoise.rules.registry import DEFINITIONS, rule
from equipoise.units import Period
from equipoise.workings import Number, Reference

NAME: Final = "national/change_per_body"
BOUNDS: Final = {
    "minimum": ("national/change_per_body/minimum_ratio", Sense.AT_LEAST),
    "maximum": ("national/change_per_body/maximum_ratio", Sense.AT_MOST),
}
"""Each bound, the parameter that holds it, and on which side of it a body must be."""


@dataclass(frozen=True, kw_only=True)
class Changes(Generic[Number]):
    """What each body is given, last year and this, by code; by stream within it, where it is.

    `streams` are those of each body that are summed, for the constraint alone.
    """

    period: Period
    bodies: Mapping[str, TwoYears[Number]]
    streams: Mapping[str, tuple[str, ...]]


@rule(
    applies=DEFINITIONS,
    source="NHS England allocations 2019/20, in HFMA: at least 4.4% more for each place's streams "
    "together; other years and maximums as a rule pack sets them",
)
def change_per_body(
    changes: Changes[Number], params: Values[Number], *, known_on: date
) -> Ruling[Number]:
    """Return whether each body is given neither less nor more than its bounds of change allow.

    A bound that was not published, for everybody or for the body, is not tested.

    Assumption: bounds are rounded to the nearest penny.
    Unit: pence; slack is room.
    Law within_its_bounds_no_body_is_named: both tests are met where change lies between them.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> given = {"ZQ1": TwoYears(before=Fraction(100_000), after=Fraction(104_399))}
    >>> changes = Changes(period=Period.parse("2019/20"), bodies=given, streams={})
    >>> found = change_per_body(changes, load().exact, known_on=date(2019, 5, 4))
    >>> print(found.tests["ZQ1/minimum"].verdict, found.tests["ZQ1/minimum"].slack)
    Not met -1
    """
    tests: dict[str, Tested[Number]] = {}
    for body, years in changes.bodies.items():
        for bound, (path, sense) in BOUNDS.items():
            change = asked(params, path, period=changes.period, known_on=known_on, key=body)
            if change is not None:
                tests[f"{body}/{bound}"] = _tested(years, change, bound=bound, sense=sense)
    reason = "" if tests else f"no minimum or maximum change is set for {changes.period}"
    return Ruling(years=DEFINITIONS, tests=tests, reason=reason)


def linear(
    changes: Changes[Number], params: Values[Number], *, known_on: date
) -> tuple[LinearTest, ...]:
    """Return the bounds of each body as constraints over its streams."""
    ruling = change_per_body(changes, params, known_on=known_on)
    cells = {
        f"{body}/{bound}": {(body, stream): 1 for stream in streams}
        for body, streams in changes.streams.items()
        for bound in BOUNDS
    }
    return bounded(Reference("rule", tuple(NAME.split("/"))), ruling, cells=cells)


def _tested(years: TwoYears[Number], change: Number, *, bound: str, sense: Sense) -> Tested[Number]:
    question = Question(
        name="What the body is given",
        limit=f"what it was given last year, with the {bound} change",
        sense=sense,
        level=Level.ICB,
        force=Force.LIMIT,
    )
    before, after = years.before, years.after
    if before is None or after is None:
        lacks = {"what it was given last year": before, "what it is given": after}
        return untested(question, *lacking(lacks))
    return answered(question, number=after, limit=grown(before, change, like=after))
