"""Writing decisions about support, and whose consent they ask for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from equipoise.records import Actor
from equipoise.register import Kind
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.potting.recording import entered
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.supporting.acts import SupportAct, named_support_act


def region_of(one: OpenRound, system: str) -> str:
    """Return the region that a system is of.

    Raises: RefusedError when the register of the round names none: nobody could consent.
    """
    for code in sorted(one.subject(system).above):
        if one.organisation(code).kind is Kind.REGION:
            return code
    raise RefusedError(
        f"The register of {one.code} has no region above {system}: nobody there could consent.",
        "Add it with: equipoise round register.",
    )


def noted(
    one: OpenRound, system: str, *, kind: str, body: Mapping[str, object], by: Actor, now: datetime
) -> Outcome[SupportAct]:
    """Return a decision about support, recorded with who took it and in which role."""
    said = {**body, "decided_by": by.person, "role": by.role}
    numbers, events = entered(
        one, system, decided=(kind, [said]), reason=str(body["reason"]), by=by, now=now
    )
    return Outcome(result=named_support_act(one, f"D{numbers[0]}"), events=events)
