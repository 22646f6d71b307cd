"""The position of a system: each body, what is eliminated, and the total (T1)."""

from __future__ import annotations

from equipoise.rules.bases import movement
from equipoise.units import Absence
from equipoise.usecases.tabling.book import Book, summed
from equipoise.usecases.tabling.gathered import SYSTEM, Entry, Gathered, Told
from equipoise.workings import Figure, constant

NAME = "system_position"


def gathered(book: Book) -> Gathered:
    """Return the position of each body including support, eliminations, and the system's total.

    What a trust expects of its own ICB above what the ICB plans to pay it is no income of the
    system: eliminations take it out, so the total is the adjusted sum of the ladder.
    """
    entries = [_body(book, code) for code in book.bodies]
    if book.whole:
        plans = summed((entry.figures["plan"] for entry in entries), "Sum of plans")
        away = _eliminated(book, plans)
        total = summed((plans, away), "System total after eliminations")
        entries += [
            Entry(key=f"{SYSTEM}/plans", words={"organisation": "Sum of plans"},
                  figures={"plan": plans}, is_total=True),
            Entry(key=f"{SYSTEM}/eliminations", words={"organisation": "Eliminations"},
                  figures={"plan": away}),
            Entry(key=SYSTEM, words={"organisation": "System total"},
                  figures={"plan": total}, is_total=True),
        ]  # fmt: skip
    return book.gathered(NAME, entries)


def _body(book: Book, code: str) -> Entry:
    both = book.statement.position.members.get(code)
    plan: Told = Absence.NOT_SUBMITTED if both is None else both.including
    return Entry(key=code, words={"organisation": book.name(code)}, figures={"plan": plan})


def _eliminated(book: Book, plans: Told) -> Told:
    """Return what one member counts as income from another that the other does not spend."""
    if not isinstance(plans, Figure):
        return plans
    members = set(book.plan.members)
    differences = [
        pair.difference
        for key, pair in sorted(book.statement.matching.pairs.items())
        if pair.difference is not None and members.issuperset(key)
    ]
    nil = constant(0, book.year.basis, name="No contract between members")
    unpaid = summed(differences, "Income from members that no member plans to pay") or nil
    assert isinstance(unpaid, Figure)
    return (-movement(unpaid, plans)).named("Eliminations")
