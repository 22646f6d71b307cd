"""Output growth: this year's activity against last year's, both at last year's unit costs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic

from equipoise.params import Values
from equipoise.rules.bases import at_stage_of, in_period_of, nil, one, valued
from equipoise.rules.productivity.outcome import Growth, NotAvailable
from equipoise.rules.registry import DEFINITIONS, rule
from equipoise.units import RATIO
from equipoise.workings import Number, named, total


class NoPriorActivityError(ValueError):
    """A kind of activity is new this year, so last year's costs cannot weigh it."""

    def __init__(self, kinds: tuple[str, ...]) -> None:
        super().__init__(f"no activity last year, so no cost weight, for: {', '.join(kinds)}")


@dataclass(frozen=True, kw_only=True)
class ActivityYears(Generic[Number]):
    """Activity by kind in two years, and last year's cost of one of each kind.

    A kind that is given in one mapping belongs in all; None is a figure that is not there.
    """

    before: Mapping[str, Number | None]
    after: Mapping[str, Number | None]
    unit_costs_before: Mapping[str, Number | None]


@rule(
    applies=DEFINITIONS,
    source="NHS England board, NHS productivity update, February 2025: cost-weighted activity",
)
def output_growth(
    years: ActivityYears[Number], params: Values[Number], *, known_on: date
) -> Growth[Number] | NotAvailable:
    """Return the growth in cost-weighted activity (Laspeyres), or why there is none.

    Assumption: no quality adjustment.
    Unit: ratio; growth is positive.
    Raises: NoPriorActivityError when a kind had no activity last year.
    Law equal_growth_everywhere_is_the_growth: whatever the cost weights.
    Law the_scale_of_costs_is_irrelevant: only their proportions count.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> years = ActivityYears(
    ...     before={"elective": Fraction(100)}, after={"elective": Fraction(106)},
    ...     unit_costs_before={"elective": Fraction(3_000)})
    >>> output_growth(years, load().exact, known_on=date(2025, 2, 6))
    Growth(rate=Fraction(3, 50))
    """
    del params, known_on
    kinds = sorted(years.before.keys() | years.after.keys() | years.unit_costs_before.keys())
    before = {kind: years.before.get(kind) for kind in kinds}
    after = {kind: years.after.get(kind) for kind in kinds}
    costs = {kind: years.unit_costs_before.get(kind) for kind in kinds}
    absent = [kind for kind in kinds if None in (before[kind], after[kind], costs[kind])]
    if absent or not kinds:
        return NotAvailable(f"no activity or unit cost for {', '.join(absent) or 'any kind'}")
    if new := tuple(kind for kind, number in _there(before).items() if not number > nil(number)):
        raise NoPriorActivityError(new)
    weights = _there(costs)
    then = _weighted(_there(before), weights, "Last year's activity at last year's costs")
    now = _weighted(_there(after), weights, "This year's activity at last year's costs")
    if not then > nil(then):
        return NotAvailable("last year's activity was worth nothing")
    growth = now / in_period_of(at_stage_of(then, now), now)
    return Growth(rate=named(growth - one(growth, unit=RATIO), "Output growth"))


def _there(numbers: Mapping[str, Number | None]) -> dict[str, Number]:
    return {kind: number for kind, number in numbers.items() if number is not None}


def _weighted(activity: Mapping[str, Number], costs: Mapping[str, Number], name: str) -> Number:
    return named(total(valued(number, costs[kind]) for kind, number in activity.items()), name)
