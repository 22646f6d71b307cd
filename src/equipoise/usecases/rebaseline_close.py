"""Close a re-baselining: the rebased plan becomes a document that nothing writes over."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version as installed
from io import BytesIO
from typing import Any

from equipoise.records import Actor
from equipoise.rules.rebaselining import Gate
from equipoise.store import Digest
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.potting import Act
from equipoise.usecases.rebaselining import Worked
from equipoise.usecases.rebaselining.kinds import CLOSING
from equipoise.usecases.rebaselining.recording import note, working_on
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rounds import OpenRound


@dataclass(frozen=True, kw_only=True)
class Closed:
    """A rebased plan as it was closed: the decision, and the digest of its document."""

    worked: Worked
    act: Act
    document: str


def rebaseline_close(
    one: OpenRound, system: str, *, with_gap: str = "", by: Actor, now: datetime
) -> Outcome[Closed]:
    """Return the rebased plan, closed: every condition of the gate is met.

    A gap that cannot be closed may stand, visible, with the reason in `with_gap`; no other
    condition may. The locked version beneath stays what it was: the document names its hash.

    Raises: NotAllowedError; RefusedError naming the conditions that are not met.
    """
    exercise = working_on(one, system, verb="rebaseline_close", by=by, now=now)
    worked = Worked(exercise=exercise)
    if exercise.closing is not None:
        raise RefusedError(
            f"It was closed by {exercise.closing.name}, and nothing was decided since.",
            f"Send it with: equipoise rebaseline send {system}.",
        )
    if worked.gate is None or worked.position is None:
        raise RefusedError("There is no award, or no replan, yet.", "Record both first.")
    _refuse_shut(worked.gate, system, waived=("gap_closed",) if with_gap.strip() else ())
    document = _put(worked)
    body = {
        "document": str(document),
        "base": exercise.base,
        "manifest": exercise.opened.body["manifest"],
        "gap_pence": int(worked.position.gap_after.value),
        "rebased_pence": int(worked.position.rebased.value),
        "with_gap": with_gap if not worked.gate.gap_closed else "",
    }
    made = note(exercise, CLOSING, body=body, by=by, now=now)
    closed = Closed(worked=worked, act=made.result, document=str(document))
    return Outcome(result=closed, figures=worked.figures(), events=made.events)


def _refuse_shut(gate: Gate, system: str, *, waived: tuple[str, ...]) -> None:
    """Refuse while a condition is not met, those that are waived apart.

    Raises: RefusedError naming them.
    """
    unmet = [name for name, met in vars(gate).items() if not met and name not in waived]
    if unmet:
        raise RefusedError(
            f"The gate is shut: not {', not '.join(name.replace('_', ' ') for name in unmet)}.",
            f"See what each asks with: equipoise rebaseline check {system}. A gap that stays is "
            "closed with --with-gap REASON.",
        )


def _put(worked: Worked) -> Digest:
    """Store what the rebased plan is made of; return the digest that names it."""
    exercise = worked.exercise
    content: dict[str, Any] = {
        "schema": 1,
        "verb": "rebaseline",
        "round": exercise.round.code,
        "system": exercise.system,
        "letter": exercise.opened.body["file"],
        "base": exercise.base,
        "manifest": exercise.opened.body["manifest"],
        "code": installed("equipoise"),
        "params": exercise.round.params.digest,
        "decisions": {act.name: dict(act.body) for act in exercise.acts},
        "figures": {str(ref): str(figure.value) for ref, figure in worked.figures().items()},
    }
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return exercise.round.workspace.put(BytesIO(text.encode()))
