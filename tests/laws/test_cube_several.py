"""Laws of sets of cells written at once."""

from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from equipoise.cube import Cell, Cells, DuplicateKeyError, write_several
from tests.engines.cube_cases import FEWER, any_cells


@FEWER
@given(any_cells, st.lists(st.integers(0, 12), max_size=3))
def test_several_are_written_as_one_is(cells: list[Cell], cuts: list[int]) -> None:
    edges = [0, *sorted(cuts), len(cells)]
    sets = {
        str(number): cells[begins:ends] for number, (begins, ends) in enumerate(pairwise(edges))
    }
    with TemporaryDirectory() as name:
        found = write_several(sets, Path(name))
        assert list(found) == list(sets)
        for number, own in sets.items():
            alone = Cells.write(own, Path(name) / f"alone-{number}")
            assert found[number].digest == alone.digest() == Cells(found[number].path).digest()
            assert list(Cells(found[number].path)) == list(alone)


@FEWER
@given(any_cells.filter(len))
def test_no_key_is_in_two_sets(cells: list[Cell]) -> None:
    with TemporaryDirectory() as name:
        with pytest.raises(DuplicateKeyError):
            write_several({"one": cells, "other": cells[:1]}, Path(name))
        assert list(Path(name).iterdir()) == []
