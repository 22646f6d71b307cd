"""Payment models worked by hand from what was published of each; both sides of each threshold."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from equipoise.params import ParameterError, load
from equipoise.rules import rule_for
from equipoise.rules.contract import (
    Aligned2022Months,
    Aligned2023Months,
    BestPractice,
    BlendedMonths,
    BlockBasis,
    EnvelopeAndPositions,
    LowVolume,
    Mechanism,
    MonthlyCost,
    NoModelError,
    Part,
    PlanAndBand,
    Relationship,
    TariffMonths,
    Urgent2026Months,
    Workload,
    administration,
    aligned_2022,
    aligned_2023,
    best_practice,
    blended,
    break_glass,
    envelope,
    low_volume,
    mechanism,
    monthly_block,
    part_of,
    tariff,
    top_up,
    urgent_2026,
)
from equipoise.rules.registry import NoRuleError
from equipoise.units import FinancialYear, Period

PARAMS = load().exact
LATE = date(2026, 5, 4)
NIL = Fraction(0)
MILLION = 100_000_000  # pence


def m(text: str) -> Fraction:
    """Return £m as pence."""
    return Fraction(text) * MILLION


def year(starts_in: int) -> Period:
    return FinancialYear(starts_in).period


@pytest.mark.parametrize(
    ("of", "paid"),
    [(2010, "10.6"), (2014, "10.6"), (2015, "11.4"), (2018, "11.4")],
)
def test_emergencies_beyond_the_baseline_earn_the_rate_of_the_year(of: int, paid: str) -> None:
    """£12m of emergencies over a baseline of £10m: 30% of £2m to 2014/15, 70% from 2015/16."""
    months = TariffMonths(
        period=year(of), fixed=m("3"), episodic=m("5"), emergency=m("12"), baseline=m("10")
    )
    found = tariff(months, PARAMS, known_on=LATE)
    assert found.fixed == m("3")
    assert found.variable == m("5") + m(paid)
    assert found.adjustments == 0
    assert found.total == m("8") + m(paid)


def test_the_rate_of_a_year_is_not_known_before_it_was_published() -> None:
    months = TariffMonths(
        period=year(2015), fixed=NIL, episodic=NIL, emergency=m("12"), baseline=m("10")
    )
    assert tariff(months, PARAMS, known_on=date(2015, 4, 1)).total == m("11.4")
    with pytest.raises(ParameterError):
        tariff(months, PARAMS, known_on=date(2015, 3, 31))


@pytest.mark.parametrize(("actual", "paid"), [("11", "10.2"), ("10", "10"), ("9", "9.8")])
def test_a_fifth_of_what_differs_from_plan_both_ways(actual: str, paid: str) -> None:
    months = BlendedMonths(
        period=year(2019),
        fixed=m("1"),
        episodic=m("4"),
        emergency_planned=m("10"),
        emergency_actual=m(actual),
    )
    found = blended(months, PARAMS, known_on=LATE)
    assert found.fixed == m("11")
    assert found.total == m("5") + m(paid)


def test_break_glass_is_named_and_its_band_is_asked_for() -> None:
    unknown = break_glass(
        PlanAndBand(planned=m("10"), actual=m("12"), band=None), PARAMS, known_on=LATE
    )
    assert unknown.broken is None
    assert unknown.difference == m("2")
    assert unknown.why.startswith("The national band of break-glass was not found published")
    for actual, broken in ((m("11") + 1, True), (m("11"), False), (m("9"), False),
                           (m("9") - 1, True)):  # fmt: skip
        plan = PlanAndBand(planned=m("10"), actual=actual, band=Fraction(1, 10))
        found = break_glass(plan, PARAMS, known_on=LATE)
        assert found.broken is broken
        assert ("agree the fixed part anew" in found.why) is broken


def test_a_block_is_a_ninth_of_the_return_uplifted() -> None:
    """£90m to month 9 is £10m a month; 2.8% on top, £0.05m non-contract, £0.02m investment."""
    basis = BlockBasis(
        period=Period.parse("2020-04-01 to 2020-10-01"),
        returned=m("90"),
        non_contract=m("0.05"),
        mental_health=m("0.02"),
    )
    assert monthly_block(basis, PARAMS, known_on=LATE) == m("10.35")


@pytest.mark.parametrize(("income", "added"), [(999, 1), (1000, 0), (1001, 0)])
def test_a_top_up_covers_cost_beyond_income(income: int, added: int) -> None:
    month = MonthlyCost(cost=Fraction(1000), income=Fraction(income))
    assert top_up(month, PARAMS, known_on=LATE) == added


@pytest.mark.parametrize(("first", "even"), [(5, True), (4, False), (6, True)])
def test_a_system_breaks_even_within_its_envelope(first: int, even: bool) -> None:
    system = EnvelopeAndPositions(
        allocation=m("900"),
        top_up=m("60"),
        covid=m("40"),
        positions={"ZR1": Fraction(first), "ZR2": Fraction(-5)},
    )
    found = envelope(system, PARAMS, known_on=LATE)
    assert found.whole == m("1000")
    assert found.breaks_even is even


def test_py_6_best_practice_moves_the_fixed_part() -> None:
    """PY-6: 80 expected, 92 counted, £1,335 between the prices: £16,020 before market forces."""
    cases = BestPractice(
        expected=Fraction(80), actual=Fraction(92), price=Fraction(433_500),
        unit_price=Fraction(300_000),
    )  # fmt: skip
    assert best_practice(cases, PARAMS, known_on=LATE) == 1_602_000
    fewer = replace(cases, actual=Fraction(79))
    assert best_practice(fewer, PARAMS, known_on=LATE) == -133_500


def test_api_of_2022_holds_104_and_pays_three_quarters_of_what_differs() -> None:
    """Baseline £100m: £104m is fixed; £98m done is £6m short, of which £4.5m goes back."""
    months = Aligned2022Months(
        period=year(2022),
        fixed=m("200"),
        elective_baseline=m("100"),
        elective_actual=m("98"),
        passed_through=m("7"),
        best_practice=Fraction(1_602_000),
        advice_and_guidance=m("0.5"),
        withdrawn=m("1.25"),
    )
    found = aligned_2022(months, PARAMS, known_on=LATE)
    assert found.fixed == m("304")
    assert found.variable == m("2.5")
    assert found.adjustments == 1_602_000 + m("0.5") - m("1.25")
    assert found.total == m("305.75") + 1_602_000
    at_plan = aligned_2022(replace(months, elective_actual=m("104")), PARAMS, known_on=LATE)
    assert at_plan.variable == m("7")


@pytest.mark.parametrize("of", [2023, 2024, 2025])
def test_from_2023_elective_work_is_paid_in_full(of: int) -> None:
    months = Aligned2023Months(
        period=year(of),
        fixed=m("200"),
        elective=m("98"),
        passed_through=m("7"),
        best_practice=m("0.1"),
        withdrawn=m("0.4"),
    )
    found = aligned_2023(months, PARAMS, known_on=LATE)
    assert (found.fixed, found.variable) == (m("200"), m("105"))
    assert found.adjustments == m("-0.3")
    assert found.total == m("304.7")


def test_from_2026_a_fifth_of_urgent_care_moves() -> None:
    months = Urgent2026Months(
        period=year(2026),
        fixed=m("100"),
        urgent_planned=m("80"),
        urgent_actual=m("90"),
        elective=m("60"),
        passed_through=m("5"),
    )
    found = urgent_2026(months, PARAMS, known_on=LATE)
    assert (found.fixed, found.variable) == (m("180"), m("67"))
    assert found.total == m("247")


def test_a_low_volume_flow_is_paid_in_twelfths_to_the_penny() -> None:
    found = low_volume(LowVolume(value=Fraction(40_000_001)), PARAMS, known_on=LATE)
    assert found["M01"] == 3_333_334
    assert found["M12"] == 3_333_333
    assert sum(found.values()) == 40_000_001


def asked(of: int | Period, value: Fraction = NIL, **other: Any) -> Relationship[Fraction]:
    """Return an NHS provider of another system, listed, with a unit price."""
    plain = Relationship(
        period=year(of) if isinstance(of, int) else of,
        service="elective",
        provider_is_nhs=True,
        commissioner_is_nhs_england=False,
        same_system=False,
        has_unit_price=True,
        is_listed=True,
        value=value,
    )
    return replace(plain, **other)


def chosen(relationship: Relationship[Fraction]) -> Mechanism:
    return mechanism(relationship, PARAMS, known_on=LATE).mechanism


@pytest.mark.parametrize(
    ("of", "limit"), [(2023, "0.5"), (2024, "0.5"), (2025, "1.5"), (2026, "1.5")]
)
def test_both_sides_of_the_low_volume_threshold(of: int, limit: str) -> None:
    assert chosen(asked(of, m(limit) - 1)) is Mechanism.LOW_VOLUME
    assert chosen(asked(of, m(limit))) is Mechanism.ALIGNED
    assert chosen(asked(of, m(limit) - 1, is_listed=False)) is Mechanism.ALIGNED
    direct = asked(of, m(limit) - 1, commissioner_is_nhs_england=True)
    assert chosen(direct) is Mechanism.ALIGNED


def test_both_sides_of_the_scope_of_2022() -> None:
    assert chosen(asked(2022, m("30"))) is Mechanism.ALIGNED
    assert chosen(asked(2022, m("30") - 1)) is Mechanism.PRICES
    assert chosen(asked(2022, m("0.1"), same_system=True)) is Mechanism.ALIGNED


def test_both_sides_of_the_blended_threshold() -> None:
    """Above £10m of emergencies; at it, and for anything else, prices."""
    assert chosen(asked(2019, m("10") + 1, service="emergency")) is Mechanism.BLENDED
    assert chosen(asked(2019, m("10"), service="emergency")) is Mechanism.PRICES
    assert chosen(asked(2019, m("99"))) is Mechanism.PRICES


@pytest.mark.parametrize(
    ("days", "found"),
    [
        ("2018-04-01 to 2019-04-01", Mechanism.TARIFF),
        ("2020-04-01 to 2020-10-01", Mechanism.BLOCK),
        ("2020-09-01 to 2020-10-01", Mechanism.BLOCK),
        ("2020-10-01 to 2020-11-01", Mechanism.ENVELOPE),
        ("2021-04-01 to 2022-04-01", Mechanism.ENVELOPE),
        ("2025-04-01 to 2026-04-01", Mechanism.ALIGNED),
        ("2026-04-01 to 2027-04-01", Mechanism.URGENT),
    ],
)
def test_the_model_of_emergencies_by_day(days: str, found: Mechanism) -> None:
    plain = asked(Period.parse(days), m("20"), service="emergency", is_listed=False)
    assert chosen(plain) is found


@pytest.mark.parametrize("days", ["2020/21", "2019-03-01 to 2019-05-01", "2015/16"])
def test_a_period_across_two_models_has_no_one_model(days: str) -> None:
    with pytest.raises(NoModelError, match="shorter period"):
        chosen(asked(Period.parse(days)))


def test_outside_the_nhs_a_unit_price_decides() -> None:
    for of in (2018, 2023, 2026):
        assert chosen(asked(of, provider_is_nhs=False)) is Mechanism.ACTIVITY
        no_price = asked(of, provider_is_nhs=False, has_unit_price=False)
        assert chosen(no_price) is Mechanism.LOCAL


@pytest.mark.parametrize(
    ("name", "last", "after"),
    [
        ("tariff", "2019-03-31", "2019-04-01"),
        ("blended", "2020-03-31", "2020-04-01"),
        ("block_with_top_up", "2020-09-30", "2020-10-01"),
        ("block_in_envelope", "2022-03-31", "2022-04-01"),
        ("aligned_2022", "2023-03-31", "2023-04-01"),
        ("aligned_2023", "2026-03-31", "2026-04-01"),
    ],
)
def test_each_model_ends_on_its_day(name: str, last: str, after: str) -> None:
    day, next_day = date.fromisoformat(last), date.fromisoformat(after)
    one = Period(day, next_day)
    assert rule_for(f"contract/{name}", one, known_on=LATE).id == f"contract/{name}"
    other = Period(next_day, date.fromordinal(next_day.toordinal() + 1))
    with pytest.raises(NoRuleError):
        rule_for(f"contract/{name}", other, known_on=LATE)


def test_what_each_model_lets_move() -> None:
    of_2022, of_2023 = year(2022), year(2023)
    assert part_of(Mechanism.TARIFF, "NEL", period=year(2018)) is Part.EMERGENCY
    assert part_of(Mechanism.TARIFF, "AE", period=year(2018)) is Part.EPISODIC
    assert part_of(Mechanism.TARIFF, "MH", period=year(2018)) is Part.FIXED
    assert part_of(Mechanism.PRICES, "NEL", period=year(2019)) is Part.EPISODIC
    assert part_of(Mechanism.PRICES, "MH", period=year(2019)) is Part.FIXED
    assert part_of(Mechanism.PRICES, "DRUG", period=year(2019)) is Part.PASSED_THROUGH
    assert part_of(Mechanism.BLENDED, "AE", period=year(2019)) is Part.EMERGENCY
    assert part_of(Mechanism.BLENDED, "EL", period=year(2019)) is Part.EPISODIC
    assert part_of(Mechanism.BLOCK, "EL", period=year(2020)) is Part.FIXED
    assert part_of(Mechanism.ENVELOPE, "DRUG", period=year(2021)) is Part.FIXED
    assert part_of(Mechanism.ALIGNED, "OPFU", period=of_2022) is Part.ELECTIVE
    assert part_of(Mechanism.ALIGNED, "OPFU", period=of_2023) is Part.FIXED
    assert part_of(Mechanism.ALIGNED, "OPFA", period=of_2023) is Part.ELECTIVE
    assert part_of(Mechanism.ALIGNED, "NEL", period=of_2023) is Part.FIXED
    assert part_of(Mechanism.ALIGNED, "DRUG", period=of_2023) is Part.PASSED_THROUGH
    assert part_of(Mechanism.URGENT, "NEL", period=year(2026)) is Part.EMERGENCY
    assert part_of(Mechanism.URGENT, "MAT", period=year(2026)) is Part.FIXED
    assert part_of(Mechanism.ACTIVITY, "OPFU", period=of_2023) is Part.EPISODIC
    assert part_of(Mechanism.LOW_VOLUME, "EL", period=of_2023) is Part.FIXED


def test_lines_invoices_disputes_and_hours_of_two_models() -> None:
    """Ten contracts, ten points of delivery: at prices 1,200 lines; in a block 120."""
    at_prices = Workload(
        period=year(2018), mechanism=Mechanism.TARIFF, contracts=Fraction(10),
        fixed_lines=NIL, priced_lines=Fraction(1200),
    )  # fmt: skip
    found = administration(at_prices, PARAMS, known_on=LATE)
    assert found.lines == 1200
    assert found.invoices == 240
    assert found.disputes == 60
    assert found.hours == 120 + 120 + 360
    block = replace(
        at_prices, mechanism=Mechanism.BLOCK, fixed_lines=Fraction(120), priced_lines=NIL
    )
    found = administration(block, PARAMS, known_on=LATE)
    assert found.lines == 120
    assert found.invoices == 120
    assert found.disputes == 0
    assert found.hours == 72
