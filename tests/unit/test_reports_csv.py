from fractions import Fraction

import pytest

from equipoise.reports import Amount, ColumnKind, Incomplete, Value, csv_text
from equipoise.units import Absence
from tests.unit.reports_samples import MONEY, NUMBER, SHARE, STAFF, northmere, of_one, thousands


def only(value: Value, kind: ColumnKind = ColumnKind.TEXT) -> str:
    _, line = csv_text(of_one(value, kind), "k").splitlines()
    return line


def test_a_table_as_csv() -> None:
    assert csv_text(northmere(), "k") == (
        '"Organisation","Plan, £000, surplus / (deficit)","Staff, WTE",'
        '"Recurrent, % of efficiency","Must fix, number","Returned on"\n'
        '"ZR1 Northmere University Hospitals",-14500,12345.67,64.2929806714,1,2018-08-06\n'
        '"ZR3 Northmere Partnership","Not submitted","No data","Not applicable",0,""\n'
        '"System","(11500) (1 not submitted)","","","",""\n'
    )


def test_money_is_written_to_the_penny_in_the_unit_asked_for() -> None:
    made = of_one(Amount(value=-123_456_789_012_345, basis=MONEY), ColumnKind.MONEY)
    assert csv_text(made, "k").splitlines() == [
        '"A, £000, surplus / (deficit)"',
        "-1234567890.12345",
    ]
    assert csv_text(made, "m").splitlines() == [
        '"A, £m, surplus / (deficit)"',
        "-1234567.89012345",
    ]


@pytest.mark.parametrize(
    ("value", "kind", "expected"),
    [
        (thousands(0), ColumnKind.MONEY, "0"),
        (Amount(value=-1, basis=MONEY), ColumnKind.MONEY, "-0.00001"),
        (Amount(value=10_000, basis=STAFF), ColumnKind.STAFF, "100"),
        (Amount(value=Fraction(-1, 3), basis=SHARE), ColumnKind.RATIO, "-33.3333333333"),
        (Amount(value=Fraction(-1, 10**15), basis=SHARE), ColumnKind.RATIO, "0"),
        (Amount(value=-3, basis=NUMBER), ColumnKind.COUNT, "-3"),
        (
            Incomplete(value=5, absent={Absence.MISSING: 2}, basis=MONEY),
            ColumnKind.MONEY,
            '"0.00005 (2 missing)"',
        ),
        (
            Incomplete(value=-500_000, absent={Absence.MISSING: 2}, basis=MONEY),
            ColumnKind.TEXT,
            '"£(5)k (2 missing)"',
        ),
        (thousands(-9_000), ColumnKind.TEXT, '"£(9,000)k"'),
        (Absence.SUPPRESSED, ColumnKind.TEXT, '"Suppressed"'),
        ('say "hello"\nagain', ColumnKind.TEXT, None),
    ],
)
def test_cells(value: Value, kind: ColumnKind, expected: str | None) -> None:
    if expected is None:
        assert csv_text(of_one(value)) == '"A"\n"say ""hello""\nagain"\n'
    else:
        assert only(value, kind) == expected


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\uff1d1", "\uff201", "=cmd|' /C calc'!A0"],
)
def test_text_that_would_start_a_formula_begins_with_an_apostrophe(text: str) -> None:
    assert csv_text(of_one(text)) == f'"A"\n"\'{text}"\n'


@pytest.mark.parametrize("text", ["1=1", "'=1", "a;=1", " =1"])
def test_other_text_is_left_as_it_is(text: str) -> None:
    assert only(text) == f'"{text}"'
