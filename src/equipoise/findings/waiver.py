"""A finding let stand for a while: asked for by one person, approved by another, never silent."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from equipoise.findings.finding import Finding
from equipoise.workings import Reference


class WaiverKind(StrEnum):
    """Why a finding may stand."""

    KNOWN_FAULT = "known fault in the form"
    AGREED_EXCEPTION = "agreed exception"
    LATE_EVIDENCE = "evidence to follow"


class WaiverError(ValueError):
    """A waiver without a reason or a name, or approved by the person who asked for it."""


@dataclass(frozen=True, kw_only=True)
class Waiver:
    """Lets findings of one check at one place stand until the day it expires (excluded).

    Shape: `place` names one file, so a waiver ends with the return it was given for; `name` is
        its short name, such as W3.
    Raises: WaiverError when the reason, requester or approver is blank, or both are one person.
    """

    code: str
    place: Reference
    kind: WaiverKind
    reason: str
    requester: str
    approver: str
    expires_on: date
    name: str = ""

    def __post_init__(self) -> None:
        for needed in ("reason", "requester", "approver"):
            if not getattr(self, needed).strip():
                raise WaiverError(f"a waiver of {self.code} lacks its {needed}")
        if self.requester.strip() == self.approver.strip():
            raise WaiverError(f"{self.requester} cannot approve a waiver they asked for")

    def covers(self, finding: Finding, on: date) -> bool:
        """Return whether the finding may stand on this day."""
        same = (finding.code, finding.place) == (self.code, self.place)
        return same and on < self.expires_on


@dataclass(frozen=True, kw_only=True)
class Waived:
    """A finding that stands, and the waiver that lets it."""

    finding: Finding
    waiver: Waiver


def apart(
    findings: Iterable[Finding], waivers: Iterable[Waiver], on: date
) -> tuple[tuple[Finding, ...], tuple[Waived, ...]]:
    """Return the findings that count on this day, and those that are waived.

    Law no_finding_is_lost_to_a_waiver: the two together are the findings given.
    """
    counting: list[Finding] = []
    waived: list[Waived] = []
    listed = tuple(waivers)
    for finding in findings:
        for waiver in listed:
            if waiver.covers(finding, on):
                waived.append(Waived(finding=finding, waiver=waiver))
                break
        else:
            counting.append(finding)
    return tuple(counting), tuple(waived)
