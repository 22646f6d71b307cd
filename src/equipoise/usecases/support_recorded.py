"""Decisions on a round's record, as `support` reads them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from equipoise.records import Actor
from equipoise.sources import GIVEN, PAID, WITHHELD, SupportDecision, SupportDecisions
from equipoise.units import Pence
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.support_asked import Asked
from equipoise.usecases.supporting.acts import SupportAct, support_acts
from equipoise.usecases.supporting.kinds import DISCRETION, SHIFT


def on_record(one: OpenRound, asked: Asked, *, by: Actor, on: date) -> Asked:
    """Return what is asked with the decisions of the round's record, as known on its day.

    Decisions about a model count in a model alone.

    Raises: NotAllowedError for somebody who may not see what was decided in a system of the file.
    """
    found: list[SupportDecision] = []
    waiting: list[SupportAct] = []
    for system in asked.systems:
        if system not in one.systems:
            continue
        demand(by, "support_decisions", one.subject(system), on)
        for act in support_acts(one, system, known=asked.known_on):
            if act.kind == SHIFT or not _is_of(act, asked):
                continue
            if act.counts:
                found.append(_decision(system, act))
            elif act.status == "Proposed":
                waiting.append(act)
    source = f"record of round {one.code}"
    decisions = SupportDecisions(source=source, decisions=tuple(found))
    return replace(asked, decisions=decisions, record=one.code, waiting=tuple(waiting))


def _is_of(act: SupportAct, asked: Asked) -> bool:
    body, scheme = act.body, asked.scheme
    same = (body["terms"], body["fund"]) == (scheme.applies.year.code, scheme.path)
    return same and (asked.way.model or not body["model"])


def _decision(system: str, act: SupportAct) -> SupportDecision:
    body = act.body
    given = act.kind == DISCRETION
    kind = GIVEN if given else PAID if body["paid"] else WITHHELD
    answers = act.positions.answers.values()
    consents = "; ".join(f"consent of {each.person}, {each.at.date()}" for each in answers)
    return SupportDecision(
        system=system,
        quarter=body["quarter"],
        kind=kind,
        body=body["body"] if given else "",
        amount=Pence(body["amount_pence"]) if given else None,
        restores=() if given else tuple(body["restores"]),
        decided_by=body["decided_by"],
        role=body["role"].replace("_", " "),
        reason=f"{body['reason']} ({consents})" if consents else body["reason"],
        place=act.name,
    )
