"""Findings as a screen lists them: equal faults told once, each cell a link to its sheet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from equipoise.findings import Finding, Group, Severity, grouped
from equipoise.reports.pages.findings import counts_of
from equipoise.web.faults import Fault
from equipoise.web.links import to_cell


@dataclass(frozen=True, kw_only=True)
class Row:
    """Equal faults of one sheet: where, what stands there, what is expected, what to do."""

    severity: str
    place: str
    cells: tuple[tuple[str, str], ...]
    row: str
    column: str
    found: str
    expected: str
    message: str
    remedy: str
    code: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Listing:
    """The findings of a return, those of each severity under its name, and how many there are."""

    counts: str
    sections: tuple[tuple[str, tuple[Row, ...]], ...]


def listing(findings: Iterable[Finding], organisation: str) -> Listing:
    """Return the findings as a screen lists them, the gravest first."""
    listed = tuple(findings)
    rows = [_row(group, organisation) for group in grouped(listed)]
    sections = (
        (str(severity), tuple(row for row in rows if row.severity == str(severity)))
        for severity in Severity
    )
    return Listing(
        counts=counts_of(listed), sections=tuple((name, own) for name, own in sections if own)
    )


def faults_in(findings: Iterable[Finding], organisation: str) -> tuple[Fault, ...]:
    """Return what must be fixed as a summary of errors, each a link to its cell."""
    return tuple(
        Fault(
            words=f"{row.place}: {row.message}" if row.place else row.message,
            href=row.cells[0][1] if row.cells else "",
        )
        for row in (_row(group, organisation) for group in grouped(findings))
        if row.severity == str(Severity.MUST_FIX)
    )


def _row(group: Group, organisation: str) -> Row:
    first = group.first
    cells = tuple((one.cell, to_cell(one, organisation)) for one in group.findings if one.cell)
    return Row(
        severity=str(first.severity),
        place=" ".join(filter(None, (first.sheet, group.places if first.cell else ""))),
        cells=cells,
        row=", ".join(dict.fromkeys(filter(None, (one.row for one in group.findings)))),
        column=", ".join(dict.fromkeys(filter(None, (one.column for one in group.findings)))),
        found="; ".join(dict.fromkeys(filter(None, (one.found for one in group.findings)))),
        expected=first.expected,
        message=first.message,
        remedy=first.remedy,
        code=first.code,
        why=str(first.place),
    )
