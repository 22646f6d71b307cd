"""The tariff to 2018/19: price times activity, and less for emergencies beyond a baseline."""

from dataclasses import dataclass
from datetime import date
from typing import Final, Generic

from equipoise.params import Values
from equipoise.rules.bases import nil
from equipoise.rules.contract.payment import Payment, payment
from equipoise.rules.registry import rule
from equipoise.units import Period
from equipoise.workings import Number, largest, named, smallest

RATE: Final = "contract/marginal_emergency_ratio"


@dataclass(frozen=True, kw_only=True)
class TariffMonths(Generic[Number]):
    """The months of a contract under the tariff. Unit: pence.

    `episodic` is activity at prices, emergencies apart; `baseline` what emergencies were worth in
    the same months of the baseline year.
    """

    period: Period
    fixed: Number
    episodic: Number
    emergency: Number
    baseline: Number


@rule(
    applies=Period.parse("2010-04-01 to 2019-04-01"),
    source="King's Fund blog 2013 (30% beyond the baseline); HFMA, broad welcome for tariff "
    "proposals (70% from 2015/16); abolished as a national rule from 2019/20 (HSJ 7023543)",
)
def tariff(
    months: TariffMonths[Number], params: Values[Number], *, known_on: date
) -> Payment[Number]:
    """Return what is paid at prices, emergencies beyond the baseline at the marginal rate.

    Assumption: within the year the baseline of the same months counts, cumulatively.
    Unit: whole pence.
    Law the_marginal_rate_begins_at_the_baseline: up to it emergencies are paid in full, and
        there the payment does not jump.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> months = TariffMonths(period=Period.parse("2014/15"), fixed=Fraction(0),
    ...     episodic=Fraction(0), emergency=Fraction(1200), baseline=Fraction(1000))
    >>> print(tariff(months, load().exact, known_on=date(2014, 4, 1)).total)
    1060
    """
    rate = params.at(RATE, months.period, known_on=known_on)
    beyond = named(
        largest(nil(months.emergency), months.emergency - months.baseline),
        "Emergencies beyond the baseline",
    )
    within = named(smallest(months.emergency, months.baseline), "Emergencies up to the baseline")
    return payment(
        months.fixed,
        fixed=(months.fixed,),
        variable=(months.episodic, within, named(rate * beyond, "At the marginal rate")),
    )
