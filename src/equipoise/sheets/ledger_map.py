"""What the codes of a trust's own ledger stand for: made once, checked against the chart, kept."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from io import StringIO
from pathlib import Path
from typing import Final

from equipoise.register import Chart, Kind, Measure, UnknownMeasureError
from equipoise.sheets.faults import Fault, FaultKind
from equipoise.sheets.ledger_amounts import scales
from equipoise.sheets.ledger_columns import Headed, ListPlaces, headed, spoken
from equipoise.sheets.ledger_text import Line, ListRefusal, listed, shown
from equipoise.sheets.shapes import MONTH_CODES
from equipoise.sheets.tags import CODE

YEAR_CODE: Final = "Y"
PERIOD_CODES: Final = (*MONTH_CODES, YEAR_CODE)
SIGNS: Final = {"1": 1, "-1": -1}
SUBCODE: Final = re.compile(r"[A-Za-z0-9][^\x00-\x1f]{0,39}")
"""What a sub code looks like: it begins with a letter or digit, so no program runs it."""


@dataclass(frozen=True, kw_only=True)
class MapLine:
    """What one sub code stands for.

    Shape: `maincode` is M01 to M12 or Y where the line holds for that alone, and blank where it
        holds for all; `counterparty` is blank where there is none, and on a measure that has one
        the line is then its total; `sign` is 1 where the list writes the amount as the form does,
        a cost as a positive number, and -1 where it writes the opposite; `unit` is £000 or £ for
        money, and else the word of the measure, such as WTE.
    """

    subcode: str
    maincode: str = ""
    measure: str
    counterparty: str = ""
    sign: int = 1
    unit: str

    @property
    def target(self) -> tuple[str, str | None]:
        """The measure and the counterparty, if there is one, that the code adds to."""
        return self.measure, self.counterparty or None


COLUMNS: Final = tuple(field.name for field in fields(MapLine))


@dataclass(frozen=True, kw_only=True)
class LedgerMap:
    """The lines of a map. Several codes may stand for one line of the chart: they are added.

    `faults` are those of the file it was read from; a line that has one is not among `lines`.
    """

    lines: tuple[MapLine, ...] = ()
    faults: tuple[Fault, ...] = ()

    def find(self, subcode: str, maincode: str) -> MapLine | None:
        """Return the line for a code, that of its main code before that of all."""
        one = self._by_codes.get((subcode, maincode))
        return one or self._by_codes.get((subcode, ""))

    @cached_property
    def expected(self) -> Mapping[tuple[tuple[str, str | None], str], frozenset[str]]:
        """The sub codes that together make a line of the chart, by the line and main code."""
        found: dict[tuple[tuple[str, str | None], str], set[str]] = {}
        for line in self.lines:
            for code in PERIOD_CODES:
                if self.find(line.subcode, code) is line:
                    found.setdefault((line.target, code), set()).add(line.subcode)
        return {key: frozenset(codes) for key, codes in found.items()}

    @property
    def text(self) -> str:
        """The map as a csv file holds it."""
        stream = StringIO()
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows([getattr(line, name) for name in COLUMNS] for line in self.lines)
        return stream.getvalue()

    @cached_property
    def _by_codes(self) -> Mapping[tuple[str, str], MapLine]:
        return {(line.subcode, line.maincode): line for line in self.lines}


def read_map(
    source: Path | str, *, digest: str, chart: Chart, kind: Kind
) -> LedgerMap | ListRefusal:
    """Return the map in a csv file, or in its text, for a body of `kind`; or why it is not read.

    What is wrong in it is among its faults, with its line: `read_ledger` hands them on.

    Shape: a heading and the columns subcode, maincode, measure, counterparty, sign, unit.
    Law a_map_survives_printing: read_map(its text) has the same lines.
    """
    table = listed(source)
    if isinstance(table, ListRefusal):
        return table
    places = ListPlaces(digest)
    found = headed(table, COLUMNS, places=places)
    if not isinstance(found, Headed):
        return LedgerMap(faults=tuple(found))
    lines: list[MapLine] = []
    faults: list[Fault] = []
    seen: set[tuple[str, str]] = set()
    for line in found.lines:
        texts = _texts(line, found)
        amiss = list(_amiss(texts, chart, kind)) or list(_twice(texts, seen))
        faults += (
            Fault(
                kind=fault,
                place=places.lines(line.number),
                row=texts["subcode"],
                column=spoken(column),
                found=shown(texts[column]) if column else line.text,
                expected=expected,
            )
            for fault, column, expected in amiss
        )
        if not amiss:
            lines.append(_line(texts))
    return LedgerMap(lines=tuple(lines), faults=tuple(faults))


def _line(texts: Mapping[str, str]) -> MapLine:
    return MapLine(
        subcode=texts["subcode"],
        maincode=texts["maincode"],
        measure=texts["measure"],
        counterparty=texts["counterparty"],
        sign=SIGNS[texts["sign"]],
        unit=texts["unit"],
    )


def _texts(line: Line, table: Headed) -> dict[str, str]:
    """Return the texts of a line by column; all blank when they cannot be told apart."""
    if len(line.fields) < table.width or any(line.fields[table.width :]):
        return dict.fromkeys(COLUMNS, "")
    return {name: line.fields[place] for name, place in table.places.items()}


def _amiss(
    texts: Mapping[str, str], chart: Chart, kind: Kind
) -> Iterator[tuple[FaultKind, str, str]]:
    """Yield what is wrong with a line: the kind of fault, the column, and what belongs there."""
    if not any(texts.values()):
        yield FaultKind.MISSING_COLUMN, "", ", ".join(COLUMNS)
        return
    if not SUBCODE.fullmatch(texts["subcode"]) or not texts["subcode"].isprintable():
        yield FaultKind.NOT_A_CODE, "subcode", "a sub code of up to 40 letters and digits"
    if texts["maincode"] not in ("", *PERIOD_CODES):
        yield FaultKind.NOT_A_CODE, "maincode", "M01 to M12, Y, or nothing where it is for all"
    if texts["sign"] not in SIGNS:
        yield FaultKind.NOT_IN_LIST, "sign", "1 or -1"
    measure = measure_of(texts["measure"], chart, kind)
    item = item_of(measure, chart) if measure else ""
    if measure is None or item:
        why = f"; {measure.title} is listed by {item}, in the form" if measure else ""
        yield FaultKind.NOT_IN_LIST, "measure", f"the code of a measure of such a body{why}"
        return
    if texts["counterparty"] and not (
        measure.counterparty and CODE.fullmatch(texts["counterparty"])
    ):
        expected = "the code of a body, such as QOC or RXW" if measure.counterparty else "nothing"
        yield FaultKind.NOT_A_CODE, "counterparty", expected
    if texts["unit"] not in scales(measure.unit):
        yield FaultKind.NOT_IN_LIST, "unit", " or ".join(scales(measure.unit))


def _twice(
    texts: Mapping[str, str], seen: set[tuple[str, str]]
) -> Iterator[tuple[FaultKind, str, str]]:
    """Yield a fault for a code that stands in the map already; remember it otherwise."""
    codes = (texts["subcode"], texts["maincode"])
    if codes in seen:
        yield FaultKind.TWICE, "subcode", "one line for each code and main code"
    seen.add(codes)


def measure_of(code: str, chart: Chart, kind: Kind) -> Measure | None:
    """Return the measure of a body of `kind`, or nothing when it has no such."""
    try:
        return chart.get(code, kind)
    except UnknownMeasureError:
        return None


def item_of(measure: Measure, chart: Chart) -> str:
    """Return the word for what a measure, or what makes it, is listed by; blank if by nothing."""
    terms = chart.terms(measure.code, sorted(measure.kinds)[0])
    return next((term.item for _, term in terms if term.item), "")
