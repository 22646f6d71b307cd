"""The bridge from last year's outturn does not arrive at the plan."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from equipoise.checks.amounts import entered, in_words
from equipoise.checks.check import Check
from equipoise.checks.subjects import ReturnCells
from equipoise.findings import Finding, Severity
from equipoise.params import Parameters

BRIDGE, POSITION = "bridge.plan", "position.excluding"
CHECK: Final = Check(
    code="EQ-BRG-001",
    title="The bridge does not arrive at the plan",
    severity=Severity.MUST_FIX,
    message="The bridge from last year's outturn arrives at {bridge}; the plan excluding support "
    "is {plan}: {difference} has no driver.",
    remedy="Put the difference under the driver it belongs to, or correct the plan.",
    guidance="House rule: the drivers from outturn to plan are lines of the form, and sum exactly "
    "to the position excluding support.",
)


def bridge_from_outturn(
    subject: ReturnCells, _: Parameters, *, known_on: date
) -> Iterator[Finding]:
    """Yield a finding when the drivers do not sum to the position excluding support.

    A return with a blank in either is passed over: the blank has a finding of its own.
    """
    del known_on
    bridge, plan = subject.whole(BRIDGE), subject.whole(POSITION)
    if bridge is None or plan is None or bridge == plan:
        return
    measure = subject.measure(POSITION)
    facts = {
        "bridge": in_words(bridge),
        "plan": in_words(plan),
        "difference": in_words(abs(bridge - plan)),
        "found": entered(bridge, measure),
        "expected": entered(plan, measure),
    }
    yield CHECK.finding(subject.at(BRIDGE), facts, worth=abs(bridge - plan))
