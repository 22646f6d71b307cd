"""What is found in a version by the rules of the round as they are known now."""

from __future__ import annotations

from datetime import date

from equipoise.findings import Finding
from equipoise.records.models import Event, Version
from equipoise.records.queries import judgement
from equipoise.usecases.comparison import flips
from equipoise.usecases.held import get_findings, get_held
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.versions import signature
from equipoise.usecases.waivers import Weighed, weighed


def judged(one: OpenRound, row: Version) -> tuple[Finding, ...]:
    """Return the findings of a version: as last judged, or as it was handed in."""
    again = judgement(row, one.known_on, params=one.record.params)
    if again is not None:
        return get_findings(one.workspace, again.findings)
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


def new_by_rules(one: OpenRound, row: Version) -> tuple[Finding, ...]:
    """Return findings that a version has, or has more gravely, because a check changed since."""
    found = flips(get_held(one.workspace, row.reading).findings, judged(one, row))
    return (*found.new, *(now for _, now in found.reweighed))


def signed_under(one: OpenRound, row: Version) -> date | None:
    """Return the day whose checks a version was signed under; None for an unsigned one."""
    signed = signature(row)
    if signed is None:
        return None
    told = signed.facts.get("known_on")
    if told is None:  # signed before rules could change: those the round was opened with
        told = Event.objects.get(stream=one.stream, sequence=1).facts["known_on"]
    return date.fromisoformat(told)
