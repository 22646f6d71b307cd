"""Work out a low volume contract: the average of three years, and each month's payment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from equipoise.params import Parameters
from equipoise.rules import rule_for
from equipoise.rules.contract import LowVolume, ThreeYears, low_volume
from equipoise.units import PENCE, FinancialYear, Pence
from equipoise.usecases.of_files import CONTRACT, PAID
from equipoise.usecases.outcome import Outcome
from equipoise.workings import Basis, Figure, Reference, given

LOW_VOLUME: Final = "low-volume"


@dataclass(frozen=True, kw_only=True)
class LowVolumeValue:
    """The value of a year, and its twelfths by the code of the month."""

    year: FinancialYear
    value: Figure
    months: Mapping[str, Figure]


def contract_low_volume(
    three: tuple[Pence, Pence, Pence], params: Parameters, *, year: FinancialYear, known_on: date
) -> Outcome[LowVolumeValue]:
    """Return what a low volume flow is worth, from its value in three years at this year's prices.

    Raises: NoRuleError for a year without a low volume schedule.
    """
    rule = rule_for("contract/low_volume_value", year.period, known_on=known_on)
    first, second, third = (
        given(
            amount,
            Basis(period=year.period, unit=PENCE),
            Reference("decision", (CONTRACT, year.code, f"low-volume-{number}")),
            name=f"Value in year {number} of three",
        )
        for number, amount in enumerate(three, start=1)
    )
    years: ThreeYears[Figure] = ThreeYears(first=first, second=second, third=third)
    value: Figure = rule.run(years, params, known_on=known_on)
    months = low_volume(LowVolume(value=value), params, known_on=known_on)
    ref = Reference("figure", (CONTRACT, year.code, LOW_VOLUME, PAID))
    return Outcome(
        result=LowVolumeValue(year=year, value=value, months=months), figures={ref: value}
    )
