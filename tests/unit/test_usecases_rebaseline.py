"""A re-baselining of Northmere: opened, shared, replanned, closed to the penny, and sent."""

import json
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from equipoise.samples import ELECTIVE
from equipoise.store import Digest
from equipoise.units import Pence
from equipoise.usecases.explain import explain
from equipoise.usecases.plans import collated, plan_of
from equipoise.usecases.rebaseline_capacity import rebaseline_capacity
from equipoise.usecases.rebaseline_national import rebaseline_national
from equipoise.usecases.rebaselining.restored import restored_of
from equipoise.usecases.refusals import RefusedError, UnknownError
from equipoise.usecases.statement import Statement
from equipoise.usecases.status import status
from equipoise.usecases.verify import verify
from equipoise.workings import Reference
from tests.northmere_rebaselining import CAPACITY, NO_HARM, Rebaselining
from tests.northmere_round import SYSTEM, Northmere, money, thousands


@pytest.fixture
def made(locked: Northmere) -> Rebaselining:
    return Rebaselining(locked)


@pytest.fixture
def ready(made: Rebaselining) -> Rebaselining:
    """Everything but the safety statement."""
    made.up_to_the_gate()
    return made


def test_a_letter_opens_it_on_the_locked_version(made: Rebaselining) -> None:
    found = made.open().result
    assert (found.base, found.system) == (3, SYSTEM)
    assert found.opened.body["manifest"] == collated(made.one, SYSTEM, 3).manifest
    assert found.letter.deadline == date(2023, 11, 22)
    seen = made.seen()
    assert seen.result.position is None
    assert seen.adds_up is None


def test_what_the_system_may_spend_and_its_gap(ready: Rebaselining) -> None:
    """2,400,000 + 16,000 + 3,000 + 8,000 = 2,427,000; forecast 2,436,000; actions 9,000."""
    position = ready.worked().position
    assert position is not None
    assert thousands(position.allocation) == 2_400_000
    assert thousands(position.award) == 16_000
    assert thousands(position.released) == 3_000
    assert thousands(position.restored) == 8_000
    assert thousands(position.rebased) == 2_427_000
    assert thousands(position.forecast) == 2_436_000
    assert thousands(position.gap_before) == -9_000
    assert thousands(position.gap_after) == 0


def test_past_months_stay_and_the_rest_is_less(ready: Rebaselining) -> None:
    """203,200 a month to October; 202,720 then, less 9,000 over December to March."""
    worked = ready.worked()
    assert worked.months is not None
    found = [thousands(worked.months.months[month]) for month in range(1, 13)]
    assert found == [203_200] * 7 + [202_720] + [200_470] * 4
    assert thousands(worked.months.year) == 2_427_000
    assert thousands(worked.months.past) == 1_422_400


def test_the_original_plan_stands_beside_it_and_is_unchanged(ready: Rebaselining) -> None:
    """Version 3: an allocation of 2,400,000 and a position of (9,000)."""
    worked = ready.worked()
    assert thousands(worked.original_year) == 2_409_000
    assert sum(int(figure.value) for figure in worked.original.values()) == money(2_409_000)
    ready.safe()
    ready.close()
    ready.send()
    position = Statement(plan=plan_of(ready.one, collated(ready.one, SYSTEM, 3))).position
    assert thousands(position.including) == -9_000
    assert collated(ready.one, SYSTEM).number == 3


def test_the_way_from_the_plan_to_the_rebased_plan(ready: Rebaselining) -> None:
    """(9,000) as planned, 27,000 worse since, 16,000 + 3,000 + 8,000 + 9,000 better: nil."""
    bridge = ready.worked().bridge
    assert bridge is not None
    steps = {name: thousands(figure) for name, figure in vars(bridge).items()}
    assert steps == {
        **{"original": -9_000, "since_plan": -27_000, "award": 16_000, "released": 3_000},
        **{"restored": 8_000, "actions": 9_000, "end": 0},
    }


def test_elective_money_restored_is_the_swing_of_the_systems_care(made: Rebaselining) -> None:
    """ZR2 delivers 104.5% of 100,000: (500) at 105% before 8 November, and 1,500 at 103%."""
    care = ELECTIVE / "care.csv"
    found = restored_of(made.one, SYSTEM, path=care, from_day=date(2023, 11, 8))
    assert found == money(2_000)
    other = made.write("care.csv", care.read_text("utf-8").replace("ZQ1,", "ZQ2,"))
    with pytest.raises(RefusedError, match="does not say all of the elective care of ZQ1"):
        restored_of(made.one, SYSTEM, path=other, from_day=date(2023, 11, 8))


def test_the_award_ties_to_the_pool(made: Rebaselining) -> None:
    made.open()
    worked = made.award()
    shares = {code: thousands(share.amount) for code, share in worked.shares.items()}
    assert shares == {"REST": 784_000, "ZQ1": 16_000}
    assert worked.shares["ZQ1"].ratio.value == Fraction(1, 50)


@pytest.mark.parametrize(
    ("key", "text", "award"),
    [
        ("population", "ZQ1,population,1000000\nREST,population,56000000\n", 1_403_508_772),
        ("allocation", "ZQ1,allocation,2400000\nREST,allocation,117600000\n", 1_600_000_000),
        ("claims", "ZQ1,claims,18500.5\nREST,claims,900000\n", 1_611_365_481),
    ],
)
def test_other_keys_share_the_same_pool(
    made: Rebaselining, key: str, text: str, award: int
) -> None:
    """80,000,000,000 pence by 1/57, by 1/50, and by 18,500.5 of 918,500.5."""
    made.open()
    path = made.write("key.csv", f"system,part,amount\n{text}")
    worked = made.award(path, key=key, weights={})
    assert int(worked.shares["ZQ1"].amount.value) == award
    assert sum(int(share.amount.value) for share in worked.shares.values()) == 80_000_000_000


def test_a_larger_pool_takes_the_place_of_the_first(made: Rebaselining) -> None:
    """Support for strikes came to 1,200 by month 10: 2% of it is 24.0m."""
    made.open()
    made.award()
    later = made.award(pool_pence=money(1_200_000), source="Month 10")
    assert thousands(later.shares["ZQ1"].amount) == 24_000


def test_a_release_counts_when_its_approver_agrees(made: Rebaselining) -> None:
    made.open()
    asked = made.release()
    assert (asked.status, asked.positions.waits_for) == ("Proposed", ("X24",))
    assert made.worked().released == {}
    refused = made.answer(asked, "national.lead", "no")
    assert refused.status == "Proposed"
    made.answer(asked, "national.lead")
    assert [thousands(one) for one in made.worked().released.values()] == [3_000]


def test_an_action_counts_when_its_body_agrees(made: Rebaselining) -> None:
    made.open()
    of_another = made.act("A2", 5_000, by="zq1.lead", organisation="ZR2")
    assert of_another.positions.waits_for == ("ZR2",)
    assert made.worked().actions == {}
    own = made.act("A1", 4_000)
    assert own.status == "Agreed"
    made.answer(of_another, "zr2.approver")
    assert {code: thousands(one) for code, one in made.worked().actions.items()} == {
        "A2": 5_000,
        "A1": 4_000,
    }


def test_what_waits_is_among_what_needs_somebody_today(made: Rebaselining) -> None:
    made.open()
    asked = made.release()
    action = made.act("A2", 5_000, by="zq1.lead", organisation="ZR2")

    def told(name: str) -> tuple[list[str], list[str]]:
        found = status(made.one, SYSTEM, by=made.who(name), on=made.clock.date()).result
        yours, others = found.yours, found.others
        return [task.words for task in yours], [task.words for task in others]

    release, saving = (
        f"Say yes or no to {asked.name}: Digital",
        f"Say yes or no to {action.name}: Action A2",
    )
    yours, others = told("zr2.approver")
    assert saving in yours
    assert release in others
    yours, others = told("national.lead")
    assert release in yours
    assert saving in others
    made.answer(asked, "national.lead", "no")
    made.answer(action, "zr2.approver")
    yours, others = told("national.lead")
    assert not {release, saving}.intersection(yours + others)


def test_the_gate_opens_with_the_safety_statement(ready: Rebaselining) -> None:
    seen = ready.seen()
    assert seen.adds_up is False
    gate = seen.result.gate
    assert gate is not None
    assert [name for name, met in vars(gate).items() if not met] == ["safety_stated"]
    ready.safe()
    assert ready.seen().adds_up is True


def test_the_gate_shuts_when_something_is_lacking(ready: Rebaselining) -> None:
    ready.safe()

    def shut() -> list[str]:
        gate = ready.worked().gate
        assert gate is not None
        return [name for name, met in vars(gate).items() if not met]

    ready.replan(rests_on=())
    assert shut() == ["assumptions_set"]
    ready.replan()
    assert shut() == []
    ready.act("A1", 4_000, kind="efficiency")
    assert shut() == ["agency_reduced"]
    ready.act("A1", 4_000, effects={"balance": "helps"})
    assert shut() == ["priorities_tested"]
    ready.act("A1", 3_999)
    assert shut() == ["gap_closed"]


def test_a_commitment_of_the_letter_that_nobody_states_shuts_the_gate(made: Rebaselining) -> None:
    made.open()
    made.commit("beds", 120)
    assert made.worked().cut == ("ambulances",)
    made.commit("ambulances", 0)
    assert made.worked().cut == ()
    first, last = made.worked().targets["beds"]
    assert (first.value, last.value) == (120, 120)


def test_a_broken_assumption_names_what_depends_on_it(ready: Rebaselining) -> None:
    ready.act("A3", 1, rests_on=("no_strikes",))
    ready.safe()
    found = ready.assume(is_broken=True, reason="Strike of December")
    (replan,) = (act for act in ready.worked().exercise.acts if act.kind == "rebase-plan")
    assert found.depends == {SYSTEM: (f"replan {replan.name}", "action A3")}
    worked = ready.worked()
    assert worked.broken == ("no_strikes",)
    assert worked.gate is not None
    assert not worked.gate.assumptions_set
    assert ready.assume("pay", words="Pay award of 5%").depends == {}


def test_strikes_are_costed_by_day_and_part(made: Rebaselining) -> None:
    """4 days at 90m are 360m, of which 2% is 7.2m; cover alone is a third of it."""
    made.open()
    made.strike()
    assert made.worked().strikes == {}
    made.award()
    worked = made.worked()
    (cost,) = worked.strikes.values()
    assert [thousands(cost.national), thousands(cost.own)] == [360_000, 7_200]
    made.strike(parts=("cover",))
    (cost,) = made.worked().strikes.values()
    assert thousands(cost.own) == 2_400
    made.strike("consultants", 2, from_day=date(2023, 7, 20), parts=("cover",))
    total = made.worked().strike_cost
    assert thousands(total) == 2_400 + 700


def test_a_part_of_a_strike_is_as_the_system_states_it(made: Rebaselining) -> None:
    """Cover at £17.5m a day for 2 days is 35m, of which 2% is 700; 450 and 80 are stated."""
    made.open()
    made.award()
    lost, leave = {"lost_activity": Pence(45_000_000)}, {"deferred_leave": Pence(8_000_000)}
    of: dict[str, Any] = {"days": 2, "from_day": date(2023, 7, 20), "source": "Month 4"}
    made.strike("consultants", **of, stated=lost | leave)
    (cost,) = made.worked().strikes.values()
    assert [thousands(cost.national), thousands(cost.own)] == [35_000, 700 + 450 + 80]
    made.strike("consultants", **of, parts=("lost_activity",), stated=lost)
    (cost,) = made.worked().strikes.values()
    assert (cost.national, thousands(cost.own)) == (None, 450)


def test_core_and_premium_are_kept_apart(made: Rebaselining) -> None:
    """156,000 over 52,000 spells is 3,000 each; 27,000 over 6,000 is 4,500."""
    made.open()
    rebaseline_capacity(made.one, SYSTEM, path=CAPACITY, by=made.who(), now=made.now())
    found = made.worked().capacity
    assert set(found) == {"ZR1", "ZR2", "system"}
    one = found["ZR1"]
    assert one.core_each is not None
    assert one.premium_each is not None
    assert (one.core_each.value, one.premium_each.value) == (300_000, 450_000)
    share = found["system"].premium_share
    assert share is not None
    assert share.value == Fraction(7_500, 80_500)


def test_meetings_have_the_locked_version_as_their_papers(ready: Rebaselining) -> None:
    ready.on(date(2023, 11, 28))
    act = ready.meet(date(2023, 11, 28), present=("ICB executive", "ZR1 board"), agreed=("A1",))
    agreed = ready.worked().exercise.coded("rebase-action")["A1"]
    assert act.body["agreed"] == [f"A1, {agreed.name}"]
    assert act.body["papers"] == "version:2023-24/ZQ1@v3"
    assert act.body["manifest"] == collated(ready.one, SYSTEM, 3).manifest


def test_it_is_closed_into_a_document_and_sent(ready: Rebaselining) -> None:
    ready.safe()
    closed = ready.close().result
    with ready.one.workspace.store.open(Digest(closed.document)) as stream:
        content = json.load(stream)
    assert content["manifest"] == collated(ready.one, SYSTEM, 3).manifest
    assert content["base"] == 3
    gap = next(ref for ref in content["figures"] if "/gap_after@" in ref)
    assert content["figures"][gap] == "0"
    ready.on(date(2023, 11, 22))
    sent = ready.send()
    assert (sent.document, sent.is_late, sent.gap_pence) == (closed.document, False, 0)
    assert len(sent.receipt) == 64
    assert ready.worked().exercise.is_sent
    assert verify(ready.one, by=ready.who("auditor"), on=ready.clock.date()).result.faults == ()


def test_a_day_after_the_deadline_is_late(ready: Rebaselining) -> None:
    ready.safe()
    ready.close()
    ready.on(date(2023, 11, 23))
    assert ready.send().is_late


def test_a_gap_that_stays_is_visible_in_what_is_sent(ready: Rebaselining) -> None:
    ready.act("A1", 3_000)
    ready.safe()
    closed = ready.close(with_gap="No safe action is left").result
    assert closed.act.body["gap_pence"] == money(-1_000)
    assert closed.act.body["with_gap"] == "No safe action is left"
    assert ready.send().gap_pence == money(-1_000)


def test_strikes_and_broken_assumptions_come_after_it_was_sent(ready: Rebaselining) -> None:
    ready.safe()
    ready.close()
    ready.send()
    ready.on(date(2023, 12, 21))
    ready.strike(days=3, from_day=date(2023, 12, 20))
    assert ready.assume(is_broken=True, reason="Strike").depends
    worked = ready.worked()
    assert worked.exercise.is_sent
    assert worked.broken == ("no_strikes",)


def test_another_letter_opens_another_on_the_same_plan(ready: Rebaselining) -> None:
    ready.safe()
    ready.close()
    ready.send()
    found = ready.open().result
    assert len(found.acts) == 1
    assert ready.worked().position is None


def test_every_system_is_tied_to_the_pool(ready: Rebaselining) -> None:
    outcome = rebaseline_national(ready.one, by=ready.who("national.lead"), on=ready.clock.date())
    assert outcome.adds_up is True
    found = outcome.result
    assert thousands(found.awarded) == 16_000
    assert [thousands(one) for one in found.elsewhere.values()] == [784_000]
    assert (found.without, found.differs, found.pool_pence) == ((), (), money(800_000))


def test_a_figure_is_explained_as_it_was_known(ready: Rebaselining) -> None:
    ready.on(date(2023, 11, 20))
    ready.act("A1", 4_500)
    lead = ready.who()
    ref = Reference.parse("figure:2023-24/ZQ1/rebaseline/gap_after@2023-11-10")
    then = explain(ready.one, ref, by=lead, on=ready.clock.date())
    assert thousands(then.result.figure) == 0
    now = Reference.parse("figure:2023-24/ZQ1/rebaseline/gap_after")
    found = explain(ready.one, now, by=lead, on=ready.clock.date())
    assert thousands(found.result.figure) == 500
    assert any("rebase award" in told for told in found.result.sources.values())
    assert "on version 3" in found.result.facts[0]
    wrong = Reference.parse("figure:2023-24/ZQ1/rebaseline/nothing")
    with pytest.raises(UnknownError, match="No figure"):
        explain(ready.one, wrong, by=lead, on=ready.clock.date())
    no_day = Reference.parse("figure:2023-24/ZQ1/rebaseline/award@v3")
    with pytest.raises(UnknownError, match="day such as"):
        explain(ready.one, no_day, by=lead, on=ready.clock.date())


def test_a_decision_is_explained_with_how_far_it_has_come(made: Rebaselining) -> None:
    made.open()
    asked = made.release()
    found = explain(made.one, asked.ref, by=made.who(), on=made.clock.date())
    assert found.result.facts[0] == "Proposed, waits for X24."


def test_harm_to_a_later_priority_is_a_trade_off(made: Rebaselining) -> None:
    made.open()
    effects = {**NO_HARM, "elective": "harms: long waits fall more slowly"}
    act = made.act("A1", 4_000, effects=effects)
    assert list(act.body["effects"]) == ["balance", "safety", "emergency", "elective"]
