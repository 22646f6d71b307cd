"""Decisions about support as a round keeps them: who said what, and which of them counts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from equipoise.records.queries import decisions
from equipoise.usecases.decisions import named_decision
from equipoise.usecases.drafts import decision_ref
from equipoise.usecases.potting.agreeing import Positions, positions_of
from equipoise.usecases.recorded import RecordedDecision
from equipoise.usecases.refusals import UnknownError
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.supporting.kinds import DISCRETION, SHIFT, SUPPORT_KINDS
from equipoise.workings import Reference


@dataclass(frozen=True, kw_only=True)
class SupportAct(RecordedDecision):
    """One decision about support, and the positions on it.

    `replaced`: a later one about the same quarter, and the same body, was agreed.
    """

    positions: Positions
    replaced: bool = False

    @property
    def kind(self) -> str:
        """What kind of decision it is."""
        return str(self.decision.kind)

    @property
    def ref(self) -> Reference:
        """Its reference: decision:2023-24/D3."""
        return decision_ref(self.decision.round_id, self.decision.number)

    @property
    def about(self) -> tuple[Any, ...]:
        """What it is about: a later decision about the same, once agreed, takes its place."""
        if self.kind == SHIFT:
            return (self.kind, self.decision.number)
        whose = self.body["body"] if self.kind == DISCRETION else ""
        return (self.kind, *(self.body[name] for name in ("terms", "fund", "quarter")), whose)

    @property
    def status(self) -> str:
        """How far it has come, in one word."""
        if self.replaced:
            return "Replaced"
        if self.positions.is_refused:
            return "Refused"
        return "Proposed" if self.positions.agreed_at is None else "Agreed"

    @property
    def counts(self) -> bool:
        """Whether it is agreed, and no later one has taken its place."""
        return self.status == "Agreed"


def support_acts(
    one: OpenRound, system: str, *, known: date | None = None
) -> tuple[SupportAct, ...]:
    """Return every decision about support in a system, as known at the end of a day."""
    acts = [
        SupportAct(decision=row, positions=positions_of(row, known=known))
        for row in decisions(one.code, system)
        if row.kind in SUPPORT_KINDS and (known is None or row.at.date() <= known)
    ]
    last = {act.about: act.decision.number for act in acts if act.counts}
    return tuple(
        replace(act, replaced=act.counts and last[act.about] != act.decision.number) for act in acts
    )


def named_support_act(one: OpenRound, name: str) -> SupportAct:
    """Return the decision about support under a short name such as D7.

    Raises: UnknownError when there is none.
    """
    found = named_decision(one, name)
    acts = {act.decision.number: act for act in support_acts(one, found.system)}
    if found.number not in acts:
        raise UnknownError("decision about support:", name)
    return acts[found.number]
