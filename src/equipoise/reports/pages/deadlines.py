"""When parts are due: days left and days late, and a deadline that was moved."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from equipoise.reports.display import day
from equipoise.reports.pages.page import Page, counted, listed, sentence
from equipoise.units import FinancialYear
from equipoise.usecases.collect import Line
from equipoise.usecases.deadline import Moved
from equipoise.usecases.due import Due
from equipoise.usecases.outcome import Outcome


def deadline_page(outcome: Outcome[Moved]) -> Page:
    """Return a deadline as it was set, and what it was."""
    found = outcome.result
    whose = found.organisation or "every body"
    before = f"; until now it was {day(found.before)}" if found.before else ""
    return Page(
        title="Deadline",
        sentences=(f"{sentence(found.part)} of {whose} is due on {day(found.due_on)}{before}.",),
        next_steps=("equipoise collect",),
        facts={
            "part": found.part,
            "organisation": found.organisation,
            "due_on": found.due_on.isoformat(),
            "before": None if found.before is None else found.before.isoformat(),
        },
    )


def due_words(line: Line) -> str:
    """Return when a line of the board is due, and how far off that is while it is not signed."""
    if line.due is None:
        return ""
    return day(line.due.on) if line.signed else f"{day(line.due.on)}, {_left(line.due)}"


def due_alerts(lines: Iterable[Line]) -> tuple[str, ...]:
    """Return an alert for each day on which something unsigned is soon due or was."""
    waiting: dict[tuple[int, str], tuple[Due, dict[str, None]]] = {}
    for line in lines:
        if line.due is not None and line.due.is_near and not line.signed:
            key = (line.due.left, line.part)
            waiting.setdefault(key, (line.due, {}))[1][line.organisation] = None
    return tuple(
        f"{sentence(part)} of {listed(bodies)} {'was' if due.left < 0 else 'is'} due on "
        f"{day(due.on)}: {_left(due)}."
        for (_, part), (due, bodies) in sorted(waiting.items())
    )


def own_due(lines: Iterable[Line], organisation: str, *, year: FinancialYear) -> str:
    """Return when a body's own plan is due, where that is near and a part is not signed."""
    near = [
        line.due
        for line in lines
        if line.organisation == organisation
        and line.due is not None
        and line.due.is_near
        and not line.signed
    ]
    if not near:
        return ""
    days = min(due.left for due in near)
    if days < 0:
        return f"Your {year} plan is {counted(-days, 'day')} late."
    when = f"in {counted(days, 'day')}" if days else "today"
    return f"Your {year} plan is due {when}."


def due_days(lines: Iterable[Line]) -> tuple[tuple[str, str], ...]:
    """Return each day on which something is due, with the parts and bodies; the first day first."""
    found: dict[date, dict[str, dict[str, None]]] = {}
    for line in lines:
        if line.due is not None:
            bodies = found.setdefault(line.due.on, {}).setdefault(line.part, {})
            bodies[line.organisation] = None
    return tuple(
        (day(on), "; ".join(f"{sentence(part)} of {listed(own)}" for part, own in parts.items()))
        for on, parts in sorted(found.items())
    )


def _left(due: Due) -> str:
    if not due.left:
        return "today"
    days = counted(abs(due.left), "day")
    return f"{days} left" if due.left > 0 else f"{days} late"
