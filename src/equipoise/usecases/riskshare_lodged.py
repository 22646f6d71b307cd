"""Show the risk-share agreements on record: versions, consents, and what duties ask for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from equipoise.records import Actor
from equipoise.rules.riskshare import Consent
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.sharing_risk.lodged import Lodged, lodged_in


@dataclass(frozen=True, kw_only=True)
class AgreementsLodged:
    """Every version of every agreement, and how far the consents to each have come."""

    round: str
    system: str
    versions: tuple[Lodged, ...]
    consents: Mapping[str, Consent]


def riskshare_lodged(
    one: OpenRound, system: str, *, by: Actor, on: date, known: date | None = None
) -> Outcome[AgreementsLodged]:
    """Return the agreements lodged in a system, as known at the end of a day; now if None.

    Raises: NotAllowedError; UnknownError for no such system.
    """
    demand(by, "riskshare_lodged", one.subject(system), on)
    one.members(system)
    versions = lodged_in(one, system, known=known)
    consents = {each.name: each.consent(one.params, known_on=known or on) for each in versions}
    result = AgreementsLodged(round=one.code, system=system, versions=versions, consents=consents)
    return Outcome(result=result)
