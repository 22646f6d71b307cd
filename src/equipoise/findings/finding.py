"""One thing that is wrong or worth saying: where, what was found, what was expected, what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Final

from equipoise.workings import Reference


class Severity(StrEnum):
    """How much a finding matters: it blocks, it needs a sentence, or it only informs."""

    MUST_FIX = "Must fix"
    EXPLAIN = "Explain"
    NOTE = "Note"


ORDER: Final = {severity: place for place, severity in enumerate(Severity)}


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A finding of the check with this code. `message` and `remedy` are whole sentences.

    Shape: `place` is a file, sheet and cell, or a cell, figure or version of ours; `row` and
        `column` say the same in the form's words; `caused_by` are places whose own faults
        would explain this one; `organisation` and `part` say whose return it is.
    """

    code: str
    severity: Severity
    place: Reference
    organisation: str
    part: str
    message: str
    remedy: str
    found: str = ""
    expected: str = ""
    row: str = ""
    column: str = ""
    caused_by: frozenset[Reference] = frozenset()

    @property
    def sheet(self) -> str:
        """The sheet of a place in a file; blank for a place elsewhere."""
        return (
            self.place.parts[1] if self.place.kind == "file" and len(self.place.parts) > 1 else ""
        )

    @property
    def cell(self) -> str:
        """The cell of a place in a file; blank for a place elsewhere."""
        return (
            self.place.parts[2] if self.place.kind == "file" and len(self.place.parts) > 2 else ""
        )


@dataclass(frozen=True, kw_only=True)
class Group:
    """Equal faults of one check on one sheet, told once with all their places."""

    first: Finding
    findings: tuple[Finding, ...]

    @property
    def places(self) -> str:
        """The cells, as people list them; or the one place where there is no cell."""
        return ", ".join(finding.cell or str(finding.place) for finding in self.findings)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings, the gravest first, then by code and place."""
    return tuple(sorted(findings, key=_rank))


def without_consequences(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings less those that another finding explains.

    A fault whose own causes run in a ring stays: nothing outside explains it.

    Law a_cause_always_stays: what is left out leads back, from cause to cause, to a finding
        that stays.
    """
    listed = in_order(findings)
    places = {finding.place for finding in listed}
    explained = {f.place for f in listed if not (f.caused_by - {f.place}) & places}
    staying = [f for f in listed if not (f.caused_by - {f.place}) & places]
    waiting = [f for f in listed if (f.caused_by - {f.place}) & places]
    while caused := [f for f in waiting if (f.caused_by - {f.place}) & explained]:
        explained |= {finding.place for finding in caused}
        waiting = [finding for finding in waiting if finding not in caused]
    return in_order([*staying, *waiting])


def grouped(findings: Iterable[Finding]) -> tuple[Group, ...]:
    """Return equal faults told once: of one check, organisation and sheet, in the same words.

    Law grouping_loses_nothing: the groups hold exactly the findings given.
    """
    listed = sorted(findings, key=lambda finding: (*_likeness(finding), _rank(finding)))
    groups = [tuple(same) for _, same in groupby(listed, key=_likeness)]
    return tuple(
        Group(first=same[0], findings=same) for same in sorted(groups, key=lambda s: _rank(s[0]))
    )


def blocking(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings that must be fixed before anything is submitted."""
    return tuple(finding for finding in findings if finding.severity is Severity.MUST_FIX)


def _likeness(finding: Finding) -> tuple[str, ...]:
    return (
        str(ORDER[finding.severity]),
        finding.code,
        finding.organisation,
        finding.part,
        finding.sheet,
        finding.message,
        finding.remedy,
    )


def _rank(finding: Finding) -> tuple[int, str, str, tuple[str, int, str], str, str]:
    letters = finding.cell.rstrip("0123456789")
    number = finding.cell.removeprefix(letters)
    by_cell = (finding.sheet, int(number or 0), letters)
    return (
        ORDER[finding.severity],
        finding.organisation,
        finding.code,
        by_cell,
        str(finding.place),
        finding.found,
    )
