"""A mapping: what the cells of somebody else's workbook stand for, made once for a form and year.

A csv file with a line for each thing known of the form. The first column, `by`, says which:

    form            sheet (and cell `at`) in which the text `under` stands: how it is recognised
    organisation    the cell that says whose it is
    year            the cell that says which year it is for
    cell            an amount, by the address of its cell
    label           an amount, by the words of its row and of its column
    code            an amount, by the sub code of its row and the main code of its column
    nil             a line of the plan that is 0 in this form: whoever made the mapping says so
    none            a line of the plan that this form does not hold
    formula         the formula that stands in a cell of the empty form
"""

from __future__ import annotations

import csv
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property
from io import StringIO
from pathlib import Path
from typing import Final

from equipoise.register import Chart, Kind, Measure
from equipoise.sheets.addresses import NotAnAddressError, position
from equipoise.sheets.faults import Fault, FaultKind
from equipoise.sheets.foreign_amounts import ways
from equipoise.sheets.ledger_columns import Headed, ListPlaces, headed
from equipoise.sheets.ledger_map import PERIOD_CODES, SIGNS, item_of, measure_of
from equipoise.sheets.ledger_text import Line, ListRefusal, listed, shown
from equipoise.sheets.tags import CODE

PLACED: Final = ("cell", "label", "code")
STATED: Final = ("nil", "none")
IN_A_CELL: Final = ("organisation", "year", "cell", "formula")
KINDS: Final = ("form", "organisation", "year", *PLACED, *STATED, "formula")
PRIOR: Final = "prior"
PERIODS: Final = (*PERIOD_CODES, "Y2", "Y3", PRIOR)
OPEN: Final = "["
CLOSE: Final = "]"
"""Round a formula in the file, so that no spreadsheet program runs it."""


@dataclass(frozen=True, kw_only=True)
class FormLine:
    """One line of a mapping; which of its fields are used depends on `by`.

    Shape: `at` is an address, the words of a row or a sub code; `under` the words of a column, a
        main code, the text a form is recognised by, or a formula; `sign` is 1 where the form
        writes the amount as ours does, a cost as a positive number, and -1 where it writes the
        opposite; `period` is M01 to M12, Y for the year, Y2 and Y3 for those after, or prior for
        the year before.
    """

    by: str
    sheet: str = ""
    at: str = ""
    under: str = ""
    measure: str = ""
    counterparty: str = ""
    unit: str = ""
    sign: int = 1
    period: str = ""

    @property
    def target(self) -> tuple[str, str | None]:
        """The measure and the counterparty, if there is one, that the amount adds to."""
        return self.measure, self.counterparty or None


COLUMNS: Final = tuple(field.name for field in fields(FormLine))


@dataclass(frozen=True, kw_only=True)
class FormMap:
    """The lines of a mapping by their number in the file, and what is wrong with the others.

    Several lines may stand for one amount of the plan: they are added.
    """

    lines: Mapping[int, FormLine]
    digest: str = ""
    faults: tuple[Fault, ...] = ()

    def of(self, *kinds: str) -> Mapping[int, FormLine]:
        """Return the lines of these kinds, in the order of the file."""
        return {number: line for number, line in self.lines.items() if line.by in kinds}

    def limited(self, measures: Container[str]) -> FormMap:
        """Return the mapping without amounts of other measures than these."""
        lines = {
            n: line
            for n, line in self.lines.items()
            if not line.measure or line.measure in measures
        }
        return replace(self, lines=lines)

    @cached_property
    def formulas(self) -> Mapping[tuple[str, str], str]:
        """The formulas of the empty form by sheet and address."""
        return {
            (line.sheet, line.at): line.under.removeprefix(OPEN).removesuffix(CLOSE)
            for line in self.of("formula").values()
        }

    @property
    def text(self) -> str:
        """The mapping as a csv file holds it."""
        stream = StringIO()
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(COLUMNS)
        for line in self.lines.values():
            sign = str(line.sign) if line.by in PLACED else ""
            named = {name: getattr(line, name) for name in COLUMNS} | {"sign": sign}
            writer.writerow(named.values())
        return stream.getvalue()


def is_form_map(source: Path | str) -> bool:
    """Return whether a list has the heading of a mapping of a form."""
    table = listed(source)
    if isinstance(table, ListRefusal):
        return False
    heads = {field.lower() for field in table.lines[0].fields}
    return {"by", "sheet", "measure"} <= heads


def read_form_map(
    source: Path | str, *, digest: str, chart: Chart, kind: Kind
) -> FormMap | ListRefusal:
    """Return the mapping in a csv file, or in its text, for a body of `kind`; or why not.

    What is wrong in a line is among the faults, with its place; such a line is left out.

    Law a_mapping_survives_printing: read_form_map(its text) has the same lines.
    """
    table = listed(source)
    if isinstance(table, ListRefusal):
        return table
    places = ListPlaces(digest)
    found = headed(table, COLUMNS, places=places)
    if not isinstance(found, Headed):
        faults = tuple(_fault(places, 1, column=one.column, expected=one.expected) for one in found)
        return FormMap(lines={}, digest=digest, faults=faults)
    reader = _Lines(chart, kind, places)
    for line in found.lines:
        reader.read(line, found)
    return FormMap(lines=reader.lines, digest=digest, faults=tuple(reader.faults))


class _Lines:
    """Reads the lines of a mapping one after another."""

    def __init__(self, chart: Chart, kind: Kind, places: ListPlaces) -> None:
        self.chart, self.kind, self.places = chart, kind, places
        self.lines: dict[int, FormLine] = {}
        self.faults: list[Fault] = []
        self.seen: set[tuple[str, ...]] = set()

    def read(self, line: Line, table: Headed) -> None:
        """Keep one line, or say what is wrong with it."""
        texts = dict.fromkeys(COLUMNS, "")
        if len(line.fields) >= table.width and not any(line.fields[table.width :]):
            texts = {name: line.fields[place] for name, place in table.places.items()}
        amiss = list(self._amiss(texts)) or list(self._twice(texts))
        for column, expected in amiss:
            found = shown(texts[column]) if column else line.text
            self.faults.append(
                _fault(
                    self.places, line.number, column=column, expected=expected, found=found
                )
            )  # fmt: skip
        if not amiss:
            sign = SIGNS.get(texts["sign"], 1)
            named = {name: text for name, text in texts.items() if name != "sign"}
            self.lines[line.number] = FormLine(**named, sign=sign)

    def _amiss(self, texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """Yield the columns that are wrong, and what belongs there."""
        by = texts["by"]
        if by not in KINDS:
            yield ("by" if any(texts.values()) else ""), f"one of {', '.join(KINDS)}"
            return
        if by not in STATED and not texts["sheet"]:
            yield "sheet", "the name of a sheet"
        if by in IN_A_CELL and not _is_address(texts["at"]):
            yield "at", "the address of a cell, such as E10"
        if by == "form" and texts["at"] and not _is_address(texts["at"]):
            yield "at", "the address of a cell, such as E10, or nothing"
        if by in ("label", "code"):
            for column in ("at", "under"):
                if not texts[column]:
                    yield column, "the words, or the code, of a row and of a column"
        if by == "formula" and not (
            texts["under"].startswith(OPEN) and texts["under"].endswith(CLOSE)
        ):
            yield "under", f"a formula, {OPEN}such as SUM(E10:E12){CLOSE}"
        if by in (*PLACED, *STATED):
            yield from self._measured(texts)

    def _measured(self, texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        measure = measure_of(texts["measure"], self.chart, self.kind)
        item = item_of(measure, self.chart) if measure else ""
        if measure is None or item:
            why = f"; {measure.title} is listed by {item}, in our own form" if measure else ""
            yield "measure", f"the code of a measure of such a body{why}"
            return
        if texts["counterparty"] and not (
            measure.counterparty and CODE.fullmatch(texts["counterparty"])
        ):
            expected = "the code of a body, such as QOC" if measure.counterparty else "nothing"
            yield "counterparty", expected
        if texts["by"] in PLACED:
            yield from _amount_amiss(texts, measure)
        elif measure.formula:
            yield "by", f"a place: {measure.title} is made of other lines, and not stated"
        elif texts["by"] == "none" and measure.sign:
            yield "by", f"a place, or nil: a total is made of {measure.title}"

    def _twice(self, texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """Yield a fault for what a line before says already; remember it otherwise."""
        if texts["by"] in STATED:
            key: tuple[str, ...] = (STATED[0], texts["measure"], texts["counterparty"])
        else:
            key = (texts["by"], texts["sheet"], texts["at"])
            key += (texts["under"],) if texts["by"] in ("form", "label", "code") else ()
        if key in self.seen:
            yield "at" if texts["at"] else "measure", "one line for each place"
        self.seen.add(key)


def _amount_amiss(texts: Mapping[str, str], measure: Measure) -> Iterator[tuple[str, str]]:
    known = ways(measure.unit)
    if texts["unit"] not in known:
        yield "unit", " or ".join(known)
    if texts["sign"] not in SIGNS:
        yield "sign", "1 or -1"
    if texts["period"] not in PERIODS:
        yield "period", "M01 to M12, Y for the year, Y2, Y3, or prior for the year before"


def _is_address(text: str) -> bool:
    try:
        position(text)
    except NotAnAddressError:
        return False
    return True


def _fault(
    places: ListPlaces, number: int, *, column: str, expected: str, found: str = ""
) -> Fault:
    return Fault(
        kind=FaultKind.MAP_LINE,
        place=places.lines(number),
        row=f"Line {number} of the mapping",
        column=column,
        found=found,
        expected=expected,
    )
