"""Laws of what is seen of another body's plan, over every person and every stage of a round."""

from pathlib import Path

import pytest

from equipoise.records import ReturnStatus
from equipoise.records.queries import head_of
from equipoise.usecases.confidence import seen_by
from equipoise.usecases.neighbours import submitted_version
from equipoise.usecases.plans import Plan, proposed_plan, signed_plan
from tests.northmere import Homes
from tests.northmere_round import BODIES, SYSTEM, Northmere

PEOPLE = [f"{code.lower()}.{role}" for code in BODIES for role in ("editor", "approver")]
OTHERS = ["zq1.lead", "region.lead", "national.lead", "auditor"]


def plans(world: Northmere) -> list[Plan]:
    return [make(world.one, SYSTEM) for make in (signed_plan, proposed_plan)]


@pytest.mark.parametrize("name", [*PEOPLE, *OTHERS])
def test_a_draft_is_its_own_bodys(returned: Northmere, name: str) -> None:
    by = returned.actor(name)
    for plan in plans(returned):
        for row in seen_by(plan, by).versions:
            head = head_of(row.round_id, row.organisation, part=row.part)
            assert head is not None
            is_draft = (head.number, head.status) == (row.number, ReturnStatus.DRAFT)
            assert row.organisation == by.organisation or not is_draft


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("stage", ["handed_in", "returned"])
def test_nobody_looks_first(homes: Homes, tmp_path: Path, stage: str, name: str) -> None:
    world = homes.at(stage, tmp_path / "home")
    by = world.actor(name)
    if submitted_version(world.one, by.organisation, part="finance") is None:
        for plan in plans(world):
            seen = seen_by(plan, by)
            assert {row.organisation for row in seen.versions} <= {by.organisation}
            assert seen.neighbours.versions == ()
