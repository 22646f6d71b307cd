"""Aligned payment and incentive 2023/24 to 2025/26: elective work variable, the rest fixed."""

from dataclasses import dataclass
from datetime import date
from typing import Final, Generic

from equipoise.params import Values
from equipoise.rules.bases import nil
from equipoise.rules.contract.payment import Payment, payment
from equipoise.rules.registry import rule
from equipoise.units import Period
from equipoise.workings import Number, named

VARIABLE: Final = "contract/elective_variable_ratio"


@dataclass(frozen=True, kw_only=True)
class Aligned2023Months(Generic[Number]):
    """The months of a contract. Unit: pence.

    `elective` is activity at unit prices with market forces; follow-ups are in `fixed`, and so is
    CQUIN in full. `withdrawn` is CQUIN not earned; positive.
    """

    period: Period
    fixed: Number
    elective: Number
    passed_through: Number
    best_practice: Number
    withdrawn: Number


@rule(
    applies=Period.parse("2023-04-01 to 2026-04-01"),
    source="NHS England, NHS Payment Scheme 2023/25 and 2025/26; HFMA 16 June 2023",
)
def aligned_2023(
    months: Aligned2023Months[Number], params: Values[Number], *, known_on: date
) -> Payment[Number]:
    """Return the fixed part, and all elective work at its price.

    Assumption: CQUIN in the fixed part is withdrawn by what is not earned; it ended as a payment
    in 2025/26, when nothing is to be withdrawn.
    Unit: whole pence.
    Law the_fixed_part_knows_no_activity: elective work moves the variable part, and no other.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> nothing = Fraction(0)
    >>> months = Aligned2023Months(period=Period.parse("2023/24"), fixed=Fraction(1000),
    ...     elective=Fraction(480), passed_through=Fraction(20), best_practice=nothing,
    ...     withdrawn=Fraction(5))
    >>> found = aligned_2023(months, load().exact, known_on=date(2023, 4, 1))
    >>> print(found.fixed, found.variable, found.adjustments, found.total)
    1000 500 -5 1495
    """
    rate = params.at(VARIABLE, months.period, known_on=known_on)
    return payment(
        months.fixed,
        fixed=(months.fixed,),
        variable=(named(rate * months.elective, "Elective work paid for"), months.passed_through),
        adjustments=(months.best_practice, nil(months.withdrawn) - months.withdrawn),
    )
