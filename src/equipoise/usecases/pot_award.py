"""Share money received in the year: by the system's own key, with who agreed, when and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from equipoise.cube import IncompleteError, NoCellsError
from equipoise.records import Actor
from equipoise.records.queries import latest_system_version
from equipoise.register import streams_of
from equipoise.units import Pence
from equipoise.usecases.lines import Lines
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.plans import Plan, collated, plan_of, signed_plan
from equipoise.usecases.potting import Act
from equipoise.usecases.potting.kinds import AWARD, ROUTES
from equipoise.usecases.potting.postings import KEYS
from equipoise.usecases.potting.recording import Terms, pot_now, record, refuse_terms, taken
from equipoise.usecases.refusals import RefusedError, UnknownError
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.statement import Statement

FROM_PLAN = ("turnover", "contract")
"""Keys whose weights are read from the plan."""


@dataclass(frozen=True, kw_only=True)
class Awarded:
    """What was received, by which route and on what condition, and how it is shared.

    `weights` are by body; where they come from the plan (turnover, contract) each is None.

    Unit: pence, positive; weights as `key` counts them.
    """

    line: str
    title: str
    stream: str
    amount_pence: Pence
    route: str
    key: str
    weights: Mapping[str, Fraction | None]
    condition: str = ""
    is_recurrent: bool = False


def pot_award(
    one: OpenRound, system: str, *, awarded: Awarded, terms: Terms, by: Actor, now: datetime
) -> Outcome[Act]:
    """Return an award and how the system shares it, as one decision.

    It counts when those whom `terms` names have agreed; each body then has its part in the pot.

    Raises: NotAllowedError; UnknownError for no such stream, route, key or body; RefusedError for
        a line that is there and not withdrawn, an amount that is not positive, or a weight that is
        not known.
    """
    demand(by, "pot_award", one.subject(system), now.date())
    members = one.members(system)
    for what, word, known in (
        ("stream of this year:", awarded.stream, tuple(streams_of(one.year))),
        ("route:", awarded.route, ROUTES),
        ("key:", awarded.key, tuple(KEYS)),
        *(("member of the system:", code, tuple(members)) for code in awarded.weights),
    ):
        if word not in known:
            raise UnknownError(what, word, known)
    refuse_terms(one, terms, own=by.organisation)
    if awarded.amount_pence <= 0 or not awarded.weights:
        raise RefusedError("An award is a positive amount, shared by at least one body.")
    if awarded.line in taken(pot_now(one, system, on=now.date())):
        raise RefusedError(f"The pot has a line {awarded.line} already.")
    weights = {code: _weight(one, system, awarded, code) for code in sorted(awarded.weights)}
    if min(weights.values()) < 0 or not any(weights.values()):
        raise RefusedError("Weights are nil or more, and not all of them nil.")
    body = {
        **terms.body(),
        "line": awarded.line,
        "title": awarded.title,
        "stream": awarded.stream,
        "amount_pence": awarded.amount_pence,
        "route": awarded.route,
        "condition": awarded.condition,
        "recurrent": awarded.is_recurrent,
        "key": awarded.key,
        "weights": {code: str(weight) for code, weight in weights.items()},
    }
    made = record(one, system, decided=(AWARD, [body]), reason=terms.reason, by=by, now=now)
    return Outcome(result=made.result[0], events=made.events)


def _weight(one: OpenRound, system: str, awarded: Awarded, code: str) -> Fraction:
    """Return what a body weighs: as named, or as the plan has it.

    Raises: RefusedError where neither says.
    """
    named = awarded.weights[code]
    if named is not None:
        return named
    if awarded.key not in FROM_PLAN:
        raise RefusedError(
            f"Nobody has named what {code} weighs by {awarded.key}.",
            f"Name it with --to {code}=NUMBER.",
        )
    plan = _plan(one, system)
    try:
        found = _turnover(plan, code) if awarded.key == "turnover" else _contract(plan, code)
    except (IncompleteError, NoCellsError) as error:
        raise RefusedError(f"The plan does not say the {awarded.key} of {code}.") from error
    return Fraction(found)


def _plan(one: OpenRound, system: str) -> Plan:
    if latest_system_version(one.code, system) is None:
        return signed_plan(one, system)
    return plan_of(one, collated(one, system))


def _turnover(plan: Plan, code: str) -> int:
    line = "allocation.total" if code == plan.system else "income.total"
    return int(Lines(plan=plan, period=plan.round.year.period).derived(code, line).value)


def _contract(plan: Plan, code: str) -> int:
    """Return what the system's ICB plans to pay the body for care."""
    pairs = Statement(plan=plan).contracts.pairs
    spends = [pair.spend for key, pair in pairs.items() if key == (plan.system, code)]
    if not spends or spends[0] is None:
        raise RefusedError(f"The ICB plans no contract with {code}.")
    return int(spends[0].value)


def effective(day: date | None, now: datetime) -> date:
    """Return the day from which a decision counts: the one named, or that of the act."""
    return day or now.date()
