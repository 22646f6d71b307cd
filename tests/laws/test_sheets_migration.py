"""Laws of migrating: money is conserved, and every typed cell has one fate."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

import openpyxl
from hypothesis import given, settings
from openpyxl.cell import Cell as SheetCell
from openpyxl.workbook import Workbook

from equipoise.register import Aggregation
from equipoise.sheets import Content, Identity, Known, Migration, Whole, fared, migrated, parts_of
from equipoise.sheets.entered import entered_in
from equipoise.units import Absence, FinancialYear
from tests.laws.test_sheets_forms import forms
from tests.workbooks.planting import CHART, written
from tests.workbooks.test_sheets_migration import whole


def carried(old: Whole, to: Identity, content: Content) -> Migration:
    known = Known(counterparties=content.counterparties, prior={})
    return migrated(old, identity=to, chart=CHART, parts=parts_of(to.kind), known=known)


def next_year(identity: Identity) -> Identity:
    return replace(identity, year=FinancialYear(identity.year.starts_in + 1))


def opened(content: bytes) -> Workbook:
    return openpyxl.load_workbook(BytesIO(content))


def mostly_full(content: Content) -> Content:
    """Return the content without a blank but in every third line: the others have a year."""
    values = {
        line: [0 if place % 3 and isinstance(value, Absence) else value for value in row]
        for place, (line, row) in enumerate(content.values.items())
    }
    return replace(content, values=values)


def typed(book: Workbook) -> Iterator[tuple[str, SheetCell]]:
    """Yield the cells that the form lets people type into, and that hold something."""
    for sheet in book.worksheets:
        for row in sheet.iter_rows(min_row=7) if sheet.title != "_meta" else ():
            for cell in row:
                if not cell.protection.locked and cell.value is not None:
                    yield sheet.title, cell


def last_years(book: Workbook) -> dict[str, int]:
    """Return the sum of what is typed in the last-year column, by measure: pence of £000."""
    found: dict[str, int] = defaultdict(int)
    for sheet in book.worksheets:
        heads = {cell.value: cell.column or 0 for cell in sheet[5]}
        if "prior" not in heads:
            continue
        for row in range(7, sheet.max_row + 1):
            tag, value = sheet.cell(row, 1).value, sheet.cell(row, heads["prior"]).value
            if isinstance(tag, str) and isinstance(value, int | float):
                found[tag.partition("/")[0]] += round(value * 100_000)
    return {measure: amount for measure, amount in found.items() if amount}


def expected(identity: Identity, content: Content) -> dict[str, int]:
    """Return the years of the lines that have one, by measure, of sheets with a last year."""
    found: dict[str, int] = defaultdict(int)
    per_typed = {"pence": 1, "hundredths of a WTE": 1_000, "hundredths of a per cent": 1_000}
    for (code, _, item), row in content.values.items():
        line = CHART.get(code, identity.kind)
        if (item and line.item != "service line") or code == "capital.depreciation":
            continue
        needed = row[-1:] if line.aggregation is Aggregation.CLOSING else row
        values = [value for value in needed if not isinstance(value, Absence)]
        if len(values) == len(needed):
            found[code] += sum(values) * per_typed.get(line.unit.name, 100_000)
    return {measure: amount for measure, amount in found.items() if amount}


@settings(max_examples=8)
@given(form=forms)
def test_migrating_conserves_money(form: tuple[Identity, Content]) -> None:
    identity, content = form[0], mostly_full(form[1])
    to = next_year(identity)
    done = carried(whole(written(identity, content, parts_of(identity.kind))), to, content)
    new = opened(written(to, done.content, parts_of(to.kind)))
    assert last_years(new) == expected(identity, content)


@settings(max_examples=8)
@given(form=forms)
def test_every_typed_cell_has_one_fate(form: tuple[Identity, Content]) -> None:
    """Of this year's form, too: there every cell is found again at the place it was carried to."""
    identity, content = form
    parts = parts_of(identity.kind)
    sent = written(identity, content, parts)
    old, book = whole(sent), opened(sent)
    there = Counter((sheet, cell.coordinate) for sheet, cell in typed(book))
    made = {}
    for to in (next_year(identity), replace(identity, round="another")):
        made[to] = carried(old, to, content)
        listed = fared(made[to], old.reading, identity=to, chart=CHART, parts=parts)
        told = [
            (one.sheet, cell.coordinate)
            for one in listed
            for cell in _cells(book, one.sheet, one.cells)
        ]
        assert Counter(told) == there
        assert sum(len(one.found) for one in listed) == len(told)
        assert all(one.to or one.why for one in listed)
    same = replace(identity, round="another")
    new = opened(written(same, made[same].content, parts))
    for one in fared(made[same], old.reading, identity=same, chart=CHART, parts=parts):
        assert one.to, one
        before, after = _cells(book, one.sheet, one.cells), _cells(new, one.to_sheet, one.to)
        assert [cell.value for cell in before] == [cell.value for cell in after]


def _cells(book: Workbook, sheet: str, cells: str) -> list[SheetCell]:
    found = book[sheet][cells]
    return [found] if isinstance(found, SheetCell) else list(found[0])


@settings(max_examples=8)
@given(form=forms)
def test_what_a_form_comes_with_is_not_typed(form: tuple[Identity, Content]) -> None:
    identity, content = form
    blank = Content(
        prior={line: 5 for line in content.values if not line[2] or not line[1]},
        counterparties=content.counterparties,
        notice="Made-up data.",
    )
    blank = replace(blank, prior={line: 5 for line in blank.prior if not line[2]})
    sent = written(identity, blank, parts_of(identity.kind))
    assert list(entered_in(whole(sent).source)) == []
