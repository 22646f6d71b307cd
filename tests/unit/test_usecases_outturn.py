"""The bridge from outturn of Northmere's bodies: entered lines, made up around version 1's plans.

Before support the plans are ZQ1 6,000, ZR1 (14,500), ZR2 (9,000) and ZR3 2,500: (15,000) in all.
"""

from dataclasses import replace

import pytest

from equipoise.cube import Cell, CellKey
from equipoise.reports.pages.outturning import outturn_page
from equipoise.units import Absence
from equipoise.usecases.explain import explain
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.outturn import LINES, Outturn, outturn
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rights import NotAllowedError
from equipoise.usecases.versions import latest
from equipoise.workings import Reference
from tests.neighbours_cases import add_cells
from tests.northmere_round import BODIES, SYSTEM, THOUSAND, TODAY, YEAR, Northmere, thousands

BRIDGES = {
    #      outturn, one-off, support, full year, growth, inflation, demand, investment, efficiency
    "ZQ1": (4_000, 1_000, 0, -2_000, 90_000, 50_000, 45_000, 5_000, 15_000),
    "ZR1": (-10_000, 8_000, 0, 500, 60_000, 48_000, 30_000, 4_000, 25_000),
    "ZR2": (-1_000, 2_000, 6_000, 0, 30_000, 24_000, 16_000, 1_000, 11_000),
    "ZR3": (3_000, 500, 0, 0, 20_000, 15_000, 9_000, 1_000, 5_000),
}
"""ZQ1: 4,000 - 1,000 - 2,000 = 1,000; + 90 - 50 - 45 - 5 + 15 = 6,000.
ZR1: (10,000) - 8,000 + 500 = (17,500); + 60 - 48 - 30 - 4 + 25 = (14,500).
ZR2: (1,000) - 2,000 - 6,000 = (9,000); + 30 - 24 - 16 - 1 + 11 = (9,000).
ZR3: 3,000 - 500 = 2,500; + 20 - 15 - 9 - 1 + 5 = 2,500."""


def enter(plan: Northmere, *bodies: str, short: int = 0) -> None:
    """Hand in and sign finance parts with bridges; `short` (£000) is left out of the growth."""
    for code in bodies:
        row = latest(plan.one, code, "finance")
        assert row is not None
        amounts = dict(zip(LINES, BRIDGES[code], strict=True))
        amounts["growth"] -= short
        cells = [_cell(code, name, value) for name, value in amounts.items()]
        add_cells(plan.one, row, cells)
    plan.sign(*bodies)


def leave_blank(plan: Northmere, *bodies: str) -> None:
    """Hand in and sign finance parts in which the bridge has a blank."""
    for code in bodies:
        row = latest(plan.one, code, "finance")
        assert row is not None
        blank = replace(_cell(code, "growth", 0), value=Absence.MISSING)
        add_cells(plan.one, row, [blank])
    plan.sign(*bodies)


def _cell(code: str, name: str, value: int) -> Cell:
    key = CellKey(
        organisation=code, counterparty=None, measure=f"bridge.{name}", period=YEAR.period,
        layer="plan",
    )  # fmt: skip
    return Cell(key=key, value=value * THOUSAND, source=Reference("file", ("made-up",)))


def found_by(plan: Northmere, name: str = "zq1.lead") -> Outcome[Outturn]:
    return outturn(plan.one, SYSTEM, by=plan.actor(name), on=TODAY)


def test_each_bridge_leads_to_the_plan_and_so_does_the_systems(collated: Northmere) -> None:
    enter(collated, *BODIES)
    outcome = found_by(collated)
    found = outcome.result
    assert {code: thousands(each.opening) for code, each in found.bodies.items()} == {
        "ZQ1": 1_000,
        "ZR1": -17_500,
        "ZR2": -9_000,
        "ZR3": 2_500,
    }
    assert {code: thousands(each.plan) for code, each in found.bodies.items()} == {
        "ZQ1": 6_000,
        "ZR1": -14_500,
        "ZR2": -9_000,
        "ZR3": 2_500,
    }
    assert found.system is not None
    assert (thousands(found.system.outturn), thousands(found.system.opening)) == (-4_000, -23_000)
    assert {name: thousands(step) for name, step in found.system.steps.items()} == {
        "one_off": -11_500,
        "support": -6_000,
        "full_year": -1_500,
        "growth": 200_000,
        "inflation": -137_000,
        "demand": -100_000,
        "investment": -11_000,
        "efficiency": 56_000,
    }
    assert thousands(found.system.plan) == -15_000
    assert (found.missing, outcome.adds_up) == ((), True)


def test_a_bridge_that_stops_short_does_not_add_up(collated: Northmere) -> None:
    enter(collated, "ZR1", short=700)
    outcome = found_by(collated)
    assert outcome.adds_up is False
    assert thousands(outcome.result.bodies["ZR1"].unexplained) == 700
    alerts = outturn_page(outcome).alerts
    assert "The bridge of ZR1 does not lead to its plan: £0.7m is not in it." in alerts


def test_without_a_bodys_bridge_there_is_none_of_the_system(collated: Northmere) -> None:
    leave_blank(collated, *BODIES)
    with pytest.raises(RefusedError, match="No bridge from outturn of ZQ1"):
        found_by(collated)
    enter(collated, "ZQ1", "ZR1", "ZR3")
    outcome = found_by(collated)
    assert (outcome.result.system, outcome.result.missing) == (None, ("ZR2",))
    assert outturn_page(outcome).alerts == (
        "No bridge has been returned by ZR2; so there is none of the system.",
    )
    assert {ref.parts[3] for ref in outcome.figures} == {"ZQ1", "ZR1", "ZR3"}


def test_a_trust_sees_its_own_way_alone(collated: Northmere) -> None:
    enter(collated, *BODIES)
    for name in ("zr1.editor", "zr1.approver"):
        outcome = found_by(collated, name)
        assert {ref.parts[3] for ref in outcome.figures} == {"ZR1"}
        page = outturn_page(outcome)
        assert {row.cells["organisation"] for row in page.tables[0].rows} == {"ZR1"}
        assert len(page.sentences) == 1
    assert {ref.parts[3] for ref in found_by(collated).figures} == {*BODIES, "system"}


def test_the_page_tells_where_a_body_comes_from_and_goes(collated: Northmere) -> None:
    enter(collated, *BODIES)
    page = outturn_page(found_by(collated))
    assert page.sentences[0] == (
        "The system goes from an outturn of £(4.0)m including support to an opening underlying "
        "position of £(23.0)m, and to a plan of £(15.0)m excluding support."
    )
    rows = [row for row in page.tables[0].rows if row.cells["organisation"] == "ZR2"]
    assert [row.cells["step"] for row in rows] == [
        "Forecast outturn of last year",
        "One-off items taken out",
        "Support taken out",
        "Full-year effects",
        "Opening underlying position",
        "Growth in funding",
        "Pay and price inflation",
        "Growth in demand",
        "Investments and new services",
        "Efficiency",
        "Plan before support",
        "Not in the bridge",
    ]
    assert str(rows[4].ref("amount")) == "figure:2023-24/ZQ1/outturn/ZR2/opening@signed"


def test_a_driver_is_explained_by_its_reference(collated: Northmere) -> None:
    enter(collated, *BODIES)
    for whose, value in (("ZR1", -48_000), ("system", -137_000)):
        ref = Reference.parse(f"figure:2023-24/ZQ1/outturn/{whose}/inflation@signed")
        told = explain(collated.one, ref, by=collated.lead, on=TODAY).result
        assert thousands(told.figure) == value
    own = Reference.parse("figure:2023-24/ZQ1/outturn/ZR2/inflation@signed")
    with pytest.raises(NotAllowedError):
        explain(collated.one, own, by=collated.editor("ZR1"), on=TODAY)


def test_a_collated_version_has_the_bridges_it_was_made_of(collated: Northmere) -> None:
    enter(collated, *BODIES)
    collated.accept(*BODIES)
    collated.collate()
    opening = {
        version: outturn(collated.one, SYSTEM, by=collated.lead, on=TODAY, version=version)
        .result.bodies["ZR1"]
        .outturn
        for version in (1, 2)
    }
    assert {version: thousands(found) for version, found in opening.items()} == {
        1: -20_500,
        2: -10_000,
    }
