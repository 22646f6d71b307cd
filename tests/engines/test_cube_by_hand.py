"""DuckDB and plain Python agree on every sum, step and digest."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from equipoise.cube import Asked, Cell, bridge
from tests.engines import cube_by_hand as by_hand
from tests.engines.cube_cases import (
    FEWER,
    WEIGHTS,
    any_cells,
    groupings,
    kept,
    known_values,
    questions,
    sets,
)

Where = dict[str, Asked]


@FEWER
@given(sets(known_values), st.lists(st.tuples(questions, groupings), min_size=2, max_size=9))
def test_totals_agree(cells: list[Cell], asked: list[tuple[Where, Sequence[str]]]) -> None:
    with kept(cells) as found:
        for where, by in asked:
            assert found.total(**where) == by_hand.total(cells, where)
            listed = found.totals(by, **where)
            assert list(listed.items()) == list(by_hand.totals(cells, by, where).items())


@FEWER
@given(sets(known_values), sets(known_values), groupings)
def test_steps_agree(before: list[Cell], after: list[Cell], by: Sequence[str]) -> None:
    with kept(before) as old, kept(after) as new:
        moves = bridge(old, new, by=by, weights=WEIGHTS)
        assert dict(moves.steps) == by_hand.steps(before, after, by, WEIGHTS)


@FEWER
@given(any_cells)
def test_digests_agree(cells: list[Cell]) -> None:
    with kept(cells) as found:
        assert found.digest() == by_hand.digest(cells)


@FEWER
@given(any_cells, groupings)
def test_any_texts_are_listed_alike(cells: list[Cell], by: Sequence[str]) -> None:
    small = [Cell(key=cell.key, value=1, source=cell.source) for cell in cells]
    with kept(small) as found:
        assert found.totals(by) == by_hand.totals(small, by, {})
