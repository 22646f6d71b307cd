"""Some cells of a set, as a set of its own: it outlives the whole, and keeps its spelling."""

import gc
from pathlib import Path

import pytest

from equipoise.cube import Cells, files
from equipoise.workings import Selector
from tests.unit.test_cube_cells import BASIS, PLAN, YEAR


def test_what_is_narrowed_needs_the_whole_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for few in (files.FEW, 0):  # as a table, and as a view over the view of the whole
        monkeypatch.setattr(files, "FEW", few)
        Cells.write(PLAN, tmp_path / f"{few}")
        whole = Cells(tmp_path / f"{few}")
        some = whole.narrowed(organisation=["ZR1"])
        fewer = some.narrowed(measure=["income.patient_care"], counterparty=["ZQ1"])
        del whole, some
        gc.collect()
        assert fewer.total(layer="plan").value == 1123
        assert fewer.total(year="2022-23").value == 1000
        selector = fewer.figure(BASIS, "Income", year=YEAR.code).working.of
        assert isinstance(selector, Selector)
        assert [one.value for one in fewer.expand(selector)] == [100, -5, -6, 20, 3]
