"""Positions with support and without it, and what is withheld: held nationally, and not lost.

Support withheld cuts the allocation of the system, and is money not spent nationally: its bodies
are worse by it, the centre better, and England neither.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic

from equipoise.params import Values
from equipoise.rules.balance.shares import share
from equipoise.rules.bases import at_stage_of, including, movement
from equipoise.rules.registry import DEFINITIONS, rule
from equipoise.workings import Number, named, total


@dataclass(frozen=True, kw_only=True)
class ToDate(Generic[Number]):
    """A body to date, before support; the support it planned for, and received. Unit: pence."""

    plan: Number
    actual: Number
    planned_support: Number
    received: Number
    turnover: Number | None = None


@dataclass(frozen=True, kw_only=True)
class BothWays(Generic[Number]):
    """A body or a system both ways. Unit: pence, ratio; a favourable variance is positive."""

    plan: Number
    actual: Number
    variance: Number
    variance_ratio: Number | None
    plan_before: Number
    actual_before: Number
    variance_before: Number
    received: Number
    withheld: Number


@dataclass(frozen=True, kw_only=True)
class WithAndWithout(Generic[Number]):
    """Every body, their system, and England: a system and what is held nationally. Unit: pence.

    `allocation` is what withheld support does to the allocation of the system.
    """

    bodies: Mapping[str, BothWays[Number]]
    system: BothWays[Number]
    allocation: Number
    held: Number
    england: Number


@rule(
    applies=DEFINITIONS,
    source="NHS England, 2025/26 quarter 4 financial performance: both readings for every body; "
    "month 9 financial position 2025/26: withheld support stands inside the overspend of systems",
)
def with_and_without(
    bodies: Mapping[str, ToDate[Number]], params: Values[Number], *, known_on: date
) -> WithAndWithout[Number]:
    """Return positions with support and without, and where what is withheld stands.

    Unit: pence.
    Shape: at least one body.
    Law what_is_withheld_is_held_nationally: England's variance is that before support.
    Law variances_of_bodies_come_to_the_system: with support and without.

    In £m: four of sixteen withheld from a trust on plan, and six from the others of its system.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> def on_plan(planned: int, received: int) -> ToDate[Fraction]:
    ...     return ToDate(plan=Fraction(0), actual=Fraction(0), planned_support=Fraction(planned),
    ...         received=Fraction(received))
    >>> found = with_and_without({"X": on_plan(12, 8), "others": on_plan(18, 12)}, load().exact,
    ...     known_on=date(2026, 2, 4))
    >>> print(found.bodies["X"].variance, found.system.variance, found.held, found.england)
    -4 -10 10 0
    """
    del params, known_on
    each = {code: _both_ways(body, body.turnover) for code, body in sorted(bodies.items())}
    system = _both_ways(*_together(bodies))
    held = named(system.withheld, "Held nationally")
    england = named(system.variance + movement(held, system.variance), "Variance, England")
    cut = named(-held, "Cut of the allocation of the system")
    return WithAndWithout(bodies=each, system=system, allocation=cut, held=held, england=england)


def _both_ways(body: ToDate[Number], turnover: Number | None) -> BothWays[Number]:
    plan = at_stage_of(body.plan, body.actual)
    withheld = named(body.planned_support - body.received, "Support withheld")
    with_plan = named(including(plan, body.planned_support), "Plan including support")
    with_actual = named(including(body.actual, body.received), "Result including support")
    variance = named(with_actual - with_plan, "Variance including support")
    ratio = None
    if turnover is not None:
        of = movement(turnover, variance)
        ratio = share(variance, of, name="Variance as a share of turnover").ratio
    return BothWays(
        plan=with_plan,
        actual=with_actual,
        variance=variance,
        variance_ratio=ratio,
        plan_before=named(plan, "Plan before support"),
        actual_before=named(body.actual, "Result before support"),
        variance_before=named(body.actual - plan, "Variance before support"),
        received=named(body.received, "Support received"),
        withheld=withheld,
    )


def _together(bodies: Mapping[str, ToDate[Number]]) -> tuple[ToDate[Number], Number | None]:
    """Return the bodies as one, and its turnover: None where one of theirs is not given."""
    turnovers = [body.turnover for body in bodies.values() if body.turnover is not None]
    whole = ToDate(
        **{
            name: named(total(getattr(body, name) for body in bodies.values()), title)
            for name, title in (
                ("plan", "Plan of the system before support"),
                ("actual", "Result of the system before support"),
                ("planned_support", "Support planned by the system"),
                ("received", "Support received by the system"),
            )
        }
    )
    return whole, total(turnovers) if len(turnovers) == len(bodies) else None
