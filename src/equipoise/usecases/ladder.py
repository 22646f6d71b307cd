"""The control total ladder: from the sum of plans to what is still to be found."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from equipoise.records import Actor
from equipoise.rules.balance import Ladder, Pair, PairKey, PlansAndLimit
from equipoise.rules.balance import ladder as ladder_rule
from equipoise.units import PENCE
from equipoise.usecases.decisions import OFFER, DecisionStatus, Stand, stands
from equipoise.usecases.drafts import decision_ref
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.plans import Plan, collated, plan_of, signed_plan
from equipoise.usecases.refusals import UnknownError
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.statement import Statement
from equipoise.usecases.versions import carried_by, signature
from equipoise.usecases.waivers import Carried, carried, version_facts
from equipoise.workings import (
    Basis,
    Figure,
    Reference,
    Stage,
    Support,
    constant,
    given,
    total,
)


@dataclass(frozen=True, kw_only=True)
class Rise:
    """The ladder of a system: its rungs on both readings, and what always stands below them.

    `below` is the statement of the plan as it is signed now, agreed actions counted in.
    `waivers` are those that the version or what is signed now rests on.
    """

    plan: Plan
    ladder: Ladder[Figure]
    actions: tuple[Stand, ...]
    agreements: tuple[Stand, ...]
    below: Statement
    waivers: Carried = field(default_factory=Carried)


def ladder(
    one: OpenRound, system: str, *, by: Actor, on: date, version: int | None = None
) -> Outcome[Rise]:
    """Return the ladder of a version, with what was agreed and proposed since it was collated.

    Only what every body it touches has signed closes the gap; proposals stand apart.
    `adds_up` is False while money is still to be found or stands on one side only, or a pair
    is Not agreed or Disputed.

    Raises: NotAllowedError; UnknownError when nothing is collated or no control total is known;
        LimitWithoutBasisError when the control total does not say on which basis it stands.
    """
    demand(by, "ladder", one.subject(system), on)
    plan = plan_of(one, collated(one, system, version))
    rise = rise_of(plan)
    signed = (*map(signature, plan.versions), *map(signature, rise.below.plan.versions))
    of_version = version_facts(one, plan.members, pin=plan.pin)
    rise = replace(rise, waivers=carried(signed, on, of_version=of_version))
    figures = {
        Reference("figure", (one.code, system, "ladder", *name.split("/")), plan.pin): figure
        for name, figure in named(rise.ladder).items()
    }
    rungs = rise.ladder.stated
    return Outcome(
        result=rise,
        figures=figures,
        adds_up=rungs.balance.value <= 0
        and rise.below.matching.gross.value == 0
        and not rise.below.contracting.open_pairs,
        expand=plan.expand,
    )


def rise_of(plan: Plan) -> Rise:
    """Return the ladder of a plan, with the decisions that came after it was collated."""
    one, statement = plan.round, Statement(plan=plan)
    limit = statement.limit
    if limit is None:
        raise UnknownError("control total for", plan.system)
    position = statement.position
    with_support = limit.basis.support is Support.WITH
    sum_of_plans = position.including if with_support else position.excluding
    now = Statement(plan=signed_plan(one, plan.system))
    later = [stand for stand in stands(one, plan.system) if not _counted_in(plan, stand)]
    agreements = [stand for stand in later if stand.decision.kind == "agree"]
    actions = [stand for stand in later if stand.decision.kind in ("close", OFFER)]
    agreed = {_pair(stand): stand for stand in agreements if stand.status is DecisionStatus.AGREED}
    plans = PlansAndLimit(
        limit=limit,
        sum_of_plans=sum_of_plans,
        support=position.support,
        remaining_mismatch=remaining_mismatch(statement, agreed),
        agreed_matching=tuple(_effect(statement, stand) for stand in agreed.values()),
        system_stretch=statement.savings.system_stretch,
        agreed_actions=_savings(plan, actions, DecisionStatus.AGREED),
        proposed_actions=_savings(plan, actions, DecisionStatus.PROPOSED),
    )
    return Rise(
        plan=plan,
        ladder=ladder_rule(plans, one.params, known_on=one.known_on),
        actions=tuple(actions),
        agreements=tuple(agreements),
        below=now,
    )


def named(found: Ladder[Figure]) -> Mapping[str, Figure]:
    """Return every rung by name, on the stated reading; the other under `other/`."""
    return {
        **vars(found.stated),
        **{f"other/{name}": figure for name, figure in vars(found.other).items()},
    }


def _counted_in(plan: Plan, stand: Stand) -> bool:
    """Return whether the plan's own versions carry the decision out already."""
    ref = str(decision_ref(plan.round.code, stand.decision.number))
    return any(ref in carried_by(row) for row in plan.versions)


def _pair(stand: Stand) -> PairKey:
    return PairKey(stand.body["commissioner"], stand.body["provider"])


def remaining_mismatch(statement: Statement, agreed: Collection[PairKey]) -> Figure:
    """Return the net mismatch of the pairs whose value has not been agreed since.

    It is the income of the system's own trusts that is at stake. What a trust outside expects of
    a member stands in the ladder of that trust's system, so that no difference counts twice.
    """
    found, members = statement.matching, statement.plan.members
    tested = {key: pair.difference for key, pair in found.pairs.items()
              if pair.difference is not None}  # fmt: skip
    left = [
        difference
        for key, difference in tested.items()
        if key not in agreed and key.provider in members
    ]
    if len(left) == len(tested):
        return found.net
    return total(left) if left else constant(0, found.net.basis, name="Every pair is agreed")


def _effect(statement: Statement, stand: Stand) -> Figure:
    """Return what an agreed contract value does to the positions of both its sides together.

    Whatever the value: one side gains what the other loses by it, so the difference goes.
    """
    pair = statement.contracts.pairs.get(_pair(stand), Pair(income=None, spend=None))
    income = pair.income.value if pair.income is not None else 0
    spend = pair.spend.value if pair.spend is not None else 0
    return _decided(statement.plan, stand, int(spend - income), "Agreed value")


def _savings(plan: Plan, stands_: list[Stand], status: DecisionStatus) -> tuple[Figure, ...]:
    return tuple(
        _decided(plan, stand, stand.body["saving_pence"], stand.body["name"])
        for stand in stands_
        if stand.status is status
    )


def _decided(plan: Plan, stand: Stand, pence: int, what: str) -> Figure:
    basis = Basis(stage=Stage.PLAN, period=plan.round.year.period, unit=PENCE)
    ref = decision_ref(plan.round.code, stand.decision.number)
    touched = ", ".join(stand.body["sides"])
    return given(pence, basis, ref, name=f"{stand.name}: {what}, {touched}")
