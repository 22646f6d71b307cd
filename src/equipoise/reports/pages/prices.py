"""An extract priced: what it comes to under each book, and what of it is not priced, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any, Final

from equipoise.pricing import Coverage
from equipoise.reports.display import percent
from equipoise.reports.pages.findings import findings_table
from equipoise.reports.pages.misfits import misfits_table
from equipoise.reports.pages.page import Page, counted, listed, million
from equipoise.reports.table import Amount, Column, ColumnKind, Row, Sign, Table, Value
from equipoise.rules.payment import PointOfDelivery, Reason
from equipoise.units import PENCE
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.price import PricedExtract
from equipoise.workings import Basis

POINTS: Final = {
    PointOfDelivery.REGULAR_DAY: "Regular day attender",
    PointOfDelivery.REGULAR_NIGHT: "Regular night attender",
    PointOfDelivery.DAY_CASE: "Day case",
    PointOfDelivery.ELECTIVE: "Elective",
    PointOfDelivery.OTHER_NON_ELECTIVE: "Non-elective, not emergency",
    PointOfDelivery.SHORT_STAY: "Emergency, short stay",
    PointOfDelivery.NON_ELECTIVE: "Emergency",
    PointOfDelivery.OTHER: "Other",
    PointOfDelivery.PROCEDURE: "Outpatient procedure",
    PointOfDelivery.FIRST_ATTENDANCE: "Outpatient first attendance",
    PointOfDelivery.FOLLOW_UP_ATTENDANCE: "Outpatient follow-up attendance",
    PointOfDelivery.EMERGENCY_DEPARTMENT: "Emergency department",
}
REASONS: Final = {
    Reason.NO_BOOK: "Of another year than is priced",
    Reason.PRIVATE: "Private or overseas patient",
    Reason.NOT_ATTENDED: "Not attended",
    Reason.UNGROUPABLE: "No HRG could be found by the grouper",
    Reason.UNKNOWN_DELIVERY: "Admission method or type of department names no point of delivery",
    Reason.REGULAR_ATTENDER: "Regular attender: no national price",
    Reason.UNKNOWN_HRG: "HRG is not in the price book",
    Reason.UNKNOWN_FUNCTION: "Treatment function is not in the price book",
    Reason.NO_PRICE: "The price book prints a dash",
    Reason.NO_MARKET_FORCES: "Provider has no market forces factor in the price book",
    "two_tariffs": "Two best practice tariffs would set the price",
    "beyond_limit": "Price beyond what is carried exactly",
    "no_day": "Fault: no day that decides the price book",
    "impossible_day": "Fault: an impossible day",
    "negative_stay": "Fault: a negative length of stay",
    "no_stay": "Fault: no length of stay",
    "no_age": "Fault: no age, or an impossible one",
}
"""Why a record has no price, as people say it."""

TOTALS: Final = (
    Column(key="book", title="Price book"),
    Column(key="provider", title="Provider"),
    Column(key="commissioner", title="Commissioner"),
    Column(key="point", title="Point of delivery"),
    Column(key="month", title="Month"),
    Column(key="reason", title="Not priced"),
    Column(key="records", title="Records", kind=ColumnKind.COUNT),
    Column(key="price", title="Price", kind=ColumnKind.MONEY, sign=Sign.SIZE),
)
RECORDS: Final = (
    Column(key="book", title="Price book"),
    Column(key="file", title="File"),
    Column(key="row", title="Row", kind=ColumnKind.COUNT),
    Column(key="record", title="Record"),
    Column(key="provider", title="Provider"),
    Column(key="commissioner", title="Commissioner"),
    Column(key="practice", title="Practice"),
    Column(key="hrg", title="HRG"),
    Column(key="function", title="Treatment function"),
    Column(key="month", title="Month"),
    Column(key="point", title="Point of delivery"),
    Column(key="reason", title="Not priced"),
    Column(key="base", title="Base price", kind=ColumnKind.PRICE, sign=Sign.SIZE),
    Column(key="price", title="Price", kind=ColumnKind.PRICE, sign=Sign.SIZE),
)
"""The columns of the files of a run, in their order there."""


def prices_page(outcome: Outcome[PricedExtract]) -> Page:
    """Return what an extract comes to, by book and point of delivery, and how much is covered."""
    found = outcome.result
    if not found.coverage:
        wrong = counted(len(outcome.findings), "fault")
        return Page(
            title="Activity is not priced",
            sentences=(f"{wrong} in the files: nothing is stored or priced until put right.",),
            cards=(findings_table(outcome.findings),),
        )
    return Page(
        title=f"Activity of {found.period} priced",
        sentences=(*map(_answer, found.coverage), *_told_records(found)),
        alerts=tuple(_alerts(found)),
        tables=(_by_point(found), _coverage(found)),
        cards=(
            *((findings_table(outcome.findings),) if outcome.findings else ()),
            *((misfits_table(found.misfits),) if found.misfits else ()),
        ),
        facts={
            "sources": list(found.sources),
            "books": [f"{one.name}: {one.source}; {one.status}" for one in found.books],
        },
    )


def totals_table(found: PricedExtract, rows: Sequence[Sequence[Any]]) -> Table:
    """Return the totals of a run as a table, row by row as they were written."""
    return Table(
        name="totals",
        title="Records and price by provider, commissioner, point of delivery and month",
        sentence="",
        basis=_basis(found),
        columns=TOTALS,
        rows=_as_written(found, TOTALS, rows),
    )


def records_table(found: PricedExtract, rows: Sequence[Sequence[Any]]) -> Table:
    """Return the records of a run as a table, each with its price or why it has none."""
    return Table(
        name="records",
        title="Each record, and its price or why it has none",
        sentence="",
        basis=_basis(found),
        columns=RECORDS,
        rows=_as_written(found, RECORDS, rows),
    )


def _basis(found: PricedExtract) -> str:
    return f"{found.period}; with market forces; each record rounded to the penny once"


def _as_written(
    found: PricedExtract, columns: Sequence[Column], rows: Sequence[Sequence[Any]]
) -> tuple[Row, ...]:
    basis = Basis(period=found.period, unit=PENCE)
    told = []
    for row in rows:
        cells: dict[str, Value] = {}
        for column, value in zip(columns, row, strict=True):
            money = column.kind in (ColumnKind.MONEY, ColumnKind.PRICE)
            amount = money and value is not None
            cells[column.key] = Amount(value=value, basis=basis) if amount else value
        told.append(Row(cells=cells))
    return tuple(told)


def _told_records(found: PricedExtract) -> Iterable[str]:
    if found.records is not None:
        rows, files = counted(found.records.rows, "row"), counted(len(found.records.files), "file")
        yield f"Each record's price is in {rows} of {files}; they sum to the totals, to the penny."


def _answer(one: Coverage) -> str:
    share = percent(Fraction(one.priced, one.records)) if one.records else "none"
    left = one.records - one.priced
    rest = f"; {counted(left, 'record')} not priced, by reason below" if left else ""
    return (
        f"{one.book}: {million(one.price_pence)} for {one.priced:,} of {one.records:,} records "
        f"({share}){rest}."
    )


def _alerts(found: PricedExtract) -> Iterable[str]:
    for book in found.books:
        if book.status != "final":
            yield f"The prices of {book.name} are {book.status}, not final: {book.source}."
        if book.period != found.period:
            yield f"{book.name} holds for {book.period}: activity of {found.period} at its prices."
    for book in found.unpublished:
        yield f"{book.name} was published on {book.published}, after the day asked for: left out."
    for figure in found.assumed:
        name, of = figure.working.name, figure.basis.period
        yield f"Assumed for {of}: {name[:1].lower()}{name[1:]}, {figure.value} as in 2022/23."


def _by_point(found: PricedExtract) -> Table:
    of = ((one, point, *pair) for one in found.coverage for point, pair in one.by_point.items())
    rows = [
        _point(found, one.book, (POINTS[PointOfDelivery(point)], records, pence))
        for one, point, records, pence in of
    ]
    totals = [
        replace(_point(found, one.book, ("All", one.priced, one.price_pence)), emphasis=True)
        for one in found.coverage
    ]
    return Table(
        name="points",
        title="Priced by point of delivery",
        sentence="",
        basis=f"{found.period}; with market forces; each record rounded to the penny once",
        columns=(
            Column(key="book", title="Price book"),
            Column(key="point", title="Point of delivery"),
            Column(key="records", title="Records", kind=ColumnKind.COUNT),
            Column(key="price", title="Price", kind=ColumnKind.MONEY, sign=Sign.SIZE),
        ),
        rows=(*rows, *totals),
    )


def _point(found: PricedExtract, book: str, of: tuple[str, int, int]) -> Row:
    point, records, pence = of
    price = Amount(value=pence, basis=Basis(period=found.period, unit=PENCE))
    return Row(cells={"book": book, "point": point, "records": records, "price": price})


def _coverage(found: PricedExtract) -> Table:
    """Return how many records are priced and how many not, by reason, down to all of them."""
    rows = []
    for one in found.coverage:
        rows.append(Row(cells={"book": one.book, "reason": "Priced", "records": one.priced}))
        rows += [
            Row(cells={"book": one.book, "reason": REASONS[reason], "records": count})
            for reason, count in sorted(one.unpriced.items(), key=lambda pair: -pair[1])
        ]
        every: dict[str, Value] = {
            "book": one.book,
            "reason": "Rows of the files",
            "records": one.records,
        }
        rows.append(Row(cells=every, emphasis=True))
    return Table(
        name="coverage",
        title="Priced, and not priced by reason",
        sentence="Every row of the files is in one line.",
        basis=f"Records; books: {listed(one.book for one in found.coverage)}",
        columns=(
            Column(key="book", title="Price book"),
            Column(key="reason", title="Priced, or why not"),
            Column(key="records", title="Records", kind=ColumnKind.COUNT),
        ),
        rows=tuple(rows),
    )
