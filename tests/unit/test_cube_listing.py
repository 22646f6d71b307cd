"""A listing asks once for all its lines, and is asked by nothing but what its lines name."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from equipoise.cube import (
    Asked,
    Cell,
    Cells,
    IncompleteError,
    Listing,
    NoCellsError,
    NotListedError,
    Total,
)
from equipoise.units import PENCE, Absence, FinancialYear
from equipoise.workings import Basis, Selector, Stage
from tests.unit.test_cube_cells import cell

YEAR = FinancialYear(2023)
BASIS = Basis(period=YEAR.period, unit=PENCE, stage=Stage.PLAN)
CELLS: list[Cell] = [
    cell(100),
    cell(20, period=YEAR.month(2)),
    cell(7, counterparty="ZQ2"),
    cell(9, counterparty=None, measure="efficiency.recurrent", item="E01"),
    cell(30, organisation="ZR2"),
    cell(Absence.MISSING, organisation="ZR2", period=YEAR.month(2)),
    cell(2**63 - 1, organisation="ZR3"),
    cell(1, organisation="ZR3", counterparty="ZQ2"),
]


class Counted(Cells):
    """Cells that note by what they are asked for totals."""

    def __init__(self, *paths: Path) -> None:
        super().__init__(*paths)
        self.noted: list[tuple[str, ...]] = []

    def totals(self, by: Sequence[str], **where: Asked) -> dict[tuple[str, ...], Total]:
        self.noted.append(tuple(by))
        return super().totals(by, **where)


@pytest.fixture
def cells(tmp_path: Path) -> Counted:
    Cells.write(CELLS, tmp_path / "cells.parquet")
    return Counted(tmp_path / "cells.parquet")


def test_any_number_of_figures_take_one_question(cells: Counted) -> None:
    listing = Listing(cells, year="2023-24", layer="plan")
    assert not cells.noted
    income = listing.figure(BASIS, "Income", organisation="ZR1", measure="income.patient_care")
    of_one = listing.figure(
        BASIS, "Of one", organisation="ZR1", measure="income.patient_care", counterparty="ZQ1"
    )
    scheme = listing.figure(BASIS, "Scheme", organisation="ZR1", item=["E01", "E02"])
    assert (income.value, of_one.value, scheme.value) == (127, 120, 9)
    assert isinstance(scheme.working.of, Selector)
    assert scheme.working.of.where == (
        ("item", ("E01", "E02")),
        ("layer", ("plan",)),
        ("organisation", ("ZR1",)),
        ("year", ("2023-24",)),
    )
    assert len(cells.noted) == 1


def test_what_is_not_there_and_what_is_blank_are_refused(cells: Counted) -> None:
    listing = Listing(cells)
    with pytest.raises(NoCellsError):
        listing.figure(BASIS, "Nobody's", organisation="ZR9")
    with pytest.raises(IncompleteError) as error:
        listing.figure(BASIS, "Blank", organisation="ZR2")
    assert error.value.total == Total(30, {Absence.MISSING: 1}, 2)
    assert len(cells.noted) == 1


def test_a_sum_beyond_64_bits_spoils_no_other(tmp_path: Path) -> None:
    many = [*CELLS, cell(1, organisation="ZR3", period=YEAR.month(2))]
    found = Cells.write(many, tmp_path / "beyond.parquet")
    assert Listing(found).figure(BASIS, "Income", organisation="ZR1").value == 136


@pytest.mark.parametrize("part", ["year", "period", "layer", "colour"])
def test_only_what_lines_name_is_asked(cells: Counted, part: str) -> None:
    asked: dict[str, Asked] = {part: "2023-24"}
    with pytest.raises(NotListedError, match=rf"by nothing else: {part}"):
        Listing(cells).figure(BASIS, "Any", **asked)


def test_what_lines_name_is_not_fixed_for_all(cells: Counted) -> None:
    with pytest.raises(NotListedError, match="organisation"):
        Listing(cells, organisation="ZR1")
