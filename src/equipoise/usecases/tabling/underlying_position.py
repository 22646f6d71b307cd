"""The underlying position: what is left of each body's plan without what will not last (T6)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from equipoise.cube import IncompleteError, NoCellsError
from equipoise.register import Kind
from equipoise.rules.balance import Reported, underlying
from equipoise.rules.bases import held_against
from equipoise.units import Absence
from equipoise.usecases.tabling.book import Book, change, column_totals
from equipoise.usecases.tabling.gathered import SYSTEM, Entry, Gathered, Told
from equipoise.workings import Figure, constant

NAME = "underlying_position"
STATED: Final = "underlying.stated"
COLUMNS: Final = ("reported", "support", "one_off", "underlying", "full_year", "stated")


def gathered(book: Book) -> Gathered:
    """Return each body's position, less support and one-off savings, and the system's.

    Beside it stands what the body states itself; `full_year` is what that is more.
    """
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
                figures={**column_totals(rows.values(), "System"), **_in_part(rows.values())},
                is_total=True,
            )
        )
    return book.gathered(NAME, entries)


def _steps(book: Book, code: str) -> dict[str, Told]:
    both = book.statement.position.members.get(code)
    if both is None or not book.has(code, "efficiency"):
        return dict.fromkeys(COLUMNS, Absence.NOT_SUBMITTED)
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
    worked_out = found.underlying.named(f"Underlying position, {code}")
    stated = _stated(book, code, like=worked_out)
    return {
        "reported": both.including,
        "support": _less(support, f"Less support, {code}"),
        "one_off": _less(one_off, f"Less one-off savings, {code}"),
        "underlying": worked_out,
        "full_year": change(stated, worked_out, name=f"Stated less worked out, {code}"),
        "stated": stated,
    }


def _stated(book: Book, code: str, *, like: Figure) -> Told:
    """Return the underlying position that a body states itself, if it does."""
    try:
        return held_against(book.year.derived(code, STATED), like)
    except (IncompleteError, NoCellsError):
        return Absence.MISSING


def _in_part(rows: Iterable[Mapping[str, Told]]) -> dict[str, Told]:
    """Return that the whole states nothing, where some body that has returned states nothing."""
    without = any(row["stated"] is Absence.MISSING for row in rows)
    return dict.fromkeys(("full_year", "stated"), Absence.MISSING) if without else {}


def _less(figure: Figure, name: str) -> Figure:
    return (-figure).named(name)
