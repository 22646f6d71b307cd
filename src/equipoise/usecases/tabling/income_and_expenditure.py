"""Income and expenditure, of one body or of a system's trusts and ICB (T4)."""

from __future__ import annotations

from collections.abc import Iterator

from equipoise.register import Kind, Measure
from equipoise.usecases.tabling.book import Book, summed, told
from equipoise.usecases.tabling.gathered import Entry, Gathered, Told
from equipoise.workings import Figure, Support

NAME = "income_and_expenditure"
LAST = "position.excluding"
READINGS = {"position.including": Support.WITH, "position.excluding": Support.WITHOUT}
GROUPS = {Kind.PROVIDER: "trusts", Kind.ICB: "icb"}
"""What references call the bodies of a kind, taken together."""


def gathered(book: Book) -> Gathered:
    """Return the lines that make the position, income above nil and expenditure below it.

    Of several bodies, those of a kind are added line by line.
    """
    entries = [
        entry
        for kind, group in GROUPS.items()
        if (codes := book.of(kind))
        for entry in _entries(book, kind, codes[0] if len(codes) == 1 else group)
    ]
    return book.gathered(NAME, entries)


def _entries(book: Book, kind: Kind, group: str) -> Iterator[Entry]:
    codes = book.of(kind)
    several = len(codes) > 1
    whose = f"{len(codes)} trusts together" if several else book.name(group)
    of = f"{len(codes)} trusts" if several else group
    for measure in lines_of(book, kind):
        name = f"{measure.title}, {group}"
        yield Entry(
            key=f"{group}/{measure.code}",
            words={"line": measure.title, "of": of, "whose": whose},
            figures={
                "plan": summed((_plan(book, code, measure) for code in codes), name),
                "prior": summed((_prior(book, code, measure) for code in codes), name),
            },
            is_total=not measure.entered,
        )


def lines_of(book: Book, kind: Kind) -> tuple[Measure, ...]:
    """Return the lines of the chart that the position is made of, in its order."""
    chart = book.plan.round.workspace.chart
    reached, waiting = {LAST}, [LAST]
    for code in waiting:
        for _, part in chart.get(code, kind).formula:
            if part not in reached:
                reached.add(part)
                waiting.append(part)
    return tuple(line for line in chart.of("finance", kind) if line.code in reached)


def _plan(book: Book, code: str, measure: Measure) -> Told:
    found = book.line(code, measure.code)
    if isinstance(found, Figure) and measure.code in READINGS:
        both = book.statement.position.members[code]
        is_with = READINGS[measure.code] is Support.WITH
        return both.including if is_with else both.excluding
    return _signed(found, measure)


def _prior(book: Book, code: str, measure: Measure) -> Told:
    support = READINGS.get(measure.code)
    return _signed(told(book.before.line(code, measure.code, support=support)), measure)


def _signed(found: Told, measure: Measure) -> Told:
    """Return income as it is, and expenditure below nil: the column adds down."""
    if isinstance(found, Figure) and measure.sign < 0:
        return (-found).named(found.working.name)
    return found
