"""Ring-fenced money is used for what it is fenced off for."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from equipoise.checks.check import Check
from equipoise.checks.pot_lines import PotLines
from equipoise.findings import Finding, Severity
from equipoise.params import Parameters

CHECK: Final = Check(
    code="EQ-POT-005",
    title="Ring-fence broken",
    severity=Severity.MUST_FIX,
    message="Line {line} draws on {fence}, which is for {expected}, and is for {found}.",
    remedy="Use it for {expected}, or draw on another line.",
    guidance="Screen S9: a ring-fence that is broken is an error; founding requirement F-001-07.",
)


def pot_ring_fence(file: PotLines, params: Parameters, *, known_on: date) -> Iterator[Finding]:
    """Return a finding for each committed use that draws on money fenced off for another."""
    del params, known_on
    for row in file.filled("draws_on"):
        purpose = file.fences.get(row["draws_on"], "")
        if purpose and row["role"] == "committed" and row["programme"] not in ("", purpose):
            facts = {
                "line": row["line"],
                "fence": row["draws_on"],
                "found": row["programme"],
                "expected": purpose,
            }
            yield CHECK.finding(file.place(row, "programme"), facts)
