"""The workbook belongs to another organisation, or to another kind of one."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from equipoise.checks.check import Check
from equipoise.checks.subjects import ReturnCells
from equipoise.findings import Finding, Severity
from equipoise.params import Parameters
from equipoise.register import Kind

CHECK: Final = Check(
    code="EQ-TPL-001",
    title="Wrong organisation",
    severity=Severity.MUST_FIX,
    message="This workbook was made for {found}, not for {expected}.",
    remedy="Send the workbook of {expected}, or ask for a new one with: equipoise template.",
    guidance="The hidden sheet _meta says whose workbook it is; codes may not be typed over.",
)
WORDS: Final = {
    Kind.PROVIDER: "a provider",
    Kind.ICB: "an ICB",
    Kind.NATIONAL: "a national body",
}
"""The kinds of body that fill in a form."""


def wrong_organisation(subject: ReturnCells, _: Parameters, *, known_on: date) -> Iterator[Finding]:
    """Yield a finding when the workbook names another organisation or kind than the sender's.

    The kind decides which lines a form has, so the right code on the wrong form is as wrong.
    """
    del known_on
    read, expected = subject.reading, subject.expected
    if (read.organisation, read.kind) == (expected.organisation, expected.kind):
        return
    found, wanted = read.organisation, expected.organisation
    if read.kind is not expected.kind:
        found, wanted = f"{found} as {WORDS[read.kind]}", f"{wanted} as {WORDS[expected.kind]}"
    yield CHECK.finding(
        subject.place(read.organisation_place), {"found": found, "expected": wanted}
    )
