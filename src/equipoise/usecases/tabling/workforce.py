"""Staff of trusts at the end of the year, against the end of last year (T14)."""

from __future__ import annotations

from typing import Final

from equipoise.register import Kind
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.tabling.book import Book, change, proportion, summed, told
from equipoise.usecases.tabling.gathered import SYSTEM, Entry, Gathered, Told

NAME = "workforce"
TOTAL: Final = "wte.total"
TEMPORARY: Final = {"bank": "wte.bank", "agency": "wte.agency"}
KINDS: Final = {
    "substantive": "Substantive", "bank": "Bank", "agency": "Agency", "total": "Total",
}  # fmt: skip


def gathered(book: Book) -> Gathered:
    """Return staff of each trust, and of all, by kind: planned, last year, and the change.

    Raises: RefusedError when no body asked for is a trust.
    """
    trusts = book.of(Kind.PROVIDER)
    if not trusts:
        raise RefusedError("The workforce table is of trusts.", "Name a trust, or none.")
    planned = {
        (code, kind): (_planned(book, code, kind), _prior(book, code, kind))
        for code in trusts
        for kind in KINDS
    }
    entries = [
        _entry(book.name(code), (code, kind), told) for (code, kind), told in planned.items()
    ]
    if book.whole:
        for kind, word in KINDS.items():
            own = [both for (_, of), both in planned.items() if of == kind]
            name = f"{word} staff, all trusts"
            now, before = (summed((both[side] for both in own), name) for side in (0, 1))
            entries.append(_entry("All trusts", (SYSTEM, kind), (now, before)))
    return book.gathered(NAME, entries)


def _measures(book: Book, code: str, kind: str) -> tuple[str, ...]:
    if kind == "total":
        return (TOTAL,)
    if kind in TEMPORARY:
        return (TEMPORARY[kind],)
    chart, body = book.plan.round.workspace.chart, book.plan.members[code].kind
    return tuple(
        measure.code
        for _, measure in chart.terms(TOTAL, body)
        if measure.code not in TEMPORARY.values()
    )


def _planned(book: Book, code: str, kind: str) -> Told:
    measures = _measures(book, code, kind)
    return summed((book.staff(code, each) for each in measures), f"{KINDS[kind]} staff, {code}")


def _prior(book: Book, code: str, kind: str) -> Told:
    found = [told(book.before.line(code, each)) for each in _measures(book, code, kind)]
    return summed(found, f"{KINDS[kind]} staff, {code}, {book.before.year}")


def _entry(name: str, of: tuple[str, str], both: tuple[Told, Told]) -> Entry:
    (code, kind), (now, before) = of, both
    moved = change(now, before, name=f"Change of {KINDS[kind].lower()} staff, {code}")
    return Entry(
        key=f"{code}/{kind}",
        words={"organisation": name, "kind": KINDS[kind]},
        figures={
            "plan": now,
            "prior": before,
            "change": moved,
            "change_share": proportion(moved, before, name=f"Change in % of {kind} staff, {code}"),
        },
        is_total=kind == "total" or code == SYSTEM,
    )
