"""The gap: how it is split, what was offered, what counts, and what holds it open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from equipoise.records import Actor
from equipoise.records.changes import change
from equipoise.records.models import Decision
from equipoise.records.queries import decisions, next_decision, stream_head
from equipoise.rules.gap import (
    Deadlock,
    Gap,
    GapRound,
    Holds,
    PositionsAndLimit,
    Split,
    Submissions,
    deadlock,
    gap_split,
    rounds,
)
from equipoise.rules.gap import gap as gap_rule
from equipoise.rules.pot import AwardShare
from equipoise.units import COUNT, PENCE, ApportionmentError, Pence
from equipoise.usecases.drafts import decision_ref
from equipoise.usecases.events import recorded
from equipoise.usecases.ladder import Rise, ladder
from equipoise.usecases.of_files import SHARE
from equipoise.usecases.offering import LedgerOffer, offers
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.plans import Plan
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.statement import Statement
from equipoise.workings import Basis, Figure, Reference, Stage, Support, given

PROCEEDING = "proceeding"


@dataclass(frozen=True, kw_only=True)
class Key:
    """By what a gap is split, and what each body weighs; equal weights if none is given."""

    name: str = "equal"
    weights: Mapping[str, Fraction] | None = None


@dataclass(frozen=True, kw_only=True)
class GapShown:
    """The gap of a system's plan, its ladder, its split, every offer, and what keeps it open.

    `deadlocks` are by matter; `proceeding` is the last limit
    imposed on a plan that went on, with both figures and what lies between.
    """

    rise: Rise
    gap: Gap[Figure]
    key: str
    split: Mapping[str, AwardShare[Figure]]
    offers: tuple[LedgerOffer, ...]
    deadlocks: Mapping[str, Deadlock[Figure]]
    proceeding: GapRound[Figure] | None


def gap(one: OpenRound, system: str, *, key: Key, by: Actor, on: date) -> Outcome[GapShown]:
    """Return the gap of the latest version, as its ladder has it, with all that was offered.

    Only what every body it touches has signed closes it. `adds_up` is False while money is still
    to be found.

    Raises: NotAllowedError; UnknownError when nothing is collated or no limit is known;
        RefusedError for a key without weights of members; LimitWithoutBasisError.
    """
    demand(by, "gap", one.subject(system), on)
    rise = ladder(one, system, by=by, on=on).result
    found = _gap(rise)
    known = offers(one, system, on=on)
    shown = GapShown(
        rise=rise,
        gap=found,
        key=key.name,
        split=_split(rise, found, key),
        offers=known,
        deadlocks=_deadlocks(rise, known),
        proceeding=_proceeding(rise),
    )
    return Outcome(
        result=shown,
        figures=_figures(shown),
        adds_up=rise.ladder.stated.balance.value <= 0,
        expand=rise.plan.expand,
    )


def proceed(
    one: OpenRound, system: str, *, imposed: Pence, reason: str, by: Actor, now: datetime
) -> Outcome[GapRound[Figure]]:
    """Return both figures of a plan that goes on though it was rejected: its own, and the limit.

    The limit stands on the reading on which the control total is stated. Neither figure changes.

    Raises: NotAllowedError; RefusedError without a reason; as `ladder`.
    """
    demand(by, "proceed", one.subject(system), now.date())
    if not reason.strip():
        raise RefusedError("A limit is imposed for a reason.", "Say why with --reason.")
    rise = ladder(one, system, by=by, on=now.date()).result
    stated = rise.ladder.stated
    body = {
        "submitted_pence": int(stated.adjusted_sum.value),
        "imposed_pence": imposed,
        "reading": str(rise.ladder.reading),
        "version": rise.plan.pin,
        "reason": reason,
    }
    seen = stream_head(one.stream).sequence
    with change(one.stream, by=by, now=now, reason=reason, expected=seen) as work:
        row = Decision.objects.create(
            round=one.record, number=next_decision(one.code), kind=PROCEEDING, system=system,
            base=None, body=body, proposed_by=by.person, organisation=by.organisation, at=now,
        )  # fmt: skip
        event = work.event("proceed", decision_ref(one.code, row.number), body)
    found = _proceeding(rise)
    assert found is not None, "just recorded"
    return Outcome(result=found, events=(recorded(event),))


def _gap(rise: Rise) -> Gap[Figure]:
    """Return the gap object; it is the ladder's, to the penny."""
    statement, rungs = Statement(plan=rise.plan), rise.ladder.stated
    limit = statement.limit
    assert limit is not None, "the ladder has one"
    with_support = rise.ladder.reading is Support.WITH
    members = {
        code: both.including if with_support else both.excluding
        for code, both in statement.position.members.items()
    }
    held = PositionsAndLimit(
        limit=limit,
        positions=members,
        unowned={"matching": rungs.matching_effect, "stretch": rungs.system_stretch},
    )
    found = gap_rule(held, rise.plan.round.params, known_on=rise.plan.round.known_on)
    assert found.gap.value == rungs.gap.value, "one gap"
    return found


def _split(rise: Rise, found: Gap[Figure], key: Key) -> Mapping[str, AwardShare[Figure]]:
    one = rise.plan.round
    weights = key.weights or dict.fromkeys(rise.plan.members, Fraction(1))
    if (key.name != "equal" and not key.weights) or not {*weights} <= {*rise.plan.members}:
        raise RefusedError(
            f"The key {key.name} needs what members weigh.", "Give each as --weight ZR1=600."
        )
    basis = Basis(stage=Stage.PLAN, period=one.year.period, unit=COUNT)
    ref = Reference("figure", (one.code, rise.plan.system, "gap", "key"), rise.plan.pin)
    figures = {
        code: given(weight, basis, ref, name=f"Weight by {key.name}, {code}")
        for code, weight in weights.items()
    }
    try:
        split = Split(gap=found.gap, key=key.name, weights=figures)
        return gap_split(split, one.params, known_on=one.known_on)
    except ApportionmentError as error:
        raise RefusedError(f"{error}.", "Weights are above nil.") from error


def _deadlocks(rise: Rise, known: tuple[LedgerOffer, ...]) -> Mapping[str, Deadlock[Figure]]:
    """Return what lies between the parties of each open matter, by the name of the matter.

    A matter is what was sealed under one name, or an offer and all that answer it. A party holds
    to what it last put forward.
    """
    one = rise.plan.round
    basis = Basis(stage=Stage.PLAN, period=one.year.period, unit=PENCE)
    matters: dict[int, str] = {}
    held: dict[str, dict[str, Figure]] = {}
    waiting = set()
    for each in known:
        number, party = each.decision.number, each.decision.organisation
        matter = each.body.get("matter") or matters.get(each.body["counters"]) or each.name
        matters[number] = matter
        ref = decision_ref(one.code, number)
        amount = given(each.body["amount_pence"], basis, ref, name=f"{party} in {each.name}")
        held.setdefault(matter, {})[party] = amount
        if each.is_open:
            waiting.add(matter)
    return {
        matter: deadlock(Holds(held=sides), one.params, known_on=one.known_on)
        for matter, sides in held.items()
        if matter in waiting and len(sides) > 1
    }


def _proceeding(rise: Rise) -> GapRound[Figure] | None:
    one = rise.plan.round
    rows = [row for row in decisions(one.code, rise.plan.system) if row.kind == PROCEEDING]
    if not rows:
        return None
    body, ref = rows[-1].body, decision_ref(one.code, rows[-1].number)
    basis = Basis(stage=Stage.PLAN, period=one.year.period, unit=PENCE,
                  support=Support(body["reading"]))  # fmt: skip
    handed_in = Submissions(
        positions=(given(body["submitted_pence"], basis, ref, name="Kept by the system"),),
        asks=(given(body["imposed_pence"], basis, ref, name="Imposed"),),
    )
    return rounds(handed_in, one.params, known_on=one.known_on)[0]


def _figures(shown: GapShown) -> dict[Reference, Figure]:
    plan = shown.rise.plan
    named = {"limit": shown.gap.limit, "positions": shown.gap.positions, "gap": shown.gap.gap}
    named |= {code: share.amount for code, share in shown.split.items()}
    return {share_ref(plan, name): one for name, one in named.items()}


def share_ref(plan: Plan, name: str) -> Reference:
    """Return the reference of the gap, its limit, its positions, or what a body is to find."""
    return Reference("figure", (plan.round.code, plan.system, "gap", name, SHARE), plan.pin)
