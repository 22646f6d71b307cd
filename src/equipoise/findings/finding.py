"""One thing that is wrong or worth saying: where, what was found, what was expected, what to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from types import MappingProxyType
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
        would explain this one; `organisation` and `part` say whose return it is; `worth` is
        the amount at stake, in pence and never negative, None where it is no amount of money.
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
    worth: int | None = None

    @property
    def sheet(self) -> str:
        """The sheet of a place in a file; blank for a place elsewhere."""
        return self._within_file(1)

    @property
    def cell(self) -> str:
        """The cell of a place in a file; blank for a place elsewhere."""
        return self._within_file(2)

    def _within_file(self, number: int) -> str:
        parts = self.place.parts if self.place.kind == "file" else ()
        return parts[number] if len(parts) > number else ""


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
    """Return the findings: the gravest first, then by organisation, code, sheet and cell."""
    return tuple(sorted(findings, key=_rank))


def without_consequences(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings less those that another finding, as grave or graver, explains.

    A fault whose own causes run in a ring stays, and so does what the ring alone explains:
    nothing outside accounts for them.

    Law a_cause_always_stays: what is left out leads back, from cause to cause, to a finding
        that stays.
    Law a_fault_is_not_hidden_by_a_lighter_one: nor does any cause on the way weigh less.
    """
    listed = in_order(findings)
    known = _gravest(listed)
    staying = [finding for finding in listed if not _explained(finding, known)]
    waiting = [finding for finding in listed if _explained(finding, known)]
    accounted = _gravest(staying)
    while caused := [finding for finding in waiting if _explained(finding, accounted)]:
        waiting = [finding for finding in waiting if not _explained(finding, accounted)]
        accounted = _gravest([*staying, *caused], accounted)
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


def _gravest(
    findings: Iterable[Finding], before: Mapping[Reference, int] = MappingProxyType({})
) -> dict[Reference, int]:
    """Return the places of the findings, each with how grave the gravest there is (0 most)."""
    found = dict(before)
    for finding in findings:
        gravity = ORDER[finding.severity]
        found[finding.place] = min(found.get(finding.place, gravity), gravity)
    return found


def _explained(finding: Finding, by: Mapping[Reference, int]) -> bool:
    """Return whether a place it is caused by, other than its own, has a fault as grave."""
    causes = finding.caused_by - {finding.place}
    return any(place in by and by[place] <= ORDER[finding.severity] for place in causes)


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


def _rank(finding: Finding) -> tuple[int, str, str, str, tuple[int, int, str], str, str, str]:
    letters = finding.cell.rstrip("0123456789")
    number = int(finding.cell.removeprefix(letters) or 0)
    return (
        ORDER[finding.severity],
        finding.organisation,
        finding.code,
        finding.sheet,
        (number, len(letters), letters),
        str(finding.place),
        finding.found,
        finding.message,
    )
