"""Elective schemes worked by hand: each year's terms, and both sides of each of its thresholds.

Figures are in £m unless they are pence. Formula of a single target T over a baseline B and an
actual value A: rate over times (A - T x B) above it, rate under times the shortfall below it.
"""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest

from equipoise.params import ParameterError
from equipoise.rules.elective import (
    Assessed,
    BaseMonth,
    BeforeAndAfter,
    NoElectiveSchemeError,
    Term,
    adjustment,
    baseline,
    schemes_of,
    swing,
)
from equipoise.units import FinancialYear, Period
from tests.elective_cases import (
    AGAIN,
    CUT,
    EXACT,
    FIRST,
    assessed,
    due,
    found,
    of_period,
    of_year,
    pence,
)
from tests.rules_cases import with_value

ANY = date(2026, 5, 4)
PENNY = Fraction(1, 100_000_000)
UPPER = frozenset({Term.UPPER})
FLOOR = frozenset({Term.FLOOR})
CAP = frozenset({Term.CAP})
LAST_QUARTER = Period(date(2025, 1, 1), date(2025, 4, 1))


def month(year: int, number: int) -> Period:
    return FinancialYear(year).month(number)


# ------------------------------------------------------------ elective incentive scheme, 2020/21
@pytest.mark.parametrize(
    ("actual", "expected"),
    [
        ("9.6", pence("0.45")),  # EL-1: 75% of 0.6
        ("8", pence("-0.25")),  # EL-1: 25% of 1.0
        ("9", 0),
        (9 + 2 * PENNY, 2),  # 75% of twopence is a penny and a half: 2
        (9 - 2 * PENNY, -1),  # 25% of twopence is half a penny: 1, away from nil
    ],
)
def test_procedures_from_october_at_90_per_cent(
    actual: str | Fraction, expected: int | Fraction
) -> None:
    care = assessed("eis_procedures", of_period(month(2020, 7), "10", actual))
    assert due(care, ANY) == expected


def test_procedures_of_september_at_80_per_cent() -> None:
    care = assessed("eis_procedures", of_period(month(2020, 6), "10", "8.4"))
    assert due(care, ANY) == pence("0.30")  # 75% of (8.4 - 8.0)


@pytest.mark.parametrize(
    ("actual", "expected"), [("11", pence("0.7")), ("9", pence("-0.2")), ("10", 0)]
)
def test_attendances_at_100_per_cent(actual: str, expected: int | Fraction) -> None:
    care = assessed("eis_attendances", of_period(month(2020, 9), "10", actual))
    assert due(care, ANY) == expected


@pytest.mark.parametrize(
    ("number", "published", "run"),
    [(9, pence("-0.25"), pence("-0.25")), (10, pence("-0.25"), 0)],
)
def test_a_suspended_month_neither_pays_nor_takes(
    number: int, published: Fraction, run: Fraction
) -> None:
    """December 2020 was run; January 2021, as assumed, was not."""
    care = assessed("eis_procedures", of_period(month(2020, number), "10", "8"))
    assert due(care, ANY) == published
    assert due(replace(care, as_run=True), ANY) == run
    held = found(replace(care, as_run=True), ANY).held
    paid = assessed("eis_procedures", of_period(month(2020, number), "10", "9.6"), as_run=True)
    assert due(paid, ANY) == (pence("0.45") if run else 0)
    assert [held, found(paid, ANY).held] == (["", ""] if run else ["kept", "unpaid"])


# ---------------------------------------------------------------- elective recovery fund, 2021/22
@pytest.mark.parametrize(
    ("number", "threshold"), [(1, "70"), (2, "75"), (3, "80"), (4, "85"), (6, "85")]
)
def test_first_version_pays_above_a_threshold_that_rises(number: int, threshold: str) -> None:
    """Of 100: a pound above the threshold; nothing below, and nothing taken back."""
    for actual, expected in (
        (Fraction(threshold) - 1, Fraction(0)),
        (Fraction(threshold), Fraction(0)),
    ):
        care = assessed("erf", of_period(month(2021, number), "100", actual), terms=UPPER)
        assert due(care, date(2021, 7, 8)) == expected
    above = assessed(
        "erf", of_period(month(2021, number), "100", Fraction(threshold) + 1), terms=UPPER
    )
    each = "1.2" if threshold == "85" else "1"
    assert due(above, date(2021, 7, 8)) == pence(each)


@pytest.mark.parametrize(
    ("actual", "expected"),
    [
        ("85", pence("15")),  # 100% from 70 to 85
        (85 + 5 * PENNY, pence("15") + 6),  # 120% of fivepence
        (85 - 5 * PENNY, pence("15") - 5),
        ("95", pence("27")),  # 15 and 120% of 10
    ],
)
def test_april_2021_pays_120_per_cent_above_85(actual: str | Fraction, expected: Fraction) -> None:
    care = assessed("erf", of_period(month(2021, 1), "100", actual), terms=UPPER)
    assert due(care, ANY) == expected


def test_a_scheme_with_two_thresholds_could_take_back() -> None:
    """No scheme did. Were half taken back, 60 of 100 against 70 would cost 5."""
    care = assessed("erf", of_period(month(2021, 1), "100", "60"), terms=UPPER)
    params = with_value("elective/erf/under_ratio", Fraction(1, 2)).exact
    assert adjustment(care, params, known_on=ANY).adjustment == pence("-5")


@pytest.mark.parametrize(
    ("on", "actual", "expected"),
    [
        (date(2021, 7, 8), "97", pence("14.4")),  # 120% of (97 - 85)
        (date(2021, 7, 9), "97", pence("2")),  # 100% of (97 - 95)
        (date(2021, 7, 9), "95", 0),
        (date(2021, 7, 9), 95 - PENNY, 0),
        (date(2021, 7, 9), 95 + PENNY, 1),
        (date(2021, 7, 9), "100", pence("5")),
        (date(2021, 7, 9), 100 + 5 * PENNY, pence("5") + 6),
        (date(2021, 7, 9), "105", pence("11")),  # 5 and 120% of 5
    ],
)
def test_second_version_from_july_2021(
    on: date, actual: str | Fraction, expected: int | Fraction
) -> None:
    care = assessed("erf", of_period(month(2021, 4), "100", actual), terms=UPPER)
    assert due(care, on) == expected


def test_the_second_version_leaves_june_alone() -> None:
    care = assessed("erf", of_period(month(2021, 3), "100", "84"), terms=UPPER)
    assert due(care, date(2021, 7, 8)) == due(care, date(2021, 7, 9)) == pence("4")


@pytest.mark.parametrize(
    ("actual", "expected"),
    [
        ("89", 0),
        (89 - PENNY, 0),
        (89 + PENNY, 1),
        ("94", pence("5")),
        (94 + 5 * PENNY, pence("5") + 6),
        ("99", pence("11")),  # 5 and 120% of 5
        ("80", 0),
    ],
)
def test_second_half_of_2021_22(actual: str | Fraction, expected: int | Fraction) -> None:
    care = assessed("erf", of_period(month(2021, 7), "100", actual), terms=UPPER)
    assert due(care, ANY) == expected


# ------------------------------------------------------------------------------------ 2022/23
@pytest.mark.parametrize(
    ("actual", "expected", "held"),
    [
        ("101", pence("-2.25"), ""),  # 75% of (101 - 104)
        ("107", pence("2.25"), ""),
        (104 - PENNY, -1, ""),
        (104 + PENNY, 1, ""),
        ("104", 0, ""),
        (100 + PENNY, pence("-3") + 1, ""),  # -£3m and three quarters of a penny
        ("100", pence("-3"), ""),  # 75% of a fund of 4
        (100 - PENNY, pence("-3"), "floor"),
        ("99", pence("-3"), "floor"),
    ],
)
def test_2022_23_at_104_and_75_per_cent_with_a_floor(
    actual: str | Fraction, expected: int | Fraction, held: str
) -> None:
    one = found(of_year("100", actual, 2022, fund=pence("4"), terms=FLOOR), ANY)
    assert one.adjustment == expected
    assert one.held == held


def test_a_floor_needs_a_fund_and_a_term() -> None:
    assert due(of_year("100", "90", 2022, terms=FLOOR), ANY) == pence("-10.5")
    assert due(of_year("100", "90", 2022, fund=pence("4")), ANY) == pence("-10.5")


def test_clawback_of_2022_23_was_not_applied() -> None:
    short = of_year("100", "98", 2022, as_run=True)
    one = found(short, ANY)
    assert (one.due, one.adjustment) == (pence("-4.5"), pence(0))
    assert one.held == "kept"
    assert due(of_year("100", "107", 2022, as_run=True), ANY) == pence("2.25")


# ------------------------------------------------------------------------------------ 2023/24
@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (FIRST, "-5"),
        (CUT - timedelta(days=1), "-5"),
        (CUT, "-1"),
        (AGAIN - timedelta(days=1), "-1"),
        (AGAIN, "3"),
    ],
)
def test_same_activity_under_each_target_of_2023_24(on: date, expected: str) -> None:
    """EL-4: 104.5% of 200."""
    assert due(of_year("200", "209"), on) == pence(expected)


def test_what_november_2023_was_worth_at_98_per_cent() -> None:
    """The swing of 18.0 is 8.0 by target and 10.0 by protection."""
    low = of_year("200", "196")
    before, alone = due(low, FIRST), due(low, AGAIN)
    protected = due(replace(low, full_allocation=True), AGAIN)
    assert (before, alone, protected) == (pence("-18"), pence("-10"), pence("0"))
    parts = swing(BeforeAndAfter(before=before, due=alone, after=protected), EXACT, known_on=AGAIN)
    assert (parts.target, parts.protection, parts.swing) == (pence("8"), pence("10"), pence("18"))


def test_as_run_2023_24_is_the_full_allocation_from_november() -> None:
    low = of_year("200", "196", as_run=True)
    assert due(low, AGAIN - timedelta(days=1)) == pence("-14")  # at 105
    assert due(low, AGAIN) == 0
    assert due(of_year("200", "209", as_run=True), AGAIN) == pence("3")


@pytest.mark.parametrize(("actual", "expected"), [(206 + PENNY, 1), ("206", 0), (206 - PENNY, -1)])
def test_both_sides_of_103_per_cent(actual: str | Fraction, expected: int) -> None:
    assert due(of_year("200", actual), AGAIN) == expected


def test_a_revision_by_month_governs_only_what_follows() -> None:
    """Twelve months of 10, each at 104.5%: 105 to October, 103 from November."""
    listed = tuple(of_period(month(2023, number), "10", "10.45") for number in range(1, 13))
    restated = assessed("erf", *listed)
    by_month = replace(restated, by_month=True)
    assert due(by_month, FIRST) == due(restated, FIRST) == pence("-3")  # 12 x (10.45 - 10.7)
    assert due(by_month, CUT) == due(restated, CUT) == pence("-0.6")  # 12 x (10.45 - 10.5)
    assert due(restated, AGAIN) == pence("1.8")  # 12 x (10.45 - 10.3)
    assert due(by_month, AGAIN) == pence("0.4")  # 7 x -0.05 and 5 x 0.15
    assert found(by_month, AGAIN).target_ratio == Fraction(125, 120)  # 7 x 105 and 5 x 103


@pytest.mark.parametrize(("on", "target"), [(FIRST, "113"), (CUT, "111"), (AGAIN, "109")])
def test_an_own_target_falls_with_the_national_one(on: date, target: str) -> None:
    care = of_year("100", target, own_target=Fraction("1.13"))
    assert due(care, on) == 0
    assert due(replace(care, months=of_year("100", "100").months), on) == pence(
        100 - Fraction(target)
    )


def test_own_targets_by_month() -> None:
    before, after = (
        assessed(
            "erf",
            of_period(month(2023, number), "100", "111"),
            own_target=Fraction("1.13"),
            by_month=True,
        )
        for number in (7, 8)
    )
    assert (due(before, AGAIN), due(after, AGAIN)) == (pence("0"), pence("2"))


# ------------------------------------------------------------------------------------ 2024/25
@pytest.mark.parametrize(
    ("actual", "counted", "held"),
    [("33", "30", "cap"), ("28", "28", ""), ("30", "30", ""), (30 + PENNY, "30", "cap")],
)
def test_the_last_quarter_of_2024_25_counts_up_to_the_forecast(
    actual: str | Fraction, counted: str, held: str
) -> None:
    """EL-6, against 107% of 20, which is 21.4."""
    capped = assessed("erf", of_period(LAST_QUARTER, "20", actual), forecast=pence("30"), terms=CAP)
    one = found(capped, ANY)
    assert one.adjustment == pence(counted) - pence("21.4")
    assert one.held == held
    assert one.actual == pence(actual)


def test_a_cap_needs_a_forecast_and_a_term() -> None:
    plain = assessed("erf", of_period(LAST_QUARTER, "20", "33"))
    assert due(plain, ANY) == pence("11.6")
    assert due(replace(plain, forecast=pence("30")), ANY) == pence("11.6")
    assert due(replace(plain, terms=CAP), ANY) == pence("11.6")


# ------------------------------------------------------------------ years, days, working days
@pytest.mark.parametrize(
    ("care", "on"),
    [
        (assessed("eis_procedures", of_period(month(2020, 7), "1", "1")), date(2020, 9, 17)),
        (of_year("1", "1", 2022), date(2022, 2, 25)),
        (of_year("1", "1"), FIRST),
    ],
)
def test_a_scheme_is_unknown_the_day_before_it_is_published(
    care: Assessed[Fraction], on: date
) -> None:
    found(care, on)
    with pytest.raises(ParameterError, match="published by"):
        found(care, on - timedelta(days=1))


@pytest.mark.parametrize(
    ("year", "why"),
    [
        (2019, "2019/20 has no elective scheme: schemes began in September 2020"),
        (
            2025,
            "2025/26 has no elective scheme: its money is in core allocations, and activity plans "
            "take the place of a target",
        ),
    ],
)
def test_a_year_without_a_scheme_is_refused(year: int, why: str) -> None:
    with pytest.raises(NoElectiveSchemeError) as refused:
        schemes_of(FinancialYear(year))
    assert str(refused.value) == why


@pytest.mark.parametrize(
    ("year", "paths"),
    [
        (2020, ["eis_procedures", "eis_attendances"]),
        (2021, ["erf", "erf"]),
        (2022, ["erf"]),
        (2024, ["erf"]),
    ],
)
def test_schemes_of_each_year(year: int, paths: list[str]) -> None:
    assert [scheme.path for scheme in schemes_of(FinancialYear(year))] == paths


def test_may_of_2021_has_19_days_where_may_of_2019_had_21() -> None:
    """EL-5: B = V x 19/21, to the penny."""
    may = BaseMonth(value=pence("2.1"), month=month(2021, 2))
    assert baseline(may, EXACT, known_on=date(2021, 4, 1)) == pence("1.9")
    pound = BaseMonth(value=Fraction(100), month=month(2021, 2))
    assert baseline(pound, EXACT, known_on=date(2021, 4, 1)) == 90  # 90.476 pence


def test_a_year_without_a_baseline_has_no_ratio() -> None:
    one = found(of_year("0", "5"), AGAIN)
    assert (one.actual_ratio, one.target_ratio, one.adjustment) == (None, None, pence("5"))
    assert found(of_year("200", "209"), AGAIN).actual_ratio == Fraction("1.045")
