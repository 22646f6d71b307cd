"""What other bodies say is opened once for all systems of a round, and is what each would read."""

from dataclasses import replace

from equipoise.cube import Cells
from equipoise.store import Digest
from equipoise.usecases.held import parquet_of
from equipoise.usecases.neighbours import every_line, neighbours_of
from equipoise.usecases.plans import signed_plan
from equipoise.usecases.systems import system_cells
from tests.neighbours_cases import hand_in
from tests.northmere_round import SYSTEM, Northmere

SPEND = {("spend.direct", "ZR3", ""): 7_000, ("spend.direct", "ZR9", ""): 44_000}
ACTIVITY = {("activity.elective", "ZR1", ""): 70, ("activity.elective", "ZR9", ""): 440}


def test_neighbours_say_the_same_from_all_lines_as_from_their_own(collated: Northmere) -> None:
    hand_in(collated.one, "X24", SPEND)
    hand_in(collated.one, "X24", {("specialised.spend", "ZR1", "Burns"): 9}, part="specialised")
    found = signed_plan(collated.one, SYSTEM).neighbours
    assert found.lines is not None
    alone = replace(found, lines=None)
    assert list(found.cells) == list(alone.cells)
    assert found.cells.digest() == alone.cells.digest()
    assert len(found.cells) == 2  # that of ZR9 is no business of Northmere's


def test_activity_of_others_is_what_concerns_a_member(collated: Northmere) -> None:
    assert system_cells(signed_plan(collated.one, SYSTEM)).outside.cells is None
    row = hand_in(collated.one, "X24", ACTIVITY, part="activity")
    plan = signed_plan(collated.one, SYSTEM)
    outside = system_cells(plan).outside
    assert outside.cells is not None
    path = plan.round.workspace.store.path(Digest(parquet_of(plan.round.workspace, row.reading)))
    alone = Cells(path, only={"counterparty": sorted(plan.members)})
    assert list(outside.bodies) == ["X24"]
    assert list(outside.cells) == list(alone)
    assert len(outside.cells) == 1


def test_lines_are_opened_again_only_when_somebody_hands_in(collated: Northmere) -> None:
    one = collated.one
    every_line.cache_clear()
    for members in ({"ZQ1"}, {"ZR1", "ZR2"}, {"ZR3"}):
        assert neighbours_of(one, members, named=()).lines is not None
    assert every_line.cache_info().misses == 1
    hand_in(one, "X24", SPEND)
    assert len(neighbours_of(one, {"ZR3"}, named=["X24"]).cells.narrowed(organisation=["X24"])) == 1
    assert every_line.cache_info().misses == 2
