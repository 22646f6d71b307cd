"""Which decisions about support, and which risk-share agreements, wait for whose answer."""

from __future__ import annotations

from dataclasses import dataclass

from equipoise.records import Actor
from equipoise.rules.riskshare import REGION
from equipoise.usecases.rights import may
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.sharing_risk.lodged import lodged_in
from equipoise.usecases.supporting import region_of, support_acts


@dataclass(frozen=True, kw_only=True)
class AnswerAwaited:
    """A body that has not answered: what it is asked, with which command, by which right."""

    party: str
    words: str
    command: str
    verb: str

    def is_for(self, by: Actor, one: OpenRound) -> bool:
        """Return whether somebody may give this answer."""
        subject = one.subject(by.organisation) if by.organisation in one.register else None
        at_home = subject is not None and may(by, self.verb, subject, one.known_on)
        return at_home and by.organisation == self.party


def acts_waiting(one: OpenRound, system: str) -> tuple[AnswerAwaited, ...]:
    """Return each answer that a decision or an agreement of the system still waits for."""
    awaited = [
        AnswerAwaited(
            party=party,
            words=f"Consent to {act.name}, or refuse: {act.body['reason']}",
            command=f"equipoise support answer {act.name} --yes",
            verb="support_answer",
        )
        for act in support_acts(one, system)
        if act.status == "Proposed"
        for party in act.positions.asked
    ]
    for version in lodged_in(one, system):
        missing = version.consent(one.params, known_on=one.known_on).missing
        awaited += [
            AnswerAwaited(
                party=region_of(one, system) if party == REGION else party,
                words=f"Sign {version.name}, or refuse: {version.body['title']}",
                command=f"equipoise riskshare sign {version.name} --yes",
                verb="riskshare_sign",
            )
            for party in missing
            if not version.superseded
        ]
    return tuple(awaited)
