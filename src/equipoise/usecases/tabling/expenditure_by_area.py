"""What an ICB spends, by area (T5)."""

from __future__ import annotations

from collections.abc import Iterator

from equipoise.register import Kind
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.tabling.book import Book, change, proportion, told
from equipoise.usecases.tabling.gathered import Entry, Gathered

NAME = "expenditure_by_area"
TOTAL = "spend.total"


def gathered(book: Book) -> Gathered:
    """Return each area of an ICB's spend, its share of all, and what it was last year.

    Raises: RefusedError when no body asked for is an ICB.
    """
    icbs = book.of(Kind.ICB)
    if not icbs:
        raise RefusedError("Expenditure by area is of an ICB.", "Name the ICB, or none.")
    return book.gathered(NAME, (entry for code in icbs for entry in _entries(book, code)))


def _entries(book: Book, code: str) -> Iterator[Entry]:
    chart = book.plan.round.workspace.chart
    areas = [measure.code for _, measure in chart.terms(TOTAL, Kind.ICB)]
    whole = book.line(code, TOTAL)
    for area in (*areas, TOTAL):
        title = book.measure(code, area).title
        plan, prior = book.line(code, area), told(book.before.line(code, area))
        moved = change(plan, prior, name=f"Change of {title}, {code}")
        yield Entry(
            key=f"{code}/{area}",
            words={"area": title},
            figures={
                "plan": plan,
                "share": proportion(plan, whole, name=f"Share of spend: {title}, {code}"),
                "prior": prior,
                "change": moved,
                "change_share": proportion(moved, prior, name=f"Change in %: {title}, {code}"),
            },
            is_total=area == TOTAL,
        )
