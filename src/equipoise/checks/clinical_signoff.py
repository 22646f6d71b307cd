"""An efficiency scheme whose impact on quality no clinician has signed off."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from equipoise.checks.check import Check
from equipoise.checks.subjects import ReturnCells
from equipoise.findings import Finding, Severity
from equipoise.params import Parameters

CHECK: Final = Check(
    code="EQ-QUA-001",
    title="A scheme without a clinical sign-off",
    severity=Severity.EXPLAIN,
    message="Nobody is named who has signed off what the scheme {scheme} means for quality.",
    remedy="Name the clinician, their post and the day on the sheet Signoffs, or explain why "
    "the scheme needs none.",
    guidance="House rule: the effect of each efficiency scheme on quality is signed off by a named "
    "clinician.",
)


def clinical_signoff(subject: ReturnCells, _: Parameters, *, known_on: date) -> Iterator[Finding]:
    """Yield a finding for each scheme without a named assessor in the quality part.

    It needs efficiency and quality in one file.
    """
    del known_on
    if not (subject.returned("efficiency") and subject.returned("quality")):
        return
    signed = {
        item.ref
        for item in subject.reading.items
        if item.kind == "signoff" and item.attributes.get("assessor", "").strip()
    }
    for item in subject.reading.items:
        if item.kind == "scheme" and item.ref not in signed:
            facts = {"scheme": f"{item.ref} {item.name}".strip(), "expected": "a named clinician"}
            yield CHECK.finding(subject.place(item.source, "quality"), facts)
