"""Interim debt of trusts made public dividend capital in 2020, and what that costs a year.

A loan is no income: neither it nor its conversion makes a deficit smaller.
"""

from dataclasses import dataclass
from datetime import date
from typing import Generic

from equipoise.params import Values
from equipoise.rules.balance.shares import share
from equipoise.rules.registry import rule
from equipoise.units import Period
from equipoise.workings import Number, named, rounded


@dataclass(frozen=True, kw_only=True)
class InterimDebt(Generic[Number]):
    """A trust's loans. Unit: pence.

    `interim` is revenue, working capital and capital debt in scope; `normal` loans in the normal
    course of business, out of scope; `interest` a year's on what is in scope.
    """

    period: Period
    interim: Number
    normal: Number
    interest: Number


@dataclass(frozen=True, kw_only=True)
class Converted(Generic[Number]):
    """What is converted and what stays, and the yearly charge of it. Unit: pence, ratio.

    `extra` is the charge above the interest: neutralised, so that no position is worse by it.
    """

    capital: Number
    loans: Number
    interest_ratio: Number | None
    charge: Number
    extra: Number


@rule(
    applies=Period.parse("2020/21"),
    source="HFMA, 'Debt write-off and capital regime outlined', April 2020",
)
def trust_debt(
    debt: InterimDebt[Number], params: Values[Number], *, known_on: date
) -> Converted[Number]:
    """Return what of a trust's debt becomes capital, and what that costs a year.

    Unit: pence.
    Raises: ParameterError on a day when the conversion was a proposal only.
    Law converted_and_kept_are_the_debt: no pound is made or lost.

    Calderdale and Huddersfield, in £000: 144,900, with 2,300 of interest.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> debt = InterimDebt(period=Period.parse("2020/21"), interim=Fraction(144_900),
    ...     normal=Fraction(0), interest=Fraction(2_300))
    >>> found = trust_debt(debt, load().exact, known_on=date(2020, 5, 4))
    >>> print(found.capital, found.charge, found.extra)
    144900 5072 2772
    """
    ratio = params.at("debt/trust_conversion_ratio", debt.period, known_on=known_on)
    rate = params.at("debt/public_dividend_ratio", debt.period, known_on=known_on)
    capital = named(rounded(debt.interim * ratio), "Made public dividend capital")
    charge = named(rounded(capital * rate), "Yearly charge on it")
    saved = named(rounded(debt.interest * ratio), "Interest that ends")
    return Converted(
        capital=capital,
        loans=named(debt.interim - capital + debt.normal, "Loans that stay"),
        interest_ratio=share(debt.interest, debt.interim, name="Interest rate implied").ratio,
        charge=charge,
        extra=named(charge - saved, "Charge above the interest, to be neutralised"),
    )
