"""The ladder and the bridge between versions, off the straight road of the journey.

Amounts are in £000 and follow from fact book 5, section 6.
"""

from dataclasses import replace
from pathlib import Path

import pytest

from equipoise.sheets import content_of
from equipoise.units import Pence
from equipoise.usecases.bridge import Bridge, bridge
from equipoise.usecases.decisions import DecisionStatus
from equipoise.usecases.intake import identity_of
from equipoise.usecases.ladder import ladder
from equipoise.usecases.refusals import UnknownError
from equipoise.usecases.rights import NotAllowedError
from equipoise.usecases.submit import submit
from equipoise.usecases.template import template
from tests.northmere_figures import rise, rungs, standing
from tests.northmere_round import SYSTEM, TODAY, Northmere, money, thousands
from tests.workbooks.made_plans import reading_of
from tests.workbooks.planting import written


def bridged(plan: Northmere, before: int, after: int) -> Bridge:
    return bridge(plan.one, SYSTEM, before=before, after=after, by=plan.lead, on=TODAY).result


def steps(found: Bridge) -> list[tuple[str, Pence]]:
    return [(step.kind, Pence(step.pence)) for step in found.by_driver]


def test_matching_takes_the_same_off_the_plans_however_far_it_has_come(
    collated: Northmere,
) -> None:
    """Agreed or not, half signed or wholly: sum (9,000), matching (2,300), adjusted (11,300)."""
    expected = [-9_000, -2_300, -11_300, 2_300]
    collated.settle("ZR1", 1_021_500)
    collated.sign("ZR1", "ZQ1")
    assert rungs(rise(collated).ladder.stated)[1:5] == expected
    collated.settle("ZR3", 359_400)
    collated.sign("ZR3")  # one side of two
    assert standing(collated, "D2")[0] is DecisionStatus.PROPOSED
    assert rungs(rise(collated).ladder.stated)[1:5] == expected
    collated.sign("ZQ1")
    assert rungs(rise(collated).ladder.stated)[1:5] == expected


def test_the_ladder_of_an_older_version_counts_what_came_after_it(closed: Northmere) -> None:
    for version, matching, agreed in ((1, -2_300, 2_300), (2, 0, 2_300), (3, 0, 0)):
        outcome = ladder(closed.one, SYSTEM, by=closed.lead, on=TODAY, version=version)
        found = outcome.result.ladder.stated
        assert (thousands(found.matching_effect), thousands(found.agreed_actions)) == (
            matching,
            agreed,
        )
        assert (thousands(found.balance), outcome.adds_up) == (0, True)
        assert {ref.pin for ref in outcome.figures} == {f"v{version}"}
    with pytest.raises(UnknownError, match="v9"):
        ladder(closed.one, SYSTEM, by=closed.lead, on=TODAY, version=9)


def test_a_ladder_short_of_its_limit_does_not_add_up(matched: Northmere) -> None:
    outcome = ladder(matched.one, SYSTEM, by=matched.lead, on=TODAY)
    assert outcome.adds_up is False
    assert thousands(outcome.result.ladder.stated.gap) == 2_300


def test_a_system_without_a_control_total_has_no_ladder(collated: Northmere) -> None:
    with pytest.raises(UnknownError, match="ZR1"):
        ladder(collated.one, "ZR1", by=collated.actor("auditor"), on=TODAY)
    with pytest.raises(NotAllowedError):
        ladder(collated.one, SYSTEM, by=collated.editor("ZR1"), on=TODAY)


def test_the_way_back_mirrors_the_way(closed: Northmere) -> None:
    there, back = bridged(closed, 2, 3), bridged(closed, 3, 2)
    assert steps(there) == [("one-off saving", money(1_500)), ("recurrent saving", money(800))]
    assert steps(back) == [("one-off saving", -money(1_500)), ("recurrent saving", -money(800))]
    assert (thousands(there.start), thousands(there.end)) == (-11_300, -9_000)
    assert [step.words for step in there.by_driver] == [
        "Sale of equipment (ZR1)",
        "Prescribing review (ZQ1)",
    ]
    assert bridged(closed, 3, 3).by_driver == ()


NAMES = {"ZQ1": "NHS Northmere ICB", "X24": "NHS England"}


def test_a_return_handed_in_anew_is_a_step_of_its_own(matched: Northmere, tmp_path: Path) -> None:
    """ZR1's own form, with the agreed value in it: the decision's layer goes, the sum stays."""
    form = tmp_path / "ZR1.xlsx"
    template(matched.one, "ZR1", form, by=matched.editor("ZR1"), on=TODAY)
    read = reading_of(form.read_bytes())
    again = content_of(read.cells, read.items, counterparties=NAMES)
    values = dict(again.values)
    for measure in ("nature.fixed", "bridge.growth"):
        first, *others = values[measure, None, ""]
        assert isinstance(first, int)
        values[measure, None, ""] = [first - money(2_000), *others]  # what the agreement took away
    identity = identity_of(matched.one, "ZR1")
    form.write_bytes(written(identity, replace(again, values=values), read.parts))
    submit(matched.one, form, "ZR1", by=matched.editor("ZR1"), now=matched.now())
    matched.sign("ZR1")
    matched.accept("ZR1")
    matched.collate()
    found = bridged(matched, 2, 3)
    assert steps(found) == [("returns", -money(2_000)), ("matching", money(2_000))]
    assert found.by_organisation == ()
    assert standing(matched, "D1")[0] is DecisionStatus.SUPERSEDED


def test_a_version_that_is_not_there_has_no_bridge(collated: Northmere) -> None:
    for before, after in ((1, 2), (0, 1)):
        with pytest.raises(UnknownError, match="version of the plan of ZQ1"):
            bridged(collated, before, after)
    with pytest.raises(NotAllowedError):
        bridge(collated.one, SYSTEM, before=1, after=1, by=collated.editor("ZR1"), on=TODAY)
