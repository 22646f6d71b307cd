"""A year's published prices: the whole workbook into a price book, each sheet accounted for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from equipoise.rules.payment import PriceBook
from equipoise.sources.misfit import Misfit
from equipoise.sources.tariff_book import BOOK_PARTS, held, market_forces_of
from equipoise.sources.tariff_layout import TariffLayout, tariff_layout
from equipoise.sources.tariff_tables import Rows, TableRead, read_price_table
from equipoise.sources.workbook import workbook_sheets


@dataclass(frozen=True, kw_only=True)
class SheetAccount:
    """One sheet: how many rows hold anything, how many are held, and why the sheet is not read."""

    sheet: str
    rows: int
    held: int
    why: str = ""

    @property
    def beside(self) -> int:
        """Rows of a sheet that are headings, titles and notes; all of one that is not read."""
        return self.rows - self.held


@dataclass(frozen=True, kw_only=True)
class Tariff:
    """A price book, the account of the workbook that it is read from, and what does not fit.

    `market_forces` has every year for which the workbook prints factors; the book its own.
    """

    book: PriceBook
    sheets: tuple[SheetAccount, ...]
    market_forces: Mapping[str, Mapping[str, Fraction]]
    misfits: tuple[Misfit, ...]


def tariff(path: Path, layout: TariffLayout | str) -> Tariff:
    """Return the price book in a workbook, by a layout or by the year of one that is known.

    Prices are held as they were printed. Whatever the layout does not expect is a misfit: a
    sheet that is new or missing, a heading, a text that is no price. What can be read is.
    """
    layout = tariff_layout(layout) if isinstance(layout, str) else layout
    return tariff_of(dict(workbook_sheets(path)), layout, name=path.name)


def tariff_of(sheets: Mapping[str, Rows], layout: TariffLayout, *, name: str) -> Tariff:
    """Return the price book in sheets that were read already."""
    source = f"{layout.publisher}: {name}"
    reads = [
        read_price_table(sheets[table.sheet], table, source=source)
        for table in layout.tables
        if table.sheet in sheets
    ]
    parts = held(reads, source=source)
    book = PriceBook(
        name=layout.period.year.code if layout.period == layout.period.year.period else name,
        period=layout.period,
        published=layout.published,
        status=layout.status,
        source=f"{layout.publisher}, {layout.title}",
        market_forces=market_forces_of(parts, layout.period),
        maternity=parts.maternity_prices(),
        best_practice=parts.book["best_practice"],
        services=parts.book["services"],
        **{part: parts.book[part] for part in BOOK_PARTS},
    )
    misfits = [*_sheets(sheets, layout, source), *(one for read in reads for one in read.misfits)]
    return Tariff(
        book=book,
        sheets=_accounts(sheets, reads, layout),
        market_forces=parts.book["market_forces"],
        misfits=(*misfits, *parts.misfits),
    )


def _sheets(sheets: Mapping[str, Rows], layout: TariffLayout, source: str) -> list[Misfit]:
    """Return the sheets that are not expected, and those that are and are not there."""
    expected = {table.sheet for table in layout.tables} | layout.not_read.keys()
    return [
        *(
            _misfit(source, sheet, sheet, "a sheet of the layout", why="a sheet that is not known")
            for sheet in sheets
            if sheet not in expected
        ),
        *(
            _misfit(source, sheet, "", "the sheet", why="a sheet is missing")
            for sheet in sorted(expected - sheets.keys())
        ),
    ]


def _accounts(
    sheets: Mapping[str, Rows], reads: list[TableRead], layout: TariffLayout
) -> tuple[SheetAccount, ...]:
    numbers: dict[str, set[int]] = {}
    for read in reads:
        numbers.setdefault(read.table.sheet, set()).update(read.numbers)
    return tuple(
        SheetAccount(
            sheet=sheet,
            rows=sum(any(row) for row in rows),
            held=len(numbers.get(sheet, ())),
            why=layout.not_read.get(sheet, "" if sheet in numbers else "not known"),
        )
        for sheet, rows in sheets.items()
    )


def _misfit(source: str, place: str, found: str, expected: str, *, why: str) -> Misfit:
    return Misfit(source=source, place=f"sheet {place}", found=found, expected=expected, why=why)
