"""What needs you today?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from equipoise.reports.pages.collection import status_page, task_words
from equipoise.reports.pages.deadlines import due_days, own_due
from equipoise.reports.pages.news import news_tables, news_words
from equipoise.usecases.news import news
from equipoise.usecases.status import Task, status
from equipoise.web.links import to_task
from equipoise.web.looks import last_look, looked
from equipoise.web.screen import Screen, Shown
from equipoise.web.visit import Visit


class HomeScreen(Screen):
    """What waits for the person, and what for others; what is due, and what changed."""

    verb = "status"
    template = "equipoise/home.jinja"

    def show(self, visit: Visit, **named: Any) -> Shown:
        """Return the tasks of the person's own system, each with the page where it is done."""
        del named
        system, one = visit.system, visit.round
        outcome = status(one, system, by=visit.actor, on=visit.today)
        found = outcome.result
        lines = found.board.lines if found.board else ()
        page, changed = status_page(outcome), None
        if found.board:
            since = last_look(visit)
            changed = news(one, system, since=since, by=visit.actor, on=visit.today).result
            looked(visit, since, head=changed.head)
            page = replace(page, tables=(*page.tables, *news_tables(changed)))
        return Shown(
            page=page,
            outcome=outcome,
            command=f"equipoise status {system}",
            basis=f"Round {one.year}, {system}",
            more={
                "groups": (
                    ("Waiting for you", _linked(found.yours, system)),
                    ("Waiting for others", _linked(found.others, system)),
                ),
                "dates": due_days(lines),
                "due": own_due(lines, visit.actor.organisation, year=one.year),
                "changed": news_words(changed) if changed else "",
            },
        )


def _linked(tasks: Iterable[Task], system: str) -> tuple[tuple[str, str, str], ...]:
    """Return tasks as words, the body they are of, and the page where they are done."""
    return tuple((task_words(one), one.organisation, to_task(one, system)) for one in tasks)
