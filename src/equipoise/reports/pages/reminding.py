"""Reminders: what waits for a body, in the words that are sent to those whose step it is."""

from __future__ import annotations

from equipoise.records import ReturnStatus
from equipoise.reports.pages.deadlines import due_words
from equipoise.reports.pages.page import Page, counted, listed
from equipoise.reports.table import Column, Row, Table
from equipoise.units import FinancialYear
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.remind import Reminder


def reminder_page(outcome: Outcome[tuple[Reminder, ...]]) -> Page:
    """Return who was reminded, and of what."""
    found = outcome.result
    bodies = listed(each.organisation for each in found)
    told = counted(sum(len(each.people) for each in found), "person", "people")
    return Page(
        title="Reminders",
        sentences=(f"Reminded: {bodies}, through {told}.",),
        tables=(
            Table(
                name="reminders",
                title="Reminders",
                sentence="",
                basis="",
                columns=(
                    Column(key="organisation", title="Body"),
                    Column(key="people", title="Who"),
                    Column(key="what", title="Of what"),
                ),
                rows=tuple(
                    Row(
                        cells={
                            "organisation": each.organisation,
                            "people": ", ".join(each.people) or "Nobody is named",
                            "what": "; ".join(_lines(each)),
                        }
                    )
                    for each in found
                ),
            ),
        ),
        next_steps=("equipoise collect",),
        facts={"bodies": [each.organisation for each in found]},
    )


def reminder_subject(found: Reminder, year: FinancialYear) -> str:
    """Return what a reminder is headed with."""
    return f"{year} plan of {found.organisation}: {counted(len(found.lines), 'part')} waiting"


def reminder_text(found: Reminder, year: FinancialYear, *, sender: str) -> str:
    """Return a reminder as it is sent."""
    lines = "\n".join(f"- {line}" for line in _lines(found))
    return (
        f"{sender} asks for the {year} plan of {found.organisation}. It waits for you:\n\n{lines}\n"
    )


def _lines(found: Reminder) -> list[str]:
    return [
        ", ".join(
            filter(
                None,
                (
                    line.part,
                    "to be signed off" if line.status is ReturnStatus.SUBMITTED else line.word,
                    f"due {words}" if (words := due_words(line)) else "",
                ),
            )
        )
        for line in found.lines
    ]
