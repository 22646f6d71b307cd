"""Efficiency month by month, recurrent and not, and how much of it falls in the second half."""

from __future__ import annotations

from equipoise.usecases.lines import Lines
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.tabling.book import Book, proportion, summed
from equipoise.usecases.tabling.gathered import SYSTEM, Entry, Gathered, Told
from equipoise.usecases.tabling.schemes import BOTH, ONE_OFF, PART, RECURRENT, late_saving, saving

NAME = "efficiency_phasing"
MEASURES = {"recurrent": (RECURRENT,), "one_off": (ONE_OFF,), "plan": BOTH}
WORDS = {"recurrent": "Recurrent", "one_off": "Non-recurrent", "plan": "All"}


def gathered(book: Book) -> Gathered:
    """Return the savings of each month, of the year, and of months 7 to 12 beside them.

    Raises: RefusedError when no body asked for has returned its savings.
    """
    if not any(book.has(code, PART) for code in book.bodies):
        raise RefusedError("No saving has been returned yet.", "See: equipoise collect.")
    of = SYSTEM if book.whole else book.bodies[0]
    year = book.plan.round.year
    entries = []
    for period in year.months:
        lines = Lines(plan=book.plan, period=period)
        entries.append(
            Entry(
                key=f"{of}/{period.code}",
                words={"month": f"M{int(period.code[1:])}"},
                figures={key: _month(book, lines, key) for key in MEASURES},
            )
        )
    whole = {
        key: summed(
            (saving(book, code, name=f"{WORDS[key]} efficiency", measures=measures)
             for code in book.bodies),
            f"{WORDS[key]} efficiency, {of}",
        )
        for key, measures in MEASURES.items()
    }  # fmt: skip
    late = summed(
        (late_saving(book, code, name="Months 7 to 12") for code in book.bodies),
        f"Efficiency in months 7 to 12, {of}",
    )
    share = proportion(late, whole["plan"], name=f"Months 7 to 12 in % of efficiency, {of}")
    entries += [
        Entry(key=of, words={"month": "Year"}, figures=whole, is_total=True),
        Entry(
            key=f"{of}/second_half",
            words={"month": "Of it, months 7 to 12"},
            figures={"plan": late, "share": share},
            is_total=True,
        ),
    ]
    return book.gathered(NAME, entries)


def _month(book: Book, lines: Lines, key: str) -> Told:
    codes = [code for code in book.bodies if book.has(code, PART)]
    return lines.entered_or_nil(codes, MEASURES[key], f"{WORDS[key]} efficiency, {lines.period}")
