"""Laws of what contracts pay: months and years, both sides, and the work they make."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from equipoise.params import load
from equipoise.rules.contract import (
    ActivityMonths,
    Contract,
    ContractMonths,
    Mechanism,
    PricedMonths,
    activity_based,
    at_prices,
    paid,
)
from equipoise.samples import CONTRACTS
from equipoise.sources import ContractFiles, contract_files
from equipoise.units import FinancialYear, Pence
from equipoise.usecases.contract_lines import NAMES, contract_lines
from equipoise.usecases.contract_plan import contract_plan
from equipoise.usecases.contracted.agreed import EVERY_MONTH, Agreed
from equipoise.usecases.pay import PaidContracts, pay

PARAMS = load()
KNOWN_ON = date(2026, 10, 20)
FILES = contract_files(CONTRACTS)
MODELS = {
    2018: Mechanism.TARIFF,
    2019: Mechanism.BLENDED,
    2021: Mechanism.ENVELOPE,
    2024: Mechanism.ALIGNED,
    2026: Mechanism.URGENT,
}
years = st.sampled_from([2018, 2019, 2020, 2021, 2022, 2023, 2025, 2026])
money = st.integers(-(10**9), 10**9)
amounts = st.fixed_dictionaries(dict.fromkeys(EVERY_MONTH, money.map(Fraction)))


def agreed(starts_in: int, files: ContractFiles = FILES) -> Agreed:
    return Agreed(files=files, year=FinancialYear(starts_in), params=PARAMS, known_on=KNOWN_ON)


def changed(files: ContractFiles, amounts: list[int], *, months: int) -> ContractFiles:
    """Return the files with other actual values, in turn, for so many months."""
    values = []
    for number, row in enumerate(files.values):
        if row.layer == "actual":
            drawn = {
                month: Pence(amounts[(number + month) % len(amounts)])
                for month in EVERY_MONTH[:months]
            }
            row = replace(row, months=drawn)
        values.append(row)
    return replace(files, values=tuple(values))


def parts(found: PaidContracts) -> Mapping[tuple[str, ...], Fraction]:
    """Return the sum of the months of every span and part."""
    return {
        (*pair, str(span.span.months[0]), name): sum(
            (getattr(payment, name) for payment in span.by_month.values()), Fraction(0)
        )
        for pair, one in found.contracts.items()
        for span in one.spans
        for name in ("fixed", "variable", "adjustments", "total")
    }


@given(years, st.lists(money, min_size=3, max_size=9), st.integers(0, 12))
def test_months_of_a_contract_sum_to_its_year(of: int, drawn: list[int], months: int) -> None:
    found = pay(agreed(of, changed(FILES, drawn, months=months))).result
    summed = parts(found)
    for pair, one in found.contracts.items():
        for span in one.spans:
            for name in ("fixed", "variable", "adjustments", "total"):
                whole = getattr(span.payment, name).value if span.payment else 0
                assert summed[*pair, str(span.span.months[0]), name] == whole
        if one.total is not None:
            assert one.total.value == sum(
                span.payment.total.value for span in one.spans if span.payment
            )


@given(years, st.lists(money, min_size=3, max_size=9), st.integers(1, 11))
def test_a_month_not_in_is_not_paid(of: int, drawn: list[int], months: int) -> None:
    some = pay(agreed(of, changed(FILES, drawn, months=months))).result
    every = pay(agreed(of, changed(FILES, drawn, months=12))).result
    for pair, one in some.contracts.items():
        for span, whole in zip(one.spans, every.contracts[pair].spans, strict=True):
            assert span.months + span.waiting == span.span.months
            for month, payment in span.by_month.items():
                assert payment == whole.by_month[month]
            if span.span.contract.moving:
                assert all(month <= months for month in span.months)


@given(amounts, amounts, st.sampled_from(sorted(MODELS)))
def test_as_planned_a_contract_pays_its_baseline(
    urgent: Mapping[int, Fraction], elective: Mapping[int, Fraction], of: int
) -> None:
    contract = Contract(
        commissioner="ZQ1", provider="ZR1", year=FinancialYear(of), mechanism=MODELS[of],
        price_base="x", baseline={"NEL": urgent, "EL": elective}, actual={},
        reference=urgent, adjustments={},
    )  # fmt: skip
    asked = ContractMonths(contract=contract.as_planned, months=EVERY_MONTH)
    found = paid(asked, PARAMS.exact, known_on=KNOWN_ON)
    assert found.total == sum(urgent.values()) + sum(elective.values())


@given(money.map(Fraction), money.map(Fraction))
def test_at_prices_nothing_is_held_back(fixed: Fraction, activity: Fraction) -> None:
    months = PricedMonths(fixed=fixed, activity=activity)
    found = at_prices(months, PARAMS.exact, known_on=KNOWN_ON)
    other = activity_based(ActivityMonths(activity=activity), PARAMS.exact, known_on=KNOWN_ON)
    assert found.fixed == fixed
    assert found.variable == other.variable


@given(years)
def test_both_sides_of_a_contract_plan_one_value(of: int) -> None:
    found = contract_plan(agreed(of)).result
    income = {(line.organisation, line.counterparty): line.months
              for line in found.lines if line.measure.startswith("income")}  # fmt: skip
    spend = {(line.counterparty, line.organisation): line.months
             for line in found.lines if line.measure.startswith("spend")}  # fmt: skip
    assert income == spend
    assert len(income) == 6
    for line in found.lines:
        assert line.whole == sum(line.months.values())


@given(years)
def test_work_as_it_is_is_the_sum_of_its_contracts(of: int) -> None:
    whole = contract_lines(agreed(of)).result.now
    alone = []
    for pair, line in FILES.contracts.items():
        rows = tuple(row for row in FILES.values if (row.commissioner, row.provider) == pair)
        one = replace(FILES, contracts={pair: line}, values=rows)
        alone.append(contract_lines(agreed(of, one)).result.now)
    for name in NAMES:
        assert getattr(whole, name).value == sum(getattr(one, name).value for one in alone)
