"""V11: deficit support is planned that was not notified, or not at that amount."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from equipoise.checks.amounts import entered, in_words
from equipoise.checks.check import Check
from equipoise.checks.subjects import ReturnCells
from equipoise.findings import Finding, Severity
from equipoise.params import Parameters

NOTIFIED: Final = "support/notified_pence"
SUPPORT: Final = "income.support"
CHECK: Final = Check(
    code="EQ-SUP-001",
    title="Deficit support is not what was notified",
    severity=Severity.MUST_FIX,
    message="The plan counts on {plan} of deficit support; {name} was notified of {notified}.",
    remedy="Enter the support that was notified, or ask the region for a new notice.",
    guidance="V11: support goes to eligible bodies only, at the amount they were notified of.",
)


def support_notified(
    subject: ReturnCells, params: Parameters, *, known_on: date
) -> Iterator[Finding]:
    """Yield a finding when planned support differs from the notice to the body.

    A body that the notices of the year leave out is eligible for none. A year without notices
    has nothing to compare with.
    """
    notices = params.keys(NOTIFIED, subject.year.period, known_on=known_on)
    plan = subject.whole(SUPPORT)
    if not notices or plan is None:
        return
    body, notified = subject.expected.organisation, 0
    if body in notices:
        found = params.at(NOTIFIED, subject.year.period, known_on=known_on, key=body)
        notified = int(found.value)
    if plan == notified:
        return
    measure = subject.measure(SUPPORT)
    facts = {
        "name": subject.expected.name,
        "plan": in_words(plan),
        "notified": in_words(notified) if notified else "none",
        "found": entered(plan, measure),
        "expected": entered(notified, measure),
    }
    yield CHECK.finding(subject.at(SUPPORT), facts, worth=abs(plan - notified))
