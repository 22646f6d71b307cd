"""Who has to agree to a decision of the pot, who has, and when that was enough.

A party is a body (`ZR1`), or a role in one (`ZQ1/lay_member`), so that clinicians and lay members
speak for themselves. What was agreed stands; it is undone by a withdrawal that the same parties
agree to.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from equipoise.records import Actor
from equipoise.records.models import Consent, Decision
from equipoise.records.queries import consents
from equipoise.usecases.rights import Role

YES: Final = "yes"
NO: Final = "no"
SPEAKING: Final = (Role.APPROVER, Role.SYSTEM_LEAD, Role.SYSTEM_APPROVER, Role.NATIONAL)
"""Who may answer for a body as a whole."""


class Agreement(StrEnum):
    """What it takes for a decision to count."""

    NONE = "none"
    """The decision of whoever had the right to take it."""
    ALL = "all"
    """Every party says yes."""
    MAJORITY = "majority"
    """More than half of all parties say yes, whether or not the others answer."""


@dataclass(frozen=True, kw_only=True)
class Positions:
    """The parties of a decision, the last answer of each, and when they were enough."""

    agreement: Agreement
    parties: tuple[str, ...]
    answers: Mapping[str, Consent]
    agreed_at: datetime | None

    @property
    def waits_for(self) -> tuple[str, ...]:
        """The parties that have not said yes, while that is still needed."""
        if self.agreed_at is not None:
            return ()
        return tuple(
            party
            for party in self.parties
            if party not in self.answers or self.answers[party].answer != YES
        )

    @property
    def needed(self) -> int:
        """How many more have to say yes for the decision to count; nil once it does."""
        if self.agreed_at is not None:
            return 0
        agreeing = len(self.parties) - len(self.waits_for)
        return least_of(self.agreement, len(self.parties)) - agreeing

    @property
    def asked(self) -> tuple[str, ...]:
        """The parties whose answer is still to come; none where it could no longer be agreed."""
        if self.is_refused:
            return ()
        return tuple(party for party in self.waits_for if party not in self.answers)

    @property
    def refusing(self) -> tuple[str, ...]:
        """The parties that said no, as their last answer."""
        return tuple(party for party in self.parties if self.said(party) == NO)

    @property
    def is_refused(self) -> bool:
        """Whether so many said no that it counts only if one of them says otherwise."""
        return self.agreed_at is None and self.needed > len(self.waits_for) - len(self.refusing)

    def said(self, party: str) -> str:
        """Return a party's answer; nothing where it has not given one."""
        return self.answers[party].answer if party in self.answers else ""


def positions_of(found: Decision, *, known: date | None = None) -> Positions:
    """Return the positions on a decision, as known at the end of a day; as of now if None.

    Law an_agreement_stands: an answer after it was reached changes no day of it.
    """
    agreement = Agreement(found.body.get("agreement", Agreement.NONE))
    parties = tuple(found.body.get("parties", ()))
    agreed_at = found.at if agreement is Agreement.NONE else None
    answers: dict[str, Consent] = {}
    for consent in consents(found) if parties else ():
        if known is not None and consent.at.date() > known:
            break
        answers[party_of(consent.organisation, consent.role, parties=parties)] = consent
        if agreed_at is None and _enough(agreement, parties, answers):
            agreed_at = consent.at
    return Positions(agreement=agreement, parties=parties, answers=answers, agreed_at=agreed_at)


def party_of(organisation: str, role: str, *, parties: Iterable[str]) -> str:
    """Return which party somebody speaks for: a role in a body where that is a party itself.

    >>> party_of("ZQ1", "lay_member", parties=["ZQ1", "ZQ1/lay_member"])
    'ZQ1/lay_member'
    """
    own = f"{organisation}/{role}"
    return own if own in parties else organisation


def speaks_for(by: Actor, parties: Iterable[str]) -> str | None:
    """Return the party that somebody speaks for; None for somebody of none."""
    listed = tuple(parties)
    party = party_of(by.organisation, by.role, parties=listed)
    return party if party in listed else None


def answers_for(by: Actor, parties: Iterable[str]) -> str | None:
    """Return the party that somebody may answer for; None for somebody of none, or without a say.

    For a body as a whole its approver or its lead speaks; for a role in it, whoever has that role.
    """
    party = speaks_for(by, parties)
    return None if party is None or ("/" not in party and by.role not in SPEAKING) else party


def _enough(agreement: Agreement, parties: tuple[str, ...], answers: Mapping[str, Consent]) -> bool:
    agreeing = sum(1 for party in parties if party in answers and answers[party].answer == YES)
    return agreeing >= least_of(agreement, len(parties))


def least_of(agreement: Agreement, count: int) -> int:
    """Return how many of so many parties have to say yes: all, or more than half.

    >>> least_of(Agreement.MAJORITY, 3), least_of(Agreement.MAJORITY, 4), least_of(Agreement.ALL, 4)
    (2, 3, 4)
    """
    return count if agreement is Agreement.ALL else count // 2 + 1
