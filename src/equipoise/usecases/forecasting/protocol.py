"""The reported forecast of a body, and the protocol that a change of it goes through."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from equipoise.records import Actor
from equipoise.records.models import Event
from equipoise.records.queries import events_about
from equipoise.units import Pence
from equipoise.usecases.rights import Role
from equipoise.usecases.rounds import OpenRound
from equipoise.workings import Reference

CHANGE: Final = "forecast_change"
STEP: Final = "forecast_step"


class Case(StrEnum):
    """Who oversees a change: the system that absorbs it, or the region of one that does not."""

    A = "A"
    B = "B"


class Step(StrEnum):
    """A step of the protocol, in its order; the last is either of two."""

    RAISED = "concern-raised"
    INVOKED = "protocol-invoked"
    EVIDENCED = "evidence-submitted"
    APPROVED = "approved"
    REJECTED = "rejected"


ORDER: Final = (Step.RAISED, Step.INVOKED, Step.EVIDENCED, Step.APPROVED)
BODY: Final = frozenset({Role.APPROVER})
OVERSEERS: Final[Mapping[Case, frozenset[Role]]] = MappingProxyType(
    {
        Case.A: frozenset({Role.SYSTEM_LEAD, Role.SYSTEM_APPROVER}),
        Case.B: frozenset({Role.REGION}),
    }
)
"""Who oversees. Source: NHS England, protocol for changes to in-year forecasts, November 2022."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """A change of a reported forecast, and the evidence of each step that is on record.

    Unit: pence; a surplus is positive. `month` is that of the report it belongs to.
    """

    organisation: str
    number: int
    value_pence: Pence
    month: int
    case: Case
    reason: str
    raised_by: str
    raised_on: date
    evidence: Mapping[Step, str] = field(default_factory=dict)

    @property
    def waits_for(self) -> tuple[Step, ...]:
        """The steps that are not on record yet, in order; none once it is answered."""
        if Step.REJECTED in self.evidence:
            return ()
        return tuple(step for step in ORDER if step not in self.evidence)

    @property
    def is_open(self) -> bool:
        """Whether a step is still to be recorded."""
        return bool(self.waits_for)

    @property
    def counts(self) -> bool:
        """Whether every step is on record, so that it is the reported forecast."""
        return Step.APPROVED in self.evidence


@dataclass(frozen=True, kw_only=True)
class Reported:
    """What a body has reported, change by change, oldest first; with none its plan stands."""

    changes: tuple[Change, ...]

    def at(self, month: int) -> Change | None:
        """Return the change that counts in the report of a month; None while the plan stands."""
        found = [each for each in self.changes if each.counts and each.month <= month]
        return found[-1] if found else None

    @property
    def pending(self) -> Change | None:
        """The change whose protocol is open."""
        return next((each for each in self.changes if each.is_open), None)


def forecast_ref(one: OpenRound, organisation: str) -> Reference:
    """Return what events about the reported forecast of a body are about."""
    return Reference("event", (one.code, "forecast", organisation))


def reported(one: OpenRound, organisation: str) -> Reported:
    """Return what the body has reported, folded from what is on record."""
    changes: list[Change] = []
    steps: dict[int, dict[Step, str]] = {}
    for event in events_about(str(forecast_ref(one, organisation)), (CHANGE, STEP)):
        if event.verb == CHANGE:
            changes.append(_change(event, organisation, number=len(changes) + 1, steps=steps))
        else:
            steps[len(changes)][Step(event.facts["step"])] = event.reason
    return Reported(changes=tuple(changes))


def may_record(change: Change, step: Step, *, by: Actor) -> bool:
    """Return whether the step falls to this person: the body's approver, or who oversees.

    Nobody approves or rejects what they raised, whatever their roles.
    """
    if step in (Step.RAISED, Step.EVIDENCED):
        return by.role in BODY and by.organisation == change.organisation
    apart = step is Step.INVOKED or by.person != change.raised_by
    return apart and by.role in OVERSEERS[change.case]


def _change(
    event: Event, organisation: str, *, number: int, steps: dict[int, dict[Step, str]]
) -> Change:
    facts = event.facts
    steps[number] = {Step.RAISED: event.reason}
    return Change(
        organisation=organisation,
        number=number,
        value_pence=Pence(facts["value_pence"]),
        month=facts["month"],
        case=Case(facts["case"]),
        reason=event.reason,
        raised_by=event.person,
        raised_on=event.at.date(),
        evidence=steps[number],
    )
