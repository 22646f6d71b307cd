"""Ask that a ring-fenced balance be released: why, from whom, and what it does to its own aims."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from equipoise.records import Actor
from equipoise.units import Pence
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.potting import Act, Agreement
from equipoise.usecases.rebaselining.kinds import RELEASE
from equipoise.usecases.rebaselining.recording import note, refuse_blank, working_on
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rounds import OpenRound


@dataclass(frozen=True, kw_only=True)
class Flexibility:
    """What is asked: of which programme, how much of what it holds, why, at what cost to its aims.

    Unit: pence, positive.
    """

    code: str
    programme: str
    held_pence: Pence
    release_pence: Pence
    approver: str
    reason: str
    effect: str


def rebaseline_release(
    one: OpenRound, system: str, *, asked: Flexibility, by: Actor, now: datetime
) -> Outcome[Act]:
    """Return the request; it counts when its approver has said yes.

    Raises: NotAllowedError; UnknownError for no such approver; RefusedError for an amount that is
        not positive or is more than is held, for blank words, or where the approver is of the
        system itself.
    """
    exercise = working_on(one, system, verb="rebaseline_release", by=by, now=now)
    refuse_blank(
        code=asked.code,
        programme=asked.programme,
        reason=asked.reason,
        effect_on_its_own_aims=asked.effect,
    )
    one.organisation(asked.approver)
    if asked.approver in one.members(system):
        raise RefusedError(f"{asked.approver} is of {system} itself: who gave the money approves.")
    if not 0 < asked.release_pence <= asked.held_pence:
        raise RefusedError(
            f"{asked.programme} holds £{asked.held_pence // 100:,}.",
            "Ask for a positive amount, up to that.",
        )
    body = {
        "code": asked.code,
        "programme": asked.programme,
        "held_pence": asked.held_pence,
        "release_pence": asked.release_pence,
        "reason": asked.reason,
        "effect": asked.effect,
        "agreement": str(Agreement.ALL),
        "parties": [asked.approver],
    }
    return note(exercise, RELEASE, body=body, by=by, now=now)
