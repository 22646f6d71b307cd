"""What is found in a version by the rules of the round as they are known now."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from equipoise.findings import Finding, apart
from equipoise.records.models import Event, Judgement, Version
from equipoise.records.queries import judgements
from equipoise.usecases.comparison import flips
from equipoise.usecases.held import get_findings, get_held
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.versions import signature
from equipoise.usecases.waivers import Weighed, granted


def judged(one: OpenRound, row: Version) -> tuple[Finding, ...]:
    """Return the findings of a version: as last judged, or as it was handed in."""
    return judged_each(one, [row])[row]


def judged_each(one: OpenRound, rows: Iterable[Version]) -> dict[Version, tuple[Finding, ...]]:
    """Return what `judged` does of each version; the database is asked once."""
    listed = tuple(rows)
    again = _judgements(one, listed)
    return {row: _findings(one, row, again.get(row)) for row in listed}


def weigh(one: OpenRound, row: Version, *, on: date) -> Weighed:
    """Return the findings of a version that count on this day, and those that are waived."""
    return weigh_each(one, [row], on=on)[row]


def weigh_each(one: OpenRound, rows: Iterable[Version], *, on: date) -> dict[Version, Weighed]:
    """Return what `weigh` does of each version; the database is asked once for a body.

    Law each_is_weighed_as_it_is_alone: the others make no difference.
    """
    found = judged_each(one, rows)
    bodies = dict.fromkeys(row.organisation for row in found)
    waivers = {body: granted(one, body) for body in bodies}
    weighed: dict[Version, Weighed] = {}
    for row, findings in found.items():
        counting, waived = apart(findings, waivers[row.organisation], on)
        explanations = get_held(one.workspace, row.reading).explanations
        weighed[row] = Weighed(counting=counting, waived=waived, explanations=explanations)
    return weighed


def _judgements(one: OpenRound, rows: Iterable[Version]) -> dict[Version, Judgement]:
    return judgements(rows, one.known_on, params=one.record.params)


def _findings(one: OpenRound, row: Version, again: Judgement | None) -> tuple[Finding, ...]:
    if again is not None:
        return get_findings(one.workspace, again.findings)
    return tuple(get_held(one.workspace, row.reading).findings)


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
