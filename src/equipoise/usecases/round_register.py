"""Take a changed register into an open round: bodies that merge, divide or move meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path

from equipoise.records import Actor
from equipoise.records.changes import change
from equipoise.records.models import Round
from equipoise.records.queries import stream_head
from equipoise.register import Hierarchy, Register, Succession
from equipoise.usecases.events import recorded
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.packs import read_pack
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound, open_round
from equipoise.workings import Reference


@dataclass(frozen=True, kw_only=True)
class Registered:
    """The round with its new register, and the successions that are new in it."""

    round: OpenRound
    before: str
    successions: tuple[Succession, ...]


def round_register(
    one: OpenRound, pack: Path, *, reason: str, by: Actor, now: datetime
) -> Outcome[Registered]:
    """Return the round with the register of `pack`; its rules and people stay as they are.

    Bodies go on planning under the codes they began with: who belongs to which system on the
    first day of the plan year may not change. What follows is told by successions, and shown as
    was and as is.

    Raises: NotAllowedError; RefusedError without a reason, for a register that is the same, or
        one by which a member of a system would no longer be one; PackError for a pack that
        cannot be read.
    """
    for system in one.systems:
        demand(by, "round_register", one.subject(system), now.date())
    if not reason.strip():
        raise RefusedError("A register changes for a reason.", "Say it with --reason.")
    seen = stream_head(one.stream).sequence
    found, before = read_pack(pack).register, one.register.digest
    if found.digest == before:
        raise RefusedError("The register is the one the round has already.")
    _refuse_moved(one, found)
    fresh = tuple(
        step for step in found.successions if step not in frozenset(one.register.successions)
    )
    stored = one.workspace.put(BytesIO(found.to_json().encode()))
    assert stored == found.digest, "a register is stored under its own digest"
    with change(one.stream, by=by, now=now, reason=reason, expected=seen) as work:
        row = Round.objects.get(code=one.code)
        row.register = found.digest
        row.save(force_update=True)
        body = {
            "from": before,
            "register": found.digest,
            "successions": [
                f"{step.predecessor} to {step.successor} on {step.on}, {step.share}"
                for step in fresh
            ],
        }
        event = work.event("round_register", Reference("event", (one.code, "register")), body)
    registered = Registered(
        round=open_round(one.workspace, one.code), before=before, successions=fresh
    )
    return Outcome(result=registered, events=(recorded(event),))


def _refuse_moved(one: OpenRound, found: Register) -> None:
    """Refuse a register by which another body would plan, sign or be counted than now."""
    on = one.year.period.starts_on
    for system in one.systems:
        for code, body in one.members(system).items():
            if code not in found or found.organisation(code).kind is not body.kind:
                raise RefusedError(
                    f"{code} plans in this round: the register must still hold it as it was."
                )
            above = Hierarchy.STATUTORY
            if found.ancestors(code, above, on=on) != one.register.ancestors(code, above, on=on):
                raise RefusedError(
                    f"{code} would belong elsewhere on {on}: its plan is under way where it is.",
                    "Date the change after the first day of the plan year.",
                )
        if set(found.members(system, Hierarchy.STATUTORY, on=on)) | {system} != set(
            one.members(system)
        ):
            raise RefusedError(
                f"{system} would have other members on {on}: their plans are under way.",
                "Date the change after the first day of the plan year.",
            )
