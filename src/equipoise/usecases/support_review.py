"""Record the centre's review of a quarter: support is paid, withheld, or restored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from equipoise.records import Actor
from equipoise.rules.support import Condition
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.potting.agreeing import Agreement
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.support_asked import Way, scheme_of
from equipoise.usecases.support_give import fund_said, refuse_silent
from equipoise.usecases.supporting import REVIEW, SupportAct, noted


@dataclass(frozen=True, kw_only=True)
class QuarterReviewed:
    """What a review decided: a quarter is paid or withheld, and which earlier ones come back."""

    quarter: int
    paid: bool
    reason: str
    way: Way
    restores: tuple[int, ...] = ()
    source: str = ""


def support_review(
    one: OpenRound, system: str, *, reviewed: QuarterReviewed, by: Actor, now: datetime
) -> Outcome[SupportAct]:
    """Return the review, recorded: it counts at once, for the centre decides.

    Raises: NotAllowedError; UnknownError for no such system; RefusedError without a reason, for a
        fund without a gate of the system, or a quarter restored that is not earlier.
    """
    demand(by, "support_review", one.subject(system), now.date())
    one.members(system)
    refuse_silent(reviewed.reason)
    scheme = scheme_of(one.year, reviewed.way)
    if Condition.SYSTEM not in scheme.conditions:
        raise RefusedError(f"{scheme.title} has no gate of the system that a review decides.")
    if any(not 1 <= number < reviewed.quarter for number in reviewed.restores):
        raise RefusedError(
            f"A review of quarter {reviewed.quarter} restores earlier quarters alone.",
            "Name them with --restores, one at a time.",
        )
    body = {
        **fund_said(scheme, reviewed.way),
        "quarter": reviewed.quarter,
        "paid": reviewed.paid,
        "restores": sorted(set(reviewed.restores)),
        "reason": reviewed.reason,
        "source": reviewed.source,
        "agreement": str(Agreement.NONE),
        "parties": [],
    }
    return noted(one, system, kind=REVIEW, body=body, by=by, now=now)
