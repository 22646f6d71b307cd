"""What is offered: a move of a gap, as it is recorded, and what it would change in plans."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from equipoise.rules.gap.move_effects import DEFERRAL, MOVES, ONE_OFF, RECURRENT, SUPPORT
from equipoise.units import FinancialYear, Pence
from equipoise.usecases.agree import refuse_pair
from equipoise.usecases.close import Action, action_proposal, refuse_action
from equipoise.usecases.drafts import Move
from equipoise.usecases.proposals import Proposal
from equipoise.usecases.refusals import RefusedError, UnknownError
from equipoise.usecases.rounds import OpenRound


@dataclass(frozen=True, kw_only=True)
class Offered:
    """A move: its kind, whose position it betters by how much, who answers for it, and proof.

    `payer` is whose money income support is; every other kind names a cost `line`. `conditions`
    and `expires_on` are what the offer stands on, and until when.

    Unit: pence, positive.
    """

    kind: str
    organisation: str
    amount_pence: Pence
    name: str
    owner: str
    evidence: str
    line: str = ""
    payer: str = ""
    conditions: str = ""
    expires_on: date | None = None
    from_month: int = 1

    @property
    def sides(self) -> tuple[str, ...]:
        """The bodies whose plans it changes."""
        return tuple(sorted({self.organisation, self.payer} - {""}))

    def body(self) -> dict[str, object]:
        """Return it as it is recorded; `saving_pence` is what it betters the system by."""
        return {
            **vars(self),
            "expires_on": self.expires_on.isoformat() if self.expires_on else None,
            "saving_pence": 0 if self.kind == SUPPORT else self.amount_pence,
            "recurrent": self.kind == RECURRENT,
            "sides": list(self.sides),
        }


def offered_of(body: Mapping[str, Any]) -> Offered:
    """Return what was offered from what was recorded."""
    said = {name: body[name] for name in Offered.__dataclass_fields__}
    expires = said.pop("expires_on")
    return Offered(**said, expires_on=date.fromisoformat(expires) if expires else None)


def refuse_offered(one: OpenRound, offered: Offered, *, on: date) -> None:
    """Refuse a move that cannot be.

    Raises: RefusedError; UnknownError for a kind or a line there is none of.
    """
    if offered.kind not in MOVES:
        raise UnknownError("kind of move", offered.kind, MOVES)
    if offered.expires_on is not None and offered.expires_on < on:
        raise RefusedError(f"The offer would have expired on {offered.expires_on}.")
    if offered.kind == SUPPORT:
        if not offered.payer:
            raise RefusedError("Income support has a payer.", "Name the ICB with --payer.")
        refuse_pair(one, commissioner=offered.payer, provider=offered.organisation)
        if offered.amount_pence <= 0 or not offered.owner.strip() or not offered.evidence.strip():
            raise RefusedError(
                "Income support is a positive amount with an owner and evidence.", "Name all three."
            )
        return
    if offered.payer:
        raise RefusedError(f"Nobody pays for a move of kind {offered.kind}.", "Leave --payer out.")
    refuse_action(one, _action(offered))


def proposal_of(one: OpenRound, offered: Offered, *, number: int) -> Proposal:
    """Return the changes of plans that carry a move out: on both sides for income support."""
    system = one.system_of(offered.organisation)
    if offered.kind in (RECURRENT, ONE_OFF):
        return action_proposal(_action(offered), number, one=one)
    return Proposal(
        kind="offer",
        system=system,
        body=offered.body(),
        moves=_support(offered) if offered.kind == SUPPORT else _line(one, offered),
        reason=offered.evidence,
    )


def _action(offered: Offered) -> Action:
    return Action(
        organisation=offered.organisation,
        name=offered.name,
        line=offered.line,
        saving_pence=offered.amount_pence,
        is_recurrent=offered.kind == RECURRENT,
        owner=offered.owner,
        evidence=offered.evidence,
        from_month=offered.from_month,
    )


def _support(offered: Offered) -> list[Move]:
    """Return what income support adds to the trust's income, and to what the ICB pays for care."""
    lines = {
        offered.organisation: ("income.patient_care", offered.payer, ""),
        offered.payer: ("spend.healthcare", offered.organisation, ""),
    }
    return [
        Move(organisation=body, part="finance", line=line, pence=offered.amount_pence,
             from_month=offered.from_month)
        for body, line in lines.items()
    ]  # fmt: skip


def _line(one: OpenRound, offered: Offered) -> list[Move]:
    """Return what leaves a cost line of the plan year; what is deferred arrives in the next."""
    line = (offered.line, None, "")
    out = Move(organisation=offered.organisation, part="finance", line=line,
               pence=-offered.amount_pence, from_month=offered.from_month)  # fmt: skip
    if offered.kind != DEFERRAL:
        return [out]
    year = FinancialYear(one.year.starts_in + 1)
    return [
        out,
        Move(
            organisation=offered.organisation,
            part="finance",
            line=line,
            pence=offered.amount_pence,
            year=year,
        ),
    ]
