"""Support, chances and debts of the synthetic England: they are read, and tie to its plans."""

from pathlib import Path

import pytest

from equipoise.params import load
from equipoise.samples.england.bodies import bodies
from equipoise.samples.england.drafts import England, england
from equipoise.samples.england.positions import year_of
from equipoise.samples.england.support import CHANCES, DEBTS, YEAR, write_support
from equipoise.sources import historic_debts, support_chances, support_years
from equipoise.units import FinancialYear
from equipoise.usecases.support import support
from equipoise.usecases.support_asked import Asked, Way


@pytest.fixture(scope="module")
def whole() -> England:
    return england(bodies(4), year_of(FinancialYear(2024)))


@pytest.fixture(scope="module")
def folder(whole: England, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_support(tmp_path_factory.mktemp("england"), whole)


def test_every_row_is_read(folder: Path) -> None:
    found = (support_years(folder / YEAR), support_chances(folder / CHANCES),
             historic_debts(folder / DEBTS))  # fmt: skip
    assert all(one.rows for one in found)
    assert [one.misfits for one in found] == [(), (), ()]


def test_awards_and_plans_are_those_of_the_returns(whole: England, folder: Path) -> None:
    rows = support_years(folder / YEAR).rows
    plans = {row.body: row.plan // 100_000 for row in rows if row.quarter == 4}
    assert plans == dict(whole.positions.excluding)
    awards = {row.body: row.award // 100_000 for row in rows if row.award}
    assert awards == {code: award for code, award in whole.positions.support.items() if award}


def test_deficit_support_of_2024_is_paid(folder: Path) -> None:
    years = support_years(folder / YEAR)
    asked = Asked(
        years=years,
        year=FinancialYear(2024),
        params=load(),
        known_on=FinancialYear(2024).period.ends_on,
        way=Way(),
    )
    for part in support(asked).result.systems.values():
        assert part.earned
        for one in part.earned.values():
            assert one.earned == one.due
        assert part.positions
        assert part.positions.held.value == 0


def test_the_same_number_makes_the_same_files(whole: England, folder: Path, tmp_path: Path) -> None:
    again = write_support(tmp_path, whole)
    for name in (YEAR, CHANCES, DEBTS, "README.txt"):
        assert (again / name).read_bytes() == (folder / name).read_bytes()
