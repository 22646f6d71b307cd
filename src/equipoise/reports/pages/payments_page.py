"""Elective money of a system, from the file on record: now, and what the last change did."""

from equipoise.reports.display import day
from equipoise.reports.pages.electing import erf_page
from equipoise.reports.pages.page import Page
from equipoise.reports.pages.swinging import swing_page
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.payments import GAIN, Payments


def payments_page(outcome: Outcome[Payments]) -> Page:
    """Return T15 by the rules known on the day, and whose the last change's gain is."""
    found = outcome.result
    now = erf_page(found.recovered)
    file = (
        f"From {found.file.name}, lodged by {found.file.person} on "
        f"{day(found.file.at.date())}, {found.file.ref}."
    )
    if found.swung is None:
        return Page(
            title=now.title,
            sentences=(*now.sentences, file),
            alerts=now.alerts,
            tables=now.tables,
            cards=now.cards,
            facts=now.facts,
        )
    change = swing_page(found.swung, award=GAIN)
    return Page(
        title=now.title,
        sentences=tuple(dict.fromkeys((*now.sentences, *change.sentences, file))),
        alerts=(*now.alerts, *change.alerts),
        tables=(*now.tables, *change.tables),
        cards=(*now.cards, *change.cards),
        facts={**now.facts, "swing": dict(change.facts)},
    )
