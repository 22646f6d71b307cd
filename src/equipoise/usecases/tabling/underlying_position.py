"""The underlying position: what is left of each body's plan without what will not last (T6)."""

from __future__ import annotations

from equipoise.register import Kind
from equipoise.rules.balance import Reported, underlying
from equipoise.units import Absence
from equipoise.usecases.tabling.book import Book, column_totals
from equipoise.usecases.tabling.gathered import SYSTEM, Entry, Gathered, Told
from equipoise.workings import Figure, constant

NAME = "underlying_position"


def gathered(book: Book) -> Gathered:
    """Return each body's position, less support and one-off savings, and the system's."""
    rows = {code: _steps(book, code) for code in book.bodies}
    entries = [
        Entry(key=code, words={"organisation": book.name(code)}, figures=figures)
        for code, figures in rows.items()
    ]
    if book.whole:
        entries.append(
            Entry(
                key=SYSTEM,
                words={"organisation": "System total"},
                figures=column_totals(rows.values(), "System"),
                is_total=True,
            )
        )
    return book.gathered(NAME, entries)


def _steps(book: Book, code: str) -> dict[str, Told]:
    both = book.statement.position.members.get(code)
    if both is None or not book.has(code, "efficiency"):
        return dict.fromkeys(("reported", "support", "one_off", "underlying"),
                             Absence.NOT_SUBMITTED)  # fmt: skip
    support = constant(0, book.year.basis, name=f"An ICB receives no support, {code}")
    if book.plan.members[code].kind is Kind.PROVIDER:
        support = book.year.derived(code, "income.support")
    one_off = book.year.entered_or_nil(
        code, "efficiency.non_recurrent", f"One-off efficiency, {code}"
    )
    one = book.plan.round
    found = underlying(
        Reported(position=both.including, one_off_efficiency=one_off, support=support),
        one.params,
        known_on=one.known_on,
    )
    return {
        "reported": both.including,
        "support": _less(support, f"Less support, {code}"),
        "one_off": _less(one_off, f"Less one-off savings, {code}"),
        "underlying": found.underlying.named(f"Underlying position, {code}"),
    }


def _less(figure: Figure, name: str) -> Figure:
    return (-figure).named(name)
