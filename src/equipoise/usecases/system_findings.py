"""What the system checks find in a version of a plan, and which of it a waiver lets stand.

A waiver of such a finding is given for one version of the plan, named by the pin of its place, and
ends with it: the next version may be short of more.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from equipoise.findings import Finding, Waived, apart
from equipoise.records.queries import latest_system_version
from equipoise.usecases.plans import Plan, plan_of
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.systems import found_wrong
from equipoise.usecases.waivers import granted


def of_version(one: OpenRound, system: str) -> tuple[Finding, ...]:
    """Return what is found in the latest version of a plan, each place pinned to that version.

    Nothing is found before a version is collated.
    """
    latest = latest_system_version(one.code, system)
    if latest is None:
        return ()
    plan = plan_of(one, latest)
    return tuple(_pinned(finding, plan) for finding in found_wrong(plan))


def weighed_plan(
    plan: Plan, findings: Iterable[Finding], *, on: date
) -> tuple[tuple[Finding, ...], tuple[Waived, ...]]:
    """Return the findings of a plan that count on this day, and those that are waived."""
    own = {_pinned(finding, plan): finding for finding in findings}
    counting, waived = apart(own, granted(plan.round, *plan.members), on)
    return tuple(own[finding] for finding in counting), waived


def _pinned(finding: Finding, plan: Plan) -> Finding:
    return replace(finding, place=replace(finding.place, pin=plan.pin))
