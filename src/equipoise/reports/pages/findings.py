"""The list of findings: equal faults told once, the gravest first, each with its remedy."""

from collections.abc import Iterable
from typing import Final

from equipoise.findings import Finding, Group, Severity, grouped
from equipoise.reports.table import Column, Row, Table, Value

SEVERAL: Final = 3
"""Different things found in equal faults that are told; the others are counted."""


def findings_table(findings: Iterable[Finding], *, title: str = "What was found") -> Table:
    """Return the findings, one row for equal faults of one sheet with all their cells."""
    groups = grouped(findings)
    return Table(
        name="findings",
        title=title,
        sentence="The gravest first; equal faults on one sheet are told once."
        if groups
        else "Nothing was found wrong.",
        basis="Found and expected as entered: money in £000, staff in WTE" if groups else "",
        columns=(
            Column(key="severity", title="Severity"),
            Column(key="organisation", title="Body"),
            Column(key="sheet", title="Sheet"),
            Column(key="cells", title="Cell"),
            Column(key="figure", title="Figure"),
            Column(key="row", title="Row"),
            Column(key="column", title="Column"),
            Column(key="found", title="Found"),
            Column(key="expected", title="Expected"),
            Column(key="message", title="What is wrong"),
            Column(key="remedy", title="What to do"),
            Column(key="code", title="Check"),
        ),
        rows=tuple(Row(cells=_cells(group), refs={"cells": group.first.place}) for group in groups),
    )


def counts_of(findings: Iterable[Finding]) -> str:
    """Return how many faults there are of each severity: 3 must fix, 1 explain."""
    firsts = [group.first for group in grouped(findings)]
    counts = {severity: sum(f.severity is severity for f in firsts) for severity in Severity}
    words = [f"{count} {severity.lower()}" for severity, count in counts.items() if count]
    return ", ".join(words) or "no faults"


def _shared(words: Iterable[str]) -> str:
    """Return the words of all the cells of a row of the table, each once."""
    return ", ".join(dict.fromkeys(filter(None, words)))


def _several(words: Iterable[str]) -> str:
    """Return what was found in the cells of a row of the table, each once, and the first few.

    >>> _several(["£5", "(5)", "£5", "5%", "n/a", "TBC"])
    '£5; (5); 5% and 2 more'
    """
    told = list(dict.fromkeys(filter(None, words)))
    more = f" and {len(told) - SEVERAL} more" if len(told) > SEVERAL else ""
    return "; ".join(told[:SEVERAL]) + more


def _cells(group: Group) -> dict[str, Value]:
    first = group.first
    return {
        "severity": str(first.severity),
        "organisation": first.organisation,
        "sheet": first.sheet,
        "cells": group.places if first.cell else "",
        "figure": "" if first.place.kind == "file" else str(first.place),
        "row": _shared(finding.row for finding in group.findings),
        "column": _shared(finding.column for finding in group.findings),
        "found": _several(finding.found for finding in group.findings),
        "expected": first.expected,
        "message": first.message,
        "remedy": first.remedy,
        "code": first.code,
    }
