"""Give a body that missed, while its system hit, a share of what the system earned: a decision.

Nothing of it is computed. The lead proposes it with a reason, and it counts once the region has
consented.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from equipoise.records import Actor
from equipoise.rules.support import Condition, Scheme
from equipoise.units import Pence
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.potting.agreeing import Agreement
from equipoise.usecases.refusals import RefusedError, UnknownError
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.support_asked import Way, scheme_of
from equipoise.usecases.supporting import DISCRETION, SupportAct, noted, region_of


@dataclass(frozen=True, kw_only=True)
class Discretion:
    """What leaders mean to give: to whom, of which quarter, how much, why, and of which fund.

    Unit: pence, nil or more; nil takes back what an earlier decision gave.
    """

    body: str
    quarter: int
    amount_pence: Pence
    reason: str
    way: Way
    source: str = ""


def support_give(
    one: OpenRound, system: str, *, given: Discretion, by: Actor, now: datetime
) -> Outcome[SupportAct]:
    """Return the decision, proposed: it gives nothing until the region has consented.

    Whether the body missed, its system hit, and the amount is no more than the result of the
    system left, is tested on results by `support`, which refuses what no decision may give.

    Raises: NotAllowedError; UnknownError for no such member; RefusedError without a reason, for a
        fund whose support no decision gives, or a suspended one outside a model.
    """
    demand(by, "support_give", one.subject(system), now.date())
    members = tuple(one.members(system))
    if given.body not in members:
        raise UnknownError(f"member of {system}:", given.body, members)
    refuse_silent(given.reason)
    if given.amount_pence < 0:
        raise RefusedError("A decision gives nil or more.", "Name the amount with --amount.")
    scheme = scheme_of(one.year, given.way)
    if not {Condition.OWN, Condition.SYSTEM} <= scheme.conditions:
        raise RefusedError(
            f"{scheme.title} asks for no result of a body beside that of its system: there is no "
            "share of it for one that missed.",
            "Decisions give of a fund that asks for both, such as the fund of 2020/21.",
        )
    body = {
        **fund_said(scheme, given.way),
        "quarter": given.quarter,
        "body": given.body,
        "amount_pence": given.amount_pence,
        "reason": given.reason,
        "source": given.source,
        "agreement": str(Agreement.ALL),
        "parties": [region_of(one, system)],
    }
    return noted(one, system, kind=DISCRETION, body=body, by=by, now=now)


def fund_said(scheme: Scheme, way: Way) -> dict[str, object]:
    """Return which fund a decision is about, as it is recorded."""
    return {"terms": scheme.applies.year.code, "fund": scheme.path, "model": way.model}


def refuse_silent(reason: str) -> None:
    """Refuse a decision without a reason.

    Raises: RefusedError.
    """
    if not reason.strip():
        raise RefusedError("A decision about support needs a reason.", "Say why with --reason.")
