"""From 2026/27: urgent and emergency care fixed, and 20% of what differs; elective variable."""

from dataclasses import dataclass
from datetime import date
from typing import Final, Generic

from equipoise.params import Values
from equipoise.rules.contract.payment import Payment, payment
from equipoise.rules.registry import rule
from equipoise.units import Period
from equipoise.workings import Number, named

ELECTIVE: Final = "contract/elective_variable_ratio"
URGENT: Final = "contract/urgent_variable_ratio"


@dataclass(frozen=True, kw_only=True)
class Urgent2026Months(Generic[Number]):
    """The months of a contract. Unit: pence. `fixed` is all that neither is urgent nor elective."""

    period: Period
    fixed: Number
    urgent_planned: Number
    urgent_actual: Number
    elective: Number
    passed_through: Number


@rule(
    applies=Period.parse("2026-04-01 to 2029-04-01"),
    published=date(2025, 10, 24),
    source="NHS England, medium term planning framework, 24 October 2025: a 20% variable element "
    "in payment for urgent care from 2026/27, and an end of pure blocks",
)
def urgent_2026(
    months: Urgent2026Months[Number], params: Values[Number], *, known_on: date
) -> Payment[Number]:
    """Return urgent care as planned and a fifth of what differs, elective work at its price.

    Assumption: it moves both ways from planned value, with no band, as blended payment did; all
    else is as in 2025/26. The framework gives no more than the share.
    Unit: whole pence.
    Law urgent_care_is_continuous_at_plan: as planned it pays the plan.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> months = Urgent2026Months(period=Period.parse("2026/27"), fixed=Fraction(100),
    ...     urgent_planned=Fraction(500), urgent_actual=Fraction(550), elective=Fraction(300),
    ...     passed_through=Fraction(0))
    >>> found = urgent_2026(months, load().exact, known_on=date(2026, 4, 1))
    >>> print(found.fixed, found.variable, found.total)
    600 310 910
    """
    elective = params.at(ELECTIVE, months.period, known_on=known_on) * months.elective
    differs = named(months.urgent_actual - months.urgent_planned, "Urgent care beyond plan")
    rate = params.at(URGENT, months.period, known_on=known_on)
    return payment(
        months.fixed,
        fixed=(months.fixed, months.urgent_planned),
        variable=(
            named(elective, "Elective work paid for"),
            named(rate * differs, "Variable part of urgent care"),
            months.passed_through,
        ),
    )
