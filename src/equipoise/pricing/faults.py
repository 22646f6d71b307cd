"""What can be wrong in a file of activity, and how it is told: counts, sample rows, what to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from equipoise.findings import Finding, Severity
from equipoise.pricing.refusing import Suspect
from equipoise.workings import Reference

SAMPLES: Final = 3
"""Rows told of each fault."""


class Fault(IntEnum):
    """Why a record cannot be priced whatever the book, as it is stored beside the record.

    Of several, the first in this order is given.
    """

    NO_DAY = 1
    IMPOSSIBLE_DAY = 2
    NEGATIVE_STAY = 3
    NO_STAY = 4
    NO_AGE = 5

    @property
    def word(self) -> str:
        """The fault as a reason for having no price."""
        return self.name.lower()


@dataclass(frozen=True, kw_only=True)
class Told:
    """How a fault is told. `{...}` are filled in."""

    code: str
    severity: Severity
    message: str
    remedy: str
    expected: str


IDENTIFYING: Final = Told(
    code="EQ-ACT-001",
    severity=Severity.MUST_FIX,
    message="Column {column} could say who a patient is: it is {how} like {what}. Nothing of the "
    "file is stored.",
    remedy="Take the column out of the extract, or leave it unread with --without {column}.",
    expected="no column that identifies",
)
UNREADABLE: Final = Told(
    code="EQ-ACT-002",
    severity=Severity.MUST_FIX,
    message="The file cannot be read: {why}",
    remedy="Write it as csv with a heading for each column, or as Parquet, under declared names.",
    expected="a table of admitted, outpatient or emergency records",
)
UNKNOWN_CODE: Final = Told(
    code="EQ-ACT-003",
    severity=Severity.EXPLAIN,
    message="In {who}, the code in {field} is not in the national list.",
    remedy="Correct the code at its source, or say why it is so.",
    expected="one of {listed}",
)
NOT_A_CODE: Final = Told(
    code="EQ-ACT-004",
    severity=Severity.EXPLAIN,
    message="In {who}, the text in {field} is no code; it is not stored, and counts as blank.",
    remedy="Put the code in that column, or another column under its name.",
    expected="letters, digits, at most {length}",
)
FAULTS: Final[Mapping[Fault, Told]] = {
    Fault.NO_DAY: Told(
        code="EQ-ACT-005",
        severity=Severity.EXPLAIN,
        message="{who}: no day that decides the price book. Not priced.",
        remedy="Give the day of discharge, appointment or arrival as 2022-04-30 or 30/04/2022.",
        expected="a day",
    ),
    Fault.IMPOSSIBLE_DAY: Told(
        code="EQ-ACT-006",
        severity=Severity.EXPLAIN,
        message="{who}: an impossible day, before April 1989, to come, or "
        "of discharge before admission. Not priced.",
        remedy="Correct the days at their source.",
        expected="a day of care in the past",
    ),
    Fault.NEGATIVE_STAY: Told(
        code="EQ-ACT-007",
        severity=Severity.EXPLAIN,
        message="{who}: a negative length of stay. Not priced.",
        remedy="Correct the adjusted length of stay: it is never below nil.",
        expected="0 days or more",
    ),
    Fault.NO_STAY: Told(
        code="EQ-ACT-008",
        severity=Severity.EXPLAIN,
        message="{who}: no length of stay in whole days. Not priced.",
        remedy="Give the adjusted length of stay in whole days: a blank is not nil.",
        expected="whole days",
    ),
    Fault.NO_AGE: Told(
        code="EQ-ACT-009",
        severity=Severity.EXPLAIN,
        message="{who}: no age on admission, or an impossible one. Not priced.",
        remedy="Give the age in whole years: the short stay price turns on it.",
        expected="whole years, 0 to 130",
    ),
}


def place(file: str) -> Reference:
    """Return the reference of a file of activity."""
    return Reference("file", (file,))


def finding(
    told: Told, file: str, *, column: str = "", found: str = "", **words: object
) -> Finding:
    """Return the fault as a finding about a file; `found` are its sample rows."""
    said = {"column": column, **words}
    return Finding(
        code=told.code,
        severity=told.severity,
        place=place(file),
        organisation="",
        part="activity",
        message=told.message.format(**said),
        remedy=told.remedy.format(**said),
        found=found,
        expected=told.expected.format(**said),
        column=column,
    )


def refused(file: str, suspects: Iterable[Suspect]) -> tuple[Finding, ...]:
    """Return a finding for each column that could identify; no value of it is repeated."""
    return tuple(
        finding(IDENTIFYING, file, column=one.column, what=one.what, how=one.how)
        for one in suspects
    )
