"""Elective care of the synthetic England: it reads without a fault, and is the same each time."""

from pathlib import Path

import pytest

from equipoise.params import load
from equipoise.samples import ELECTIVE
from equipoise.samples.england.bodies import bodies
from equipoise.samples.england.drafts import england
from equipoise.samples.england.elective import CARE, SYSTEMS, write_elective
from equipoise.samples.england.positions import year_of
from equipoise.sources import elective_care, elective_systems
from equipoise.units import FinancialYear
from equipoise.usecases.elective import Asked
from equipoise.usecases.erf import erf
from tests.elective_cases import AGAIN


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    whole = england(bodies(3), year_of(FinancialYear(2023)))
    return write_elective(tmp_path_factory.mktemp("england"), whole)


def test_it_reads_without_a_fault(folder: Path) -> None:
    care, systems = elective_care(folder / CARE), elective_systems(folder / SYSTEMS)
    assert (care.misfits, systems.misfits, care.left_out) == ((), (), 0)
    assert sorted({row.system for row in care.rows}) == sorted(systems.limits)
    assert len(systems.limits) == 3
    for row in care.rows:
        assert row.actual is not None
    for limit in systems.limits.values():
        assert limit.fund is not None
        assert limit.fund > 0


def test_northmere_is_that_of_the_worked_example(folder: Path) -> None:
    own = [row for row in elective_care(folder / CARE).rows if row.system == "ZQ1"]
    listed = elective_care(ELECTIVE / "care.csv").rows
    assert [(row.key, row.baseline, row.actual) for row in own] == [
        (row.key, row.baseline, row.actual) for row in listed
    ]
    assert sum(row.baseline for row in own) == 10_000_000_000
    assert sum(row.actual or 0 for row in own) == 10_450_000_000


def test_its_targets_are_those_of_systems(folder: Path) -> None:
    limits = elective_systems(folder / SYSTEMS).limits
    assert limits["ZQ1"].target is None
    for code, limit in limits.items():
        if code != "ZQ1":
            assert limit.target is not None
            assert 103 <= limit.target * 100 <= 114


def test_the_same_number_makes_the_same_files(folder: Path, tmp_path: Path) -> None:
    again = write_elective(tmp_path, england(bodies(3), year_of(FinancialYear(2023))))
    for name in (CARE, SYSTEMS, "README.txt"):
        assert (again / name).read_bytes() == (folder / name).read_bytes()
    other = write_elective(
        tmp_path / "other", england(bodies(3, seed=7), year_of(FinancialYear(2023)))
    )
    assert (other / CARE).read_bytes() != (folder / CARE).read_bytes()


def test_the_command_its_readme_names_can_be_asked(folder: Path) -> None:
    assert f"equipoise erf {CARE} --year 2023/24 --systems {SYSTEMS} --on 2024-04-01" in (
        (folder / "README.txt").read_text("utf-8")
    )
    asked = Asked(
        care=elective_care(folder / CARE),
        year=FinancialYear(2023),
        params=load(),
        known_on=AGAIN,
        systems=elective_systems(folder / SYSTEMS),
    )
    found = erf(asked).result.assessment
    assert len(found.systems) == 3
    assert all(part.trusts for part in found.systems.values())
