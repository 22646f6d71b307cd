from datetime import date

import pytest

from equipoise.units import FinancialYear, Period

YEAR = FinancialYear(2023)


def test_a_period_includes_its_first_day_and_not_its_last() -> None:
    april = Period(date(2023, 4, 1), date(2023, 5, 1))
    assert date(2023, 3, 31) not in april
    assert date(2023, 4, 1) in april
    assert date(2023, 4, 30) in april
    assert date(2023, 5, 1) not in april


def test_a_period_holds_the_periods_within_it() -> None:
    quarter = YEAR.quarter(1)
    assert all(YEAR.month(number) in quarter for number in (1, 2, 3))
    assert YEAR.month(4) not in quarter
    assert quarter in quarter
    assert YEAR.period not in quarter
    assert Period(date(2023, 3, 31), date(2023, 4, 2)) not in quarter


def test_periods_that_only_touch_do_not_overlap() -> None:
    june, july = YEAR.month(3), YEAR.month(4)
    assert not june.overlaps(july)
    assert not july.overlaps(june)
    assert YEAR.quarter(1).overlaps(june)
    assert june.overlaps(YEAR.quarter(1))


@pytest.mark.parametrize("ends_on", [date(2023, 4, 1), date(2023, 3, 31)])
def test_a_period_without_days_is_refused(ends_on: date) -> None:
    with pytest.raises(ValueError, match="a period must end after it starts: 2023-04-01, 2023-"):
        Period(date(2023, 4, 1), ends_on)


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "code", "name"),
    [
        ("2023-04-01", "2024-04-01", "Y", "2023/24"),
        ("2023-04-01", "2023-05-01", "M01", "Month 1 (April 2023), 2023/24"),
        ("2023-12-01", "2024-01-01", "M09", "Month 9 (December 2023), 2023/24"),
        ("2024-01-01", "2024-02-01", "M10", "Month 10 (January 2024), 2023/24"),
        ("2024-03-01", "2024-04-01", "M12", "Month 12 (March 2024), 2023/24"),
        ("2023-04-01", "2023-07-01", "Q1", "Quarter 1, 2023/24"),
        ("2024-01-01", "2024-04-01", "Q4", "Quarter 4, 2023/24"),
        # three months that are no quarter, a year from January, half months, two years
        ("2023-05-01", "2023-08-01", "2023-05-01_2023-08-01", "2023-05-01 to 2023-08-01"),
        ("2023-01-01", "2024-01-01", "2023-01-01_2024-01-01", "2023-01-01 to 2024-01-01"),
        ("2023-04-02", "2023-05-02", "2023-04-02_2023-05-02", "2023-04-02 to 2023-05-02"),
        ("2023-04-01", "2023-05-02", "2023-04-01_2023-05-02", "2023-04-01 to 2023-05-02"),
        ("2023-04-01", "2025-04-01", "2023-04-01_2025-04-01", "2023-04-01 to 2025-04-01"),
    ],
)
def test_a_period_has_a_code_and_a_name(starts_on: str, ends_on: str, code: str, name: str) -> None:
    period = Period.parse(f"{starts_on} to {ends_on}")
    assert (period.code, str(period)) == (code, name)


@pytest.mark.parametrize("code", ["", "y", "Q0", "Q5", "M00", "M13", "M6", "M006", "Y ", "YY"])
def test_a_code_that_names_no_period_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match=r"not a period of 2023/24 such as Y, Q1 or M06"):
        YEAR.coded(code)


@pytest.mark.parametrize(
    ("day", "starts_in"), [(date(2023, 3, 31), 2022), (date(2023, 4, 1), 2023)]
)
def test_a_financial_year_turns_on_1_april(day: date, starts_in: int) -> None:
    assert FinancialYear.of(day) == FinancialYear(starts_in)


def test_a_year_has_a_name_and_a_code() -> None:
    assert (str(YEAR), YEAR.code) == ("2023/24", "2023-24")
    assert (str(FinancialYear(1999)), FinancialYear(1999).code) == ("1999/00", "1999-00")


@pytest.mark.parametrize(
    "text", ["", "2022", "2022/24", "2022/2023", "2022_23", "22/23", "٢٠٢٢/٢٣"]
)
def test_a_text_that_is_no_financial_year_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a financial year such as 2022/23"):
        FinancialYear.parse(text)


@pytest.mark.parametrize("number", [0, 13])
def test_there_is_no_month_of_another_number(number: int) -> None:
    with pytest.raises(AssertionError, match="months are numbered 1 to 12"):
        YEAR.month(number)


@pytest.mark.parametrize("number", [0, 5])
def test_there_is_no_quarter_of_another_number(number: int) -> None:
    with pytest.raises(AssertionError, match="quarters are numbered 1 to 4"):
        YEAR.quarter(number)


def test_years_and_periods_are_in_order() -> None:
    assert FinancialYear(2022) < YEAR
    assert YEAR.month(1) < YEAR.month(2)
