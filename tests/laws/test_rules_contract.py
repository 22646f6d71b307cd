"""Laws of contracts: what must hold for every amount, activity, month and ledger."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from random import Random

from hypothesis import assume, given
from hypothesis import strategies as st

from equipoise.params import load
from equipoise.rules.contract import (
    ActivityMonths,
    AgreedMonths,
    Aligned2022Months,
    Aligned2023Months,
    AllocationEntry,
    Baselines,
    BestPractice,
    BlendedMonths,
    BlockBasis,
    BlockMonths,
    ContractEntry,
    CostEntry,
    EnvelopeAndPositions,
    EnvelopeMonths,
    Ledgers,
    LowVolume,
    Mechanism,
    MonthlyCost,
    PaymentsOfYear,
    PlanAndBand,
    Relationship,
    TariffMonths,
    ThreeYears,
    Urgent2026Months,
    Workload,
    activity_based,
    administration,
    aligned_2022,
    aligned_2023,
    baselines,
    best_practice,
    blended,
    block_in_envelope,
    block_with_top_up,
    break_glass,
    envelope,
    instalments,
    ledgers,
    local_agreement,
    low_volume,
    low_volume_value,
    mechanism,
    monthly_block,
    tariff,
    top_up,
    urgent_2026,
)
from equipoise.units import FinancialYear, Period

PARAMS = load().exact
KNOWN_ON = date(2026, 5, 4)
NIL = Fraction(0)
codes = st.sampled_from(["ZQ1", "ZR1", "ZR2", "ZR3"])
money = st.integers(-(10**11), 10**11).map(Fraction)
positive = st.integers(0, 10**11).map(Fraction)
more = st.integers(1, 10**9).map(Fraction)


def year(starts_in: int) -> Period:
    return FinancialYear(starts_in).period


@given(positive, more, st.sampled_from([2013, 2016]))
def test_the_marginal_rate_begins_at_the_baseline(base: Fraction, over: Fraction, of: int) -> None:
    def paid(emergency: Fraction) -> Fraction:
        months = TariffMonths(
            period=year(of), fixed=NIL, episodic=NIL, emergency=emergency, baseline=base
        )
        return tariff(months, PARAMS, known_on=KNOWN_ON).total

    assert paid(base) == base
    assert paid(base - over) == base - over
    rate = {2013: Fraction(3, 10), 2016: Fraction(7, 10)}[of]
    assert abs(paid(base + over) - base - rate * over) <= Fraction(1, 2)


@given(positive, st.integers(-(10**9), 10**9).map(Fraction))
def test_blended_payment_is_continuous_at_plan(planned: Fraction, differs: Fraction) -> None:
    months = BlendedMonths(
        period=year(2019), fixed=NIL, episodic=NIL,
        emergency_planned=planned, emergency_actual=planned + differs,
    )  # fmt: skip
    found = blended(months, PARAMS, known_on=KNOWN_ON)
    assert found.fixed == planned
    assert abs(found.variable - differs / 5) <= Fraction(1, 2)
    assert found.total == planned + found.variable


@given(money, money)
def test_without_a_band_nothing_is_broken_or_whole(planned: Fraction, actual: Fraction) -> None:
    asked = PlanAndBand(planned=planned, actual=actual, band=None)
    found = break_glass(asked, PARAMS, known_on=KNOWN_ON)
    assert found.broken is None
    assert "not found published" in found.why


@given(money, more)
def test_a_block_grows_with_what_was_returned(returned: Fraction, extra: Fraction) -> None:
    basis = BlockBasis(period=year(2020), returned=returned, non_contract=NIL, mental_health=NIL)
    before = monthly_block(basis, PARAMS, known_on=KNOWN_ON)
    after = monthly_block(replace(basis, returned=returned + extra), PARAMS, known_on=KNOWN_ON)
    assert after >= before


@given(money, money)
def test_a_top_up_is_never_taken_back(cost: Fraction, income: Fraction) -> None:
    found = top_up(MonthlyCost(cost=cost, income=income), PARAMS, known_on=KNOWN_ON)
    assert found == (cost - income if cost > income else 0)


@given(money, money)
def test_a_top_up_leaves_the_block_alone(block: Fraction, added: Fraction) -> None:
    found = block_with_top_up(BlockMonths(block=block, top_up=added), PARAMS, known_on=KNOWN_ON)
    assert found.fixed == block
    assert found.variable == 0
    assert found.adjustments == added


@given(money, money, money)
def test_the_envelope_leaves_the_block_alone(
    block: Fraction, added: Fraction, covid: Fraction
) -> None:
    months = EnvelopeMonths(block=block, top_up=added, covid=covid)
    found = block_in_envelope(months, PARAMS, known_on=KNOWN_ON)
    assert found.fixed == block
    assert found.variable == 0
    assert found.adjustments == added + covid


@given(st.dictionaries(codes, money, min_size=2), more)
def test_members_may_differ_within_an_envelope(
    positions: dict[str, Fraction], moved: Fraction
) -> None:
    system = EnvelopeAndPositions(allocation=NIL, top_up=NIL, covid=NIL, positions=positions)
    one, other = sorted(positions)[:2]
    new = {**positions, one: positions[one] - moved, other: positions[other] + moved}
    assert envelope(system, PARAMS, known_on=KNOWN_ON) == envelope(
        replace(system, positions=new), PARAMS, known_on=KNOWN_ON
    )


@given(positive, money, money)
def test_best_practice_is_continuous_at_what_was_expected(
    expected: Fraction, price: Fraction, unit_price: Fraction
) -> None:
    cases = BestPractice(expected=expected, actual=expected, price=price, unit_price=unit_price)
    assert best_practice(cases, PARAMS, known_on=KNOWN_ON) == 0
    one_more = best_practice(replace(cases, actual=expected + 1), PARAMS, known_on=KNOWN_ON)
    assert one_more == price - unit_price


@given(money, st.integers(0, 10**9), st.integers(-(10**9), 10**9).map(Fraction))
def test_aligned_payment_is_continuous_at_what_is_fixed(
    fixed: Fraction, hundreds: int, differs: Fraction
) -> None:
    baseline, included = Fraction(100 * hundreds), Fraction(104 * hundreds)
    months = Aligned2022Months(
        period=year(2022), fixed=fixed, elective_baseline=baseline,
        elective_actual=included + differs, passed_through=NIL, best_practice=NIL,
        advice_and_guidance=NIL, withdrawn=NIL,
    )  # fmt: skip
    found = aligned_2022(months, PARAMS, known_on=KNOWN_ON)
    assert found.fixed == fixed + included
    assert abs(found.variable - differs * 3 / 4) <= Fraction(1, 2)


@given(money, positive, positive)
def test_the_fixed_part_knows_no_activity(fixed: Fraction, one: Fraction, other: Fraction) -> None:
    months = Aligned2023Months(
        period=year(2023), fixed=fixed, elective=one, passed_through=NIL, best_practice=NIL,
        withdrawn=NIL,
    )  # fmt: skip
    found, moved = (
        aligned_2023(each, PARAMS, known_on=KNOWN_ON)
        for each in (months, replace(months, elective=other))
    )
    assert found.fixed == moved.fixed == fixed
    assert (found.variable, moved.variable) == (one, other)


@given(positive, st.integers(-(10**9), 10**9).map(Fraction))
def test_urgent_care_is_continuous_at_plan(planned: Fraction, differs: Fraction) -> None:
    months = Urgent2026Months(
        period=year(2026), fixed=NIL, urgent_planned=planned, urgent_actual=planned + differs,
        elective=NIL, passed_through=NIL,
    )  # fmt: skip
    found = urgent_2026(months, PARAMS, known_on=KNOWN_ON)
    assert found.fixed == planned
    assert abs(found.variable - differs / 5) <= Fraction(1, 2)


@given(money)
def test_activity_at_its_price_is_paid_in_full(activity: Fraction) -> None:
    found = activity_based(ActivityMonths(activity=activity), PARAMS, known_on=KNOWN_ON)
    assert found.fixed == 0
    assert found.variable == activity
    assert found.total == activity


@given(money)
def test_a_local_agreement_pays_what_is_agreed(agreed: Fraction) -> None:
    found = local_agreement(AgreedMonths(agreed=agreed), PARAMS, known_on=KNOWN_ON)
    assert found.fixed == agreed
    assert found.variable == 0
    assert found.total == agreed


@given(money)
def test_twelfths_sum_to_the_value(value: Fraction) -> None:
    found = low_volume(LowVolume(value=value), PARAMS, known_on=KNOWN_ON)
    assert list(found) == [f"M{number:02}" for number in range(1, 13)]
    assert sum(found.values()) == value
    assert max(found.values()) - min(found.values()) <= 1


@given(money, money, money)
def test_an_average_lies_among_its_years(
    first: Fraction, second: Fraction, third: Fraction
) -> None:
    years = ThreeYears(first=first, second=second, third=third)
    found = low_volume_value(years, PARAMS, known_on=KNOWN_ON)
    assert min(first, second, third) <= found <= max(first, second, third)


@given(st.sampled_from([2016, 2019, 2022, 2023, 2026]), st.booleans(), money, money)
def test_outside_the_nhs_no_value_decides(
    of: int, priced: bool, one: Fraction, other: Fraction
) -> None:
    asked = Relationship(
        period=year(of), service="emergency", provider_is_nhs=False,
        commissioner_is_nhs_england=False, same_system=True, has_unit_price=priced,
        is_listed=True, value=one,
    )  # fmt: skip
    found = mechanism(asked, PARAMS, known_on=KNOWN_ON)
    assert found == mechanism(replace(asked, value=other), PARAMS, known_on=KNOWN_ON)
    assert found.mechanism is (Mechanism.ACTIVITY if priced else Mechanism.LOCAL)


allocations = st.lists(
    st.builds(AllocationEntry[Fraction], commissioner=codes, amount=money), min_size=1, max_size=4
).map(tuple)
contracts = st.lists(
    st.builds(ContractEntry[Fraction], commissioner=codes, provider=codes, amount=money),
    max_size=6,
).map(tuple)
costs = st.lists(st.builds(CostEntry[Fraction], provider=codes, amount=money), max_size=4).map(
    tuple
)


@given(allocations, contracts, costs)
def test_contracts_move_money_and_make_none(
    given_out: tuple[AllocationEntry[Fraction], ...],
    agreed: tuple[ContractEntry[Fraction], ...],
    spent: tuple[CostEntry[Fraction], ...],
) -> None:
    three = Ledgers(allocations=given_out, contracts=agreed, costs=spent)
    found = ledgers(three, PARAMS, known_on=KNOWN_ON)
    assert found.whole == sum(e.amount for e in given_out) - sum(e.amount for e in spent)
    kept = sum(found.commissioners.values()) + sum(found.providers.values())
    assert kept == found.whole
    for code, left in found.commissioners.items():
        own = sum(e.amount for e in given_out if e.commissioner == code)
        assert left == own - sum(e.amount for e in agreed if e.commissioner == code)


keys = st.sampled_from(["EL M01", "EL M02", "DC M01"])


@given(
    st.dictionaries(keys, money, min_size=1),
    st.dictionaries(codes, st.dictionaries(keys, money)),
)
def test_differences_sum_to_the_difference(
    own: dict[str, Fraction], providers: dict[str, dict[str, Fraction]]
) -> None:
    sides = Baselines(commissioner=own, providers=providers)
    found = baselines(sides, PARAMS, known_on=KNOWN_ON)
    theirs = sum((amount for of in providers.values() for amount in of.values()), NIL)
    assert sum(gap.difference for gap in found.values()) == theirs - sum(own.values())
    assert found.keys() == own.keys() | {key for of in providers.values() for key in of}


@given(st.sampled_from(Mechanism), positive, positive)
def test_what_pays_by_no_activity_has_no_disputes(
    of: Mechanism, number: Fraction, lines: Fraction
) -> None:
    work = Workload(
        period=year(2023), mechanism=of, contracts=number, fixed_lines=lines, priced_lines=NIL
    )
    found = administration(work, PARAMS, known_on=KNOWN_ON)
    assert found.disputes == 0
    assert found.lines == lines
    priced = administration(
        replace(work, fixed_lines=NIL, priced_lines=lines), PARAMS, known_on=KNOWN_ON
    )
    assert (priced.disputes > 0) == (lines > 0)


payments = st.dictionaries(
    st.integers(1, 12),
    st.lists(st.sampled_from([-500, 0, 300, 301, 1_000]).map(Fraction), max_size=4).map(tuple),
)


@given(payments, st.integers(0, 2).map(Fraction), st.integers(1, 4), st.randoms())
def test_instalments_in_any_order(
    months: dict[int, tuple[Fraction, ...]], tolerance: Fraction, least: int, random: Random
) -> None:
    asked = PaymentsOfYear(months=months, tolerance=tolerance, least=least)
    mixed = {}
    for month in random.sample(sorted(months), len(months)):
        mixed[month] = tuple(random.sample(months[month], len(months[month])))
    found = instalments(asked, PARAMS, known_on=KNOWN_ON)
    again = instalments(replace(asked, months=mixed), PARAMS, known_on=KNOWN_ON)
    assert found == again


@given(payments, st.integers(0, 2).map(Fraction), st.integers(1, 4))
def test_an_instalment_is_a_payment(
    months: dict[int, tuple[Fraction, ...]], tolerance: Fraction, least: int
) -> None:
    asked = PaymentsOfYear(months=months, tolerance=tolerance, least=least)
    found = instalments(asked, PARAMS, known_on=KNOWN_ON)
    assume(found is not None)
    assert found
    assert len(found.months) >= least
    assert any(found.amount in payments for payments in months.values())
    for month in found.months:
        assert any(abs(payment - found.amount) <= tolerance for payment in months[month])
