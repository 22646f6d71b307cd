from datetime import date
from fractions import Fraction

import pytest

from equipoise.reports import (
    Amount,
    Column,
    ColumnKind,
    Incomplete,
    MoneyUnits,
    Row,
    Sign,
    Value,
    in_full,
    money_in_prose,
    shown,
)
from equipoise.reports.display import (
    ABSENT,
    FOOTING,
    footnotes,
    head,
    money,
    percent,
    scaled,
    staff,
    tidied,
)
from equipoise.units import COUNT, PENCE, RATIO, SPELLS, WTE, Absence
from tests.unit.reports_samples import (
    MONEY,
    NAME,
    NUMBER,
    PLAN,
    STAFF,
    cell,
    northmere,
    rate,
    ratio,
    table,
    thousands,
)


@pytest.mark.parametrize(
    ("pence", "units", "expected"),
    [
        (0, "m", "0.0"),
        (5_000_000, "m", "0.1"),  # half a unit, away from zero
        (4_999_999, "m", "0.0"),
        (-5_000_000, "m", "(0.1)"),
        (-4_999_999, "m", "0.0"),  # nothing is left to put brackets round
        (123_456_789_000, "m", "1,234.6"),
        (50_000, "k", "1"),
        (49_999, "k", "0"),
        (-50_000, "k", "(1)"),
        (-1_450_000_000, "k", "(14,500)"),
        (-1_450_000_000, "m", "(14.5)"),
    ],
)
def test_money_is_rounded_half_away_from_zero(pence: int, units: MoneyUnits, expected: str) -> None:
    assert money(pence, units) == expected


def test_staff_are_shown_to_one_place() -> None:
    assert [staff(n) for n in (0, 4, 5, -5, 123_456)] == ["0.0", "0.0", "0.1", "(0.1)", "1,234.6"]


def test_ratios_are_percentages_to_one_place() -> None:
    exact: list[int | Fraction] = [
        Fraction(1, 2000),
        Fraction(-1, 2000),
        Fraction(-1, 2001),
        Fraction(0),
        1,
        Fraction(25, 2),
    ]
    shown_as = ["0.1%", "(0.1%)", "0.0%", "0.0%", "100.0%", "1,250.0%"]
    assert [percent(each) for each in exact] == shown_as


@pytest.mark.parametrize(
    ("pence", "expected"),
    [
        (230_000_000, "£2.3 million"),
        (7_500, "£75"),
        (7_550, "£75.50"),
        (99_999_999, "£999,999.99"),
        (100_000_000, "£1.0 million"),
        (190_090_000_000, "£1,900.9 million"),
        (-900_000_000, "(£9.0 million)"),
        (0, "£0"),
        (-5, "(£0.05)"),
    ],
)
def test_money_in_a_sentence(pence: int, expected: str) -> None:
    assert money_in_prose(pence) == expected


def test_a_number_without_a_head_brings_its_unit() -> None:
    assert in_full(-900_000_000, PENCE) == "£(9.0)m"
    assert in_full(-900_000_000, PENCE, "k") == "£(9,000)k"
    assert in_full(1_250, WTE) == "12.5 WTE"
    assert in_full(1_250, SPELLS) == "1,250 spells"
    assert in_full(1_250, COUNT) == "1,250"
    assert in_full(Fraction(632, 983), RATIO) == "64.3%"


@pytest.mark.parametrize(
    ("column", "units", "expected"),
    [
        (PLAN, "m", "Plan, £m, surplus / (deficit)"),
        (PLAN, "k", "Plan, £000, surplus / (deficit)"),
        (
            Column(
                key="a",
                title="Variance",
                kind=ColumnKind.MONEY,
                sign=Sign.FAVOURABLE,
                basis="including support",
            ),
            "m",
            "Variance, £m, including support, favourable / (adverse)",
        ),
        (
            Column(key="a", title="Income", kind=ColumnKind.MONEY, sign=Sign.SIZE),
            "m",
            "Income, £m",
        ),
        (
            Column(key="a", title="Variance", kind=ColumnKind.RATIO, basis="of allocation"),
            "m",
            "Variance, % of allocation",
        ),
        (Column(key="a", title="Recurrent", kind=ColumnKind.RATIO), "k", "Recurrent, %"),
        (Column(key="a", title="Staff", kind=ColumnKind.STAFF), "k", "Staff, WTE"),
        (Column(key="a", title="Returns", kind=ColumnKind.COUNT), "k", "Returns, number"),
        (Column(key="a", title="Due", kind=ColumnKind.DATE), "k", "Due"),
        (NAME, "m", "Organisation"),
    ],
)
def test_a_head_prints_unit_basis_and_sign(
    column: Column, units: MoneyUnits, expected: str
) -> None:
    assert head(column, units) == expected


@pytest.mark.parametrize(
    ("value", "kind", "expected"),
    [
        (None, ColumnKind.MONEY, ""),
        (Absence.MISSING, ColumnKind.MONEY, "No data"),
        (Absence.NOT_APPLICABLE, ColumnKind.TEXT, "Not applicable"),
        (Absence.SUPPRESSED, ColumnKind.COUNT, "Suppressed"),
        (Absence.NOT_SUBMITTED, ColumnKind.DATE, "Not submitted"),
        (thousands(-14_500), ColumnKind.MONEY, "(14.5)"),
        (thousands(-14_500), ColumnKind.TEXT, "£(14.5)m"),
        (cell(-1_450_000_000, "a"), ColumnKind.MONEY, "(14.5)"),
        (Amount(value=1_234_500, basis=STAFF), ColumnKind.STAFF, "12,345.0"),
        (Amount(value=-1_234, basis=NUMBER), ColumnKind.COUNT, "(1,234)"),
        (ratio(632, 983), ColumnKind.RATIO, "64.3%"),
        (1_234, ColumnKind.COUNT, "1,234"),
        (date(2018, 8, 6), ColumnKind.DATE, "6 August 2018"),
        ("Ward block B", ColumnKind.TEXT, "Ward block B"),
    ],
)
def test_a_cell_as_people_read_it(value: Value, kind: ColumnKind, expected: str) -> None:
    assert shown(value, kind) == expected


def test_an_incomplete_total_never_prints_as_a_plain_number() -> None:
    absent = {Absence.SUPPRESSED: 1, Absence.MISSING: 2, Absence.NOT_SUBMITTED: 0}
    found = Incomplete(value=123_400_000, absent=absent, basis=MONEY)
    assert shown(found, ColumnKind.MONEY, "k") == "1,234 (2 missing, 1 suppressed)"
    assert shown(found, ColumnKind.TEXT, "m") == "£1.2m (2 missing, 1 suppressed)"


def test_every_kind_of_absence_has_words() -> None:
    assert set(ABSENT) == set(Absence)


def test_a_number_is_scaled_exactly_to_the_unit_of_its_head() -> None:
    money_of = Amount(value=-1, basis=MONEY)
    assert scaled(money_of, ColumnKind.MONEY, units="m") == Fraction(-1, 100_000_000)
    assert scaled(money_of, ColumnKind.MONEY, units="k") == Fraction(-1, 100_000)
    assert scaled(Amount(value=1, basis=STAFF), ColumnKind.STAFF) == Fraction(1, 100)
    assert scaled(ratio(1, 3), ColumnKind.RATIO) == Fraction(100, 3)
    assert scaled(Amount(value=7, basis=NUMBER), ColumnKind.COUNT) == 7


def test_control_and_direction_characters_do_not_reach_a_terminal() -> None:
    assert tidied("a\x1b[2J\u202eb\r\n\tc") == "a [2J b c"


def test_footnotes_say_how_totals_foot_and_what_is_assumed() -> None:
    assert footnotes(northmere()) == ("The data are made up.", FOOTING)
    line = Row(cells={"plan": cell(1, "a")})
    assert footnotes(table(line)) == ("The data are made up.",)
    counted = Row(cells={"name": "All"}, emphasis=True)
    assert footnotes(table(counted, columns=[NAME])) == ("The data are made up.",)
    guess = rate(Fraction(1, 2), "share", status="assumed")
    half = (cell(2, "a") * guess).named("Half")
    rested = table(Row(cells={"part": guess, "name": half}), Row(cells={"part": guess}))
    assert footnotes(rested)[1:] == (
        "Rests on an assumed value: parameter:payment/share@2023-03-01.",
    )
