"""The bridge from last year to the plan, line by line: each step is what one line changes (P1)."""

from __future__ import annotations

from collections.abc import Iterator

from equipoise.register import Kind, Measure
from equipoise.units import Absence
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.tabling.book import Book, change, summed, told
from equipoise.usecases.tabling.gathered import SYSTEM, Entry, Gathered, Told
from equipoise.usecases.tabling.income_and_expenditure import lines_of
from equipoise.usecases.tabling.last_year import beside
from equipoise.workings import Figure, Support

NAME = "from_last_year"
POSITION = "position.including"
KINDS = {Kind.ICB: "ICB", Kind.PROVIDER: "Trusts"}


def gathered(book: Book) -> Gathered:
    """Return last year's position including support, what each line changes, and the plan's.

    Lines of one name are of one kind of body, and of all bodies of it together.

    Raises: RefusedError when a body has not returned, or last year is not held for a line.
    Law steps_lead_from_last_year_to_the_plan: the first and all steps sum to the last.
    """
    of = SYSTEM if book.whole else book.bodies[0]
    year = book.plan.round.year
    before = summed((_last(book, code) for code in book.bodies), f"Position last year, {of}")
    after = summed((_plan(book, code) for code in book.bodies), f"Position, {of}")
    assert isinstance(before, Figure)
    assert isinstance(after, Figure)
    begin = beside(before, after)
    return book.gathered(
        NAME,
        [
            Entry(
                key=f"{of}/begin",
                words={"step": f"Last year, {book.before.year}"},
                figures={"amount": begin},
                is_total=True,
            ),
            *_steps(book, of),
            Entry(
                key=f"{of}/end",
                words={"step": f"Plan, {year}"},
                figures={"amount": after},
                is_total=True,
            ),
        ],
    )


def _steps(book: Book, of: str) -> Iterator[Entry]:
    """Yield what each line changes the position by; nothing for one that changes nothing."""
    for kind, word in KINDS.items():
        codes = book.of(kind)
        for measure in lines_of(book, kind) if codes else ():
            if measure.entered:
                moved = summed((_moved(book, code, measure) for code in codes), measure.title)
                if isinstance(moved, Figure) and moved.value:
                    yield Entry(
                        key=f"{of}/{measure.code}",
                        words={"step": measure.title, "kind": word},
                        figures={"amount": moved},
                    )


def _moved(book: Book, code: str, measure: Measure) -> Told:
    """Return by how much a line makes the position of a body better."""
    name = f"Change of {measure.title}, {code}"
    plan = book.line(code, measure.code)
    prior = told(book.before.line(code, measure.code))
    if isinstance(plan, Figure) and not plan.value and prior is Absence.MISSING:
        return plan
    moved = change(plan, prior, name=name)
    if not isinstance(moved, Figure):
        raise RefusedError(
            f"Last year is not held for: {measure.title}, {code}.",
            "The bridge needs every line of it.",
        )
    return moved if measure.sign > 0 else (-moved).named(name)


def _last(book: Book, code: str) -> Told:
    found = book.before.line(code, POSITION, support=Support.WITH)
    if found is None:
        raise RefusedError(f"Last year's position of {code} is not held.")
    return found


def _plan(book: Book, code: str) -> Told:
    both = book.statement.position.members.get(code)
    if both is None:
        raise RefusedError(f"{code} has not returned its finance part.")
    return both.including
