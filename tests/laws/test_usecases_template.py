"""Law of a form that is filled from a stored version: what was returned, to the penny."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from django.db import connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from equipoise.sheets import Content, Reading, content_of, read_return, write_template
from equipoise.usecases.intake import identity_of
from equipoise.usecases.submit import submit
from equipoise.usecases.template import Filling, template
from tests.northmere import Homes
from tests.northmere_round import TODAY, Northmere
from tests.workbooks.planting import CHART, DIGEST

BODY = "ZR2"
tens = st.integers(0, 10**6).map(lambda n: 1_000 * n)  # £10, the finest that is typed


def read(path: Path) -> Reading:
    found = read_return(path, digest=DIGEST, chart=CHART)
    assert isinstance(found, Reading), found
    return found


def changed(content: Content, by: Sequence[int]) -> Content:
    """Return the content with each amount of it moved by the next of the numbers drawn."""
    values = {
        line: [
            value + by[(place + month) % len(by)] if isinstance(value, int) else value
            for month, value in enumerate(row)
        ]
        for place, (line, row) in enumerate(content.values.items())
    }
    return Content(values=values, items=content.items, counterparties=content.counterparties)


def hand_in(plan: Northmere, content: Content, path: Path) -> Mapping[object, object]:
    """Hand in a workbook with this content, and return its cells by line and period."""
    parts = plan.one.parts(plan.one.organisation(BODY).kind)
    with path.open("wb") as stream:
        identity = identity_of(plan.one, BODY)
        write_template(stream, identity, chart=CHART, parts=parts, content=content)
    submit(plan.one, path, BODY, by=plan.editor(BODY), now=plan.now())
    return cells_of(path)


def cells_of(path: Path) -> Mapping[object, object]:
    found = read(path)
    assert {fault.kind for fault in found.faults} <= {"blank"}
    return {cell.key: cell.value for cell in found.cells} | {
        item.ref: (item.name, dict(item.attributes)) for item in found.items
    }


@settings(max_examples=2, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=st.lists(st.lists(tens, min_size=1, max_size=3), min_size=2, max_size=3))
def test_a_version_comes_back_as_it_was_returned(
    homes: Homes, tmp_path_factory: pytest.TempPathFactory, moves: list[list[int]]
) -> None:
    folder = tmp_path_factory.mktemp("versions")
    connections.close_all()
    plan = homes.at("opened", folder / "home")
    first = read(plan.files[BODY])
    content = content_of(first.cells, first.items)
    returned = [
        hand_in(plan, changed(content, by), folder / f"{number}.xlsx")
        for number, by in enumerate(moves)
    ]
    distinct = list({tuple(sorted(map(str, one.items()))): one for one in returned}.values())
    for number, expected in enumerate(distinct, start=1):
        again = folder / "again.xlsx"
        template(
            plan.one, BODY, again, by=plan.editor(BODY), on=TODAY, filling=Filling(number=number)
        )
        assert cells_of(again) == expected
