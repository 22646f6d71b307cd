"""A line of a pot stands in it once."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Final

from equipoise.checks.check import Check
from equipoise.checks.pot_lines import PotLines
from equipoise.findings import Finding, Severity
from equipoise.params import Parameters

CHECK: Final = Check(
    code="EQ-POT-004",
    title="Line of a pot written twice",
    severity=Severity.MUST_FIX,
    message="There is a line {found} already.",
    remedy="Give this one a code of its own, move money to the other, or withdraw that first.",
    guidance="House setting: a pot is a ledger; a line is not written over.",
)


def pot_line_twice(file: PotLines, params: Parameters, *, known_on: date) -> Iterator[Finding]:
    """Return a finding for each line whose code the pot has, or another line of the file."""
    del params, known_on
    times = Counter(row["line"] for row in file.rows)
    for row in file.filled("line"):
        if row["line"] in file.lines or times[row["line"]] > 1:
            facts = {"found": row["line"], "expected": "a code that is not in use"}
            yield CHECK.finding(file.place(row, "line"), facts)
