"""A line of a pot says what it is, where it comes from, and from when on it counts."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from equipoise.checks.check import Check
from equipoise.checks.pot_lines import PotLines
from equipoise.findings import Finding, Severity
from equipoise.params import Parameters

NEEDED: Final = ("line", "role", "title", "stream", "amount_thousands", "effective_on", "source")
OF_SOURCES: Final = ("route", "recurrent")
"""What money that comes in says besides."""

CHECK: Final = Check(
    code="EQ-POT-001",
    title="Blank in a line of a pot",
    severity=Severity.MUST_FIX,
    message="The {column} of line {line} is blank.",
    remedy="Enter it; the template says what each column is for.",
    guidance="House setting: every line of a pot has a decision behind it, with source and date.",
)


def pot_blank(file: PotLines, params: Parameters, *, known_on: date) -> Iterator[Finding]:
    """Return a finding for each cell that a line needs and has not."""
    del params, known_on
    for row in file.rows:
        fence = ("ring_fence", "condition") if row["route"] == "ring-fence" else ()
        use = ("programme",) if row["role"] == "committed" else ()
        needed = (*NEEDED, *(OF_SOURCES if row.is_source else ()), *fence, *use)
        for column in needed:
            if not row[column]:
                facts = {
                    "column": column,
                    "line": row["line"] or f"in row {row.number}",
                    "found": "nothing",
                    "expected": f"a {column}",
                }
                yield CHECK.finding(file.place(row, column), facts)
