"""A version of a system's plan as it stands: its figures, who approved it, its receipts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from equipoise.records import Actor, SystemStatus
from equipoise.records.queries import events_about, latest_system_version, system_head
from equipoise.usecases.lock import approved_by
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.plans import collated, plan_of, plan_waivers
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.statement import Statement
from equipoise.usecases.system_findings import weighed_plan
from equipoise.usecases.systems import found_wrong
from equipoise.usecases.versions import system_ref
from equipoise.usecases.waivers import Carried
from equipoise.workings import Reference


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """What was done with a version: locked, or sent; the hash of its event proves it later."""

    verb: str
    at: datetime
    person: str
    hash: str


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A version of a plan. `status` is that of the system's plan where this is its latest.

    `before` is the first version, to compare with; None where this is it. `approved` and
    `unapproved` are members by whether their board's approval of this very version is on record.
    """

    ref: Reference
    statement: Statement
    before: Statement | None
    manifest: str
    made_by: str
    made_at: datetime
    latest: int
    status: SystemStatus | None
    locked: bool
    approved: tuple[str, ...]
    unapproved: tuple[str, ...]
    receipts: tuple[Receipt, ...]
    waivers: Carried

    @property
    def number(self) -> int:
        """The number of the version."""
        return int(self.statement.plan.pin[1:])

    @property
    def is_latest(self) -> bool:
        """Whether no later version was made."""
        return self.number == self.latest


def plan(
    one: OpenRound, system: str, *, by: Actor, on: date, version: int | None = None
) -> Outcome[Standing]:
    """Return a version of the plan of a system, the latest unless another is named.

    Raises: NotAllowedError; UnknownError when there is no such version, or none at all.
    """
    demand(by, "plan", one.subject(system), on)
    found = collated(one, system, version)
    last, head = latest_system_version(one.code, system), system_head(one.code, system)
    assert last is not None, "there is a version, so there is a latest"
    assert head is not None, "what is collated has a head"
    seen = plan_of(one, found)
    statement, ref = Statement(plan=seen), system_ref(one.code, system, found.number)
    first = plan_of(one, collated(one, system, 1)) if found.number > 1 else None
    findings, _ = weighed_plan(seen, found_wrong(seen), on=on)
    is_latest = found.number == last.number
    approved = approved_by(one, found)
    standing = Standing(
        ref=ref,
        statement=statement,
        before=None if first is None else Statement(plan=first),
        manifest=found.manifest,
        made_by=found.made_by,
        made_at=found.made_at,
        latest=last.number,
        status=SystemStatus(head.status) if is_latest else None,
        locked=head.locked and is_latest,
        approved=approved,
        unapproved=tuple(code for code in sorted(seen.members) if code not in approved),
        receipts=tuple(
            Receipt(verb=event.verb, at=event.at, person=event.person, hash=event.hash)
            for event in events_about(str(ref), ("lock", "send"))
        ),
        waivers=plan_waivers(seen, on),
    )
    return Outcome(
        result=standing,
        findings=findings,
        figures=statement.figures(),
        adds_up=not statement.contracting.open_pairs,
        expand=seen.expand,
    )
