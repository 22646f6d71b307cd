"""V19: risk is left once everything that would be done about it is counted."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from equipoise.checks.amounts import entered, in_words
from equipoise.checks.check import Check
from equipoise.checks.subjects import ReturnCells
from equipoise.findings import Finding, Severity
from equipoise.params import Parameters

NET, GROSS, MITIGATION = "risk.net", "risk.gross", "risk.mitigation"
CHECK: Final = Check(
    code="EQ-RSK-001",
    title="Risk that nothing is planned against",
    severity=Severity.EXPLAIN,
    message="Risks of {gross} are met by mitigation of {mitigation}: {net} stays unmitigated. "
    "{adjusted}.",
    remedy="Add what would be done, or explain who bears what is left.",
    guidance="V19: one system planned nil in 2024/25 with unmitigated risk of 55.7 (£m).",
)


def risk_unmitigated(subject: ReturnCells, _: Parameters, *, known_on: date) -> Iterator[Finding]:
    """Yield a finding when mitigation is less than the risks; a return with a blank is not judged.

    Where finance is in the file, the position that the plan would come to is said.
    """
    del known_on
    gross, mitigation = subject.whole(GROSS), subject.whole(MITIGATION)
    if gross is None or mitigation is None or gross <= mitigation:
        return
    net, measure = gross - mitigation, subject.measure(NET)
    facts = {
        "gross": in_words(gross),
        "mitigation": in_words(mitigation),
        "net": in_words(net),
        "adjusted": _adjusted(subject.whole("position.excluding"), net),
        "found": entered(net, measure),
        "expected": "0",
    }
    yield CHECK.finding(subject.at(NET), facts, worth=net)


def _adjusted(plan: int | None, net: int) -> str:
    """Return what the plan would come to; without finance in the file, how to see it."""
    if plan is None:
        return "With finance in the same file, the risk-adjusted position is said here too"
    both = in_words(plan), in_words(plan - net)
    return "The plan excluding support is {}, and {} adjusted for it".format(*both)
