"""What the rules of contracts say of themselves, as `explain` prints it; amounts worked by hand."""

from datetime import date

from equipoise.rules.contract import (
    Aligned2022Months,
    AllocationEntry,
    Baselines,
    BestPractice,
    BlendedMonths,
    BlockBasis,
    Contract,
    ContractEntry,
    ContractMonths,
    CostEntry,
    EnvelopeAndPositions,
    Ledgers,
    LowVolume,
    Mechanism,
    MonthlyCost,
    Payment,
    PaymentsOfYear,
    PlanAndBand,
    TariffMonths,
    ThreeYears,
    Urgent2026Months,
    Workload,
    administration,
    aligned_2022,
    baselines,
    best_practice,
    blended,
    break_glass,
    envelope,
    instalments,
    ledgers,
    low_volume,
    low_volume_value,
    monthly_block,
    paid,
    tariff,
    top_up,
    urgent_2026,
)
from equipoise.units import COUNT, SPELLS, FinancialYear, Period
from equipoise.workings import Figure, words
from tests.rules_cases import PARAMS, figure, money

DAY = date(2026, 5, 4)


def line(figure: Figure) -> str:
    """Return the line of a figure, without the name of its rule."""
    return words.sentence(figure).partition(" [rule:")[0]


def told(*found: Figure | None) -> list[str]:
    """Return the line of each figure that is there, and of each step beneath that was made."""
    return [
        line(step)
        for each in found
        if each is not None
        for step in (each, *(step for step in each.steps() if step.working.of))
    ]


def parts(found: Payment[Figure]) -> list[str]:
    """Return what the three parts of a payment say, and its whole."""
    return [*told(found.fixed, found.variable, found.adjustments), line(found.total)]


def year(starts_in: int) -> Period:
    return FinancialYear(starts_in).period


def test_the_tariff_in_words() -> None:
    months = TariffMonths(
        period=year(2016), fixed=money(1000, "Blocks"), episodic=money(2000, "Activity"),
        emergency=money(1200, "Emergencies"), baseline=money(1000, "Baseline year"),
    )  # fmt: skip
    found = tariff(months, PARAMS, known_on=DAY)
    assert parts(found) == [
        "Fixed part £1.0m = the total of Blocks £1.0m, to the nearest penny",
        "Variable part £3.1m = the total of Activity £2.0m, Emergencies up to the baseline £1.0m "
        "and At the marginal rate £0.1m, to the nearest penny",
        "Emergencies up to the baseline £1.0m = the smaller of Emergencies £1.2m and Baseline "
        "year £1.0m",
        "At the marginal rate £0.1m = Share of the price paid for emergencies beyond the baseline "
        "0.7 times Emergencies beyond the baseline £0.2m",
        "Adjustments £0.00 by definition",
        "Payment £4.1m = the total of Fixed part £1.0m, Variable part £3.1m and Adjustments £0.00",
    ]


def test_blended_payment_in_words() -> None:
    months = BlendedMonths(
        period=year(2019), fixed=money(1000, "Blocks"), episodic=money(2000, "Activity"),
        emergency_planned=money(1000, "Planned"), emergency_actual=money(1500, "Actual"),
    )  # fmt: skip
    assert parts(blended(months, PARAMS, known_on=DAY))[:3] == [
        "Fixed part £2.0m = the total of Blocks £1.0m and Planned £1.0m, to the nearest penny",
        "Variable part £2.1m = the total of Activity £2.0m and Variable part of emergencies "
        "£0.1m, to the nearest penny",
        "Variable part of emergencies £0.1m = Share of the difference from planned emergencies "
        "that is paid 0.2 times Emergencies above or below plan £0.5m",
    ]


def test_aligned_payment_of_2022_in_words() -> None:
    months = Aligned2022Months(
        period=year(2022), fixed=money(1000, "Blocks"),
        elective_baseline=money(1000, "Elective baseline"),
        elective_actual=money(1000, "Elective"), passed_through=money(10, "Drugs"),
        best_practice=money(5, "Best"), advice_and_guidance=money(3, "Advice"),
        withdrawn=money(2, "CQUIN"),
    )  # fmt: skip
    assert parts(aligned_2022(months, PARAMS, known_on=DAY)) == [
        "Fixed part £2.0m = the total of Blocks £1.0m and Elective work in the fixed part £1.0m, "
        "to the nearest penny",
        "Elective work in the fixed part £1.0m = Elective work in the fixed part, for each pound "
        "of its baseline 1.04 times Elective baseline £1.0m",
        "Variable part £(20,000.00) = the total of Variable elective part £(30,000.00) and Drugs "
        "£10,000.00, to the nearest penny",
        "Variable elective part £(30,000.00) = Share of the value of elective work that moves the "
        "payment 0.75 times Elective work beyond what is fixed £(40,000.00)",
        "Adjustments £6,000.00 = the total of Best £5,000.00, Advice £3,000.00 and (Nil £0.00 "
        "less CQUIN £2,000.00), to the nearest penny",
        "Payment £2.0m = the total of Fixed part £2.0m, Variable part £(20,000.00) and "
        "Adjustments £6,000.00",
    ]


def test_urgent_care_from_2026_in_words() -> None:
    months = Urgent2026Months(
        period=year(2026), fixed=money(1000, "Blocks"), urgent_planned=money(1000, "Planned"),
        urgent_actual=money(1500, "Actual"), elective=money(300, "Elective"),
        passed_through=money(10, "Drugs"),
    )  # fmt: skip
    assert parts(urgent_2026(months, PARAMS, known_on=DAY))[1:4] == [
        "Variable part £0.4m = the total of Elective work paid for £0.3m, Variable part of urgent "
        "care £0.1m and Drugs £10,000.00, to the nearest penny",
        "Elective work paid for £0.3m = Share of the value of elective work that moves the "
        "payment 1 times Elective £0.3m",
        "Variable part of urgent care £0.1m = Share of the difference from planned urgent care "
        "that is paid 0.2 times Urgent care beyond plan £0.5m",
    ]


def test_a_block_and_its_top_up_in_words() -> None:
    basis = BlockBasis(
        period=Period.parse("2020-04-01 to 2020-10-01"), returned=money(9000, "Return"),
        non_contract=money(5, "Non-contract"), mental_health=money(0, "Investment"),
    )  # fmt: skip
    block = monthly_block(basis, PARAMS, known_on=DAY)
    (uplifted, *_) = block.steps()
    (month, *_) = uplifted.steps()
    assert line(month).startswith("A month of 2019/20 £1.0m = Return £9.0m divided by Months in")
    assert told(block) == [
        "Monthly block £1.0m = the total of A month of 2019/20, uplifted £1.0m, Non-contract "
        "£5,000.00 and Investment £0.00, to the nearest penny",
        "A month of 2019/20, uplifted £1.0m = A month of 2019/20 £1.0m times (One 1 plus Uplift "
        "of the monthly block of 2020/21 0.028)",
    ]
    cost = MonthlyCost(cost=money(110, "Cost"), income=money(100, "Income"))
    assert told(top_up(cost, PARAMS, known_on=DAY)) == [
        "Top-up £10,000.00 = the larger of Nil £0.00 and Cost beyond income £10,000.00, to the "
        "nearest penny",
        "Cost beyond income £10,000.00 = Cost £0.1m less Income £0.1m",
    ]


def test_best_practice_in_words() -> None:
    cases = BestPractice(
        expected=figure(80, "Expected", unit=SPELLS), actual=figure(92, "Counted", unit=SPELLS),
        price=figure(433_500, "Price"), unit_price=figure(300_000, "Unit price"),
    )  # fmt: skip
    assert told(best_practice(cases, PARAMS, known_on=DAY)) == [
        "Best practice adjustment £16,020.00 = Cases above or below what was expected 12 times "
        "Best practice price beyond the unit price £1,335.00",
        "Cases above or below what was expected 12 = Counted 92 less Expected 80",
        "Best practice price beyond the unit price £1,335.00 = Price £4,335.00 less Unit price "
        "£3,000.00",
    ]


def test_low_volume_in_words() -> None:
    month = low_volume(LowVolume(value=money(12, "Value")), PARAMS, known_on=DAY)["M01"]
    assert line(month).startswith(
        "Share of M01 £1,000.00 = (Value £12,000.00, to the nearest penny) shared by largest "
        "remainder: One 1 out of "
    )
    years = ThreeYears(first=money(1, "One"), second=money(2, "Two"), third=money(3, "Three"))
    assert told(low_volume_value(years, PARAMS, known_on=DAY)) == [
        "Low volume value £2,000.00 = (the total of One £1,000.00, Two £2,000.00 and Three "
        "£3,000.00) divided by (the total of One 1, One 1 and One 1), to the nearest penny"
    ]


def test_an_envelope_and_break_glass_in_words() -> None:
    system = EnvelopeAndPositions(
        allocation=money(900, "Allocation"), top_up=money(60, "Top-up"),
        covid=money(40, "Covid"), positions={"ZR1": money(5, "ZR1")},
    )  # fmt: skip
    found = envelope(system, PARAMS, known_on=DAY)
    assert told(found.whole, found.position) == [
        "Envelope £1.0m = the total of Allocation £0.9m, Top-up £0.1m and Covid £40,000.00",
        "Members together £5,000.00 = the total of ZR1 £5,000.00",
    ]
    plan = PlanAndBand(planned=money(10, "Planned"), actual=money(12, "Actual"), band=None)
    assert told(break_glass(plan, PARAMS, known_on=DAY).difference) == [
        "Emergencies above or below plan £2,000.00 = Actual £12,000.00 less Planned £10,000.00"
    ]


def test_three_ledgers_in_words() -> None:
    three = Ledgers(
        allocations=(AllocationEntry(commissioner="ZQ1", amount=money(100, "A")),),
        contracts=(ContractEntry(commissioner="ZQ1", provider="ZR1", amount=money(90, "C")),),
        costs=(CostEntry(provider="ZR1", amount=money(95, "D")),),
    )
    found = ledgers(three, PARAMS, known_on=DAY)
    assert told(found.commissioners["ZQ1"], found.providers["ZR1"], found.whole) == [
        "Allocation less contracts, ZQ1 £10,000.00 = In, ZQ1 £0.1m less Out, ZQ1 £0.1m",
        "In, ZQ1 £0.1m = the total of A £0.1m",
        "Out, ZQ1 £0.1m = the total of C £0.1m",
        "Contracts less cost, ZR1 £(5,000.00) = In, ZR1 £0.1m less Out, ZR1 £0.1m",
        "In, ZR1 £0.1m = the total of C £0.1m",
        "Out, ZR1 £0.1m = the total of D £0.1m",
        "All together £5,000.00 = the total of All commissioners £10,000.00 and All providers "
        "£(5,000.00)",
        "All commissioners £10,000.00 = the total of Allocation less contracts, ZQ1 £10,000.00",
        "All providers £(5,000.00) = the total of Contracts less cost, ZR1 £(5,000.00)",
    ]


def test_baselines_in_words() -> None:
    sides = Baselines(
        commissioner={"EL": money(100, "Own")}, providers={"ZR1": {"EL": money(60, "ZR1")}}
    )
    found = baselines(sides, PARAMS, known_on=DAY)["EL"]
    assert (found.commissioner.value, found.providers.value) == (10_000_000, 6_000_000)
    assert told(found.difference) == [
        "Providers beyond the commissioner, EL £(40,000.00) = Baselines of providers, EL £0.1m "
        "less Own £0.1m",
        "Baselines of providers, EL £0.1m = the total of ZR1 £0.1m",
    ]


def test_work_in_words() -> None:
    work = Workload(
        period=year(2018), mechanism=Mechanism.TARIFF,
        contracts=figure(2, "Contracts", unit=COUNT),
        fixed_lines=figure(24, "Fixed lines", unit=COUNT),
        priced_lines=figure(120, "Priced lines", unit=COUNT),
    )  # fmt: skip
    found = administration(work, PARAMS, known_on=DAY)
    assert [line(each) for each in (found.lines, found.invoices, found.disputes, found.hours)] == [
        "Contract lines 144 = the total of Fixed lines 24 and Priced lines 120",
        "Invoices 48 = Contracts 2 times Invoices for each contract in a year 24",
        "Disputes 6 = Priced lines 120 times Disputes for each line paid by activity 0.05",
        "Hours 74.4 = the total of (Contract lines 144 times Hours of work for each contract line "
        "0.1), (Invoices 48 times Hours of work for each invoice 0.5) and (Disputes 6 times Hours "
        "of work for each dispute, both sides together 6)",
    ]


def test_instalments_in_words() -> None:
    paid_in = {3: 40, 6: 40, 7: 40, 8: 61, 12: 23}
    months = {month: (money(amount, f"P{month}"),) for month, amount in paid_in.items()}
    asked = PaymentsOfYear(months=months, tolerance=money(0, "Tolerance"), least=3)
    found = instalments(asked, PARAMS, known_on=DAY)
    assert found
    assert found.amount.working.name == "P3"
    assert told(found.beyond[8], found.unwound) == [
        "Beyond the instalment in month 8 £21,000.00 = Paid in month 8 £0.1m less P3 £40,000.00",
        "Paid in month 8 £0.1m = the total of P8 £0.1m",
        "Short of an instalment at the end £17,000.00 = P3 £40,000.00 less Paid in month 12 "
        "£23,000.00",
        "Paid in month 12 £23,000.00 = the total of P12 £23,000.00",
    ]


def test_a_contract_paid_in_words() -> None:
    contract = Contract(
        commissioner="ZQ1", provider="ZR1", year=FinancialYear(2023), mechanism=Mechanism.ALIGNED,
        price_base="x", actual={"EL": {1: money(48, "EL a")}}, reference={},
        baseline={"EL": {1: money(50, "EL b")}, "NEL": {1: money(80, "NEL b")}},
        adjustments={"cquin_withdrawn": {1: money(2, "W")}},
    )  # fmt: skip
    found = paid(ContractMonths(contract=contract, months=(1,)), PARAMS, known_on=DAY)
    assert parts(found) == [
        "Fixed part £0.1m = the total of Baseline of NEL £0.1m, to the nearest penny",
        "Baseline of NEL £0.1m = the total of NEL b £0.1m",
        "Variable part £48,000.00 = the total of Elective work paid for £48,000.00 and Actual of "
        "none £0.00, to the nearest penny",
        "Elective work paid for £48,000.00 = Share of the value of elective work that moves the "
        "payment 1 times Actual of EL £48,000.00",
        "Adjustments £(2,000.00) = the total of Best practice, beyond or below what was expected "
        "£0.00 and (Nil £0.00 less CQUIN not earned £2,000.00), to the nearest penny",
        "CQUIN not earned £2,000.00 = the total of W £2,000.00",
        "Payment £0.1m = the total of Fixed part £0.1m, Variable part £48,000.00 and Adjustments "
        "£(2,000.00)",
    ]
