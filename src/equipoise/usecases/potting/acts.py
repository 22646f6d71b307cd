"""What was decided about a pot: each act, how far it has come, and what undid it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from equipoise.records.models import Decision
from equipoise.records.queries import decisions_touching
from equipoise.usecases.drafts import decision_ref
from equipoise.usecases.potting.agreeing import Positions, positions_of
from equipoise.usecases.potting.kinds import MOVE, POT_KINDS, WITHDRAWAL
from equipoise.usecases.recorded import RecordedDecision
from equipoise.usecases.rounds import OpenRound
from equipoise.workings import Reference


@dataclass(frozen=True, kw_only=True)
class Act(RecordedDecision):
    """One decision about a pot, and the positions on it; `withdrawn` says what took it back."""

    positions: Positions
    withdrawn: Act | None = None

    @property
    def kind(self) -> str:
        """What kind of decision it is."""
        return str(self.decision.kind)

    @property
    def ref(self) -> Reference:
        """Its reference: decision:2023-24/D3."""
        return decision_ref(self.decision.round_id, self.decision.number)

    @property
    def effective_on(self) -> date:
        """The day from which it counts, once it is agreed."""
        return date.fromisoformat(self.body["effective_on"])

    @property
    def agreed_at(self) -> datetime | None:
        """When it was agreed; None before."""
        return self.positions.agreed_at

    @property
    def status(self) -> str:
        """How far it has come, in one word."""
        if self.withdrawn is not None and self.withdrawn.agreed_at is not None:
            return "Withdrawn"
        return "Proposed" if self.agreed_at is None else "Agreed"

    @property
    def counts(self) -> bool:
        """Whether it is agreed and has not been withdrawn."""
        return self.status == "Agreed"

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer: neither agreed, nor to be taken back."""
        return self.status == "Proposed" and self.withdrawn is None


def acts_of(one: OpenRound, system: str, *, known: date | None = None) -> tuple[Act, ...]:
    """Return every decision about a system's pot, by number, as known at the end of a day."""
    rows = decisions_touching(one.code, system, kinds=POT_KINDS, across=(MOVE, WITHDRAWAL))
    own = [row for row in rows if _touches(row, system)]
    acts = [
        Act(decision=row, positions=positions_of(row, known=known))
        for row in own
        if known is None or row.at.date() <= known
    ]
    undone = {act.body["of"]: act for act in acts if act.kind == WITHDRAWAL}
    return tuple(
        Act(
            decision=act.decision,
            positions=act.positions,
            withdrawn=undone.get(act.decision.number),
        )
        for act in acts
    )


def _touches(row: Decision, system: str) -> bool:
    """Return whether a decision is of the system, or moves money from or to it."""
    if row.system == system:
        return True
    if row.kind == WITHDRAWAL:
        return system in row.body["systems"]
    return row.kind == MOVE and any(
        side.startswith(f"{system}/") for side in (row.body["from"], row.body["to"])
    )
