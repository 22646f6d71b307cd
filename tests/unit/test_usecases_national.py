"""England: every system's plan, counted on a named reading; what is missing is not nil."""

from datetime import date

import pytest

from equipoise.rules.productivity import NotAvailable
from equipoise.usecases.explain import explain
from equipoise.usecases.national import England, national
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.refusals import UnknownError
from equipoise.usecases.rights import NotAllowedError
from equipoise.workings import Reference, Support
from tests.northmere_figures import everybody
from tests.northmere_round import BODIES, TODAY, Northmere, thousands


def england(plan: Northmere, support: Support = Support.WITH) -> Outcome[England]:
    return national(plan.one, by=plan.actor("national.lead"), on=TODAY, support=support)


def test_before_anything_is_collated_the_system_is_missing_and_not_nil(
    returned: Northmere,
) -> None:
    outcome = england(returned)
    found = outcome.result
    (line,) = found.systems
    assert (line.system, line.version, line.position, line.adds_up) == ("ZQ1", None, None, None)
    assert set(line.members) == set(everybody(""))
    assert set(line.members.values()) == {None}
    assert (found.received, found.in_systems.missing) == (0, ("ZQ1",))
    assert found.in_organisations.missing == BODIES
    assert found.in_systems.net is None
    assert found.in_systems.count is None
    assert found.in_systems.gross_deficit is None
    assert {ref.parts[2] for ref in outcome.figures} == {"match"}  # contracts are submitted


def test_one_of_one_system_is_collated(closed: Northmere) -> None:
    """Version 3 including support: system (9,000); ZQ1 5,900 and ZR3 3,100 are in balance."""
    outcome = england(closed)
    found = outcome.result
    assert (found.received, found.in_systems.missing) == (1, ())
    (line,) = found.systems
    assert (line.version, line.status, line.adds_up) == (3, "Adds up", True)
    assert thousands(line.position) == -9_000
    assert found.in_systems.count is not None
    assert (found.in_systems.count.value, thousands(found.in_systems.net)) == (0, -9_000)
    bodies = found.in_organisations
    assert bodies.in_balance == {"ZQ1": True, "ZR1": False, "ZR2": False, "ZR3": True}
    assert bodies.count is not None
    assert (bodies.count.value, bodies.received) == (2, 4)
    assert (thousands(bodies.gross_deficit), thousands(bodies.net)) == (-18_000, -9_000)
    names = {ref.parts[2] for ref in outcome.figures}
    assert {"overall", "systems_in_balance", "organisations_in_balance"} <= names


def test_before_support_the_counts_are_of_the_other_reading(closed: Northmere) -> None:
    found = england(closed, Support.WITHOUT).result
    assert found.support is Support.WITHOUT
    assert thousands(found.systems[0].position) == -15_000
    assert thousands(found.systems[0].members["ZR2"]) == -9_000
    bodies = found.in_organisations
    assert bodies.count is not None
    assert (bodies.count.value, thousands(bodies.gross_deficit)) == (2, -24_000)
    assert thousands(bodies.net) == -15_000


def test_productivity_is_not_available_and_says_why(closed: Northmere) -> None:
    found = england(closed).result.productivity
    assert isinstance(found, NotAvailable)
    assert "no activity" in found.reason


def test_the_mandate_is_that_known_on_the_day_asked_for(closed: Northmere) -> None:
    found = england(closed).result.mandate
    later = national(
        closed.one, by=closed.actor("region.lead"), on=TODAY, known_on=date(2024, 3, 1)
    ).result.mandate
    assert later is not None
    assert found is None or found.issuer == later.issuer


def test_it_is_for_those_who_look_at_all_of_england(opened: Northmere) -> None:
    for name in ("zq1.lead", "zr1.approver", "zr1.editor", "zq1.system"):
        with pytest.raises(NotAllowedError):
            national(opened.one, by=opened.actor(name), on=TODAY)
    for name in ("national.lead", "region.lead", "auditor"):
        national(opened.one, by=opened.actor(name), on=TODAY)


def test_a_national_figure_is_explained_on_the_reading_it_names(collated: Northmere) -> None:
    nation = collated.actor("national.lead")
    for reading, pence in (("including", -900_000_000), ("excluding", -1_500_000_000)):
        ref = Reference.parse(f"figure:2023-24/england/overall/{reading}")
        figure = explain(collated.one, ref, by=nation, on=TODAY).result.figure
        assert figure is not None
        assert figure.value == pence
    overall = Reference.parse("figure:2023-24/england/overall/including")
    with pytest.raises(NotAllowedError):
        explain(collated.one, overall, by=collated.actor("zr1.approver"), on=TODAY)
    unknown = Reference.parse("figure:2023-24/england/nothing/including")
    with pytest.raises(UnknownError, match="overall"):
        explain(collated.one, unknown, by=nation, on=TODAY)
