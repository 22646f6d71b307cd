"""Blended payment 2019/20: emergencies fixed as planned, and 20% of what differs from plan."""

from dataclasses import dataclass
from datetime import date
from typing import Final, Generic

from equipoise.params import Values
from equipoise.rules.contract.payment import Payment, payment
from equipoise.rules.registry import rule
from equipoise.units import Period
from equipoise.workings import Number, named

VARIABLE: Final = "contract/blended_variable_ratio"


@dataclass(frozen=True, kw_only=True)
class BlendedMonths(Generic[Number]):
    """The months of a blended contract. Unit: pence. `episodic` is other activity at prices."""

    period: Period
    fixed: Number
    episodic: Number
    emergency_planned: Number
    emergency_actual: Number


@rule(
    applies=Period.parse("2019/20"),
    source="HSJ 7026392 and 7023543: fixed plus 20% variable for emergency care, both ways",
)
def blended(
    months: BlendedMonths[Number], params: Values[Number], *, known_on: date
) -> Payment[Number]:
    """Return planned emergencies and a fifth of what differs, beside what is paid at prices.

    Unit: whole pence.
    Law blended_payment_is_continuous_at_plan: as planned it pays the plan, and a penny more or
        less of activity moves it by a fifth of a penny before rounding, both ways.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> months = BlendedMonths(period=Period.parse("2019/20"), fixed=Fraction(0),
    ...     episodic=Fraction(0), emergency_planned=Fraction(1000), emergency_actual=Fraction(900))
    >>> print(blended(months, load().exact, known_on=date(2019, 4, 1)).total)
    980
    """
    rate = params.at(VARIABLE, months.period, known_on=known_on)
    differs = named(
        months.emergency_actual - months.emergency_planned, "Emergencies above or below plan"
    )
    return payment(
        months.fixed,
        fixed=(months.fixed, months.emergency_planned),
        variable=(months.episodic, named(rate * differs, "Variable part of emergencies")),
    )
