from datetime import date
from fractions import Fraction

import pytest

from equipoise.reports import (
    Amount,
    Column,
    ColumnKind,
    Incomplete,
    Row,
    Sign,
    TableError,
    Value,
    amount,
)
from equipoise.units import SPELLS, Absence
from equipoise.workings import Basis
from tests.unit.reports_samples import (
    MONEY,
    NAME,
    NUMBER,
    PLAN,
    SHARE,
    STAFF,
    YEAR,
    cell,
    northmere,
    of_one,
    table,
    thousands,
)

MISSING = Incomplete(value=1, absent={Absence.MISSING: 2}, basis=MONEY)


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (thousands(1), ColumnKind.STAFF),
        (thousands(1), ColumnKind.COUNT),
        (Amount(value=1, basis=STAFF), ColumnKind.MONEY),
        (Amount(value=1, basis=NUMBER), ColumnKind.RATIO),
        (Amount(value=Fraction(1, 2), basis=SHARE), ColumnKind.COUNT),
        (thousands(1), ColumnKind.DATE),
        (MISSING, ColumnKind.STAFF),
        (cell(1, "a"), ColumnKind.RATIO),
        (12, ColumnKind.MONEY),
        (12, ColumnKind.TEXT),
        (True, ColumnKind.COUNT),
        ("12.5", ColumnKind.MONEY),
        ("about 3", ColumnKind.COUNT),
        (date(2023, 4, 1), ColumnKind.TEXT),
    ],
)
def test_a_value_that_is_not_of_its_column_is_refused(value: Value, kind: ColumnKind) -> None:
    with pytest.raises(TableError, match=r"table 'position', column 'a': .* is not "):
        of_one(value, kind)


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (thousands(1), ColumnKind.MONEY),
        (thousands(1), ColumnKind.TEXT),
        (MISSING, ColumnKind.MONEY),
        (cell(1, "a"), ColumnKind.MONEY),
        (Amount(value=1, basis=Basis(period=YEAR.period, unit=SPELLS)), ColumnKind.COUNT),
        (Amount(value=1, basis=STAFF), ColumnKind.STAFF),
        (Amount(value=Fraction(1, 3), basis=SHARE), ColumnKind.RATIO),
        (3, ColumnKind.COUNT),
        ("Not available", ColumnKind.RATIO),
        ("ZR1", ColumnKind.TEXT),
        (date(2023, 4, 1), ColumnKind.DATE),
        *((value, kind) for kind in ColumnKind for value in (None, Absence.SUPPRESSED)),
    ],
)
def test_a_value_of_its_column_is_taken(value: Value, kind: ColumnKind) -> None:
    assert of_one(value, kind).rows[0].cells["a"] == value


def test_money_is_rounded_before_it_stands_in_a_table() -> None:
    with pytest.raises(TableError, match="not a whole number of pence: 1/3"):
        of_one(Amount(value=Fraction(1, 3), basis=MONEY), ColumnKind.MONEY)


def test_money_must_say_what_its_sign_means() -> None:
    with pytest.raises(TableError, match="'plan': a column of money must say what its sign means"):
        Column(key="plan", title="Plan", kind=ColumnKind.MONEY)


def test_columns_have_keys_and_heads_of_their_own() -> None:
    other = Column(key="plan", title="Forecast", kind=ColumnKind.MONEY, sign=Sign.SURPLUS)
    alike = Column(key="other", title="plan", kind=ColumnKind.MONEY, sign=Sign.SURPLUS)
    for columns in ([PLAN, other], [PLAN, alike], []):
        with pytest.raises(TableError, match="a key and a head of its own"):
            table(columns=columns)
    apart = Column(
        key="other", title="Plan", kind=ColumnKind.MONEY, sign=Sign.SURPLUS, basis="excluding"
    )
    assert table(columns=[PLAN, apart]).columns == (PLAN, apart)


def test_a_cell_and_a_reference_need_a_column() -> None:
    figure = cell(1, "a")
    for row in (
        Row(cells={"plan": figure, "forecast": figure}),
        Row(cells={"plan": figure}, refs={"forecast": northmere().rows[0].refs["plan"]}),
    ):
        with pytest.raises(TableError) as caught:
            table(row, columns=[PLAN])
        assert caught.value.table == "position"
        assert caught.value.column == "forecast"


def test_a_cell_is_explained_by_its_reference_or_its_figures_own() -> None:
    figure = cell(1, "a")
    other = northmere().rows[0].refs["plan"]
    assert Row(cells={"plan": figure}).ref("plan") == figure.working.ref
    assert Row(cells={"plan": figure}, refs={"plan": other}).ref("plan") == other
    assert Row(cells={"plan": thousands(1)}).ref("plan") is None
    assert Row(cells={}).ref("plan") is None


def test_figures_are_listed_row_by_row() -> None:
    first, second = cell(1, "a"), cell(2, "b")
    made = table(
        Row(cells={"plan": first, "name": "ZR1"}), Row(cells={"plan": second}), columns=[NAME, PLAN]
    )
    assert made.figures() == (first, second)


def test_a_total_is_incomplete_only_when_something_is_absent() -> None:
    assert amount(5, MONEY) == Amount(value=5, basis=MONEY)
    assert amount(5, MONEY, {Absence.MISSING: 0}) == Amount(value=5, basis=MONEY)
    found = amount(5, MONEY, {Absence.MISSING: 2, Absence.SUPPRESSED: 0})
    assert found == Incomplete(value=5, absent={Absence.MISSING: 2}, basis=MONEY)
    with pytest.raises(AssertionError, match="is an Amount"):
        Incomplete(value=5, absent={Absence.MISSING: 0}, basis=MONEY)
