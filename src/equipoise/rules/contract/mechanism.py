"""Which model a provider, a commissioner and a service are paid under."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Generic

from equipoise.params import Values
from equipoise.rules.bases import held_against, in_period_of
from equipoise.rules.contract.scope import Mechanism
from equipoise.rules.registry import DEFINITIONS, rule
from equipoise.units import Period
from equipoise.workings import Number

BLENDED_ABOVE: Final = "contract/blended_threshold_pence"
ALIGNED_FROM: Final = "contract/aligned_scope_pence"
LOW_VOLUME_BELOW: Final = "contract/low_volume_threshold_pence"
TARIFF_YEARS: Final = Period.parse("2016-04-01 to 2019-04-01")
BLENDED_YEAR: Final = Period.parse("2019/20")
TOP_UP_MONTHS: Final = Period.parse("2020-04-01 to 2020-10-01")
ENVELOPE_MONTHS: Final = Period.parse("2020-10-01 to 2022-04-01")
ALIGNED_2022: Final = Period.parse("2022/23")
ALIGNED_YEARS: Final = Period.parse("2023-04-01 to 2026-04-01")
SERVICES: Final = ("emergency", "elective", "other")


class NoModelError(LookupError):
    """A payment model changes within the period, or none is known for it."""

    def __init__(self, period: Period) -> None:
        super().__init__(f"no one payment model for all of {period}: ask for a shorter period")


@dataclass(frozen=True, kw_only=True)
class Relationship(Generic[Number]):
    """A provider, a commissioner and a service for a period.

    `value` is what is expected to be paid in the year for the service of 2019/20, and for all of
    them since. Unit: pence. `is_listed` says whether the pair is in the low volume schedule.
    """

    period: Period
    service: str
    provider_is_nhs: bool
    commissioner_is_nhs_england: bool
    same_system: bool
    has_unit_price: bool
    is_listed: bool
    value: Number


@dataclass(frozen=True, kw_only=True)
class Choice:
    """The model, and the reason in words."""

    mechanism: Mechanism
    why: str


@rule(
    applies=DEFINITIONS,
    source="NHS England, NHS Payment Scheme 2023/25 and 2025/26 (four mechanisms); HFMA "
    "31 March 2022 (scope in 2022/23); HSJ 7026392 (2019/20); Covid-19 block contract "
    "methodology (2020/21); medium term planning framework, 24 October 2025 (2026/27)",
)
def mechanism(asked: Relationship[Number], params: Values[Number], *, known_on: date) -> Choice:
    """Return the model for a provider, a commissioner and a service, and why.

    Assumption: a provider outside the NHS is paid by activity, or locally where there is no unit
    price, in every year; a pair outside the scope of 2022/23 at unit prices.
    Raises: NoModelError when the model changes within the period.
    Law outside_the_nhs_no_value_decides: another value gives the same model.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> asked = Relationship(period=Period.parse("2023/24"), service="elective",
    ...     provider_is_nhs=True, commissioner_is_nhs_england=False, same_system=False,
    ...     has_unit_price=True, is_listed=True, value=Fraction(49_999_999))
    >>> print(mechanism(asked, load().exact, known_on=date(2023, 4, 1)).mechanism)
    low-volume
    """
    if not any(asked.period in years for years in _YEARS):
        raise NoModelError(asked.period)
    if not asked.provider_is_nhs:
        if asked.has_unit_price:
            return Choice(mechanism=Mechanism.ACTIVITY, why="not an NHS provider; a unit price")
        return Choice(mechanism=Mechanism.LOCAL, why="not an NHS provider; no unit price")
    period = asked.period
    if period in TARIFF_YEARS:
        return Choice(mechanism=Mechanism.TARIFF, why="the tariff, to 2018/19")
    if period in BLENDED_YEAR:
        return _of_2019(asked, params, known_on=known_on)
    if period in TOP_UP_MONTHS:
        return Choice(mechanism=Mechanism.BLOCK, why="nationally set, April to September 2020")
    if period in ENVELOPE_MONTHS:
        return Choice(mechanism=Mechanism.ENVELOPE, why="rolled over from October 2020")
    if period in ALIGNED_2022:
        return _of_2022(asked, params, known_on=known_on)
    return _since_2023(asked, params, known_on=known_on)


_YEARS: Final = (
    *(TARIFF_YEARS, BLENDED_YEAR, TOP_UP_MONTHS, ENVELOPE_MONTHS, ALIGNED_2022, ALIGNED_YEARS),
    Period.parse("2026-04-01 to 2029-04-01"),
)


def _of_2019(asked: Relationship[Number], params: Values[Number], *, known_on: date) -> Choice:
    if asked.service != "emergency":
        return Choice(mechanism=Mechanism.PRICES, why="at prices: blended is for emergencies")
    if asked.value > _limit(BLENDED_ABOVE, asked, params, known_on=known_on):
        return Choice(mechanism=Mechanism.BLENDED, why="emergencies above the threshold")
    return Choice(mechanism=Mechanism.PRICES, why="emergencies up to the threshold: at prices")


def _of_2022(asked: Relationship[Number], params: Values[Number], *, known_on: date) -> Choice:
    if asked.same_system:
        return Choice(mechanism=Mechanism.ALIGNED, why="inside one system")
    if asked.value >= _limit(ALIGNED_FROM, asked, params, known_on=known_on):
        return Choice(mechanism=Mechanism.ALIGNED, why="between systems, large enough")
    return Choice(mechanism=Mechanism.PRICES, why="between systems, below the scope: at prices")


def _since_2023(asked: Relationship[Number], params: Values[Number], *, known_on: date) -> Choice:
    limit = _limit(LOW_VOLUME_BELOW, asked, params, known_on=known_on)
    if not asked.commissioner_is_nhs_england and asked.is_listed and asked.value < limit:
        return Choice(mechanism=Mechanism.LOW_VOLUME, why="listed, and below the threshold")
    if asked.period not in ALIGNED_YEARS and asked.service == "emergency":
        return Choice(mechanism=Mechanism.URGENT, why="urgent care from 2026/27")
    if asked.commissioner_is_nhs_england:
        return Choice(mechanism=Mechanism.ALIGNED, why="commissioned by NHS England")
    return Choice(mechanism=Mechanism.ALIGNED, why="an NHS provider, not low volume")


def _limit(
    name: str, asked: Relationship[Number], params: Values[Number], *, known_on: date
) -> Number:
    """Return a published value on the basis of what it is held against."""
    limit = params.at(name, asked.period, known_on=known_on)
    return held_against(in_period_of(limit, asked.value), asked.value)
