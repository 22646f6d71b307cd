"""An amount of a pot is a number of £000, whole in pence; only a surplus may be below nil."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from equipoise.checks.check import Check
from equipoise.checks.pot_lines import PotLines, thousands
from equipoise.findings import Finding, Severity
from equipoise.params import Parameters

CHECK: Final = Check(
    code="EQ-POT-003",
    title="Amount of a pot that cannot be used",
    severity=Severity.MUST_FIX,
    message="{found} is no amount that line {line} can hold.",
    remedy="Enter {expected}.",
    guidance="House setting: amounts are entered in £000 and kept to the penny; a planned deficit "
    "is a surplus below nil, and what leaves a line is a movement.",
)


def pot_amount(file: PotLines, params: Parameters, *, known_on: date) -> Iterator[Finding]:
    """Return a finding for each amount that is not a number, not whole pence, or below nil."""
    del params, known_on
    for row in file.filled("amount_thousands"):
        found = thousands(row["amount_thousands"])
        if found is not None and (found >= 0 or row["role"] == "surplus"):
            continue
        below = "" if row["role"] == "surplus" else ", nil or more"
        facts = {
            "found": row["amount_thousands"],
            "line": row["line"] or f"in row {row.number}",
            "expected": f"a number of £000 with five decimals at most{below}",
        }
        yield CHECK.finding(file.place(row, "amount_thousands"), facts)
