"""Laws of tables as csv, as JSON and as a Data Package."""

import csv
import json
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from io import StringIO
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from equipoise.reports import (
    About,
    Amount,
    Column,
    ColumnKind,
    Incomplete,
    MoneyUnits,
    Row,
    Sign,
    Value,
    csv_text,
    datapackage,
    json_text,
)
from equipoise.units import PENCE, RATIO, UNITS, Absence, Unit
from equipoise.workings import Basis, Figure, Stage, Support
from equipoise.workings import given as given_figure
from tests.packages import read_package
from tests.unit.reports_samples import POSITION_REF, YEAR, table

FORMULA = ("=", "+", "-", "@", "\t", "\r")
KIND = {"pence": ColumnKind.MONEY, "hundredths of a WTE": ColumnKind.STAFF}

risky = st.builds(str.__add__, st.sampled_from([*FORMULA, "\n", '"', "'", ",", ";", ""]), st.text())
absent = st.dictionaries(st.sampled_from(Absence), st.integers(1, 9), min_size=1)
whole = st.integers(-(10**15), 10**15)


def bases(unit: Unit) -> st.SearchStrategy[Basis]:
    return st.builds(
        Basis,
        period=st.sampled_from([YEAR.period, *YEAR.months]),
        unit=st.just(unit),
        stage=st.sampled_from([None, *Stage]),
        support=st.sampled_from([None, *Support]),
    )


def numbers(unit: Unit) -> st.SearchStrategy[Amount | Figure | Incomplete]:
    value = st.fractions() if unit == RATIO else whole
    basis = bases(unit)
    amounts = st.builds(Amount, value=value, basis=basis)
    incomplete = st.builds(Incomplete, value=whole, absent=absent, basis=basis)
    figures = st.builds(
        lambda value, basis: given_figure(value, basis, POSITION_REF, name="A"), value, basis
    )
    return amounts | figures if unit == RATIO else amounts | incomplete | figures


def column(unit: Unit) -> Column:
    kind = ColumnKind.RATIO if unit == RATIO else KIND.get(unit.name, ColumnKind.COUNT)
    sign = Sign.SURPLUS if unit == PENCE else None
    return Column(key=unit.name, title=unit.name, kind=kind, sign=sign)


rows = st.lists(
    st.fixed_dictionaries({name: numbers(unit) for name, unit in UNITS.items()}), max_size=3
)


@given(risky, risky, rows, st.sampled_from(["m", "k"]))
def test_csv_never_starts_a_formula(
    title: str, text: str, cells: list[dict[str, Value]], units: MoneyUnits
) -> None:
    columns = [
        Column(key="text", title=title),
        Column(key="on", title=f"{title} on", kind=ColumnKind.DATE),
        *map(column, UNITS.values()),
    ]
    lines = [Row(cells={**each, "text": text, "on": date(2023, 4, 1)}) for each in cells]
    made = csv_text(table(*lines, columns=columns), units)
    found = list(csv.reader(StringIO(made, newline=""), strict=True))
    assert [len(line) for line in found] == [len(columns)] * (len(lines) + 1)
    for cell in (cell for line in found for cell in line):
        assert not cell.startswith(FORMULA) or Decimal(cell) < 0


@given(rows)
def test_json_keeps_every_penny(cells: list[dict[str, Any]]) -> None:
    columns = [column(unit) for unit in UNITS.values()]
    made = table(*(Row(cells=each) for each in cells), columns=columns)
    [found] = json.loads(json_text([made]))["tables"]
    for line, given_cells in zip(found["rows"], cells, strict=True):
        for name, value in given_cells.items():
            cell = line["cells"][name]
            basis = value.basis
            kept = cell["value"]
            if name == "ratio":
                kept = Fraction(kept["numerator"], kept["denominator"])
            assert kept == value.value
            assert cell["unit"] == name
            assert cell["basis"] == {
                "period": str(basis.period),
                "stage": basis.stage,
                "support": basis.support,
            }
            assert cell.get("absent") == getattr(value, "absent", None)


ABOUT = About(name="a", title="A", description="", created=datetime(2023, 3, 30, tzinfo=UTC))


@given(rows, risky)
def test_a_package_keeps_every_number(cells: list[dict[str, Any]], text: str) -> None:
    columns = [Column(key="text", title="Text"), *map(column, UNITS.values())]
    lines = [Row(cells={**each, "text": text}) for each in cells]
    files = datapackage([table(*lines, columns=columns)], ABOUT)
    [found] = read_package(files).values()
    for line, given_cells in zip(found, cells, strict=True):
        for name, value in given_cells.items():
            if isinstance(value, Incomplete):
                assert line[name] is None
                assert line[f"{name}_so_far"] == value.value
                assert line[f"{name}_lacks"]
            elif f"{name}_numerator" in line:
                kept = Fraction(line[f"{name}_numerator"], line[f"{name}_denominator"])
                assert kept == value.value
                assert abs(line[name] - kept) * 2 * 10**10 <= 1
            else:
                assert line[name] == value.value


@given(rows)
def test_the_same_tables_make_the_same_package(cells: list[dict[str, Any]]) -> None:
    columns = [column(unit) for unit in UNITS.values()]
    first, again = (
        datapackage([table(*(Row(cells=dict(each)) for each in cells), columns=columns)], ABOUT)
        for _ in range(2)
    )
    assert list(first.items()) == list(again.items())
