"""The pot: lines added from a file, moved in the year, seen as at any day and as known then."""

from datetime import date
from pathlib import Path

import pytest

from equipoise.records.models import Decision, Event
from equipoise.rules.pot import Reconciliation
from equipoise.samples.northmere import POT
from equipoise.units import Absence
from equipoise.usecases.decisions import stands
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rights import NotAllowedError
from tests.northmere_pot import END, JULY, TERMS, NorthmerePot
from tests.northmere_round import SYSTEM, Northmere, thousands


@pytest.fixture
def begun(collated: Northmere) -> NorthmerePot:
    return NorthmerePot(collated)


@pytest.fixture
def filled(begun: NorthmerePot) -> NorthmerePot:
    begun.add()
    return begun


def test_every_line_is_a_decision_with_its_event(filled: NorthmerePot) -> None:
    """28 lines in the file: 7 sources, 19 committed uses, a reserve and a surplus."""
    assert Decision.objects.filter(kind="pot-line").count() == 28
    events = Event.objects.filter(verb="pot-line")
    assert events.count() == 28
    assert {event.person for event in events} == {"zq1.lead"}
    pot = filled.pot()
    assert len(pot.sources) == 7
    assert sorted(line.role for line in pot.uses.values()) == [
        *["committed"] * 19, "reserve", "surplus",
    ]  # fmt: skip


def test_the_pot_ties_to_the_plan(filled: NorthmerePot) -> None:
    """The plan: allocation 2,400,000, of which 20,000 one-off; ICB 6,000, trusts (15,000)."""
    outcome = filled.seen()
    assert outcome.adds_up is True
    pot = outcome.result.pot
    found = pot.balance
    amounts = (found.sources, found.committed, found.reserve, found.surplus, found.unallocated)
    assert [thousands(figure) for figure in amounts] == [2_400_000, 2_384_000, 10_000, 6_000, 0]
    assert thousands(pot.streams.whole.non_recurrent) == 20_000
    led = pot.reconciled
    assert isinstance(led, Reconciliation)
    assert led.agrees
    assert [thousands(f) for f in (led.commissioner, led.trusts, led.system)] == [
        6_000, -15_000, -9_000,
    ]  # fmt: skip


def test_what_nobody_decided_on_is_told_and_never_filled_in(
    begun: NorthmerePot, tmp_path: Path
) -> None:
    lines = POT.read_text("utf-8").splitlines(keepends=True)
    short = tmp_path / "short.csv"
    short.write_text("".join(line for line in lines if not line.startswith("reserve,")), "utf-8")
    begun.add(short)
    outcome = begun.seen()
    assert outcome.adds_up is False
    balance = outcome.result.pot.balance
    assert thousands(balance.unallocated) == 10_000
    assert thousands(balance.funds["commissioning_core"].unallocated) == 10_000
    assert thousands(balance.funds["crisis"].unallocated) == 0


def test_how_money_came_and_what_folding_in_would_do(filled: NorthmerePot) -> None:
    pot = filled.pot()
    assert thousands(pot.routes["bid"].part) == 4_000
    assert pot.routes["bid"].ratio is not None
    assert pot.routes["bid"].ratio.value * 600 == 1
    assert thousands(pot.folded.folded) == 8_000
    core, other = (pot.folded.streams[code] for code in ("commissioning_core", "transformation"))
    assert [thousands(f) for f in (core.before, core.after)] == [2_262_000, 2_270_000]
    assert [thousands(f) for f in (other.before, other.after)] == [12_000, 4_000]


def test_a_movement_counts_from_its_day_and_is_known_from_when_it_was_recorded(
    filled: NorthmerePot,
) -> None:
    filled.on(date(2023, 8, 1))
    filled.move("X24", "core", 1_500)
    before, day = date(2023, 6, 30), JULY
    early, late = date(2023, 7, 31), date(2023, 8, 1)
    found = {
        (as_at, known): thousands(filled.pot(as_at=as_at, known=known).held["core"])
        for as_at in (before, day, END)
        for known in (early, late)
    }
    assert found == {
        (before, early): 2_262_000, (before, late): 2_262_000,
        (day, early): 2_262_000, (day, late): 2_263_500,
        (END, early): 2_262_000, (END, late): 2_263_500,
    }  # fmt: skip
    totals = filled.pot().streams.streams["commissioning_core"]
    assert [thousands(f) for f in (totals.opening, totals.moved, totals.now)] == [
        2_262_000, 1_500, 2_263_500,
    ]  # fmt: skip


def test_a_movement_within_a_pot_changes_no_sum(filled: NorthmerePot) -> None:
    filled.move("reserve", "prescribing-north", 4_000)
    assert (filled.held("reserve"), filled.held("prescribing-north")) == (6_000, 83_000)
    assert filled.seen().adds_up is True
    filled.move("core", "medical", 500)
    pot = filled.pot()
    assert thousands(pot.balance.sources) == 2_400_000
    assert not pot.balance.adds_up
    left = {fund: thousands(found.unallocated) for fund, found in pot.balance.funds.items()}
    assert (left["commissioning_core"], left["primary_medical"]) == (-500, 500)


def test_a_decision_withdrawn_is_as_if_it_had_never_been_and_stays_on_record(
    filled: NorthmerePot,
) -> None:
    act = filled.move("X24", "core", 1_500)
    filled.on(date(2023, 8, 1))
    filled.withdraw(act)
    assert filled.held("core") == 2_262_000
    assert thousands(filled.pot(known=date(2023, 7, 31)).held["core"]) == 2_263_500
    shown = {each.name: each.status for each in filled.seen().result.acts}
    assert shown[act.name] == "Withdrawn"
    with pytest.raises(RefusedError, match="cannot be withdrawn"):
        filled.withdraw(act)


def test_a_line_withdrawn_can_be_entered_anew(filled: NorthmerePot, tmp_path: Path) -> None:
    act = next(each for each in filled.seen().result.acts if each.body.get("line") == "reserve")
    filled.withdraw(act)
    assert thousands(filled.pot().balance.unallocated) == 10_000
    heading, *lines = POT.read_text("utf-8").splitlines(keepends=True)
    (line,) = [line for line in lines if line.startswith("reserve,")]
    again = tmp_path / "again.csv"
    again.write_text(heading + line, "utf-8")
    assert not filled.add(again).findings
    assert filled.held("reserve") == 10_000
    assert filled.seen().adds_up is True


def test_a_trust_sees_its_own_parts(filled: NorthmerePot) -> None:
    outcome = filled.seen(name="zr2.editor")
    assert outcome.result.body == "ZR2"
    assert outcome.adds_up is None
    assert {ref.parts[3:] for ref in outcome.figures} == {
        ("line", "ZR2", "acute-zr2"), ("organisation", "ZR2"),
    }  # fmt: skip
    assert filled.seen(name="national.lead").result.body is None


@pytest.mark.parametrize("name", ["zr1.approver", "zq1.editor", "region.lead", "national.lead"])
def test_only_the_leads_of_the_system_decide(filled: NorthmerePot, name: str) -> None:
    with pytest.raises(NotAllowedError, match="has no right to move money of the pot"):
        filled.move("reserve", "community", 1, name=name)
    with pytest.raises(NotAllowedError, match="has no right to add lines to the pot"):
        filled.add(name=name)


def test_an_empty_pot_says_how_to_begin(begun: NorthmerePot) -> None:
    with pytest.raises(RefusedError, match="equipoise pot template"):
        begun.seen()
    begun.add()
    with pytest.raises(RefusedError, match="No money is recorded"):
        begun.seen(known=date(2023, 5, 3))
    with pytest.raises(RefusedError, match="2024-04-01 is not a day of 2023/24"):
        begun.seen(as_at=date(2024, 4, 1))


def test_without_a_plan_there_is_no_way_to_the_position(returned: Northmere) -> None:
    begun = NorthmerePot(returned)
    begun.add()
    assert begun.pot().reconciled is Absence.NOT_SUBMITTED
    assert begun.seen().adds_up is True


def test_decisions_about_the_pot_are_none_about_returns(filled: NorthmerePot) -> None:
    assert stands(filled.one, SYSTEM) == ()
    filled.plan.close("ZR1")
    (stand,) = stands(filled.one, SYSTEM)
    assert stand.name == "D29"
    assert TERMS.reason == "Board paper 7"
