"""Triangulation of Northmere's trusts, from its lines, its staff and its last year (£000).

ZR1: pay 820,000 after 797,500 and 14,400 WTE after 14,370.
"""

from dataclasses import replace
from fractions import Fraction

import pytest

from equipoise.reports.pages.triangulating import triangulation_page
from equipoise.reports.tables.triangulation import triangulation_table
from equipoise.units import Absence
from equipoise.usecases.explain import explain
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.plans import signed_plan
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rights import NotAllowedError
from equipoise.usecases.rounds import open_round
from equipoise.usecases.statement import Statement
from equipoise.usecases.tabling import GATHERERS, Book
from equipoise.usecases.triangulate import Triangulated, triangulate
from equipoise.workings import Reference
from tests.neighbours_cases import hand_in
from tests.northmere_round import SYSTEM, THOUSAND, TODAY, Northmere


def found_by(plan: Northmere, name: str = "zq1.lead") -> Outcome[Triangulated]:
    return triangulate(plan.one, SYSTEM, by=plan.actor(name), on=TODAY)


def test_pay_and_staff_beside_last_year(collated: Northmere) -> None:
    found = found_by(collated).result.providers
    assert set(found) == {"ZR1", "ZR2", "ZR3"}
    first = found["ZR1"]
    assert first.pay_change is not None
    assert first.staff_change is not None
    assert first.cost_per_wte is not None
    assert first.pay_change.value == Fraction(22_500, 797_500)
    assert first.staff_change.value == Fraction(30, 14_370)
    assert first.cost_per_wte.value == 5_694_444  # £56,944.44: 820,000,000 over 14,400
    assert first.cost_per_wte_before is not None
    assert first.cost_per_wte_before.value == 5_549_756  # £55,497.56: 797,500,000 over 14,370
    assert (first.activity_change, first.cost_per_unit) == (None, None)
    assert first.cost_per_unit_before is None


def test_a_figure_leads_to_cells_and_to_last_years_file(collated: Northmere) -> None:
    ref = Reference.parse("figure:2023-24/ZQ1/triangulate/ZR1/pay_change@signed")
    told = explain(collated.one, ref, by=collated.lead, on=TODAY)
    assert told.result.figure is not None
    refs = {str(step.working.ref) for step in told.result.figure.everything(told.expand)
            if step.working.ref is not None}  # fmt: skip
    assert sum(ref.startswith("cell:2023-24/ZR1/pay.") for ref in refs) == 3 * 12
    assert "file:northmere/last_year.csv" in refs


def test_a_trust_sees_itself_alone(collated: Northmere) -> None:
    for name in ("zr2.editor", "zr2.approver"):
        outcome = found_by(collated, name)
        assert {ref.parts[3] for ref in outcome.figures} == {"ZR2"}
        (table,) = triangulation_page(outcome).tables
        assert [row.cells["organisation"] for row in table.rows] == ["ZR2 Calder Vale Hospitals"]
    other = Reference.parse("figure:2023-24/ZQ1/triangulate/ZR1/pay_change@signed")
    with pytest.raises(NotAllowedError):
        explain(collated.one, other, by=collated.editor("ZR2"), on=TODAY)


def test_before_a_trust_has_signed_there_is_nothing_to_triangulate(opened: Northmere) -> None:
    with pytest.raises(RefusedError, match="No trust of ZQ1 has signed"):
        found_by(opened)


def test_the_page_says_what_costs_what_and_what_is_not_known(collated: Northmere) -> None:
    page = triangulation_page(found_by(collated))
    assert page.sentences == (
        "Two of pay, staff, activity and beds are seen to move apart at none of 3 trusts.",
        "What has no data is not judged: look at ZR1, ZR2 and ZR3.",
    )
    row = page.tables[0].rows[0]
    assert row.cells["cost_per_wte"] == "£56,944.44"
    assert row.cells["cost_per_wte_before"] == "£55,497.56"
    heads = [column.title for column in page.tables[0].columns]
    assert heads.index("Implied pay per WTE last year") == heads.index("Implied pay per WTE") + 1
    assert row.cells["activity_change"] is Absence.MISSING
    assert str(row.ref("pay_change")) == "figure:2023-24/ZQ1/triangulate/ZR1/pay_change@signed"
    assert row.ref("activity_change") is None


def test_a_collated_version_is_looked_at_as_it_was(matched: Northmere) -> None:
    matched.close("ZR1")
    matched.sign("ZR1")
    then = triangulate(matched.one, SYSTEM, by=matched.lead, on=TODAY, version=2).result
    assert then.plan.pin == "v2"
    assert then.providers["ZR1"].pay_change == found_by(matched).result.providers["ZR1"].pay_change


def test_activity_is_weighted_and_set_beside_last_year(collated: Northmere) -> None:
    """100,000 elective spells after 80,000, and 300,000 day cases after as many.

    At 6,214.17 and 1,031.11 pounds they are 930,750,000 after 806,466,600: up 124,283,400.
    """
    row = hand_in(
        collated.one,
        "ZR1",
        {("activity.elective", "ZQ1", ""): 1, ("activity.day_case", "ZQ1", ""): 3},
        part="activity",
    )
    with (collated.workspace.packs / "northmere" / "last_year.csv").open("a") as file:
        file.write("ZR1,activity.elective,ZQ1,80000\nZR1,activity.day_case,ZQ1,300000\n")
    one = open_round(collated.workspace)
    signed = signed_plan(one, SYSTEM)
    plan = replace(signed, versions=(*signed.versions, row))
    found = Triangulated(statement=Statement(plan=plan)).providers["ZR1"]
    assert found.activity_change is not None
    assert found.weighted_activity is not None
    assert found.cost_per_unit is not None
    assert found.weighted_activity.value == 100_000 * 621_417 + 300_000 * 103_111
    assert found.activity_change.value == Fraction(
        20_000 * 621_417, 80_000 * 621_417 + 300_000 * 103_111
    )
    cost = (820_000 + 130_000 + 286_000 + 48_000 + 30_000) * THOUSAND
    exact = Fraction(cost * 621_417, int(found.weighted_activity.value))
    assert abs(found.cost_per_unit.value - exact) <= Fraction(1, 2)
    assert found.flags == ()
    weighed = 80_000 * 621_417 + 300_000 * 103_111
    exact_before = Fraction(1_272_000 * THOUSAND * 621_417, weighed)
    assert found.cost_per_unit_before is not None
    assert abs(found.cost_per_unit_before.value - exact_before) <= Fraction(1, 2)
    table = GATHERERS["triangulation"](
        Book(statement=Statement(plan=plan), bodies=tuple(sorted(plan.members)))
    )
    own = next(entry for entry in table.entries if entry.key == "ZR1").figures
    assert (own["weighted"], own["weighted_prior"], own["activity_change"]) == (
        found.cost_per_unit,
        found.cost_per_unit_before,
        found.activity_change,
    )
    (whole,) = (entry.figures for entry in table.entries if entry.is_total)
    assert whole["activity_change"] is Absence.MISSING  # the other trusts have returned none
    drawn = triangulation_table(table)
    assert drawn.notes[0] == "Activity of this year or of last is not known of ZR2 and ZR3."
