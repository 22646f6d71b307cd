"""Efficiency schemes of a plan, added up by what is said of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from equipoise.units import Absence
from equipoise.usecases.lines import Lines
from equipoise.usecases.tabling.book import Book
from equipoise.usecases.tabling.gathered import Told
from equipoise.workings import constant

PART = "efficiency"
RECURRENT = "efficiency.recurrent"
ONE_OFF = "efficiency.non_recurrent"
BOTH = (RECURRENT, ONE_OFF)
NOT_STATED = ""
"""What a scheme says that leaves a word out."""


def saving(
    book: Book,
    code: str,
    *,
    name: str,
    measures: Sequence[str] = BOTH,
    said: Mapping[str, str] | None = None,
) -> Told:
    """Return the savings of one body's schemes over the year; of those that say so, if asked."""
    return _saving(book.year, book, code=code, asked=(name, measures, said or {}))


def late_saving(book: Book, code: str, *, name: str, said: Mapping[str, str] | None = None) -> Told:
    """Return the savings of one body's schemes in months 7 to 12."""
    return _saving(book.second_half, book, code=code, asked=(name, BOTH, said or {}))


def words_said(book: Book, attribute: str) -> tuple[str, ...]:
    """Return what the schemes of these bodies say of themselves, each word once, sorted."""
    items = book.plan.items(PART)
    return tuple(
        sorted(
            {
                item.attributes.get(attribute, NOT_STATED)
                for (whose, _), item in items.items()
                if whose in book.bodies
            }
        )
    )


def _saving(
    lines: Lines, book: Book, *, code: str, asked: tuple[str, Sequence[str], Mapping[str, str]]
) -> Told:
    name, measures, said = asked
    if not book.has(code, PART):
        return Absence.NOT_SUBMITTED
    titled = f"{name}, {code}"
    if not said:
        return lines.entered_or_nil(code, measures, titled)
    refs = [
        ref
        for (whose, ref), item in sorted(book.plan.items(PART).items())
        if whose == code
        and all(
            item.attributes.get(attribute, NOT_STATED).casefold() == word.casefold()
            for attribute, word in said.items()
        )
    ]
    if not refs:
        return constant(0, lines.basis, name=titled)
    return lines.entered_or_nil(code, measures, titled, items=refs)
