"""What a re-baselining refuses, and with which words: every refusal changes nothing."""

import re
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from equipoise.records.queries import stream_head
from equipoise.sources import LayoutError, house_letter
from equipoise.units import Pence
from equipoise.usecases.rebaseline_capacity import rebaseline_capacity
from equipoise.usecases.rebaseline_national import rebaseline_national
from equipoise.usecases.refusals import RefusedError, UnknownError
from equipoise.usecases.rights import NotAllowedError
from tests.northmere_rebaselining import JANUARY, NO_HARM, PAY, REPLAN, Rebaselining
from tests.northmere_round import SYSTEM, Northmere

REPLANNED = REPLAN.read_text("utf-8")
PAID = PAY.read_text("utf-8")
HARM = "harms: fewer nurses at night"


@pytest.fixture
def made(locked: Northmere) -> Rebaselining:
    made = Rebaselining(locked)
    made.open()
    return made


def refused(made: Rebaselining, act: Callable[[], object], why: str) -> None:
    """Assert that an act is refused in these words, and leaves no event."""
    before = stream_head(made.one.stream)
    with pytest.raises((RefusedError, UnknownError, LayoutError), match=why):
        act()
    assert stream_head(made.one.stream) == before


def test_nothing_is_open_before_a_letter(locked: Northmere) -> None:
    made = Rebaselining(locked)
    refused(made, made.seen, "No re-baselining of ZQ1 is open. Write its letter with")
    national = made.who("national.lead")
    refused(
        made,
        lambda: rebaseline_national(made.one, by=national, on=made.clock.date()),
        "No pool has been shared",
    )


def test_a_plan_that_is_not_locked_is_not_rebaselined(closed: Northmere) -> None:
    made = Rebaselining(closed)
    refused(made, made.open, "Version 3 of the plan of ZQ1 is not locked")


def test_a_letter_of_another_day_or_year(locked: Northmere) -> None:
    made = Rebaselining(locked)
    text = house_letter()
    other = text.replace("year: 2023/24", "year: 2024/25")
    refused(made, lambda: made.open(other), "about 2024/25, and the round about 2023/24")
    refused(made, lambda: made.open(text.replace("key: staff", "key: coin")), "No key: coin")
    refused(made, lambda: made.open("- 1"), "a letter is fields by name")
    made.on(date(2023, 11, 7))
    refused(made, made.open, "The letter is of 2023-11-08, which is still to come")
    made.on(date(2023, 11, 8))
    assert made.open().result.base == 3


def test_one_at_a_time(made: Rebaselining) -> None:
    refused(made, made.open, "The re-baselining of 2023-11-08 has not been sent")


@pytest.mark.parametrize(
    ("said", "text", "why"),
    [
        ({"key": "coin"}, PAID, "No key: coin"),
        ({"reason": " "}, PAID, "Left blank: reason"),
        ({"weights": {"consultants": Fraction(1)}}, PAID, "what junior_doctors weighs"),
        (
            {"weights": {"consultants": Fraction(1), "junior_doctors": Fraction(0)}},
            PAID,
            "What a part weighs is above nil",
        ),
        ({"weights": {}}, PAID, "what consultants, junior_doctors weighs"),
        ({}, "system,amount\nZQ1,1\n", "does not begin with: system,part,amount"),
        ({}, "system,part,amount\n", "holds no line"),
        ({}, PAID.replace("80000", "n/a"), "line 2: found amount 'n/a', expected £000"),
        ({}, PAID.replace(",80000", ",-1"), "line 2: found amount '-1', expected £000"),
        ({}, PAID + "ZQ1,consultants,1\n", "line 6: .* expected each part of ZQ1 once"),
        ({}, PAID + "ZQ2,consultants\n", "line 6: found 2 cells, expected 3"),
        ({}, PAID + "ZQ2,consultants,1\n", "has no junior_doctors of ZQ2"),
        ({}, PAID.replace("ZQ1", "ZQ9"), "has no line for ZQ1"),
        ({}, re.sub(r"\d{4,}", "0", PAID), "nothing above nil"),
        (
            {"key": "population", "weights": {}},
            "system,part,amount\nZQ1,population,1.5\n",
            "found amount '1.5', expected people",
        ),
    ],
)
def test_a_key_that_is_not_clear(
    made: Rebaselining, said: dict[str, Any], text: str, why: str
) -> None:
    path = made.write("key.csv", text)
    refused(made, lambda: made.award(path, **said), why)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"after": Fraction(0)}, "Targets are above nil"),
        ({"thousands": -1}, "restored money is nil or more"),
        ({"source": ""}, "Left blank: source"),
        ({"from_day": date(2024, 4, 1)}, "2024-04-01 is not a day of 2023/24"),
    ],
)
def test_a_target_that_is_not_clear(made: Rebaselining, said: dict[str, Any], why: str) -> None:
    refused(made, lambda: made.target(**said), why)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"thousands": 5_001}, "Digital holds £5,000,000"),
        ({"thousands": 0}, "Ask for a positive amount"),
        ({"approver": "ZR1"}, "ZR1 is of ZQ1 itself"),
        ({"approver": "ZZ9"}, "No organisation ZZ9"),
        ({"effect": " "}, "Left blank: effect on its own aims"),
        ({"reason": ""}, "Left blank: reason"),
    ],
)
def test_a_release_that_is_not_clear(made: Rebaselining, said: dict[str, Any], why: str) -> None:
    refused(made, lambda: made.release(**said), why)
    assert made.release(5_000).status == "Proposed"


def test_only_the_party_asked_answers_and_once(made: Rebaselining) -> None:
    asked = made.release()
    refused(made, lambda: made.answer(asked, "zr1.approver"), "does not speak for X24")
    made.answer(asked, "national.lead")
    refused(made, lambda: made.answer(asked, "national.lead"), "is agreed already")
    target = made.target()
    refused(made, lambda: made.answer(target, "national.lead"), "asks nobody for an answer")


def test_a_protected_commitment_is_not_cut_put_off_or_unprotected(made: Rebaselining) -> None:
    made.commit("beds", 120)
    refused(
        made, lambda: made.commit("beds", 119), r"would fall.*120 by 2024-01-31 in D.*, and 119"
    )
    late = date(2024, 2, 1)
    refused(made, lambda: made.commit("beds", 120, due_on=late), "it would be due on 2024-02-01")
    refused(made, lambda: made.commit("beds", 120, is_protected=False), "beds is protected")
    refused(made, lambda: made.commit("ambulances", 1, is_protected=False), "is protected")
    made.commit("beds", 121, due_on=date(2024, 1, 30), actual=100)
    refused(made, lambda: made.commit("beds", 120), "would fall")
    made.commit("nurses", 10, is_protected=False)
    made.commit("nurses", 9, is_protected=False, due_on=late)
    made.commit("nurses", 9, due_on=late)
    refused(made, lambda: made.commit("nurses", 8, due_on=JANUARY), "would fall")


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"target": -1}, "are nil or more"),
        ({"actual": -1}, "are nil or more"),
        ({"metric": ""}, "Left blank: metric"),
    ],
)
def test_a_commitment_that_is_not_clear(made: Rebaselining, said: dict[str, Any], why: str) -> None:
    refused(made, lambda: made.commit(**said), why)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"organisation": "ZR9"}, "No member of ZQ1: ZR9"),
        ({"kind": "ringfence_flex"}, "No kind of action: ringfence_flex"),
        ({"risk": "none"}, "No risk: none"),
        ({"owner": ""}, "Left blank: owner"),
        ({"thousands": 0}, "A saving is a positive amount"),
        ({"from_month": 7}, "Month 7 is past, or no month: 7 months of 2023/24 are"),
        ({"from_month": 13}, "Month 13 is past, or no month"),
        ({"effects": {"tone": "helps"}}, "No priority: tone"),
        ({"effects": {"balance": "cheers"}}, "No effect on balance: cheers"),
        ({"effects": {"elective": "harms"}}, "Harm to elective is not explained"),
        ({"effects": {**NO_HARM, "safety": HARM}}, "may not be harmed by any action"),
        (
            {"effects": {"balance": HARM, "emergency": "helps"}},
            "It harms balance, and helps nothing that comes before it",
        ),
        ({"effects": {"elective": HARM}}, "It harms elective, and helps nothing"),
    ],
)
def test_an_action_that_is_not_clear(made: Rebaselining, said: dict[str, Any], why: str) -> None:
    found = {"thousands": 4_000, **said}
    refused(made, lambda: made.act("A1", **found), why)
    assert made.act("A1", 4_000, from_month=8).status == "Agreed"


def test_a_trust_proposes_for_itself_alone(made: Rebaselining) -> None:
    with pytest.raises(NotAllowedError, match="no right to propose a closing action for ZR2"):
        made.act("A1", 1, organisation="ZR2")


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("ZR3,12,forecast,40\n", "", "lacks 1 months: ZR3 12"),
        ("ZR3,12,", "ZR9,12,", "found organisation 'ZR9', expected one of ZQ1, ZR1, ZR2, ZR3"),
        ("ZR3,12,", "ZR3,13,", "found month '13', expected 1"),
        ("ZR3,12,", "ZR3,11,", "found month '11', expected 1"),
        ("ZR3,12,forecast", "ZR3,12,guess", "found stage 'guess', expected actual or forecast"),
        ("ZR3,12,forecast,40", "ZR3,12,forecast,", "found net_expenditure_thousands ''"),
        ("ZR3,8,forecast", "ZR3,8,actual", "actual months are the first ones, and the same"),
        ("ZR3,1,actual", "ZR3,1,forecast", "actual months are the first ones, and the same"),
    ],
)
def test_a_replan_that_is_not_clear(made: Rebaselining, old: str, new: str, why: str) -> None:
    assert old in REPLANNED
    path = made.write("replan.csv", REPLANNED.replace(old, new))
    refused(made, lambda: made.replan(path), why)


def test_a_month_is_actual_once_it_has_ended_and_stays_so(made: Rebaselining) -> None:
    november = made.write(
        "replan.csv", re.sub(r"^(Z..,8),forecast", r"\1,actual", REPLANNED, flags=re.M)
    )
    refused(made, lambda: made.replan(november), "Month 8 has not ended: 7 months of 2023/24 have")
    made.replan()
    changed = made.write("changed.csv", REPLANNED.replace("ZR1,7,actual,2600", "ZR1,7,actual,2601"))
    refused(made, lambda: made.replan(changed), "Month 7 of ZR1 was actual in D")
    made.on(date(2023, 11, 30))
    refused(made, lambda: made.replan(november), "Month 8 has not ended")
    made.on(date(2023, 12, 1))
    made.replan(november)
    assert made.worked().exercise.closed_months == 8
    refused(made, made.replan, "8 months were actual in D.*, and 7 are here")
    refused(made, lambda: made.act("A1", 1, from_month=8), "Month 8 is past")


def test_a_replan_rests_on_assumptions_that_are_on_record(made: Rebaselining) -> None:
    refused(made, lambda: made.replan(rests_on=("sunshine",)), "No planning assumption: sunshine")
    made.assume("sunshine", words="A warm winter")
    assert made.replan(rests_on=("no_strikes", "sunshine")).body["closed"] == 7


def test_an_assumption_needs_words_and_its_break_a_reason(made: Rebaselining) -> None:
    refused(made, lambda: made.assume("sunshine"), "Left blank: words")
    refused(made, lambda: made.assume(is_broken=True), "Left blank: reason")


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"days": 0}, "A strike has at least one day"),
        ({"parts": ()}, "one part of its cost"),
        ({"parts": ("tea",)}, "No part of a strike's cost: tea"),
        ({"from_day": date(2023, 3, 31)}, "2023-03-31 is not a day of 2023/24"),
        ({"group": "consultants"}, "No lost activity of a day of strike by consultants is known"),
        ({"stated": {"cover": Pence(1)}}, "Left blank: source"),
        ({"stated": {"cover": Pence(-1)}, "source": "Report"}, "A strike costs nil or more"),
        (
            {"stated": {"cover": Pence(1)}, "source": "Report", "parts": ("lost_activity",)},
            "A cost of cover is stated, which does not count here",
        ),
    ],
)
def test_a_strike_that_is_not_clear(made: Rebaselining, said: dict[str, Any], why: str) -> None:
    refused(made, lambda: made.strike(**said), why)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("ZR9,core,1,1\n", "found organisation 'ZR9'"),
        ("ZR1,corridor,1,1\n", "found capacity 'corridor', expected core and premium, each once"),
        ("ZR1,core,1,1\nZR1,core,1,1\n", "line 3: found capacity 'core'"),
        ("ZR1,core,1.5,1\n", "found spells '1.5', expected a whole number"),
        ("ZR1,core,1,-1\n", "found cost_thousands '-1', expected £000, nil or more"),
        ("ZR1,core,1,1\n", "says one of core and premium alone of ZR1"),
    ],
)
def test_capacity_that_is_not_clear(made: Rebaselining, text: str, why: str) -> None:
    path = made.write("capacity.csv", f"organisation,capacity,spells,cost_thousands\n{text}")
    refused(
        made,
        lambda: rebaseline_capacity(made.one, SYSTEM, path=path, by=made.who(), now=made.now()),
        why,
    )


def test_a_file_that_is_no_list(made: Rebaselining) -> None:
    path = made.plan.workspace.home / "bytes.csv"
    path.write_bytes(b"\xff\xfe\x00")
    refused(made, lambda: made.award(path), "bytes.csv is not a csv file")
    path.write_bytes(b"," * 4_000_001)
    refused(made, lambda: made.award(path), "larger than such a list can be")
    many = made.write("many.csv", PAID + "ZQ2,consultants,x\n" * 7)
    refused(made, lambda: made.award(many), "and 2 more. Put the file right")


def test_a_meeting_has_people_and_a_day(made: Rebaselining) -> None:
    refused(made, lambda: made.meet(date(2023, 11, 26)), "Meetings are from 2023-11-27 on")
    first = date(2023, 11, 27)
    refused(made, lambda: made.meet(first, present=(" ",)), "Name who is there")
    made.act("A1", 1)
    refused(made, lambda: made.meet(first, agreed=("A1",)), "nothing was agreed on it")
    assert made.meet(first).body["agreed"] == []
    made.on(first)
    refused(made, lambda: made.meet(first, agreed=("A9",)), "No closing action: A9")
    assert len(made.meet(first, agreed=("A1",)).body["agreed"]) == 1


def test_a_safety_statement_says_something(made: Rebaselining) -> None:
    refused(made, lambda: made.safe(" "), "Left blank: statement")


def test_closing_and_sending_come_in_their_order(locked: Northmere) -> None:
    made = Rebaselining(locked)
    made.open()
    refused(made, made.close, "There is no award, or no replan, yet")
    made.award()
    refused(made, made.close, "There is no award, or no replan, yet")
    refused(made, made.send, "The rebased plan is not closed")
    made.on(date(2023, 11, 10))


def test_the_gate_is_not_passed_with_words(locked: Northmere) -> None:
    made = Rebaselining(locked)
    made.up_to_the_gate()
    refused(made, made.close, "The gate is shut: not safety stated")
    refused(made, lambda: made.close(with_gap="Later"), "The gate is shut: not safety stated")
    made.safe()
    made.act("A1", 3_999)
    refused(made, made.close, "The gate is shut: not gap closed")
    made.act("A1", 4_000)
    made.close()
    refused(made, made.close, "It was closed by D")
    made.target(8_000)
    refused(made, made.send, "The rebased plan is not closed, or something was decided since")
    made.close()
    made.send()
    for act in (made.send, made.close, made.target, made.safe, made.replan):
        refused(made, act, "has been sent to the region")
    refused(made, lambda: made.act("A1", 1), "has been sent to the region")
    position = made.worked().position
    assert position is not None
    assert position.gap_after.value == 0


def test_a_stranger_sees_nothing(made: Rebaselining) -> None:
    with pytest.raises(NotAllowedError, match="no right to see the re-baselining"):
        made.seen(name="zr1.editor")
    assert made.seen(name="zr1.approver").result.exercise.base == 3
