"""Efficiency by how far it is worked up and how risky it is (T12)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from equipoise.usecases.tabling.book import Book, proportion, summed
from equipoise.usecases.tabling.gathered import SYSTEM, Entry, Gathered, Told
from equipoise.usecases.tabling.schemes import NOT_STATED, late_saving, saving, words_said

NAME = "efficiency_by_maturity"
STATUSES: Final = {
    "fully_developed": "Fully developed",
    "in_progress": "Plans in progress",
    "opportunity": "Opportunity",
    "unidentified": "Unidentified",
    "stretch": "System stretch",
    "not_stated": NOT_STATED,
}
RISKS: Final = {"low": "Low", "medium": "Medium", "high": "High", "not_stated": NOT_STATED}
ALWAYS: Final = ("fully_developed", "in_progress", "opportunity", "unidentified")
"""The rows that stand whether any scheme is there or not; the others only with a scheme."""


def gathered(book: Book) -> Gathered:
    """Return savings by status, by risk, in all, and how much of each falls in months 7 to 12."""
    of = SYSTEM if book.whole else book.bodies[0]
    statuses = {
        key: word
        for key, word in STATUSES.items()
        if key in ALWAYS or word in words_said(book, "status")
    }
    whole = _amounts(book, {}, of)
    rows = {
        key: _amounts(book, {"status": word}, f"{of}, {word}") for key, word in statuses.items()
    }
    entries = [
        Entry(
            key=f"{of}/{key}",
            words={"status": statuses[key] or "Not stated"},
            figures=_shared(figures, whole["plan"], f"{of}, {key}"),
        )
        for key, figures in rows.items()
    ]
    entries.append(
        Entry(
            key=of,
            words={"status": "Total"},
            figures=_shared(whole, whole["plan"], of),
            is_total=True,
        )
    )
    return book.gathered(NAME, entries)


def _amounts(book: Book, said: Mapping[str, str], of: str) -> dict[str, Told]:
    risks = {
        key: word
        for key, word in RISKS.items()
        if key != "not_stated" or word in words_said(book, "risk")
    }
    by_risk = {
        key: summed(
            (
                saving(book, code, name=f"Efficiency at {word.lower() or 'no stated'} risk",
                       said={**said, "risk": word})
                for code in book.bodies
            ),
            f"Efficiency at {word.lower() or 'no stated'} risk, {of}",
        )
        for key, word in risks.items()
    }  # fmt: skip
    return {
        **by_risk,
        "plan": summed(
            (saving(book, code, name="Efficiency", said=said) for code in book.bodies),
            f"Efficiency, {of}",
        ),
        "late": summed(
            (late_saving(book, code, name="Months 7 to 12", said=said) for code in book.bodies),
            f"Efficiency in months 7 to 12, {of}",
        ),
    }


def _shared(amounts: dict[str, Told], whole: Told, of: str) -> dict[str, Told]:
    return {
        **amounts,
        "of_all": proportion(amounts["plan"], whole, name=f"Share of efficiency, {of}"),
        "late_share": proportion(
            amounts["late"], amounts["plan"], name=f"Months 7 to 12 in % of efficiency, {of}"
        ),
    }
