"""What a check is: a code, words to say, and a function from what was returned to findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, Protocol, TypeVar

from equipoise.findings import Finding, Severity, in_order, without_consequences
from equipoise.params import Parameters
from equipoise.workings import Reference

Subject = TypeVar("Subject")
Subject_contra = TypeVar("Subject_contra", contravariant=True)


class Run(Protocol[Subject_contra]):
    """The function of a check: what was returned in, findings out."""

    def __call__(
        self, subject: Subject_contra, params: Parameters, /, *, known_on: date
    ) -> Iterable[Finding]:
        """Return a finding for every fault; nothing where all is well."""
        ...


class DuplicateCodeError(ValueError):
    """Two checks under one code."""


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

    `guidance` is the document or the practice it rests on.
    """

    code: str
    title: str
    severity: Severity
    message: str
    remedy: str
    guidance: str

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
    """The checks that look at one kind of thing, each under its code."""

    of: str
    entries: dict[str, tuple[Check, Run[Subject]]] = field(default_factory=dict)

    def enter(self, check: Check, run: Run[Subject]) -> None:
        """Add a check.

        Raises: DuplicateCodeError when its code is taken.
        """
        if check.code in self.entries:
            raise DuplicateCodeError(check.code)
        self.entries[check.code] = (check, run)

    def __iter__(self) -> Iterator[Check]:
        return (self.entries[code][0] for code in sorted(self.entries))

    def findings(
        self, subject: Subject, params: Parameters, *, known_on: date
    ) -> tuple[Finding, ...]:
        """Return what every check finds, gravest first, without mere consequences."""
        found = [
            finding
            for code in sorted(self.entries)
            for finding in self.entries[code][1](subject, params, known_on=known_on)
        ]
        return without_consequences(in_order(found))
