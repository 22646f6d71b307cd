"""What a form's own formulas say of a filled copy: changed ones, wrong results, its own checks."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from equipoise.sheets.addresses import address, normal, position
from equipoise.sheets.faults import Fault, FaultKind
from equipoise.sheets.foreign_formulas import NotUnderstoodError, cells_in, parsed
from equipoise.sheets.foreign_places import Finder, Spot
from equipoise.sheets.foreign_results import ErrorValueError, Sum, Work, agrees, shown
from equipoise.sheets.foreign_words import FormWords
from equipoise.sheets.places import Places
from equipoise.sheets.surveying import EMPTY, Book, Raw

SHOWN: Final = 60
"""How much of what was found a fault repeats."""
LITERAL: Final = re.compile(r'"((?:[^"]|"")*)"')
CONTENT: Final = frozenset({"OK", "PASS", "TRUE", "CORRECT", "YES"})
"""What a form's check says where all is well."""
LIKE_AN_AMOUNT: Final = re.compile(r"(?!£0*$)[-(£$\s]*\d[\d.,\s]*[)%\s]*", re.ASCII)
MOST_TEXTS: Final = 100
"""Past so many amounts written as text, the rest are not looked for: the sender has seen enough."""
Formulas = Mapping[tuple[str, str], str]
"""The formulas of an empty form by sheet and address."""


@dataclass(frozen=True, kw_only=True)
class Understood:
    """How many formulas a workbook has, and how many of them were worked out again."""

    formulas: int
    run: int


def form_faults(
    book: Book, formulas: Formulas, *, finder: Finder, places: Places
) -> Iterator[Fault]:
    """Yield what the formulas of a form find in a filled copy of it.

    A formula that is not the empty form's is reported; where the mapping holds none, the sender's
    own is worked out. Its result is compared with what its cells, as they stand, come to exactly.
    """
    amounts, work = list(_amounts_as_text(book, finder)), Work()
    for spot, raw in formula_cells(book, formulas):
        own = formulas.get((spot.sheet, spot.cell))
        here = _Here(book, finder, places, spot)
        if own is not None:
            yield from here.changed(raw, own)
        text = own if own is not None else raw.formula
        assert text is not None, "a cell without a formula has that of the empty form"
        yield from here.result(raw, text, work)
        yield from here.texts(text, amounts)
        yield from here.own_check(raw)


def _amounts_as_text(book: Book, finder: Finder) -> Iterator[Spot]:
    """Yield cells, in rows that have a name, whose text looks like a number that was typed."""
    count = 0
    for sheet, cells in book.sheets.items():
        for (row, column), raw in cells.items():
            if count == MOST_TEXTS:
                return
            if raw.kind == "s" and LIKE_AN_AMOUNT.fullmatch(raw.text.strip()):
                spot = Spot(sheet, row, column)
                if finder.words(spot)[0]:
                    count += 1
                    yield spot


def understood(book: Book) -> Understood:
    """Return how many formulas a workbook has, and how many can be worked out again."""
    count = run = 0
    work = Work()
    for spot, raw in formula_cells(book, {}):
        count += 1
        try:
            Sum(book, spot.sheet, work).value(parsed(raw.formula or ""))
            run += 1
        except NotUnderstoodError:
            continue
        except ErrorValueError:
            run += 1
    return Understood(formulas=count, run=run)


def formula_cells(book: Book, formulas: Formulas) -> Iterator[tuple[Spot, Raw]]:
    """Yield every cell with a formula, or with one in the empty form, sheet by sheet."""
    empty = defaultdict(list)
    for sheet, at in formulas:
        empty[sheet].append(at)
    for sheet, cells in book.sheets.items():
        here = {at for at, raw in cells.items() if raw.formula is not None}
        here |= {position(at) for at in empty.get(sheet, ())}
        for row, column in sorted(here):
            yield Spot(sheet, row, column), cells.get((row, column), EMPTY)


@dataclass(frozen=True)
class _Here:
    """Looks at one cell of a form."""

    book: Book
    finder: Finder
    places: Places
    spot: Spot

    def changed(self, raw: Raw, own: str) -> Iterator[Fault]:
        """Yield a fault where the formula is not that of the empty form."""
        if raw.formula is None:
            kind = FaultKind.TEXT if raw.kind == "s" and not raw.blank else FaultKind.OVERWRITTEN
            yield self.fault(kind, found=raw.shown, expected=f"the formula ={own}")
        elif normal(raw.formula) != normal(own):
            yield self.fault(
                FaultKind.FORMULA_CHANGED,
                found=f"={raw.formula.removeprefix('=')}",
                expected=f"the formula ={own}",
            )

    def result(self, raw: Raw, text: str, work: Work) -> Iterator[Fault]:
        """Yield a fault where the cell does not show what the formula comes to."""
        sum_ = Sum(self.book, self.spot.sheet, work)
        try:
            worked = sum_.value(parsed(text))
        except (NotUnderstoodError, ErrorValueError):
            return
        if not agrees(worked, raw, sum_.size):
            words = FormWords(self.finder, self.spot.sheet).formula(text)
            found = raw.shown if not raw.blank else "nothing"
            expected = f"{shown(worked)}: {words}"
            yield self.fault(FaultKind.WRONG_RESULT, found=found, expected=expected)

    def texts(self, text: str, amounts: list[Spot]) -> Iterator[Fault]:
        """Yield a fault for each cell the formula adds that holds an amount written as text."""
        for spot in [spot for spot in amounts if self._takes(text, spot)]:
            amounts.remove(spot)
            raw = self.finder.raw(spot)
            there = _Here(self.book, self.finder, self.places, spot)
            yield there.fault(FaultKind.TEXT, found=raw.text, expected="a number")

    def _takes(self, text: str, spot: Spot) -> bool:
        """Return whether a formula here takes a value from a cell."""
        try:
            wanted = cells_in(parsed(text))
            return any(
                (cells.sheet or self.spot.sheet) == spot.sheet
                and cells.first[0] <= spot.row <= cells.last[0]
                and cells.first[1] <= spot.column <= cells.last[1]
                for cells in wanted
            )
        except NotUnderstoodError:
            return False

    def own_check(self, raw: Raw) -> Iterator[Fault]:
        """Yield a fault where the form itself says something that it says only when amiss."""
        if raw.kind != "s" or raw.blank or not (raw.formula or "").upper().startswith("IF("):
            return
        said = {found.replace('""', '"') for found in LITERAL.findall(raw.formula or "")} - {""}
        if {text for text in said if text.upper() not in CONTENT} == {raw.text}:
            yield self.fault(FaultKind.OWN_CHECK, found=raw.text, expected="")

    def fault(self, kind: FaultKind, *, found: str, expected: str) -> Fault:
        """Return a fault of this cell, in the words of the form."""
        row, column = self.finder.words(self.spot)
        return Fault(
            kind=kind,
            place=self.places.cell(*self.spot),
            row=row,
            column=column,
            found=found[:SHOWN],
            expected=expected,
        )


def formula_lines(book: Book) -> Iterator[tuple[str, str, str]]:
    """Yield the sheet, address and text of every formula of an empty form."""
    for spot, raw in formula_cells(book, {}):
        yield spot.sheet, address(spot.row, spot.column), raw.formula or ""
