"""What trusts spend on agency and bank staff, against all pay and last year (T13)."""

from __future__ import annotations

from typing import Final

from equipoise.register import Kind
from equipoise.units import Absence
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.tabling.book import Book, change, column_totals, proportion, summed, told
from equipoise.usecases.tabling.gathered import SYSTEM, Entry, Gathered, Told
from equipoise.usecases.tabling.last_year import beside
from equipoise.workings import Figure, rounded

NAME = "agency_and_bank"
KINDS: Final = {"agency": ("Agency", "pay.agency"), "bank": ("Bank", "pay.bank")}
PAY: Final = ("pay.substantive", "pay.bank", "pay.agency")


def gathered(book: Book) -> Gathered:
    """Return agency and bank spend of each trust, and of all: of pay, and beside last year.

    Raises: RefusedError when no body asked for is a trust.
    """
    trusts = book.of(Kind.PROVIDER)
    if not trusts:
        raise RefusedError("Agency and bank staff are of trusts.", "Name a trust, or none.")
    rows = {
        (code, kind): _amounts(book, code, measure)
        for code in trusts
        for kind, (_, measure) in KINDS.items()
    }
    entries = [
        _entry(book, (book.name(code), code, kind), row) for (code, kind), row in rows.items()
    ]
    if book.whole:
        for kind in KINDS:
            own = [row for (_, of), row in rows.items() if of == kind]
            whole = column_totals(own, f"All trusts, {kind}")
            entries.append(_entry(book, ("All trusts", SYSTEM, kind), whole))
    return book.gathered(NAME, entries)


def _amounts(book: Book, code: str, measure: str) -> dict[str, Told]:
    return {
        "plan": book.line(code, measure),
        "pay": summed((book.line(code, each) for each in PAY), f"Pay, {code}"),
        "prior": told(book.before.line(code, measure)),
    }


def asked(prior: Figure, of: OpenRound, *, kind: str) -> Figure | None:
    """Return what a spend may be this year by the fall that is asked for; None without an ask."""
    path, period = f"workforce/{kind}_reduction_ratio", of.year.period
    if not of.params.has(path, period, known_on=of.known_on):
        return None
    fall = of.params.at(path, period, known_on=of.known_on)
    return rounded(prior - prior * fall)


def _against_ask(book: Book, kind: str, amounts: dict[str, Told]) -> dict[str, Told]:
    """Return what is asked for of the spend, and what is left of it; or that nothing is."""
    plan, prior = amounts["plan"], amounts["prior"]
    if not isinstance(plan, Figure) or not isinstance(prior, Figure):
        return dict.fromkeys(("ask", "left"), Absence.MISSING)
    ask = asked(prior, book.plan.round, kind=kind)
    if ask is None:
        return dict.fromkeys(("ask", "left"), Absence.NOT_APPLICABLE)
    held = beside(ask, plan).named(f"{KINDS[kind][0]} spend that is asked for at most")
    return {"ask": held, "left": (held - plan).named("Below what is asked for")}


def _entry(book: Book, of_what: tuple[str, str, str], amounts: dict[str, Told]) -> Entry:
    name, code, kind = of_what
    words, of = KINDS[kind][0], f"{KINDS[kind][0]} spend, {code}"
    moved = change(amounts["plan"], amounts["prior"], name=f"Change of {of}")
    return Entry(
        key=f"{code}/{kind}",
        words={"organisation": name, "kind": words},
        figures={
            **amounts,
            **_against_ask(book, kind, amounts),
            "of_pay": proportion(amounts["plan"], amounts["pay"], name=f"{of} in % of pay"),
            "change": moved,
            "change_share": proportion(moved, amounts["prior"], name=f"Change in %: {of}"),
        },
        is_total=code == SYSTEM,
    )
