"""Waivers of a round: who asked, who answered, which findings they let stand on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from equipoise.findings import Finding, Severity, Waived, Waiver, WaiverKind
from equipoise.records import models
from equipoise.records.queries import waiver, waiver_answers, waivers
from equipoise.usecases.refusals import UnknownError
from equipoise.usecases.rounds import OpenRound
from equipoise.workings import Reference


class WaiverStatus(StrEnum):
    """How far a waiver has come."""

    ASKED = "Asked for"
    APPROVED = "Approved"
    REFUSED = "Refused"
    WITHDRAWN = "Withdrawn"
    EXPIRED = "Expired"


@dataclass(frozen=True, kw_only=True)
class WaiverStand:
    """A waiver as it was asked for, and every answer to it, the oldest first."""

    row: models.Waiver
    answers: tuple[models.WaiverAnswer, ...]

    @property
    def name(self) -> str:
        """Its short name: W3."""
        return f"W{self.row.number}"

    @property
    def ref(self) -> Reference:
        """Its reference among decisions: decision:2023-24/W3."""
        return Reference("decision", (self.row.round_id, self.name))

    def answer(self, status: WaiverStatus) -> models.WaiverAnswer | None:
        """Return the answer by which it came to be so, if it did."""
        return next((row for row in self.answers if row.answer == status), None)

    def status(self, on: date) -> WaiverStatus:
        """Return how far it is on this day; from the day it expires it lets nothing stand."""
        if self.answers and self.answers[-1].answer != WaiverStatus.APPROVED:
            return WaiverStatus(self.answers[-1].answer)
        if on >= self.row.expires_on:
            return WaiverStatus.EXPIRED
        return WaiverStatus.APPROVED if self.answers else WaiverStatus.ASKED

    def granted(self) -> Waiver | None:
        """Return what lets a finding stand: approved, and neither refused nor withdrawn."""
        approval = self.answer(WaiverStatus.APPROVED)
        if approval is None or self.answers[-1] != approval:
            return None
        return Waiver(
            name=self.name,
            code=self.row.code,
            place=Reference.parse(self.row.place),
            kind=WaiverKind(self.row.kind),
            reason=self.row.reason,
            requester=self.row.requester,
            approver=approval.person,
            expires_on=self.row.expires_on,
        )


@dataclass(frozen=True, kw_only=True)
class Weighed:
    """Findings of one part on a day: those that count, those that a waiver lets stand.

    `explanations` are the sentences that were given, by code.
    """

    counting: tuple[Finding, ...]
    waived: tuple[Waived, ...]
    explanations: Mapping[str, str]

    @property
    def must_fix(self) -> tuple[Finding, ...]:
        """Findings that stand in the way of submitting."""
        return tuple(f for f in self.counting if f.severity is Severity.MUST_FIX)

    @property
    def unexplained(self) -> tuple[Finding, ...]:
        """Findings that need a sentence and have none."""
        return tuple(
            finding
            for finding in self.counting
            if finding.severity is Severity.EXPLAIN and finding.code not in self.explanations
        )

    @property
    def blocked(self) -> bool:
        """Whether something must be fixed or explained before the part goes on."""
        return bool(self.must_fix or self.unexplained)


@dataclass(frozen=True, kw_only=True)
class Carried:
    """The waivers that what somebody signed rests on: how many, and worth how much.

    `unknown` of them name no amount; `expired` are the names of those that have run out.

    Unit: pence
    """

    names: tuple[str, ...] = ()
    worth: int = 0
    unknown: int = 0
    expired: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.names)


def granted(one: OpenRound, *organisations: str) -> tuple[Waiver, ...]:
    """Return the waivers of these bodies that were approved and stand, whatever the day."""
    found = (stand.granted() for stand in waiver_stands(one, organisations))
    return tuple(held for held in found if held is not None)


def waiver_stands(one: OpenRound, organisations: Iterable[str]) -> tuple[WaiverStand, ...]:
    """Return every waiver of these bodies and its answers, by number."""
    rows = waivers(one.code, organisations)
    answers = waiver_answers(rows)
    return tuple(
        WaiverStand(row=row, answers=tuple(a for a in answers if a.waiver_id == row.pk))
        for row in rows
    )


def named_waiver(one: OpenRound, name: str) -> WaiverStand:
    """Return the waiver under a short name such as W3.

    Raises: UnknownError when there is none.
    """
    number = int(name[1:]) if name[:1] in ("W", "w") and name[1:].isdecimal() else 0
    found = waiver(one.code, number)
    if found is None:
        raise UnknownError("waiver", name)
    return WaiverStand(row=found, answers=waiver_answers([found]))


def signed_facts(found: Weighed) -> list[dict[str, Any]]:
    """Return the waivers that a signature rests on, as its event holds them."""
    return [
        {
            "waiver": waived.waiver.name,
            "code": waived.finding.code,
            "place": str(waived.finding.place),
            "worth_pence": waived.finding.worth,
            "expires_on": waived.waiver.expires_on.isoformat(),
        }
        for waived in found.waived
    ]


def version_facts(
    one: OpenRound, organisations: Iterable[str], *, pin: str
) -> list[dict[str, Any]]:
    """Return the waivers of these bodies that are of one version of their system's plan."""
    stands = {stand.name: stand for stand in waiver_stands(one, organisations)}
    return [
        {
            "waiver": held.name,
            "code": held.code,
            "place": str(held.place),
            "worth_pence": stands[held.name].row.worth,
            "expires_on": held.expires_on.isoformat(),
        }
        for stand in stands.values()
        if (held := stand.granted()) is not None and held.place.pin == pin
    ]


def carried(
    signatures: Iterable[models.Event | None],
    on: date,
    *,
    of_version: Iterable[Mapping[str, Any]] = (),
) -> Carried:
    """Return the waivers that signatures rest on, each finding once, and which have run out.

    `of_version` are those of a version of a plan as a whole, as `version_facts` gives them.
    A file holds several parts, and a finding of the whole file stands in each: it is one finding.
    """
    signed = (
        fact for event in signatures if event is not None for fact in event.facts.get("waivers", ())
    )
    facts = {(fact["waiver"], fact["code"], fact["place"]): fact for fact in (*signed, *of_version)}
    by_name = {fact["waiver"]: fact for fact in facts.values()}
    worths = [fact["worth_pence"] for fact in facts.values()]
    return Carried(
        names=tuple(sorted(by_name, key=lambda name: int(name[1:]))),
        worth=sum(worth for worth in worths if worth is not None),
        unknown=len({name for (name, *_), fact in facts.items() if fact["worth_pence"] is None}),
        expired=tuple(
            name
            for name in sorted(by_name, key=lambda name: int(name[1:]))
            if on >= date.fromisoformat(by_name[name]["expires_on"])
        ),
    )
