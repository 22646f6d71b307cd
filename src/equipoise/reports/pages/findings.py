"""The list of findings: equal faults told once, the gravest first, each with its remedy."""

from collections.abc import Iterable

from equipoise.findings import Finding, Severity, grouped
from equipoise.reports.table import Column, Row, Table


def findings_table(findings: Iterable[Finding], *, title: str = "What was found") -> Table:
    """Return the findings, one row for equal faults of one sheet with all their cells."""
    groups = grouped(findings)
    return Table(
        name="findings",
        title=title,
        sentence=f"{counted(group.first for group in groups)}."
        if groups
        else "Nothing was found wrong.",
        basis="",
        columns=(
            Column(key="severity", title="Severity"),
            Column(key="code", title="Check"),
            Column(key="organisation", title="Body"),
            Column(key="sheet", title="Sheet"),
            Column(key="cells", title="Cell"),
            Column(key="row", title="Row"),
            Column(key="found", title="Found"),
            Column(key="expected", title="Expected"),
            Column(key="message", title="What is wrong"),
            Column(key="remedy", title="What to do"),
        ),
        rows=tuple(
            Row(
                cells={
                    "severity": str(group.first.severity),
                    "code": group.first.code,
                    "organisation": group.first.organisation,
                    "sheet": group.first.sheet,
                    "cells": group.places,
                    "row": group.first.row,
                    "found": group.first.found,
                    "expected": group.first.expected,
                    "message": group.first.message,
                    "remedy": group.first.remedy,
                },
                refs={"cells": group.first.place},
            )
            for group in groups
        ),
    )


def counted(findings: Iterable[Finding]) -> str:
    """Return how many there are of each severity: 3 must fix, 1 explain."""
    listed = tuple(findings)
    counts = {severity: sum(f.severity is severity for f in listed) for severity in Severity}
    words = [f"{count} {severity.lower()}" for severity, count in counts.items() if count]
    return ", ".join(words) or "no findings"
