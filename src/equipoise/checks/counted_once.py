"""V05: a trust is counted in part in several systems, or wholly in another."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from equipoise.checks.amounts import percent
from equipoise.checks.check import Check
from equipoise.checks.subjects import SystemCells
from equipoise.findings import Finding, Severity
from equipoise.params import Parameters
from equipoise.units import Period

CHECK: Final = Check(
    code="EQ-SYS-002",
    title="A trust is not counted in one system alone",
    severity=Severity.MUST_FIX,
    message="{name} is planned for wholly in {system}, but the register counts {found}.",
    remedy="Correct the links in the pack of the round: one to one system, of weight 1.",
    guidance="V05: from July 2022 each trust is mapped wholly to one system, and its plan sits in "
    "that system's plan only.",
    applies=Period.parse("2022-04-01 to 2029-04-01"),
)


def counted_once(subject: SystemCells, _: Parameters, *, known_on: date) -> Iterator[Finding]:
    """Yield a finding for each provider that is not counted wholly, and only, in the system."""
    del known_on
    for code in subject.providers:
        weights = subject.systems.get(code, {})
        if not weights or weights == {subject.system.code: 1}:
            continue
        shares = " and ".join(f"{percent(weights[body])} of it in {body}" for body in weights)
        facts = {
            "name": subject.members[code].name,
            "system": subject.system.name,
            "found": shares,
            "expected": f"100.0% of it in {subject.system.code}",
        }
        yield CHECK.finding(subject.figure(f"membership/{code}"), facts)
