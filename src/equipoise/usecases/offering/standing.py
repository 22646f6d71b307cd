"""How far each offer of a system has come, by the ledger of what was said and signed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from equipoise.records.models import Decision
from equipoise.records.queries import consents, decisions
from equipoise.rules.gap import (
    Negotiation,
    OfferMade,
    OfferStands,
    Said,
    Standing,
    Word,
    negotiation,
)
from equipoise.usecases.decisions import OFFER, DecisionStatus, named_decision, stand_of
from equipoise.usecases.recorded import RecordedDecision
from equipoise.usecases.refusals import UnknownError
from equipoise.usecases.rounds import OpenRound


@dataclass(frozen=True, kw_only=True)
class LedgerOffer(RecordedDecision):
    """An offer as recorded, and how far it has come."""

    stands: OfferStands
    superseded: bool = False

    @property
    def status(self) -> str:
        """How far it has come, in a word; Superseded where a later return left it out."""
        return "Superseded" if self.superseded else str(self.stands.standing)

    @property
    def is_open(self) -> bool:
        """Whether it waits for a yes."""
        return self.stands.standing in (Standing.OFFERED, Standing.REFUSED)


def offers(one: OpenRound, system: str, *, on: date) -> tuple[LedgerOffer, ...]:
    """Return every offer of a system by number, as it stands at the end of a day."""
    rows = [row for row in decisions(one.code, system) if row.kind == OFFER]
    entries: list[tuple[datetime, int, OfferMade | Word]] = []
    superseded = set()
    for row in rows:
        entries.append((row.at, row.number, _made(row)))
        for consent in consents(row):
            word = Word(offer=row.number, party=consent.organisation, said=Said(consent.answer),
                        on=consent.at.date())  # fmt: skip
            entries.append((consent.at, row.number, word))
        stand = stand_of(one, row)
        if stand.status is DecisionStatus.SUPERSEDED:
            superseded.add(row.number)
        if stand.status in (DecisionStatus.PROPOSED, DecisionStatus.AGREED):
            signed = sorted({*row.body["sides"]} - {*stand.waits_for})
            words = [Word(offer=row.number, party=party, said=Said.SIGN, on=on) for party in signed]
            entries += [(datetime.max.replace(tzinfo=row.at.tzinfo), row.number, w) for w in words]
    entries.sort(key=lambda entry: entry[:2])
    held = Negotiation(entries=tuple(entry for _, _, entry in entries))
    found = negotiation(held, one.params, known_on=on)
    return tuple(
        LedgerOffer(
            decision=row,
            stands=found[row.number],
            superseded=row.number in superseded
            and found[row.number].standing in (Standing.AGREED, Standing.COUNTS),
        )
        for row in rows
        if row.number in found
    )


def named_offer(one: OpenRound, name: str, *, on: date) -> LedgerOffer:
    """Return the offer under a short name such as D7.

    Raises: UnknownError when there is none.
    """
    decision = named_decision(one, name)
    for found in offers(one, decision.system, on=on):
        if found.decision.number == decision.number:
            return found
    raise UnknownError("offer", name)


def _made(row: Decision) -> OfferMade:
    expires = row.body["expires_on"]
    return OfferMade(
        number=row.number,
        party=row.organisation,
        on=row.at.date(),
        touches=tuple(row.body["sides"]),
        counters=row.body.get("counters"),
        expires_on=date.fromisoformat(expires) if expires else None,
    )
