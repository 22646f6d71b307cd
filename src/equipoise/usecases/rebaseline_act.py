"""Propose an action that closes the gap, tested against the priorities in their order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from equipoise.records import Actor
from equipoise.units import Pence
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.potting import Act, Agreement
from equipoise.usecases.rebaselining.kinds import ACTION, ACTION_KINDS, RISKS
from equipoise.usecases.rebaselining.priorities import read_effects, refuse_against_order
from equipoise.usecases.rebaselining.recording import (
    month_of,
    note,
    refuse_blank,
    refuse_member,
    refuse_unknown,
    unsent,
)
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound


@dataclass(frozen=True, kw_only=True)
class ClosingAction:
    """A closing action: whose, of which kind, what it saves from when on, and what it does.

    `effects` are by priority: helps, none, or harms: why. `rests_on` are planning assumptions.

    Unit: pence, positive, over the rest of the year.
    """

    code: str
    organisation: str
    kind: str
    name: str
    owner: str
    value_pence: Pence
    is_recurrent: bool
    from_month: int
    risk: str
    effects: Mapping[str, str]
    rests_on: tuple[str, ...] = ()


def rebaseline_act(
    one: OpenRound, system: str, *, action: ClosingAction, by: Actor, now: datetime
) -> Outcome[Act]:
    """Return the action as a decision; it counts when the body it is of has agreed.

    The last under a code counts. Whoever proposes for their own body agrees by that.

    Raises: NotAllowedError; UnknownError for no such body, kind, risk, priority or effect;
        RefusedError for a value that is not positive, a month that is past, blank words, harm to
        what is protected, or harm against the order of the priorities.
    """
    refuse_member(one, system, code=action.organisation)
    demand(by, "rebaseline_act", one.subject(action.organisation), now.date())
    exercise = unsent(one, system)
    refuse_unknown("kind of action", [action.kind], known=ACTION_KINDS)
    refuse_unknown("risk", [action.risk], known=RISKS)
    refuse_blank(code=action.code, name=action.name, owner=action.owner)
    if action.value_pence <= 0:
        raise RefusedError("A saving is a positive amount.", "Enter it without a minus sign.")
    past = max(exercise.closed_months, month_of(one, now.date()))
    if not past < action.from_month <= len(one.year.months):
        raise RefusedError(
            f"Month {action.from_month} is past, or no month: {past} months of {one.year} are.",
            "Months are numbered 1 (April) to 12 (March); name one that is still to come.",
        )
    effects = read_effects(exercise.letter, action.effects)
    refuse_against_order(exercise.letter, effects)
    body = {
        "code": action.code,
        "organisation": action.organisation,
        "kind": action.kind,
        "name": action.name,
        "owner": action.owner,
        "value_pence": action.value_pence,
        "recurrent": action.is_recurrent,
        "from_month": action.from_month,
        "risk": action.risk,
        "effects": effects,
        "rests_on": list(action.rests_on),
        "agreement": str(Agreement.ALL),
        "parties": [action.organisation],
    }
    return note(exercise, ACTION, body=body, by=by, now=now)
