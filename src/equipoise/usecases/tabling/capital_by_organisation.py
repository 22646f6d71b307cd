"""Capital by organisation and kind, and against the envelope of the system (T17)."""

from __future__ import annotations

from typing import Final

from equipoise.units import Absence
from equipoise.usecases.tabling.book import Book, column_totals
from equipoise.usecases.tabling.gathered import SYSTEM, Entry, Gathered, Told

NAME = "capital_by_organisation"
TOTAL: Final = "capital.total"


def gathered(book: Book) -> Gathered:
    """Return the capital of the system, then of each body, by the kind of capital.

    The envelope is the system's: a body has none of its own.
    """
    rows = {code: _amounts(book, code) for code in book.bodies}
    entries = [
        Entry(
            key=code,
            words={"organisation": book.name(code)},
            figures={
                **row,
                "envelope": Absence.NOT_APPLICABLE,
                "headroom": Absence.NOT_APPLICABLE,
            },
        )
        for code, row in rows.items()
    ]
    if book.whole:
        whole = column_totals(rows.values(), "System")
        words = {"organisation": "System total"}
        figures = {**whole, **_against(book)}
        entries.insert(0, Entry(key=SYSTEM, words=words, figures=figures, is_total=True))
    return book.gathered(NAME, entries)


def _amounts(book: Book, code: str) -> dict[str, Told]:
    chart, kind = book.plan.round.workspace.chart, book.plan.members[code].kind
    kinds = [measure.code for _, measure in chart.terms(TOTAL, kind)]
    return {
        measure.partition(".")[2]: _capital(book, code, measures)
        for measure, measures in [*((each, [each]) for each in kinds), (TOTAL, kinds)]
    }


def _capital(book: Book, code: str, measures: list[str]) -> Told:
    if not book.has(code, "capital"):
        return Absence.NOT_SUBMITTED
    (name, *more) = [book.measure(code, each).title for each in measures]
    return book.year.entered_or_nil(code, measures, f"{'Capital' if more else name}, {code}")


def _against(book: Book) -> dict[str, Told]:
    """Return the envelope, and what operational capital leaves of it; no data without one."""
    found = book.statement.capital
    if found is None:
        return {"envelope": Absence.MISSING, "headroom": Absence.MISSING}
    return {"envelope": found.envelope, "headroom": found.headroom}
