"""The laws of sheets as columns: what a child writes is read, and typed as cells are."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from equipoise.sheets.columnar import Builder, Columnar, read, written
from equipoise.sheets.surveying import EMPTY, SheetCells
from equipoise.sheets.typed import typed_columns
from equipoise.units import PENCE, SPELLS, WTE, FinancialYear, Unit
from tests.engines import sheets_by_hand as by_hand
from tests.engines.sheets_cases import LIMITS, sheets

typed_by_people = st.decimals(-(10**9), 10**9, places=2).map(float)
noisy = st.builds(lambda number: float(f"{number:.16G}"), typed_by_people)
too_fine = st.decimals(-1000, 1000, places=5).map(float)
numbers = (
    typed_by_people
    | noisy
    | too_fine
    | st.floats()
    | st.integers(-(10**15), 10**15).map(float)
    | st.sampled_from([0.0, -0.0, 1e13, 9.99999999999999e14, 1e15, 1e-320, 0.1 + 0.2, 2.0**53])
)
dates = st.just(FinancialYear(2023).period.starts_on)
values = numbers | st.sampled_from(["", " ", "1,234.50", "(5)"]) | st.booleans() | dates
tables = st.integers(1, 5).flatmap(
    lambda width: st.lists(st.lists(values, min_size=width, max_size=width), max_size=9)
)
places = st.tuples(st.integers(1, 12), st.integers(1, 9))


def built(rows: list[list[object]], formulas: dict[tuple[int, int], str]) -> Columnar:
    builder = Builder()
    for number, row in enumerate(rows, start=1):
        builder.add(number, row)
    return builder.built("One", formulas)


@given(tables, st.dictionaries(places, st.text(max_size=5), max_size=3))
def test_what_a_child_writes_is_read(
    rows: list[list[object]], formulas: dict[tuple[int, int], str]
) -> None:
    sheets = [built(rows, formulas), built([], {})]
    answer = b"".join(written(sheets))
    head, _, arrays = answer.partition(b"\n")
    found = read(json.loads(head)["sheets"], arrays)
    assert b"".join(written(found)) == answer
    assert found[1] == sheets[1]
    assert dict(SheetCells(found[0])) == dict(SheetCells(sheets[0]))
    assert len(SheetCells(found[0])) == len(dict(SheetCells(found[0])))


@settings(max_examples=3 * settings().max_examples)
@given(tables, st.sampled_from([PENCE, WTE, SPELLS]), st.integers(0, 4))
def test_a_typed_column_reads_as_its_cells(rows: list[list[object]], unit: Unit, head: int) -> None:
    sheet = built(rows, {})
    cells = SheetCells(sheet)
    for number, column in enumerate(typed_columns(sheet, head=head, unit=unit), start=1):
        raws = [cells.get((row, number), EMPTY) for row in column.rows]
        entries = [by_hand.entry(raw, unit) for raw in raws]
        assert [column.value(index) for index in range(len(column.rows))] == [v for v, _ in entries]
        assert list(column.faults()) == [
            (row, fault) for row, (_, fault) in zip(column.rows, entries, strict=True) if fault
        ]


@given(sheets)
def test_a_sieved_sheet_scans_as_the_whole(content: bytes) -> None:
    whole = by_hand.scan(content, LIMITS, quick=False)
    assert by_hand.scan(content, LIMITS, quick=True) == whole
