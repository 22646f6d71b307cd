"""What the rules of elective schemes say of themselves, as `explain` prints it; worked by hand."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from equipoise.rules.elective import (
    Adjustment,
    Assessed,
    BaseMonth,
    BeforeAndAfter,
    CareMonth,
    GainOfSystem,
    Ledgers,
    MonthsOfCare,
    Term,
    TrustChange,
    adjustment,
    baseline,
    carried,
    contract_adjustment,
    settlement,
    swing,
)
from equipoise.rules.registry import RULES
from equipoise.units import RATIO, FinancialYear, Period
from equipoise.workings import Basis, Figure, Reference, given
from tests.rules_cases import PARAMS, money, sentences

NOVEMBER = date(2023, 11, 8)
ANY = date(2026, 5, 4)
LAST_QUARTER = Period(date(2025, 1, 1), date(2025, 4, 1))


def told(*found: Figure | None) -> list[str]:
    """Return the line of each figure, without the name of its rule."""
    return [line.partition(" [rule:")[0] for line in sentences(*found)]


def care(period: Period, baseline: int, actual: int) -> CareMonth[Figure]:
    """Return care of a period, in £000."""
    return CareMonth(
        period=period, baseline=money(baseline, "Base"), actual=money(actual, "Delivered")
    )


def found(period: Period, amounts: tuple[int, int], **limits: Any) -> Adjustment[Figure]:
    month = care(period, *amounts)
    return adjustment(Assessed(scheme="erf", months=(month,), **limits), PARAMS, known_on=ANY)


def beneath(figure: Figure) -> list[str]:
    """Return the lines of what stands nearest beneath a figure."""
    return told(*figure.steps())


def test_a_year_in_words() -> None:
    year = found(FinancialYear(2023).period, (100_000, 104_500))
    assert told(year.baseline, year.target, year.actual, year.over, year.due, year.adjustment) == [
        "Baseline value £100.0m = the total of Base £100.0m",
        "Target value to the penny £103.0m = Target value £103.0m, to the nearest penny",
        "Actual value £104.5m = the total of Delivered £104.5m",
        "Over or under target £1.5m = Actual value £104.5m less Target value £103.0m, to the "
        "nearest penny",
        "Due £1.5m = Earned or repaid £1.5m, to the nearest penny",
        "Adjustment £1.5m = Earned or repaid £1.5m, to the nearest penny",
    ]
    assert told(year.target_ratio, year.actual_ratio) == [
        "Result 1.03 = Target value £103.0m divided by Baseline value £100.0m",
        "Result 1.045 = Actual value £104.5m divided by Baseline value £100.0m",
    ]
    (earned,) = year.adjustment.steps()
    assert told(earned) == [
        "Earned or repaid £1.5m = (Share of the value above the target that is paid 1 times (the "
        "larger of Nil £0.00 and (Actual value £104.5m less Target value £103.0m))) less (Share "
        "of the value below the target that is taken back 1 times (the larger of Nil £0.00 and "
        "(Target value £103.0m less Actual value £104.5m)))"
    ]
    (target,) = year.target.steps()
    assert told(target) == [
        "Target value £103.0m = the total of (Base £100.0m times Elective activity a system must "
        "reach, as a share of its value in 2019/20 1.03)"
    ]


def test_an_own_target_in_words() -> None:
    basis = Basis(period=FinancialYear(2023).period, unit=RATIO)
    own = given(Fraction("1.13"), basis, Reference("file", ("x",)), name="Own target of ZQ1")
    year = found(FinancialYear(2023).period, (100_000, 109_000), own_target=own)
    (target,) = year.target.steps()
    assert beneath(target)[1:] == [
        "Own target 1.09 = Own target of ZQ1 1.13 less What a revision takes off a commissioner's "
        "own target, restating the year 0.04"
    ]


def test_two_thresholds_in_words() -> None:
    month = found(FinancialYear(2021).month(4), (100_000, 105_000), terms=frozenset({Term.UPPER}))
    (earned,) = month.adjustment.steps()
    lines = told(earned)
    assert lines[0].startswith(
        "Earned or repaid £11.0m = ((Share of the value above the target that is paid 1 times (the "
        "larger of Nil £0.00 and ((the smaller of Actual value £105.0m and Value at the upper "
        "threshold £100.0m) less Target value £95.0m))) plus (Share of the value above the upper "
        "threshold that is paid 1.2 times (the larger of Nil £0.00 and (Actual value £105.0m less "
        "(the larger of Value at the upper threshold £100.0m and Target value £95.0m)))))"
    )


def test_a_floor_in_words() -> None:
    year = found(
        FinancialYear(2022).period,
        (100_000, 90_000),
        fund=money(4_000, "Fund"),
        terms=frozenset({Term.FLOOR}),
    )
    assert beneath(year.due) == [
        "Floor £(3.0)m = minus (Share of the fund first allocated at which a repayment stops 0.75 "
        "times Fund £4.0m)",
        "Earned or repaid £(10.5)m = (Share of the value above the target that is paid 0.75 times "
        "(the larger of Nil £0.00 and (Actual value £90.0m less Target value £104.0m))) less "
        "(Share of the value below the target that is taken back 0.75 times (the larger of Nil "
        "£0.00 and (Target value £104.0m less Actual value £90.0m)))",
    ]


def test_a_cap_in_words() -> None:
    quarter = found(
        LAST_QUARTER,
        (20_000, 33_000),
        forecast=money(30_000, "Forecast"),
        terms=frozenset({Term.CAP}),
    )
    (earned,) = quarter.due.steps()
    counted = next(step for step in earned.steps() if step.working.name.startswith("Value that"))
    assert told(counted, *counted.steps()) == [
        "Value that counts £30.0m = the smaller of Actual value £33.0m and Most that counts £30.0m",
        "Actual value £33.0m = the total of Delivered £33.0m",
        "Most that counts £30.0m = Forecast £30.0m times Share of a trust's own forecast up to "
        "which its activity counts 1",
    ]


@pytest.mark.parametrize(
    ("limits", "line"),
    [
        (
            {"full_allocation": True},
            "Adjustment £0.00 = the larger of Nil £0.00 and Due £(5.0)m",
        ),
        (
            {"as_run": True},
            "Adjustment £0.00 = (Share of what was due that was paid as elective recovery was run "
            "1 times (the larger of Nil £0.00 and Due £(5.0)m)) plus (Share of what was due that "
            "was taken back as elective recovery was run 0 times (the smaller of Nil £0.00 and Due "
            "£(5.0)m)), to the nearest penny",
        ),
    ],
)
def test_what_is_not_taken_back_in_words(limits: dict[str, bool], line: str) -> None:
    year = found(FinancialYear(2023).period, (100_000, 98_000), **limits)
    assert told(year.adjustment) == [line]


def test_a_baseline_in_words() -> None:
    month = BaseMonth(value=money(21_000, "Value of May"), month=FinancialYear(2021).month(2))
    one = baseline(month, PARAMS, known_on=ANY)
    assert told(one, *one.steps()) == [
        "Baseline by working days £19.0m = Value of May £21.0m times Working days over those of "
        "2019/20 19/21, to the nearest penny",
        "Value of May £21.0m from cell:Value.of.May",
        "Working days over those of 2019/20 19/21 = Working days of a month 19 divided by Working "
        "days of a month 21",
    ]


def test_a_contract_in_words() -> None:
    months = (care(FinancialYear(2023).period, 100_000, 104_500),)
    one = contract_adjustment(MonthsOfCare(scheme="erf", months=months), PARAMS, known_on=NOVEMBER)
    assert told(one.baseline, one.contract, one.adjustment, one.income) == [
        "Baseline value £100.0m = the total of Base £100.0m",
        "Contract value at target £103.0m = Target value £103.0m, to the nearest penny",
        "Contract adjustment £1.5m = Share of elective activity above or below a contract's "
        "baseline that its payment follows 1 times (Actual value £104.5m less Contract value at "
        "target £103.0m), to the nearest penny",
        "Elective income £104.5m = Contract value at target £103.0m plus Contract adjustment £1.5m",
    ]


def test_both_ledgers_in_words() -> None:
    ledgers = Ledgers(
        allocation=money(0, "Allocation"),
        contracts={"ZR1": money(-2_000, "One"), "ZR2": money(-500, "Two")},
    )
    one = carried(ledgers, PARAMS, known_on=NOVEMBER)
    assert told(one.contracts, one.carried) == [
        "Adjustments of contracts £(2.5)m = the total of One £(2.0)m and Two £(0.5)m",
        "Carried by the system £2.5m = Allocation £0.00 less Adjustments of contracts £(2.5)m",
    ]
    none = carried(Ledgers(allocation=money(1_000, "Allocation"), contracts={}), PARAMS,
                   known_on=NOVEMBER)  # fmt: skip
    assert told(none.contracts, none.carried) == [
        "Adjustments of contracts £0.00 by definition",
        "Carried by the system £1.0m = Allocation £1.0m less Adjustments of contracts £0.00",
    ]


def test_a_swing_in_words() -> None:
    change = BeforeAndAfter(
        before=money(-18_000, "Then"), due=money(-10_000, "Due"), after=money(0, "Now")
    )
    one = swing(change, PARAMS, known_on=NOVEMBER)
    assert told(one.target, one.protection, one.swing) == [
        "Swing by target £8.0m = Due £(10.0)m less Then £(18.0)m",
        "Swing by protection £10.0m = Now £0.00 less Due £(10.0)m",
        "Swing £18.0m = Now £0.00 less Then £(18.0)m",
    ]


def test_a_settlement_in_words() -> None:
    def change(part: Figure | None) -> TrustChange[Figure]:
        return TrustChange(
            income_before=money(104_500, "Income"),
            adjustment_after=money(1_500, "Adjusted"),
            part=part,
        )

    gain = GainOfSystem(
        gain=money(4_000, "Gain"), trusts={"ZR2": change(money(3_000, "Part")), "ZR3": change(None)}
    )
    one = settlement(gain, PARAMS, known_on=NOVEMBER)
    kept, open_ = one.trusts["ZR2"], one.trusts["ZR3"]
    assert told(kept.contract, kept.income, kept.movement, one.commissioner) == [
        "Contract value after £106.0m = Elective income after £107.5m less Adjusted £1.5m",
        "Elective income after £107.5m = Income £104.5m plus Part £3.0m",
        "Movement of the trust £3.0m from cell:Part",
        "Movement of the ICB £1.0m = Gain £4.0m less (the total of Movement of the trust £3.0m and "
        "Nil £0.00)",
    ]
    assert told(open_.contract, open_.income, open_.movement) == [
        "Income £104.5m from cell:Income",
        "Nil £0.00 by definition",
    ]
    alone = settlement(GainOfSystem(gain=money(4_000, "Gain"), trusts={}), PARAMS, known_on=ANY)
    assert told(alone.commissioner) == ["Movement of the ICB £4.0m = Gain £4.0m less Nil £0.00"]


@pytest.mark.parametrize(
    ("name", "applies", "source"),
    [
        ("adjustment", "2020-09-01 to 2025-04-01", "Elective recovery funding system revealed"),
        ("baseline", "2020-04-01 to 2025-04-01", "adjusted for working days"),
        ("carried", "2016-04-01 to 2029-04-01", "the ICB carries the difference"),
        ("contract_adjustment", "2020-09-01 to 2025-04-01", "elective activity wholly variable"),
        ("settlement", "2016-04-01 to 2029-04-01", "held by the ICB until that is decided"),
        ("swing", "2016-04-01 to 2029-04-01", "letter of 8 November 2023"),
    ],
)
def test_when_each_rule_applies_and_where_it_is_from(name: str, applies: str, source: str) -> None:
    (one,) = RULES[f"elective/{name}"]
    assert one.applies == Period.parse(applies)
    assert source in one.source
    assert one.published is None
