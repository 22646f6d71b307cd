"""A price book as it was read: what it holds, each sheet accounted for, and what does not fit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from equipoise.reports.columns import words
from equipoise.reports.display import day
from equipoise.reports.pages.misfits import misfits_table
from equipoise.reports.pages.page import Page, counted, listed
from equipoise.reports.table import Amount, Column, ColumnKind, Row, Table
from equipoise.rules.payment import PriceBook
from equipoise.sources import SheetAccount, Tariff
from equipoise.units import COUNT
from equipoise.workings import Basis

HELD: Final = {
    "admitted": "HRG",
    "attendances": "treatment function",
    "emergency": "HRG of emergency departments",
    "unbundled": "unbundled HRG",
    "best_practice": "price of best practice",
    "market_forces": "market forces factor",
    "top_ups": "specialised flag",
    "services": "price of other services",
}
MANY: Final = {
    "emergency": "HRGs of emergency departments",
    "best_practice": "prices of best practice",
    "services": "prices of other services",
}
A_YEAR: Final = "a year of care: paid for each patient looked after, whom no record counts"
A_STANDARD: Final = "paid when standards are met, which no outpatient record says"
MATERNITY: Final = "a guide price, for care outside the pathway's payments"
NOT_USED: Final = {
    "direct-access": "a test that a practice asks for: it makes no outpatient record",
    "rehabilitation": "a package of care after discharge, not in a record",
    "cystic-fibrosis": A_YEAR,
    "paediatric-diabetes": A_YEAR,
    "parkinsons-disease": A_YEAR,
    "looked-after-children": "an assessment by community services, not in a record",
    "renal-dialysis": "paid for each session, week or day, which the renal data set counts",
    "early-inflammatory-arthritis": A_STANDARD,
    "paediatric-epilepsy": A_STANDARD,
    "transient-ischaemic-attack": A_STANDARD,
    "maternity-attendances": MATERNITY,
    "maternity-community": MATERNITY,
    "antenatal-assessment": MATERNITY,
}
"""Why the prices of a service are held, and price no spell, attendance or emergency."""
NO_RECORD: Final = "of no spell, outpatient or emergency attendance"
HOW: Final = (
    "Money is in pounds, and a blank or a dash is no price. In about.csv say what the book is: "
    "its name, the period it holds for, the day it was published, its status and its source."
)


def price_book_page(found: Tariff) -> Page:
    """Return what a price book holds, sheet by sheet."""
    book = found.book
    held = sum(sheet.held for sheet in found.sheets)
    rows = sum(sheet.rows for sheet in found.sheets)
    alerts: tuple[str, ...] = ()
    if found.misfits:
        alerts = (f"{counted(len(found.misfits), 'thing')} in the file did not fit: listed below.",)
    return Page(
        title=f"Price book {book.name}",
        sentences=(
            f"{book.source}: prices of {book.period}, published {day(book.published)} "
            f"({book.status}).",
            f"{held:,} of {counted(rows, 'row')} in {counted(len(found.sheets), 'sheet')} are held "
            "as printed; the others are headings and notes, or of a sheet that holds no price.",
            f"It has {listed(_parts(book))}.",
        ),
        alerts=alerts,
        tables=(_sheets(found.sheets, book), *_not_used(book)),
        cards=(misfits_table(found.misfits),) if found.misfits else (),
        next_steps=("equipoise price-one admitted --book FILE FIELD=VALUE...",),
        facts={
            "name": book.name,
            "period": str(book.period),
            "published": book.published.isoformat(),
            "status": book.status,
            "source": book.source,
        },
    )


def price_book_template_page(folder: Path, written: tuple[Path, ...]) -> Page:
    """Return what was written, and how it is filled in."""
    return Page(
        title="An empty price book",
        sentences=(
            f"{counted(len(written), 'file')} in {folder}: "
            f"{listed(path.name for path in written)}.",
            HOW,
        ),
        next_steps=(f"equipoise price-book {folder}",),
    )


def _parts(book: PriceBook) -> list[str]:
    sizes = {name: len(getattr(book, name)) for name in HELD}
    return [counted(size, HELD[name], MANY.get(name, "")) for name, size in sizes.items() if size]


def _not_used(book: PriceBook) -> Iterator[Table]:
    """Yield the services whose prices are held, and which price no record, each with why."""
    counts = Counter(service for service, _ in book.services)
    if not counts:
        return
    basis = Basis(period=book.period, unit=COUNT)
    yield Table(
        name="not_used",
        title="Prices that are held, and price no record",
        sentence="Pay such care by its own count, as a line of the contract.",
        basis="",
        columns=(
            words("service", "Service"),
            Column(key="prices", title="Prices", kind=ColumnKind.COUNT),
            words("why", "Why no record is priced by it"),
        ),
        rows=tuple(
            Row(
                cells={
                    "service": service.replace("-", " ").capitalize(),
                    "prices": Amount(value=count, basis=basis),
                    "why": NOT_USED.get(service, NO_RECORD),
                }
            )
            for service, count in sorted(counts.items())
        ),
    )


def _sheets(sheets: tuple[SheetAccount, ...], book: PriceBook) -> Table:
    basis = Basis(period=book.period, unit=COUNT)
    return Table(
        name="sheets",
        title="Sheets",
        sentence="",
        basis="",
        columns=(
            words("sheet", "Sheet"),
            Column(key="rows", title="Rows", kind=ColumnKind.COUNT),
            Column(key="held", title="Rows held", kind=ColumnKind.COUNT),
            Column(key="beside", title="Headings, notes, not read", kind=ColumnKind.COUNT),
            words("why", "Why it is not read"),
        ),
        rows=tuple(
            Row(
                cells={
                    "sheet": sheet.sheet,
                    "rows": Amount(value=sheet.rows, basis=basis),
                    "held": Amount(value=sheet.held, basis=basis),
                    "beside": Amount(value=sheet.beside, basis=basis),
                    "why": sheet.why,
                }
            )
            for sheet in sheets
        ),
    )
