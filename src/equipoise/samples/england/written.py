"""A finished workbook, read again for the places of what stands in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from equipoise.register import Chart
from equipoise.sheets import Limits, Reading
from equipoise.sheets.addresses import address, position
from equipoise.sheets.child import answer
from equipoise.sheets.reading import read_book
from equipoise.sheets.surveying import Book, book_of
from equipoise.workings import Reference

NO_FILE: Final = "0" * 64
Spot = tuple[str, str]
"""A sheet and the address of a cell on it."""


@dataclass(frozen=True, kw_only=True)
class Written:
    """A finished workbook, read again for the places of its lines."""

    content: bytes
    chart: Chart

    @cached_property
    def book(self) -> Book:
        """Its cells."""
        book = book_of(b"".join(answer(self.content, Limits())))
        assert isinstance(book, Book), "what was written here can be read"
        return book

    @cached_property
    def reading(self) -> Reading:
        """Its lines."""
        found = read_book(self.book, digest=NO_FILE, chart=self.chart)
        assert isinstance(found, Reading), "what was written here is a return"
        return found

    def months(self) -> Sequence[Spot]:
        """Return the cells of months that hold an amount, of lines without an item."""
        return [
            spot_of(cell.source)
            for cell in self.reading.cells
            if cell.value and not cell.key.item and cell.key.period.code.startswith("M")
        ]

    def years(self) -> Sequence[Spot]:
        """Return the cells of the year of the same lines, each of them a formula."""
        rows = {(sheet, position(cell)[0]) for sheet, cell in self.months()}
        year = self.reading.year.period
        spots = [spot_of(one.source) for one in self.reading.totals if one.key.period == year]
        return [spot for spot in spots if (spot[0], position(spot[1])[0]) in rows]

    def total(self, measure: str) -> Sequence[Spot]:
        """Return the cell of the year of a line that the form works out."""
        place = self.reading.place(measure)
        return [] if place is None else [spot_of(place)]

    def entered(self, measure: str) -> Sequence[Spot]:
        """Return the cells of a measure as entered, of each month or of the year, row by row."""
        year = self.reading.year.period
        return [
            spot_of(cell.source)
            for cell in self.reading.cells
            if cell.key.measure == measure and cell.key.period in year
        ]

    def rows(self, measure: str) -> Sequence[tuple[str, Spot]]:
        """Return who each row of a measure is with, and the cell of its year."""
        return [
            (cell.key.counterparty, spot_of(cell.source))
            for cell in self.reading.totals
            if cell.key.measure == measure
            and cell.key.period == self.reading.year.period
            and cell.key.counterparty
        ]

    def items(self, kind: str) -> Sequence[Spot]:
        """Return the cells that name the items of a kind, in the order of their rows."""
        return [spot_of(item.source) for item in self.reading.items if item.kind == kind]

    def codes(self) -> Sequence[Spot]:
        """Return the cells in which the code of a counterparty stands."""
        found = []
        for cell in self.reading.cells:
            if cell.key.counterparty and cell.key.period.code == "M01":
                sheet, at = spot_of(cell.source)
                row = position(at)[0]
                found += [
                    (sheet, address(row, column))
                    for (number, column), raw in self.book.sheets[sheet].items()
                    if number == row and column > 1 and raw.text == cell.key.counterparty
                ]
        return found

    def month_tags(self, sheet: str) -> Sequence[Spot]:
        """Return the hidden cells that say which column of a sheet is which month."""
        months = {month.code for month in self.reading.year.months}
        return [
            (sheet, address(row, column))
            for (row, column), raw in self.book.sheets[sheet].items()
            if raw.text in months
        ]

    def raw(self, spot: Spot) -> str:
        """Return what stands in a cell, as the file holds it."""
        return self.book.sheets[spot[0]][position(spot[1])].text


def spot_of(place: Reference) -> Spot:
    """Return the sheet and the cell of a place in a file."""
    _, sheet, cell = place.parts
    return sheet, cell
