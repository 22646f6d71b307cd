"""Aligned payment and incentive 2022/23: elective work fixed at 104%, and 75% of what differs."""

from dataclasses import dataclass
from datetime import date
from typing import Final, Generic

from equipoise.params import Values
from equipoise.rules.bases import nil
from equipoise.rules.contract.payment import Payment, payment
from equipoise.rules.registry import rule
from equipoise.units import Period
from equipoise.workings import Number, named

INCLUDED: Final = "contract/elective_included_ratio"
VARIABLE: Final = "contract/elective_variable_ratio"


@dataclass(frozen=True, kw_only=True)
class Aligned2022Months(Generic[Number]):
    """The months of a contract of 2022/23. Unit: pence.

    `elective_baseline` is the activity of 2019/20 at prices of 2022/23. `fixed` holds all else,
    best practice as expected and CQUIN in full. `withdrawn` is CQUIN not earned; positive.
    """

    period: Period
    fixed: Number
    elective_baseline: Number
    elective_actual: Number
    passed_through: Number
    best_practice: Number
    advice_and_guidance: Number
    withdrawn: Number


@rule(
    applies=Period.parse("2022/23"),
    published=date(2022, 3, 31),
    source="HFMA 31 March 2022 (national tariff signals start of new payment system) and "
    "20 September 2022",
)
def aligned_2022(
    months: Aligned2022Months[Number], params: Values[Number], *, known_on: date
) -> Payment[Number]:
    """Return the fixed part with 104% of elective work, and three quarters of what differs.

    Unit: whole pence.
    Law aligned_payment_is_continuous_at_what_is_fixed: at 104% of the baseline nothing is
        variable, and it moves both ways from there.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> nothing = Fraction(0)
    >>> months = Aligned2022Months(period=Period.parse("2022/23"), fixed=Fraction(1000),
    ...     elective_baseline=Fraction(500), elective_actual=Fraction(500),
    ...     passed_through=nothing, best_practice=nothing, advice_and_guidance=nothing,
    ...     withdrawn=nothing)
    >>> found = aligned_2022(months, load().exact, known_on=date(2022, 4, 1))
    >>> print(found.fixed, found.variable, found.total)
    1520 -15 1505
    """
    included = named(
        params.at(INCLUDED, months.period, known_on=known_on) * months.elective_baseline,
        "Elective work in the fixed part",
    )
    rate = params.at(VARIABLE, months.period, known_on=known_on)
    differs = named(months.elective_actual - included, "Elective work beyond what is fixed")
    return payment(
        months.fixed,
        fixed=(months.fixed, included),
        variable=(named(rate * differs, "Variable elective part"), months.passed_through),
        adjustments=(
            months.best_practice,
            months.advice_and_guidance,
            nil(months.withdrawn) - months.withdrawn,
        ),
    )
