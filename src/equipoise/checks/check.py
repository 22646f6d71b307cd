"""What a check is: a code, words to say, and a function from what was returned to findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Generic, Protocol, TypeVar

from equipoise.findings import Finding, Severity, in_order, without_consequences
from equipoise.params import Parameters
from equipoise.units import FinancialYear, Period
from equipoise.workings import Reference

ALWAYS: Final = Period.parse("2016-04-01 to 2029-04-01")
"""The plan years for which a check holds unless it says otherwise."""


class Dated(Protocol):
    """What a check looks at: it is of a plan year."""

    @property
    def year(self) -> FinancialYear:
        """The plan year, which decides what checks are in force."""
        ...


Subject = TypeVar("Subject", bound=Dated)
Subject_contra = TypeVar("Subject_contra", contravariant=True)


class Run(Protocol[Subject_contra]):
    """The function of a check: what was returned in, findings out."""

    def __call__(
        self, subject: Subject_contra, params: Parameters, /, *, known_on: date
    ) -> Iterable[Finding]:
        """Return a finding for every fault; nothing where all is well."""
        ...


class DuplicateCodeError(ValueError):
    """Two checks under one code are in force on one day, with nothing to choose between them."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a fault stands, whose return it is in, and what the form calls the place."""

    ref: Reference
    organisation: str
    part: str
    row: str = ""
    column: str = ""


@dataclass(frozen=True, kw_only=True)
class Check:
    """What a check says, and how gravely; `message` and `remedy` name their facts in braces.

    `guidance` is the document or the practice it rests on. `applies` says for which plan years it
    holds, `published` from which day on it is known; without one it always was. A check whose
    rule changes is kept, and the new rule is a second check under its code.
    """

    code: str
    title: str
    severity: Severity
    message: str
    remedy: str
    guidance: str
    applies: Period = ALWAYS
    published: date | None = None

    def known(self, on: date) -> bool:
        """Return whether the check had been published by then."""
        return self.published is None or self.published <= on

    def clashes(self, other: Check) -> bool:
        """Return whether both would be in force on one day, with nothing to choose between."""
        alike = (self.code, self.published) == (other.code, other.published)
        return alike and self.applies.overlaps(other.applies)

    def finding(
        self,
        place: Place,
        facts: Mapping[str, str],
        *,
        severity: Severity | None = None,
        caused_by: Iterable[Reference] = (),
        worth: int | None = None,
    ) -> Finding:
        """Return a finding at `place`; `found` and `expected` are shown if among the facts.

        `worth` is what lies between found and expected, in pence, where both are money.
        """
        return Finding(
            code=self.code,
            severity=severity or self.severity,
            place=place.ref,
            organisation=place.organisation,
            part=place.part,
            message=self.message.format(**facts),
            remedy=self.remedy.format(**facts),
            found=facts.get("found", ""),
            expected=facts.get("expected", ""),
            row=place.row,
            column=place.column,
            caused_by=frozenset(caused_by),
            worth=worth,
        )


@dataclass(frozen=True)
class Listing:
    """Every check there is, in the order of the codes; one is found by its code."""

    checks: tuple[Check, ...]

    def __iter__(self) -> Iterator[Check]:
        return iter(self.checks)

    def __getitem__(self, code: str) -> Check:
        return {check.code: check for check in self.checks}[code]


@dataclass(frozen=True)
class Catalogue(Generic[Subject]):
    """The checks that look at one kind of thing, under their codes.

    Shape: a code has several entries where its rule has changed, each under its own dates.
    """

    of: str
    entries: dict[str, tuple[tuple[Check, Run[Subject]], ...]] = field(default_factory=dict)

    def enter(self, check: Check, run: Run[Subject]) -> None:
        """Add a check.

        Raises: DuplicateCodeError when its code is taken on one of its days.
        """
        before = self.entries.get(check.code, ())
        if any(check.clashes(old) for old, _ in before):
            raise DuplicateCodeError(check.code)
        self.entries[check.code] = (*before, (check, run))

    def __iter__(self) -> Iterator[Check]:
        return (check for code in sorted(self.entries) for check, _ in self.entries[code])

    def in_force(
        self, year: FinancialYear, *, known_on: date
    ) -> tuple[tuple[Check, Run[Subject]], ...]:
        """Return the checks for a plan year as published by a day, in the order of their codes.

        Of several under one code, the one published last counts, as for parameters and rules.

        Law one_check_a_code_is_in_force: on any day, for any year, at most one.
        """
        found = []
        for code in sorted(self.entries):
            known = [
                entry
                for entry in self.entries[code]
                if entry[0].known(known_on) and year.period in entry[0].applies
            ]
            if known:
                found.append(max(known, key=lambda entry: entry[0].published or date.min))
        return tuple(found)

    def findings(
        self, subject: Subject, params: Parameters, *, known_on: date
    ) -> tuple[Finding, ...]:
        """Return what every check in force finds, gravest first, without mere consequences.

        Law every_finding_says_what_is_wrong_and_what_to_do: whole sentences with all their facts.
        Law a_part_that_is_not_in_the_file_is_not_judged: leaving a part out of a return finds
            nothing new, and nothing of that part.
        """
        found = [
            finding
            for _, run in self.in_force(subject.year, known_on=known_on)
            for finding in run(subject, params, known_on=known_on)
        ]
        return without_consequences(in_order(found))
