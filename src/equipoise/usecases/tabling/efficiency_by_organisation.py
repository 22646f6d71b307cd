"""Efficiency by organisation: how much, of what, how much of it lasts, and in what (T11)."""

from __future__ import annotations

from equipoise.register import Kind
from equipoise.usecases.tabling.book import Book, column_totals, proportion, summed
from equipoise.usecases.tabling.gathered import SYSTEM, Entry, Gathered, Told
from equipoise.usecases.tabling.schemes import (
    NOT_STATED,
    ONE_OFF,
    RECURRENT,
    saving,
    words_said,
)
from equipoise.workings import Figure

NAME = "efficiency_by_organisation"
SPEND = {Kind.PROVIDER: "expenditure.total", Kind.ICB: "spend.total"}
"""What a body's saving is held against."""
CATEGORIES = {"pay": "Pay", "non_pay": "Non-pay", "income": "Income", "not_stated": NOT_STATED}
FOUND = ("unidentified", "system stretch")
"""The statuses of a saving that no scheme has been found for."""


def gathered(book: Book) -> Gathered:
    """Return each body's savings, and the system's, against what it spends.

    The system's spend leaves out what its members pay one another, which would count twice.
    """
    rows = {code: _amounts(book, code) for code in book.bodies}
    entries = [
        Entry(key=code, words={"organisation": book.name(code)}, figures=_shared(row, code))
        for code, row in rows.items()
    ]
    if book.whole:
        whole = column_totals(rows.values(), "System")
        whole["spend"] = _system_spend(book, whole["spend"])
        entries.append(
            Entry(
                key=SYSTEM,
                words={"organisation": "System total"},
                figures=_shared(whole, SYSTEM),
                is_total=True,
            )
        )
    return book.gathered(NAME, entries)


def _amounts(book: Book, code: str) -> dict[str, Told]:
    stated = words_said(book, "category")
    by_category = {
        key: saving(book, code, name=f"Efficiency in {word or 'no stated category'}",
                    said={"category": word})
        for key, word in CATEGORIES.items()
        if (any(stated) if word else NOT_STATED in stated and any(stated))
    }  # fmt: skip
    return {
        "plan": saving(book, code, name="Efficiency"),
        "spend": book.line(code, SPEND[book.plan.members[code].kind]),
        "recurrent": saving(book, code, name="Recurrent efficiency", measures=(RECURRENT,)),
        "one_off": saving(book, code, name="One-off efficiency", measures=(ONE_OFF,)),
        **by_category,
        "to_find": summed(
            (
                saving(book, code, name=f"Efficiency: {word}", said={"status": word})
                for word in FOUND
            ),
            f"Efficiency still to be found, {code}",
        ),
    }


def _shared(amounts: dict[str, Told], of: str) -> dict[str, Told]:
    """Return the amounts with what they are of spend, and how much of them lasts."""
    plan = amounts["plan"]
    return {
        **amounts,
        "of_spend": proportion(plan, amounts["spend"], name=f"Efficiency in % of spend, {of}"),
        "lasting": proportion(
            amounts["recurrent"], plan, name=f"Recurrent in % of efficiency, {of}"
        ),
    }


def _system_spend(book: Book, spend: Told) -> Told:
    members = set(book.plan.members)
    among = summed(
        (
            pair.spend
            for key, pair in sorted(book.statement.contracts.pairs.items())
            if members.issuperset(key)
        ),
        "Spend of members with one another",
    )
    if isinstance(spend, Figure) and isinstance(among, Figure):
        return (spend - among).named("Spend of the system, without what members pay one another")
    return spend
