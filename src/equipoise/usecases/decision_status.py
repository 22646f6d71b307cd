"""How far a decision of any kind has come: by the ledger that it belongs to."""

from __future__ import annotations

from equipoise.records.models import Decision
from equipoise.usecases.decisions import stand_of
from equipoise.usecases.potting.kinds import POT_KINDS
from equipoise.usecases.potting.recording import named_act
from equipoise.usecases.rebaselining.exercise import act_of
from equipoise.usecases.rebaselining.kinds import REBASE_KINDS
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.sharing_risk.lodged import LODGED, lodged_in
from equipoise.usecases.supporting import named_support_act
from equipoise.usecases.supporting.kinds import SUPPORT_KINDS


def decision_status(one: OpenRound, found: Decision) -> tuple[str, tuple[str, ...]]:
    """Return how far a decision has come, in a word or two, and whom it waits for."""
    name = f"D{found.number}"
    if found.kind in POT_KINDS:
        act = named_act(one, name)
        return act.status, act.positions.waits_for
    if found.kind in REBASE_KINDS:
        act = act_of(found)
        return act.status, act.positions.waits_for
    if found.kind in SUPPORT_KINDS:
        support = named_support_act(one, name)
        return support.status, support.positions.waits_for
    if found.kind == LODGED:
        return _lodged(one, found)
    stand = stand_of(one, found)
    return str(stand.status), stand.waits_for


def _lodged(one: OpenRound, found: Decision) -> tuple[str, tuple[str, ...]]:
    (version,) = (
        each for each in lodged_in(one, found.system) if each.decision.number == found.number
    )
    if version.superseded:
        return "Superseded", ()
    consents = version.consent(one.params, known_on=one.known_on)
    return "Signed" if consents.stands else "To be signed", consents.missing
