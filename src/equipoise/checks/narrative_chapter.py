"""A chapter of the narrative that was left empty."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from equipoise.checks.check import Check
from equipoise.checks.subjects import ReturnCells
from equipoise.findings import Finding, Severity
from equipoise.params import Parameters

CHECK: Final = Check(
    code="EQ-NAR-001",
    title="A chapter of the narrative is empty",
    severity=Severity.EXPLAIN,
    message="The chapter {chapter} of the narrative has no text.",
    remedy="Write the chapter, or say in a sentence why this plan has nothing to say in it.",
    guidance="The sections of the national narrative template: summary, finance, activity, "
    "workforce, quality, specialised commissioning, risks, publication.",
)


def narrative_chapter(subject: ReturnCells, _: Parameters, *, known_on: date) -> Iterator[Finding]:
    """Yield a finding for each chapter without a text."""
    del known_on
    if not subject.returned("narrative"):
        return
    for item in subject.reading.items:
        if item.kind == "chapter" and not item.attributes.get("text", "").strip():
            facts = {"chapter": item.name, "expected": "a text"}
            yield CHECK.finding(subject.place(item.source, "narrative"), facts)
