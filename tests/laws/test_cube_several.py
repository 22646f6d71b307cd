"""Laws of sets of cells written at once."""

from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from equipoise.cube import Cell, Cells, DuplicateKeyError, several_written
from equipoise.cube.connection import writing
from tests.engines.cube_cases import FEWER, any_cells


@FEWER
@given(any_cells, st.lists(st.integers(0, 12), max_size=3))
def test_several_are_written_as_one_is(cells: list[Cell], cuts: list[int]) -> None:
    edges = [0, *sorted(cuts), len(cells)]
    sets = {
        str(number): cells[begins:ends] for number, (begins, ends) in enumerate(pairwise(edges))
    }
    with TemporaryDirectory() as name, several_written(sets) as found:
        assert list(found) == list(sets)
        for number, own in sets.items():
            alone = Cells.write(own, Path(name) / f"alone-{number}")
            assert found[number].digest == alone.digest() == Cells(found[number].path).digest()
            assert list(Cells(found[number].path)) == list(alone)


@FEWER
@given(any_cells.filter(len))
def test_no_key_is_in_two_sets(cells: list[Cell]) -> None:
    twice = {"one": cells, "other": cells[:1]}
    with pytest.raises(DuplicateKeyError), several_written(twice):
        pytest.fail("no file is to be had of them")
    assert left() == ([], [])


@FEWER
@given(any_cells, any_cells)
def test_nothing_is_left_of_one_writing_for_the_next(one: list[Cell], other: list[Cell]) -> None:
    with several_written({"own": one}) as first, several_written({"own": other}) as second:
        assert first["own"].digest == Cells(first["own"].path).digest()
        assert second["own"].digest == Cells(second["own"].path).digest()
    assert left() == ([], [])


def left() -> tuple[list[Path], list[tuple[object, ...]]]:
    """Return the files and the tables that writing has left behind."""
    folder, connection = writing().folder, writing().connection
    return list(folder.iterdir()), connection.execute("SHOW TABLES").fetchall()
