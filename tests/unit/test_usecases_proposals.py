"""Closing actions and capital moves: proposals, with a draft of the body they touch."""

from dataclasses import replace
from pathlib import Path

import pytest

from equipoise.records.models import Decision, Event
from equipoise.units import FinancialYear, Pence
from equipoise.usecases.close import Action, close
from equipoise.usecases.decisions import Stand
from equipoise.usecases.defer import defer
from equipoise.usecases.plans import proposed_plan
from equipoise.usecases.refusals import RefusedError, UnknownError
from equipoise.usecases.rights import NotAllowedError
from equipoise.usecases.submit import Cover, submit
from equipoise.workings import Reference
from tests.northmere_round import ACTIONS, SYSTEM, Northmere, money
from tests.workbooks.planting import TRUST, trust_content, written

SALE = ACTIONS["ZR1"]


def deferred(
    plan: Northmere, amount: int, project: str = "ZR1-C1", to: int = 2024, name: str = "zq1.lead"
) -> Stand:
    return defer(
        plan.one, "ZR1", project, amount=Pence(amount), to=FinancialYear(to),
        by=plan.actor(name), now=plan.now(),
    ).result  # fmt: skip


def moved(plan: Northmere, layer: str) -> dict[str, tuple[int, int]]:
    """Return how many cells a decision made of each measure, and what they come to."""
    cells = [cell for cell in proposed_plan(plan.one, SYSTEM).cells if cell.key.layer == layer]
    return {
        measure: (
            sum(cell.key.measure == measure for cell in cells),
            sum(int(str(cell.value)) for cell in cells if cell.key.measure == measure),
        )
        for measure in {cell.key.measure for cell in cells}
    }


@pytest.mark.parametrize(
    ("action", "told"),
    [
        (replace(SALE, saving_pence=Pence(0)), "A saving is a positive amount"),
        (replace(SALE, saving_pence=Pence(-1)), "A saving is a positive amount"),
        (replace(SALE, owner=""), "needs an owner and evidence"),
        (replace(SALE, evidence="  "), "needs an owner and evidence"),
        (replace(SALE, from_month=0), "Months are numbered 1"),
        (replace(SALE, from_month=13), "Months are numbered 1"),
    ],
)
def test_a_closing_action_without_substance_is_refused(
    collated: Northmere, action: Action, told: str
) -> None:
    with pytest.raises(RefusedError, match=told):
        close(collated.one, action, by=collated.lead, now=collated.now())
    assert not Decision.objects.exists()


def test_a_saving_is_no_larger_than_its_line(collated: Northmere) -> None:
    most = money(286_000)  # nonpay.other of ZR1 without depreciation: 334,000 less 48,000, £000
    too_much = replace(SALE, saving_pence=Pence(most + 1))
    with pytest.raises(RefusedError, match=r"nonpay\.other of ZR1 costs £286,000,000 in 2023/24"):
        close(collated.one, too_much, by=collated.lead, now=collated.now())
    close(
        collated.one,
        replace(SALE, saving_pence=most),
        by=collated.lead,
        now=collated.now(),
    )
    assert Decision.objects.count() == 1


@pytest.mark.parametrize("line", ["nonpay.else", "income.other", "expenditure.total", "wte.bank"])
def test_a_saving_is_made_on_a_cost_line(collated: Northmere, line: str) -> None:
    action = replace(SALE, line=line)
    with pytest.raises(UnknownError, match=r"cost line of ZR1: .* There is: .*nonpay\.other"):
        close(collated.one, action, by=collated.lead, now=collated.now())


@pytest.mark.parametrize(
    ("action", "told"),
    [
        (replace(SALE, status="Nearly done"), "There is: Fully developed"),
        (replace(SALE, risk="high"), "There is: Low, Medium, High"),
    ],
)
def test_an_action_is_rated_in_the_words_of_the_form(
    collated: Northmere, action: Action, told: str
) -> None:
    with pytest.raises(UnknownError, match=told):
        close(collated.one, action, by=collated.lead, now=collated.now())


def test_what_is_contracted_is_agreed_and_not_saved(collated: Northmere) -> None:
    action = replace(ACTIONS["ZQ1"], line="spend.healthcare")
    with pytest.raises(UnknownError, match=r"There is: .*spend\.prescribing"):
        close(collated.one, action, by=collated.lead, now=collated.now())


def test_a_saving_lowers_a_cost_and_is_a_scheme(collated: Northmere) -> None:
    outcome = collated.close("ZR1")
    assert moved(collated, "transfer.D1") == {
        "nonpay.other": (12, -money(1_500)),
        "efficiency.non_recurrent": (12, money(1_500)),
    }
    plan = proposed_plan(collated.one, SYSTEM)
    item = plan.items("efficiency")["ZR1", "ZR1-A1"]
    assert (item.name, item.attributes["owner"]) == ("Sale of equipment", "Director of finance")
    assert [event.verb for event in outcome.events] == ["close"]
    event = Event.objects.get(verb="close")
    assert (event.reason, event.person) == ("Board paper", "zq1.lead")


@pytest.mark.parametrize("pence", [1_500 * 100_000, 100_001, 7])
def test_a_saving_from_month_seven_falls_in_six_months_to_the_penny(
    collated: Northmere, pence: int
) -> None:
    action = replace(SALE, from_month=7, saving_pence=Pence(pence), is_recurrent=True)
    close(collated.one, action, by=collated.lead, now=collated.now())
    assert moved(collated, "transfer.D1") == {
        "nonpay.other": (6, -pence),
        "efficiency.recurrent": (6, pence),
    }


def test_a_body_proposes_for_itself_alone(collated: Northmere) -> None:
    close(collated.one, SALE, by=collated.editor("ZR1"), now=collated.now())
    for name in ("zr2.editor", "zq1.editor", "zq1.approver", "region.lead", "auditor"):
        with pytest.raises(NotAllowedError):
            close(collated.one, SALE, by=collated.actor(name), now=collated.now())
        with pytest.raises(NotAllowedError):
            deferred(collated, 1, name=name)


def test_what_was_not_returned_cannot_be_bettered(opened: Northmere) -> None:
    with pytest.raises(RefusedError, match="ZR1 has not returned"):
        opened.close("ZR1")
    with pytest.raises(UnknownError, match="ZR1-C1"):
        opened.defer()
    assert not Decision.objects.exists()


def test_what_leaves_the_year_arrives_in_the_later_one(collated: Northmere) -> None:
    deferred(collated, money(1_200))
    cells = proposed_plan(collated.one, SYSTEM).cells
    measure = {"measure": "capital.operational", "item": "ZR1-C1"}
    assert cells.total(year="2023-24", **measure).value == money(24_000 - 1_200)
    assert cells.total(year="2024-25", **measure).value == money(1_200)
    assert moved(collated, "transfer.D1") == {"capital.operational": (24, 0)}


def test_the_whole_of_a_project_may_move_and_not_a_penny_more(collated: Northmere) -> None:
    with pytest.raises(RefusedError, match=r"ZR1-C1 has £24,000,000 in 2023/24"):
        deferred(collated, money(24_000) + 1)
    deferred(collated, money(24_000))
    with pytest.raises(RefusedError, match=r"ZR1-C1 has £0 in 2023/24"):
        deferred(collated, 1)


@pytest.mark.parametrize("amount", [0, -1])
def test_an_amount_moves_forward(collated: Northmere, amount: int) -> None:
    with pytest.raises(RefusedError, match="Move a positive amount"):
        deferred(collated, amount)


@pytest.mark.parametrize("to", [2022, 2023])
def test_it_moves_to_a_later_year(collated: Northmere, to: int) -> None:
    with pytest.raises(RefusedError, match="is not later than the plan year 2023/24"):
        deferred(collated, money(1), to=to)


@pytest.mark.parametrize("project", ["ZR1-C9", "ZR2-C1", "ZR1-E1", ""])
def test_a_project_is_one_of_the_bodys_own(collated: Northmere, project: str) -> None:
    with pytest.raises(UnknownError, match=r"There is: ZR1-C1, ZR1-C2, ZR1-C3"):
        deferred(collated, money(1), project)


def test_a_national_programme_is_outside_the_envelope_and_does_not_move(
    opened: Northmere, tmp_path: Path
) -> None:
    content = trust_content()
    items = [
        replace(item, attributes={"funding": "National"}) if item.ref == "P1" else item
        for item in content.items
    ]
    values = dict(content.values)
    values["capital.national", None, "P1"] = values.pop(("capital.operational", None, "P1"))
    path = tmp_path / "ZR2.xlsx"
    identity = replace(TRUST, round=opened.one.code)
    path.write_bytes(written(identity, replace(content, items=items, values=values)))
    why = {"EQ-TRI-001": "The figures are made up."}
    outcome = submit(
        opened.one,
        path,
        "ZR2",
        by=opened.editor("ZR2"),
        now=opened.now(),
        cover=Cover(explanations=why),
    )
    assert not outcome.result.blocked, [f.message for f in outcome.findings]
    with pytest.raises(RefusedError, match=r"P1 has £0 in 2023/24"):
        defer(
            opened.one, "ZR2", "P1", amount=money(1), to=FinancialYear(2024), by=opened.lead,
            now=opened.now(),
        )  # fmt: skip


def test_a_draft_says_which_decision_made_each_cell(collated: Northmere) -> None:
    collated.close("ZQ1")
    cells = proposed_plan(collated.one, SYSTEM).cells
    sources = {cell.source for cell in cells if cell.key.layer == "transfer.D1"}
    assert sources == {Reference("decision", ("2023-24", "D1"))}
