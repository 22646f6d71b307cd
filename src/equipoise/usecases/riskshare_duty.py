"""Put on record what a party's statutory duty asks for before a settlement may move its money.

An ICB: its board's consent, and notice to NHS England (section 223GC). An NHS trust: its
cumulative break-even position, and its regulator's agreement. A foundation trust: its cash and
the terms of its licence.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from equipoise.records import Actor
from equipoise.rules.riskshare import RECORDED
from equipoise.rules.riskshare.duties import REGULATOR
from equipoise.units import Pence
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.potting.recording import entered
from equipoise.usecases.refusals import RefusedError, UnknownError
from equipoise.usecases.rights import NotAllowedError, Role, demand
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.sharing_risk.lodged import SHOWN, Lodged, named_lodged


@dataclass(frozen=True, kw_only=True)
class DutyShown:
    """What a body shows at the end of a month, and what is recorded for it.

    `recorded` are of board consent, notice to NHS England, regulator's agreement; `evidence` is
    the document they stand in. Unit: pence; None where nothing is shown.
    """

    body: str
    evidence: str
    month: int = 12
    position_pence: Pence | None = None
    brought_forward_pence: Pence | None = None
    cash_pence: Pence | None = None
    licence: str = ""
    recorded: tuple[str, ...] = ()


def riskshare_duty(
    one: OpenRound, name: str, *, shown: DutyShown, by: Actor, now: datetime
) -> Outcome[Lodged]:
    """Return the agreement with the statement on its record; figures last shown count.

    A body shows its own figures, its board's consent and its own notice; the region or NHS
    England alone records the regulator's agreement. Each is of one month.

    Raises: NotAllowedError; UnknownError for a body that is no party, or what cannot be recorded;
        RefusedError where nothing is shown, figures lack the position, or there is no evidence.
    """
    demand(by, "riskshare_duty", one.subject(shown.body), now.date())
    lodged = named_lodged(one, name)
    if shown.body not in lodged.parties:
        raise UnknownError(f"party of {lodged.body['name']}:", shown.body, lodged.parties)
    for word in shown.recorded:
        if word not in RECORDED:
            raise UnknownError("thing to record:", word, RECORDED)
    _refuse_empty(shown)
    _refuse_speaking_for_others(shown, by)
    body = {
        "of": lodged.decision.number,
        **vars(shown),
        "recorded": sorted(shown.recorded),
        "decided_by": by.person,
        "role": by.role,
    }
    _, events = entered(
        one, lodged.decision.system, decided=(SHOWN, [body]), reason=shown.evidence, by=by, now=now
    )
    return Outcome(result=named_lodged(one, name), events=events)


def _refuse_empty(shown: DutyShown) -> None:
    figures = (shown.brought_forward_pence, shown.cash_pence)
    beside = any(figure is not None for figure in figures) or bool(shown.licence)
    if shown.position_pence is None and beside:
        raise RefusedError(
            "What a duty is held against begins with the position of the year.",
            "Show it with --position.",
        )
    if shown.position_pence is None and not shown.recorded:
        raise RefusedError("Nothing is shown.", "Show figures, or name what is on record.")
    if not shown.evidence.strip():
        raise RefusedError("A statement about a duty names its evidence.", "Use --evidence.")


def _refuse_speaking_for_others(shown: DutyShown, by: Actor) -> None:
    """Refuse a body that records the regulator's agreement, and anybody else that shows its own."""
    regulator = by.role in (Role.REGION, Role.NATIONAL)
    if regulator and (shown.position_pence is not None or set(shown.recorded) != {REGULATOR}):
        raise NotAllowedError(
            f"{by.person} may record the {REGULATOR} alone: {shown.body} shows the rest itself."
        )
    if not regulator and REGULATOR in shown.recorded:
        raise NotAllowedError(
            f"The {REGULATOR} is recorded by the region or NHS England, not by {by.organisation}."
        )
