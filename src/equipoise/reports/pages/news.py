"""What changed since somebody last looked, in lines with signed values."""

from __future__ import annotations

from typing import Final

from equipoise.reports.display import day, in_full
from equipoise.reports.pages.page import Page, counted, listed, million
from equipoise.reports.table import Amount, Column, Row, Table
from equipoise.units import PENCE, Unit
from equipoise.usecases.news import Done, Moved, News
from equipoise.usecases.outcome import Outcome
from equipoise.workings import Basis, Stage

SPOKEN: Final = {
    "submit": "handed in by",
    "candidate": "chosen as the version that counts by",
    "draft": "changed by a decision of",
    "signoff": "signed off by",
    "accept": "accepted by",
    "send_back": "returned with a comment by",
    "reopen_part": "reopened by",
    "collate": "collated by",
    "lock": "agreed and locked by",
    "send": "submitted to the region by",
    "remind": "reminded by",
    "deadline": "given another deadline by",
}
"""What was done, as people say it."""
LINES: Final = 10
"""As many acts as are told of one by one."""


def news_page(outcome: Outcome[News]) -> Page:
    """Return what changed since the last look: the lines that moved most, and what was done."""
    found = outcome.result
    return Page(
        title="What changed since you last looked",
        sentences=(news_words(found),),
        tables=news_tables(found),
        facts={
            "since": None if found.since is None else found.since.at.isoformat(),
            "of": found.of,
        },
    )


def news_words(found: News) -> str:
    """Return how much changed since the last look, in a sentence."""
    if found.since is None:
        return "This is your first look at this round."
    when = day(found.since.at.date())
    if not (found.moved or found.first or found.done):
        return f"Nothing changed since you last looked on {when}."
    first = [f"{code} {part}" for code, part in found.first]
    told = [
        f"{counted(found.of, 'line')} changed" if found.of else "",
        f"{listed(first)} came in for the first time" if 0 < len(first) <= LINES else "",
        f"{len(first)} parts came in for the first time" if len(first) > LINES else "",
        f"{counted(len(found.done), 'thing')} {'was' if len(found.done) == 1 else 'were'} done"
        if found.done
        else "",
    ]
    return f"Since you last looked on {when}: {listed(filter(None, told))}."


def news_tables(found: News) -> tuple[Table, ...]:
    """Return the lines that moved most, and the latest acts; nothing where there is none."""
    tables = []
    if found.moved:
        tables.append(_moves(found))
    if found.done:
        tables.append(_acts(found.done))
    return tuple(tables)


def _moves(found: News) -> Table:
    more = f" Of {found.of} that changed, the largest." if found.of > len(found.moved) else ""
    return Table(
        name="moved",
        title="Lines that changed since you last looked",
        sentence=f"A change is signed: more is positive, less in brackets.{more}",
        basis="As entered, a cost as a positive amount; each year as a whole",
        columns=(
            Column(key="line", title="Line"),
            Column(key="change", title="Change"),
            Column(key="after", title="Now"),
        ),
        rows=tuple(_row(moved) for moved in found.moved),
    )


def _row(moved: Moved) -> Row:
    line = moved.change
    named = (moved.organisation, line.measure.title, line.counterparty, line.item, str(line.year))
    basis = Basis(stage=Stage.PLAN, period=line.year.period, unit=line.measure.unit)
    return Row(
        cells={
            "line": ", ".join(filter(None, named)),
            "change": _signed(line.change, line.measure.unit),
            "after": Amount(value=line.after, basis=basis),
        }
    )


def _signed(value: int, unit: Unit) -> str:
    """Return a change with its sign: +£1.5m, £(2.0)m.

    >>> _signed(150_000_000, PENCE), _signed(-200_000_000, PENCE)
    ('+£1.5m', '£(2.0)m')
    """
    text = million(value) if unit == PENCE else in_full(value, unit)
    return f"+{text}" if value > 0 else text


def _acts(done: tuple[Done, ...]) -> Table:
    more = f"The latest {LINES} of {len(done)}." if len(done) > LINES else ""
    return Table(
        name="done",
        title="Done since you last looked",
        sentence=more,
        basis="",
        columns=(
            Column(key="what", title="What"),
            Column(key="who", title="By"),
            Column(key="when", title="When"),
        ),
        rows=tuple(
            Row(
                cells={
                    "what": f"{_named(one)} {SPOKEN[one.verb].removesuffix(' by')}".strip(),
                    "who": one.person,
                    "when": day(one.at.date()),
                }
            )
            for one in reversed(done[-LINES:])
        ),
    )


def _named(one: Done) -> str:
    parts = one.subject.parts[1:]
    if one.subject.kind == "version" and len(parts) == 1:
        return f"Plan of {parts[0]}, version {(one.subject.pin or 'v')[1:]},"
    own = [part for part in parts if part not in SPOKEN]
    return " ".join(filter(None, (*own, one.subject.pin or "")))
