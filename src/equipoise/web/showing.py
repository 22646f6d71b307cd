"""A page as its template needs it: every number as text, with where it is explained."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from equipoise.reports import MoneyUnits, Table, shown
from equipoise.reports.display import MONEY_UNITS, footnotes, head, tidied
from equipoise.reports.pages.page import Page
from equipoise.reports.table import Amount, Column, ColumnKind, Incomplete, Row
from equipoise.web.links import to_explain, with_query
from equipoise.web.visit import Visit
from equipoise.workings import Figure

Links = Mapping[tuple[str, str], str]
"""Where a word in a column leads, by the key of the column and the word."""
TAGS: Final = {
    "There is a problem": "red",
    "Returned": "orange",
    "Not yet started": "grey",
    "In progress": "blue",
    "Submitted": "aqua-green",
    "Signed off": "aqua-green",
    "Accepted": "green",
    "Locked": "white",
}
"""The colour of each word for how far a return is; the word says it by itself."""
WORDS = (ColumnKind.TEXT, ColumnKind.DATE)
"""Columns that stand to the left; numbers stand to the right."""


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A cell as text; `why` is where its figure is explained, `aloud` how it is said.

    `href` is where else it leads; `tag` is the colour of a word for how far something is.
    """

    text: str
    numeric: bool
    why: str = ""
    aloud: str = ""
    href: str = ""
    tag: str = ""


@dataclass(frozen=True, kw_only=True)
class Line:
    """A row: the first cell is its head; totals have emphasis."""

    cells: tuple[Cell, ...]
    emphasis: bool


@dataclass(frozen=True, kw_only=True)
class Laid:
    """A table as it is written: heads with unit, basis and sign, lines, notes, its csv file."""

    name: str
    title: str
    sentence: str
    basis: str
    heads: tuple[Cell, ...]
    lines: tuple[Line, ...]
    notes: tuple[str, ...]
    csv: str


@dataclass(frozen=True, kw_only=True)
class LaidPage:
    """A page as it is written. `has_money` says that the £m and £000 switch is of use."""

    title: str
    answer: str
    sentences: tuple[str, ...]
    alerts: tuple[str, ...]
    tables: tuple[Laid, ...]
    cards: tuple[Laid, ...]
    has_money: bool
    units: MoneyUnits
    unit_name: str
    other_units: str
    other_name: str
    files: tuple[tuple[str, str], ...]


def laid_out(page: Page, visit: Visit, *, links: Links = MappingProxyType({})) -> LaidPage:
    """Return the page as its template writes it."""
    units = visit.units
    other: MoneyUnits = "k" if units == "m" else "m"
    answer, *sentences = [*filter(None, map(tidied, page.sentences)), ""]
    every = (*page.tables, *page.cards)
    return LaidPage(
        title=page.title,
        answer=answer,
        sentences=tuple(filter(None, sentences)),
        alerts=page.alerts,
        tables=tuple(_table(table, visit, links) for table in page.tables),
        cards=tuple(_table(table, visit, links) for table in page.cards),
        has_money=any(c.kind is ColumnKind.MONEY for table in every for c in table.columns),
        units=units,
        unit_name=MONEY_UNITS[units],
        other_units=_asked(visit, units=other),
        other_name=MONEY_UNITS[other],
        files=(("xlsx", _asked(visit, format="xlsx")), ("JSON", _asked(visit, format="json"))),
    )


def _asked(visit: Visit, **more: str) -> str:
    """Return this page's address with something more asked for."""
    return with_query(visit.request.path, {**visit.request.GET.dict(), **more})


def _table(table: Table, visit: Visit, links: Links) -> Laid:
    units = visit.units
    return Laid(
        name=table.name,
        title=table.title,
        sentence=table.sentence,
        basis=table.basis,
        heads=tuple(
            Cell(text=tidied(head(c, units)), numeric=c.kind not in WORDS) for c in table.columns
        ),
        lines=tuple(
            Line(
                cells=tuple(_cells(row, table.columns, units=units, links=links)),
                emphasis=row.emphasis,
            )
            for row in table.rows
        ),
        notes=footnotes(table),
        csv=_asked(visit, format="csv", table=table.name),
    )


def _cells(
    row: Row, columns: tuple[Column, ...], *, units: MoneyUnits, links: Links
) -> Iterator[Cell]:
    for column in columns:
        value, ref = row.cells.get(column.key), row.ref(column.key)
        text = shown(value, column.kind, units)
        below = isinstance(value, Amount | Figure | Incomplete) and value.value < 0
        yield Cell(
            text=text,
            numeric=column.kind not in WORDS,
            why=to_explain(ref) if ref is not None else "",
            aloud="minus " if below and text.startswith("(") else "",
            href=links.get((column.key, text), ""),
            tag=TAGS.get(text, "") if column.key == "status" else "",
        )
