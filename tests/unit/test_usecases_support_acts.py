"""Decisions about support on record: given, reviewed, shifted, and answered by those asked."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from equipoise.params import load
from equipoise.records import Actor
from equipoise.rules.support import DiscretionError
from equipoise.samples import SUPPORT
from equipoise.sources import support_years
from equipoise.units import FinancialYear
from equipoise.usecases.refusals import RefusedError, UnknownError
from equipoise.usecases.rights import NotAllowedError
from equipoise.usecases.status import status
from equipoise.usecases.support import support
from equipoise.usecases.support_answer import support_answer
from equipoise.usecases.support_asked import Asked, Way
from equipoise.usecases.support_decisions import support_decisions
from equipoise.usecases.support_give import Discretion, support_give
from equipoise.usecases.support_recorded import on_record
from equipoise.usecases.support_review import QuarterReviewed, support_review
from equipoise.usecases.support_shift import ShiftAsked, support_shift
from equipoise.usecases.support_totals import TotalsShown, support_totals
from equipoise.usecases.supporting import SupportAct
from tests.acts_refused import WAY, given, shift_asked
from tests.northmere_round import START, TODAY, Northmere, thousands

LATER = date(2024, 1, 31)
NOW = datetime(2024, 1, 20, 9, tzinfo=UTC)


def give(plan: Northmere, asked: Discretion | None = None, *, now: datetime = NOW) -> SupportAct:
    return support_give(plan.one, "ZQ1", given=asked or given(), by=plan.lead, now=now).result


def say(
    plan: Northmere, who: str, name: str = "D1", *, answer: str = "yes", now: datetime = NOW
) -> SupportAct:
    return support_answer(plan.one, name, answer=answer, by=plan.actor(who), now=now).result


def earned_by_quarter(plan: Northmere, way: Way = WAY, *, known_on: date = LATER) -> list[int]:
    """Return what ZR2 earns by quarter with the decisions on record, in £000."""
    asked = Asked(
        years=support_years(SUPPORT / "to-december.csv"),
        year=FinancialYear(2023),
        params=load(),
        known_on=known_on,
        way=way,
    )
    found = support(on_record(plan.one, asked, by=plan.lead, on=TODAY)).result
    earned = found.systems["ZQ1"].earned
    assert earned is not None
    return [thousands(quarter.earned) for quarter in earned["ZR2"].quarters]


def test_a_decision_gives_once_the_region_has_consented(opened: Northmere) -> None:
    act = give(opened)
    assert (act.name, act.status, act.positions.asked) == ("D1", "Proposed", ("ZY1",))
    assert (act.body["decided_by"], act.body["role"]) == ("zq1.lead", "system_lead")
    assert earned_by_quarter(opened) == [1_500, 750, 0]
    assert say(opened, "region.lead").status == "Agreed"
    assert earned_by_quarter(opened) == [1_500, 750, 500]


def test_a_region_that_refuses_gives_nothing_and_may_think_again(opened: Northmere) -> None:
    give(opened)
    assert say(opened, "region.lead", answer="no").status == "Refused"
    assert earned_by_quarter(opened) == [1_500, 750, 0]
    assert say(opened, "region.lead").status == "Agreed"
    with pytest.raises(RefusedError, match="D1 is agreed already, and stands"):
        say(opened, "region.lead", answer="no")


@pytest.mark.parametrize("who", ["zr2.approver", "zq1.lead"])
def test_nobody_consents_for_the_region(opened: Northmere, who: str) -> None:
    give(opened)
    with pytest.raises(NotAllowedError, match="does not speak for a party of D1; it asks for ZY1"):
        say(opened, who)
    with pytest.raises(NotAllowedError, match="answer a decision about support"):
        say(opened, "zr2.editor")


def test_a_later_decision_takes_the_place_of_one_and_nil_takes_it_back(opened: Northmere) -> None:
    give(opened)
    say(opened, "region.lead")
    give(opened, given(amount=0))
    assert earned_by_quarter(opened) == [1_500, 750, 500], "the second is only proposed"
    say(opened, "region.lead", "D2")
    assert earned_by_quarter(opened) == [1_500, 750, 0]
    found = support_decisions(opened.one, "ZQ1", by=opened.lead, on=TODAY).result
    assert [act.status for act in found.acts] == ["Replaced", "Agreed"]


def test_decisions_count_as_known_on_a_day(opened: Northmere) -> None:
    give(opened)
    say(opened, "region.lead", now=NOW + timedelta(days=5))
    assert earned_by_quarter(opened, known_on=date(2024, 1, 24)) == [1_500, 750, 0]
    assert earned_by_quarter(opened, known_on=date(2024, 1, 25)) == [1_500, 750, 500]
    known = support_decisions(opened.one, "ZQ1", by=opened.lead, on=TODAY, known=TODAY)
    assert known.result.acts == ()


def test_what_no_decision_may_give_is_refused_on_results(opened: Northmere) -> None:
    """The result of the system left 750 in the third quarter; ZR2 hit in the second."""
    give(opened, given(amount=751))
    say(opened, "region.lead")
    with pytest.raises(DiscretionError, match="from nil to what the result of the system left"):
        earned_by_quarter(opened)
    give(opened, given(amount=750))
    say(opened, "region.lead", "D2")
    assert earned_by_quarter(opened) == [1_500, 750, 750]
    give(opened, given(quarter=2))
    say(opened, "region.lead", "D3")
    with pytest.raises(DiscretionError, match="on plan, and needs no decision"):
        earned_by_quarter(opened)


@pytest.mark.parametrize(
    ("asked", "error", "words"),
    [
        (given("ZR9"), UnknownError, "No member of ZQ1: ZR9"),
        (replace(given(), reason=" "), RefusedError, "needs a reason"),
        (given(amount=-1), RefusedError, "gives nil or more"),
        (replace(given(), way=Way()), RefusedError, "No such fund in 2023/24"),
        (
            replace(given(), way=Way(terms=FinancialYear(2020))),
            RefusedError,
            "suspended: it never ran",
        ),
        (
            replace(given(), way=Way(terms=FinancialYear(2025))),
            RefusedError,
            "asks for no result of a body beside that of its system",
        ),
    ],
)
def test_gifts_that_cannot_be(
    opened: Northmere, asked: Discretion, error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        give(opened, asked)


def test_a_model_gives_in_a_model_alone_and_a_fund_by_its_own_name(opened: Northmere) -> None:
    give(opened)
    say(opened, "region.lead")
    act = give(opened, replace(given(), way=Way(terms=FinancialYear(2019), fund="psf")))
    assert (act.body["terms"], act.body["fund"], act.body["model"]) == ("2019-20", "psf", False)
    say(opened, "region.lead", "D2")
    mret = Way(terms=FinancialYear(2019), fund="mret")
    assert earned_by_quarter(opened, mret) == [900, 1_200, 1_800], "neither is of this fund"


def reviewed(quarter: int, *, paid: bool, restores: tuple[int, ...] = ()) -> QuarterReviewed:
    return QuarterReviewed(quarter=quarter, paid=paid, reason="Review", way=WAY, restores=restores)


def review(plan: Northmere, asked: QuarterReviewed, *, who: str = "region.lead") -> SupportAct:
    return support_review(plan.one, "ZQ1", reviewed=asked, by=plan.actor(who), now=NOW).result


def test_a_review_withholds_and_a_later_one_takes_its_place(opened: Northmere) -> None:
    """Of the first quarter's 1,500 the half that follows the system; restored with the third."""
    assert review(opened, reviewed(1, paid=False)).status == "Agreed"
    assert earned_by_quarter(opened) == [750, 750, 0]
    review(opened, reviewed(3, paid=True, restores=(1,)))
    assert earned_by_quarter(opened) == [750, 750, 750]
    review(opened, reviewed(1, paid=True))
    assert earned_by_quarter(opened)[0] == 1_500


def test_reviews_that_cannot_be(opened: Northmere) -> None:
    with pytest.raises(RefusedError, match="restores earlier quarters alone"):
        review(opened, reviewed(3, paid=True, restores=(3,)))
    mret = Way(terms=FinancialYear(2019), fund="mret")
    with pytest.raises(RefusedError, match="no gate of the system"):
        review(opened, replace(reviewed(3, paid=True), way=mret))
    with pytest.raises(NotAllowedError, match="record a review of support"):
        review(opened, reviewed(3, paid=True), who="zq1.lead")


def shift(plan: Northmere, asked: ShiftAsked) -> SupportAct:
    return support_shift(plan.one, "ZQ1", asked=asked, by=plan.lead, now=START).result


def totals(plan: Northmere | None, *, by: Actor, known_on: date = LATER) -> TotalsShown:
    asked = replace(shift_asked().totals, known_on=known_on)
    one = None if plan is None else plan.one
    return support_totals(asked, one, by=by, on=TODAY).result


def ladder(found: TotalsShown) -> dict[str, tuple[int, int]]:
    """Return each member's control total and headroom, in £000."""
    one = found.systems["ZQ1"]
    return {
        code: (thousands(member.total), thousands(one.found.members[code]))
        for code, member in one.members.items()
    }


ISSUED = {"ZQ1": (5_900, 0), "ZR1": (-15_000, 0), "ZR2": (-9_000, 0), "ZR3": (3_100, 0)}


def test_a_shift_moves_nothing_until_all_it_changes_and_the_region_consent(
    opened: Northmere,
) -> None:
    act = shift(opened, shift_asked(ZR1=2_000, ZR2=-2_000))
    assert act.positions.asked == ("ZR1", "ZR2", "ZY1")
    for who, lacks in (
        ("zr1.approver", ("the consent of ZR2", "the consent of the regulator")),
        ("zr2.approver", ("the consent of the regulator",)),
    ):
        say(opened, who)
        found = totals(opened, by=opened.lead)
        assert ladder(found) == ISSUED
        ((_, lacking),) = found.systems["ZQ1"].acts
        assert lacking == lacks
    assert say(opened, "region.lead").counts
    found = totals(opened, by=opened.lead)
    assert ladder(found) == {**ISSUED, "ZR1": (-13_000, -2_000), "ZR2": (-11_000, 2_000)}
    whole = found.systems["ZQ1"].found
    assert (thousands(whole.control_total), thousands(whole.headroom)) == (-15_000, 0)
    assert ladder(totals(None, by=opened.lead)) == ISSUED, "off the record"
    assert ladder(totals(opened, by=opened.lead, known_on=START.date() - timedelta(days=1))) == (
        ISSUED
    )


def test_a_lead_that_proposes_consents_for_its_own_icb(opened: Northmere) -> None:
    act = shift(opened, shift_asked(ZQ1=100, ZR3=-100))
    assert act.positions.asked == ("ZR3", "ZY1")


@pytest.mark.parametrize(
    ("asked", "lacks"),
    [
        (shift_asked(ZR1=2_000, ZR2=-1_000), "changes that sum to nil"),
        (shift_asked(ZR9=2_000, ZR2=-2_000), "a control total of ZR9"),
        (
            replace(
                shift_asked(ZR1=1, ZR2=-1),
                windows=((TODAY - timedelta(days=9), TODAY - timedelta(days=1)),),
            ),
            "a day ahead of draft or of final plans",
        ),
        (shift_asked(), "A shift changes control totals"),
        (replace(shift_asked(ZR1=1, ZR2=-1), reason=""), "needs a reason"),
        (
            replace(shift_asked(ZR1=1, ZR2=-1), windows=((TODAY, TODAY - timedelta(days=1)),)),
            "cannot end on",
        ),
    ],
)
def test_a_shift_that_no_consent_could_mend_is_refused(
    opened: Northmere, asked: ShiftAsked, lacks: str
) -> None:
    with pytest.raises(RefusedError, match=lacks):
        shift(opened, asked)


def test_status_tells_who_is_asked(opened: Northmere) -> None:
    give(opened)
    shift(opened, shift_asked(ZR1=1, ZR2=-1))
    region = status(opened.one, "ZQ1", by=opened.actor("region.lead"), on=TODAY).result
    assert [task.command for task in region.yours] == [
        "equipoise support answer D1 --yes", "equipoise support answer D2 --yes",
    ]  # fmt: skip
    trust = status(opened.one, "ZQ1", by=opened.approver("ZR1"), on=TODAY).result
    assert [task.command for task in trust.yours] == ["equipoise support answer D2 --yes"]
    assert "ZY1" in {task.organisation for task in trust.others}
