"""What is found in a version by the rules of the round as they are known now."""

from __future__ import annotations

from datetime import date

from equipoise.findings import Finding
from equipoise.records.models import Version
from equipoise.usecases.held import get_held
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.waivers import Weighed, weighed


def judged(one: OpenRound, row: Version) -> tuple[Finding, ...]:
    """Return the findings of a version."""
    return get_held(one.workspace, row.reading).findings


def weigh(one: OpenRound, row: Version, *, on: date) -> Weighed:
    """Return the findings of a version that count on this day, and those that are waived."""
    return weighed(
        one,
        row.organisation,
        findings=judged(one, row),
        explanations=get_held(one.workspace, row.reading).explanations,
        on=on,
    )
