"""Draft the mapping of a form: by the sub codes of its year, else by the likeness of its words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import count
from typing import Final

from equipoise.register import Chart, Kind, Measure
from equipoise.sheets.amounts import scale
from equipoise.sheets.foreign import years_in
from equipoise.sheets.foreign_amounts import ways
from equipoise.sheets.foreign_checks import formula_cells
from equipoise.sheets.foreign_map import CLOSE, OPEN, PRIOR, FormLine, FormMap
from equipoise.sheets.foreign_places import Finder, NotPlacedError, Spot, plain
from equipoise.sheets.ledger_lines import national_codes
from equipoise.sheets.ledger_map import YEAR_CODE, item_of
from equipoise.sheets.ledger_text import LONGEST
from equipoise.sheets.shapes import MONTH_CODES
from equipoise.sheets.surveying import Book
from equipoise.units import FinancialYear

ALIKE: Final = 0.85
"""How like two labels must be to be taken for one; a likeness of letters, and no amount."""
MONTHS: Final = (
    *("april", "may", "june", "july", "august", "september"),
    *("october", "november", "december", "january", "february", "march"),
)
YEAR_END: Final = re.compile(r"31 mar(?:ch)? (\d{4})", re.ASCII)
ROOM: Final = LONGEST - 150
"""A formula longer than this has no place in a line of a csv file."""


@dataclass(frozen=True, kw_only=True)
class Aim:
    """What a mapping is drafted for: a kind of body, its chart, a year."""

    chart: Chart
    kind: Kind
    year: FinancialYear

    @property
    def measures(self) -> Sequence[Measure]:
        """The lines of the plan that a form may hold."""
        every = [m for part in self.chart.parts(self.kind) for m in self.chart.of(part, self.kind)]
        return [measure for measure in every if not item_of(measure, self.chart)]


def draft_form(book: Book, aim: Aim) -> FormMap:
    """Return a mapping for a workbook, to be completed by whoever knows the form.

    A row is placed if its sub code is a national one of the year that means one measure, or if its
    words are nearly those of one. Its columns are told by the year, or the month, over them. What
    the mapping is recognised by, and every formula of the form, are in it too.

    Assumption: a drafted amount has the sign of our own form; who completes it must say where the
        form's differs.
    """
    finder = Finder(book)
    known = list(_by_codes(finder, aim))
    taken = {line.measure for line in known}
    rest = [measure for measure in aim.measures if measure.code not in taken]
    lines = [*_recognition(book, finder, aim), *known, *_by_words(finder, rest, aim)]
    formulas = (
        FormLine(by="formula", sheet=spot.sheet, at=spot.cell, under=f"{OPEN}{raw.formula}{CLOSE}")
        for spot, raw in formula_cells(book, {})
        if raw.formula and len(raw.formula) < ROOM
    )
    return FormMap(lines=dict(zip(count(2), [*lines, *formulas], strict=False)))


def period_in(words: str, year: FinancialYear) -> str | None:
    """Return the period that the words over a column name, or nothing when they name none.

    >>> period_in("A02PY01 SoCI 2022/23 £000", FinancialYear(2023))
    'prior'
    >>> period_in("At 31 March 2024", FinancialYear(2023))
    'Y'
    """
    ended = {FinancialYear(int(ends) - 1) for ends in YEAR_END.findall(plain(words))}
    told = set() if ended else set(plain(words).split())
    for code, name in zip(MONTH_CODES, MONTHS, strict=True):
        if told & {code.casefold(), name, name[:3]}:
            return code
    years = ended or years_in([words])
    if years == {year}:
        return YEAR_CODE
    return PRIOR if years == {FinancialYear(year.starts_in - 1)} else None


def _recognition(book: Book, finder: Finder, aim: Aim) -> Iterator[FormLine]:
    """Yield the first cell that names the form's year, by which the form is known again."""
    for sheet, cells in book.sheets.items():
        for (row, column), raw in sorted(cells.items()):
            if raw.kind == "s" and years_in([raw.text]) == {aim.year}:
                spot = Spot(sheet, row, column)
                text = finder.raw(spot).text.strip()[:200]
                yield FormLine(by="form", sheet=sheet, at=spot.cell, under=text)
                yield FormLine(by="year", sheet=sheet, at=spot.cell)
                return


def _by_codes(finder: Finder, aim: Aim) -> Iterator[FormLine]:
    for subcode, measure in national_codes(aim.chart, aim.year, kind=aim.kind).items():
        placed: dict[str, FormLine] = {}
        for sheet, texts in finder.sheets.items():
            for row, _ in texts.codes.get(subcode, ()):
                for column in sorted({column for _, column in texts.cells}):
                    spot = Spot(sheet, row, column)
                    maincode = texts.maincode(row, column)
                    period = period_in(finder.words(spot)[1], aim.year) if maincode else None
                    if period and period not in placed and maincode != subcode:
                        line = _line("code", spot, measure, period, finder)
                        placed[period] = _settled(line, subcode, maincode, finder)
        yield from placed.values()


def _settled(line: FormLine, subcode: str, maincode: str, finder: Finder) -> FormLine:
    """Return the line by its codes where they name one cell, else by the address."""
    coded = FormLine(**{**vars(line), "by": "code", "at": subcode, "under": maincode})
    try:
        same = finder.find(coded).cell == line.at
    except NotPlacedError:
        same = False
    return coded if same else FormLine(**{**vars(line), "by": "cell"})


def _by_words(finder: Finder, measures: Iterable[Measure], aim: Aim) -> Iterator[FormLine]:
    rows = list(_named_rows(finder))
    for measure in measures:
        title = plain(measure.title)
        ranked = sorted(((_likeness(title, words), spot) for words, spot in rows), reverse=True)
        if not ranked or ranked[0][0] < ALIKE or [r[0] for r in ranked[:2]] == [ranked[0][0]] * 2:
            continue
        first = ranked[0][1]
        yield from _row_lines(finder, first, measure, aim)


def _row_lines(finder: Finder, first: Spot, measure: Measure, aim: Aim) -> Iterator[FormLine]:
    """Yield the amounts of a row, by the periods over its columns; a lone one is the year."""
    numbers = sorted(
        column
        for (row, column), raw in finder.sheets[first.sheet].cells.items()
        if row == first.row and column > first.column and raw.kind == "n"
    )
    spots = [Spot(first.sheet, first.row, column) for column in numbers]
    periods = {spot: period_in(finder.words(spot)[1], aim.year) for spot in spots}
    if len(spots) == 1:
        periods[spots[0]] = periods[spots[0]] or YEAR_CODE
    seen: set[str] = set()
    for spot, period in periods.items():
        if period and period not in seen:
            seen.add(period)
            yield _line("cell", spot, measure, period, finder)


def _named_rows(finder: Finder) -> Iterator[tuple[str, Spot]]:
    """Yield the words of every row that holds a number, and where they stand."""
    for sheet, texts in finder.sheets.items():
        numbered = {row for (row, _), raw in texts.cells.items() if raw.kind == "n"}
        seen: set[int] = set()
        for (row, column), raw in sorted(texts.cells.items()):
            if row in numbered and row not in seen and raw.kind == "s" and plain(raw.text):
                seen.add(row)
                yield plain(raw.text), Spot(sheet, row, column)


def _line(by: str, spot: Spot, measure: Measure, period: str, finder: Finder) -> FormLine:
    words = finder.words(spot)[1]
    known = ways(measure.unit)
    said = [unit for unit in known if unit in words.split()]
    unit = said[0] if len(said) == 1 else scale(measure.unit).words
    return FormLine(
        by=by, sheet=spot.sheet, at=spot.cell, measure=measure.code, unit=unit, period=period
    )


def _likeness(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= ALIKE else 0.0
