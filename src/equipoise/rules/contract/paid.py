"""What a contract pays for some months, under the model it is paid by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Generic

from equipoise.params import Values
from equipoise.rules.contract.activity_based import ActivityMonths, activity_based
from equipoise.rules.contract.aligned_2022 import Aligned2022Months, aligned_2022
from equipoise.rules.contract.aligned_2023 import Aligned2023Months, aligned_2023
from equipoise.rules.contract.at_prices import PricedMonths, at_prices
from equipoise.rules.contract.blended import BlendedMonths, blended
from equipoise.rules.contract.block_in_envelope import EnvelopeMonths, block_in_envelope
from equipoise.rules.contract.block_with_top_up import BlockMonths, block_with_top_up
from equipoise.rules.contract.contract import Contract
from equipoise.rules.contract.local_agreement import AgreedMonths, local_agreement
from equipoise.rules.contract.low_volume import LowVolume, low_volume
from equipoise.rules.contract.mechanism import ALIGNED_2022
from equipoise.rules.contract.payment import Payment, payment
from equipoise.rules.contract.scope import Mechanism, Part
from equipoise.rules.contract.tariff import TariffMonths, tariff
from equipoise.rules.contract.urgent_2026 import Urgent2026Months, urgent_2026
from equipoise.rules.pot.sums import total_or_nil
from equipoise.rules.registry import DEFINITIONS, rule
from equipoise.workings import Number

EVERY_MONTH: Final = tuple(range(1, 13))


class NoReferenceError(LookupError):
    """The tariff needs what emergencies were worth in its baseline year, and it is not there."""

    def __init__(self, contract: Contract[Any]) -> None:
        super().__init__(
            f"{contract.commissioner} with {contract.provider}: the tariff needs the value of "
            "emergencies in its baseline year: a row of layer reference, pod NEL"
        )


@dataclass(frozen=True, kw_only=True)
class ContractMonths(Generic[Number]):
    """A contract, and the months to pay for: one after another, at least one, all activity in."""

    contract: Contract[Number]
    months: tuple[int, ...]


@rule(
    applies=DEFINITIONS,
    source="NHS England, NHS Payment Scheme and the schemes before it: each model is a rule of "
    "its own; which one a contract is paid by is contract/mechanism",
)
def paid(
    asked: ContractMonths[Number], params: Values[Number], *, known_on: date
) -> Payment[Number]:
    """Return the payment of some months: fixed part, variable part, adjustments.

    Unit: whole pence.
    Raises: NoReferenceError where the tariff lacks its baseline year.
    Law as_planned_a_contract_pays_its_baseline: under every model but that of 2022/23, which
        pays 104% of elective work, and the tariff beyond its baseline.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> from equipoise.units import FinancialYear
    >>> contract = Contract(commissioner="ZQ1", provider="ZR1", year=FinancialYear(2023),
    ...     mechanism=Mechanism.ALIGNED, price_base="2023/24 prices", reference={},
    ...     baseline={"EL": {1: Fraction(50)}, "NEL": {1: Fraction(80)}},
    ...     actual={"EL": {1: Fraction(48)}}, adjustments={})
    >>> found = paid(ContractMonths(contract=contract, months=(1,)), load().exact,
    ...     known_on=date(2023, 4, 1))
    >>> print(found.fixed, found.variable)
    80 48
    """
    found: Payment[Number] = _MODELS[asked.contract.mechanism](asked, params, known_on)
    return found


def _tariff(
    asked: ContractMonths[Number], params: Values[Number], known_on: date
) -> Payment[Number]:
    one, months = asked.contract, asked.months
    needed = months if one.pods(Part.EMERGENCY) else ()
    if any(month not in one.reference for month in needed):
        raise NoReferenceError(one)
    before = total_or_nil(
        (one.reference[month] for month in needed),
        one.nothing,
        name="Emergencies in the baseline year",
    )
    return tariff(
        TariffMonths(
            period=one.days(months),
            fixed=one.planned(months, Part.FIXED),
            episodic=one.done(months, Part.EPISODIC, Part.PASSED_THROUGH),
            emergency=one.done(months, Part.EMERGENCY),
            baseline=before,
        ),
        params,
        known_on=known_on,
    )


def _blended(
    asked: ContractMonths[Number], params: Values[Number], known_on: date
) -> Payment[Number]:
    one, months = asked.contract, asked.months
    return blended(
        BlendedMonths(
            period=one.days(months),
            fixed=one.planned(months, Part.FIXED),
            episodic=one.done(months, Part.EPISODIC, Part.PASSED_THROUGH),
            emergency_planned=one.planned(months, Part.EMERGENCY),
            emergency_actual=one.done(months, Part.EMERGENCY),
        ),
        params,
        known_on=known_on,
    )


def _prices(
    asked: ContractMonths[Number], params: Values[Number], known_on: date
) -> Payment[Number]:
    one, months = asked.contract, asked.months
    fixed = one.planned(months, Part.FIXED)
    activity = one.done(months, Part.EPISODIC, Part.PASSED_THROUGH)
    return at_prices(PricedMonths(fixed=fixed, activity=activity), params, known_on=known_on)


def _block(
    asked: ContractMonths[Number], params: Values[Number], known_on: date
) -> Payment[Number]:
    one, months = asked.contract, asked.months
    block, added = one.planned(months, Part.FIXED), one.adjusted(months, "top_up")
    return block_with_top_up(BlockMonths(block=block, top_up=added), params, known_on=known_on)


def _envelope(
    asked: ContractMonths[Number], params: Values[Number], known_on: date
) -> Payment[Number]:
    one, months = asked.contract, asked.months
    return block_in_envelope(
        EnvelopeMonths(
            block=one.planned(months, Part.FIXED),
            top_up=one.adjusted(months, "top_up"),
            covid=one.adjusted(months, "covid"),
        ),
        params,
        known_on=known_on,
    )


def _aligned(
    asked: ContractMonths[Number], params: Values[Number], known_on: date
) -> Payment[Number]:
    one, months = asked.contract, asked.months
    period = one.days(months)
    fixed, passed = one.planned(months, Part.FIXED), one.done(months, Part.PASSED_THROUGH)
    elective = one.done(months, Part.ELECTIVE)
    best, withdrawn = (one.adjusted(months, word) for word in ("best_practice", "cquin_withdrawn"))
    if period in ALIGNED_2022:
        of_2022 = Aligned2022Months(
            period=period,
            fixed=fixed,
            elective_baseline=one.planned(months, Part.ELECTIVE),
            elective_actual=elective,
            passed_through=passed,
            best_practice=best,
            advice_and_guidance=one.adjusted(months, "advice_and_guidance"),
            withdrawn=withdrawn,
        )
        return aligned_2022(of_2022, params, known_on=known_on)
    since = Aligned2023Months(
        period=period,
        fixed=fixed,
        elective=elective,
        passed_through=passed,
        best_practice=best,
        withdrawn=withdrawn,
    )
    return aligned_2023(since, params, known_on=known_on)


def _urgent(
    asked: ContractMonths[Number], params: Values[Number], known_on: date
) -> Payment[Number]:
    one, months = asked.contract, asked.months
    return urgent_2026(
        Urgent2026Months(
            period=one.days(months),
            fixed=one.planned(months, Part.FIXED),
            urgent_planned=one.planned(months, Part.EMERGENCY),
            urgent_actual=one.done(months, Part.EMERGENCY),
            elective=one.done(months, Part.ELECTIVE),
            passed_through=one.done(months, Part.PASSED_THROUGH),
        ),
        params,
        known_on=known_on,
    )


def _low_volume(
    asked: ContractMonths[Number], params: Values[Number], known_on: date
) -> Payment[Number]:
    one = asked.contract
    year = one.planned(EVERY_MONTH, Part.FIXED)
    twelfths = low_volume(LowVolume(value=year), params, known_on=known_on)
    return payment(year, fixed=[twelfths[f"M{month:02}"] for month in asked.months])


def _activity(
    asked: ContractMonths[Number], params: Values[Number], known_on: date
) -> Payment[Number]:
    done = asked.contract.done(asked.months, Part.EPISODIC)
    return activity_based(ActivityMonths(activity=done), params, known_on=known_on)


def _local(
    asked: ContractMonths[Number], params: Values[Number], known_on: date
) -> Payment[Number]:
    agreed = asked.contract.planned(asked.months, Part.FIXED)
    return local_agreement(AgreedMonths(agreed=agreed), params, known_on=known_on)


_MODELS: Final[Mapping[Mechanism, Callable[..., Any]]] = {
    Mechanism.TARIFF: _tariff,
    Mechanism.BLENDED: _blended,
    Mechanism.PRICES: _prices,
    Mechanism.BLOCK: _block,
    Mechanism.ENVELOPE: _envelope,
    Mechanism.ALIGNED: _aligned,
    Mechanism.URGENT: _urgent,
    Mechanism.LOW_VOLUME: _low_volume,
    Mechanism.ACTIVITY: _activity,
    Mechanism.LOCAL: _local,
}
