"""What the synthetic England shares money by: sums, partitions, ties to plans, the same bytes."""

import csv
import gzip
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from equipoise.samples.england.bodies import NORTHMERE, bodies
from equipoise.samples.england.drafts import England, england
from equipoise.samples.england.misplaced import Fault
from equipoise.samples.england.needs import HEADINGS
from equipoise.samples.england.planting import clean, planting
from equipoise.samples.england.positions import year_of
from equipoise.samples.england.sharing import write_sharing
from equipoise.samples.northmere import DATA, SHARING
from equipoise.sources import BudgetLine, PracticeNeeds, budgets, openings, practice_needs
from equipoise.sources import priorities as written_priorities
from equipoise.units import FinancialYear
from equipoise.usecases.place import by_file
from tests.shared_data import needs, shared

YEARS = (2023, 2024)
WEIGHTED = (
    *("general_acute", "community", "mental_health", "maternity", "health_inequalities"),
    *("prescribing", "core", "medical_need", "medical"),
)
THOUSAND = 100_000
"""Pence."""


@cache
def whole(year: int) -> England:
    return england(bodies(), year_of(FinancialYear(year)))


@cache
def small(seed: int = 5) -> England:
    return england(bodies(3, seed=seed), year_of(FinancialYear(2023)))


@pytest.fixture(scope="module", params=YEARS)
def year(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture(scope="module")
def folder(year: int, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_sharing(tmp_path_factory.mktemp("england"), whole(year))


@pytest.fixture(scope="module")
def read(folder: Path, year: int) -> PracticeNeeds:
    return practice_needs(folder / f"synthetic_practices_{year}_{year + 1}.csv")


def lines(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)


def of_medical(read: PracticeNeeds) -> bool:
    """Return whether primary medical care is made of need and inequalities, by every practice."""
    need, unequal = (read.column(name) for name in ("medical_need", "health_inequalities"))
    made = {code: (85 * need[code] + 15 * unequal[code]) / 100 for code in read.practices}
    return made == read.column("medical")


def allocation(one: England, system: str) -> int:
    draft = one.drafts[system]
    return draft.year("allocation.recurrent") + draft.year("allocation.non_recurrent")


def test_about_6_500_practices_stand_in_the_published_layout(read: PracticeNeeds) -> None:
    assert 6_400 < len(read.practices) < 6_600
    assert read.misfits == ()
    assert all(code.startswith("ZK") for code in read.practices)


def test_every_weighted_population_sums_to_the_registered_people(read: PracticeNeeds) -> None:
    """As published: fact book 2, check of `alloc-aif-2022-26`; about 61.9 million people."""
    people = sum(read.column("population").values())
    assert 58_000_000 < people < 65_000_000
    for column in WEIGHTED:
        assert len(read.column(column)) == len(read.practices)
        assert sum(read.column(column).values()) == people, column


def test_primary_medical_care_is_85_parts_need_and_15_inequalities(read: PracticeNeeds) -> None:
    assert of_medical(read)


def test_need_is_spread_as_it_is_among_real_practices(read: PracticeNeeds) -> None:
    """Core need for each person, 5th and 95th per cent of practices in 2023/24: 0.78 and 1.26."""
    people = read.column("population")
    core = sorted(need / people[code] for code, need in read.column("core").items())
    assert 0.70 < core[len(core) // 20] < 0.85
    assert 1.20 < core[-len(core) // 20] < 1.35
    assert 50 < sum(need == 0 for need in read.column("maternity").values()) < 200


def test_every_practice_is_in_one_of_everything_and_the_system_is_of_the_register(
    read: PracticeNeeds, year: int
) -> None:
    systems = {system.code: system for system in whole(year).bodies.systems}
    levels = ("network", "area", "district", "system", "region")
    for practice in read.practices.values():
        assert all(practice.within[level] for level in levels)
        system = systems[practice.within["system"]]
        assert practice.within["region"] == system.region
        assert practice.within["district"] in dict(system.councils)
    for low, high in (*pairwise(("network", "area", "system", "region")), ("district", "system")):
        pairs = {(p.within[low], p.within[high]) for p in read.practices.values()}
        assert len(pairs) == len({inner for inner, _ in pairs}), (low, high)
    assert set(read.names["system"]) == set(systems)


def test_places_hold_every_practice_of_their_system_once(
    read: PracticeNeeds, folder: Path, year: int
) -> None:
    for system in whole(year).bodies.systems:
        listed = by_file(folder / system.code / "places.csv")
        assert listed.misfits == ()
        own = [code for code, p in read.practices.items() if p.within["system"] == system.code]
        assert sorted(member.practice for member in listed.members) == sorted(own)
        assert {member.place for member in listed.members} == {name for _, name in system.places}
        near = {(member.neighbourhood, member.place) for member in listed.members}
        assert len({neighbourhood for neighbourhood, _ in near}) == len(near)


SPEND = {
    "Continuing care": "continuing_care",
    "Prescribing": "prescribing",
    "Primary medical care": "primary_care",
    "Running costs": "running_costs",
    "Other care": "other",
    "Reserve": "reserves",
    "Specialised care": "specialised",
}
CONTRACTS = ("Hospital care", "Mental health care", "Community care")


def test_budgets_come_to_the_plan_of_the_icb(folder: Path, year: int) -> None:
    for system in whole(year).bodies.systems:
        found = budgets(folder / system.code / "budgets.csv")
        assert found.misfits == ()
        draft = whole(year).drafts[system.code]
        assert (
            sum(one.plan for one in found.budgets)
            == allocation(whole(year), system.code) * THOUSAND
        )
        by_stream: Counter[str] = Counter()
        for one in found.budgets:
            by_stream[one.stream] += one.plan // THOUSAND
        for stream, spend in SPEND.items():
            assert by_stream[stream] == draft.year(f"spend.{spend}"), (system.code, stream)
        contracts = ("healthcare", "mental_health_other", "community_other")
        assert sum(by_stream[stream] for stream in CONTRACTS) == sum(
            draft.year(f"spend.{name}") for name in contracts
        )


def test_budgets_have_limits_and_a_need_that_sums_to_the_stream(folder: Path, year: int) -> None:
    for system in whole(year).bodies.systems:
        by_stream: dict[str, list[BudgetLine]] = {}
        for one in budgets(folder / system.code / "budgets.csv").budgets:
            by_stream.setdefault(one.stream, []).append(one)
        for stream, own in by_stream.items():
            needed = [one.need for one in own if one.need is not None]
            movable = [one.movable for one in own]
            assert movable == [bool(needed)] * len(own), stream
            if needed:
                assert sum(needed) == sum(one.plan for one in own)
                assert {one.body for one in own} == {name for _, name in system.places}
            for one in own:
                assert (one.least or one.plan) <= one.plan <= (one.most or one.plan)
                assert one.before is not None


def test_openings_are_last_year_s_recurrent_allocations(folder: Path, year: int) -> None:
    found = openings(folder / "openings.csv")
    assert found.misfits == ()
    assert found.allocations == {
        system.code: whole(year).drafts[system.code].last_year("allocation.recurrent") * THOUSAND
        for system in whole(year).bodies.systems
    }
    words = (folder / "README.txt").read_text("utf-8")
    assert words.startswith("Synthetic England: no body, person or figure here is real.")
    quantum = sum(
        whole(year).drafts[system.code].year("allocation.recurrent")
        for system in whole(year).bodies.systems
    )
    assert f"--sum {quantum} " in words


def test_priorities_are_three_with_weights_agreed_before_the_year(folder: Path, year: int) -> None:
    begins = FinancialYear(year).period.starts_on
    for system in whole(year).bodies.systems:
        found = written_priorities(folder / system.code / "priorities.csv")
        assert (len(found.priorities), found.misfits) == (3, ())
        for one in found.priorities:
            assert one.agreed_on < begins
            assert "made up" in one.agreed_by


def test_the_same_number_makes_the_same_bytes_and_another_others(tmp_path: Path) -> None:
    made = [write_sharing(tmp_path / name, small()) for name in ("a", "b")]
    other = write_sharing(tmp_path / "c", small(seed=6))
    first, again, apart = (
        {str(path.relative_to(top)): path.read_bytes() for path in sorted(top.rglob("*.*"))}
        for top in (*made, other)
    )
    assert first == again
    assert first.keys() == apart.keys()
    assert first["ZS01/budgets.csv"] != apart["ZS01/budgets.csv"]


def test_one_practice_stands_in_two_places_and_one_in_none(tmp_path: Path) -> None:
    planted = planting(small(), seed=5)
    assert {one.fault for one in planted.misplaced} == set(Fault)
    systems = {one.system for one in planted.misplaced}
    assert len(systems) == 2
    assert NORTHMERE not in systems
    good = write_sharing(tmp_path / "good", small(), misplaced=clean(small()).misplaced)
    bad = write_sharing(tmp_path / "bad", small(), misplaced=planted.misplaced)
    for one in planted.misplaced:
        names = [Counter(row["practice"] for row in lines(top / one.system / "places.csv"))
                 for top in (good, bad)]  # fmt: skip
        more, less = names[1] - names[0], names[0] - names[1]
        if one.fault is Fault.TWICE:
            assert (more, less) == ({one.practice: 1}, {})
            place = [row["practice"] for row in lines(bad / one.system / "places.csv")]
            assert (
                int(one.row.removeprefix("row-"))
                == len(place) - place[::-1].index(one.practice) + 1
            )
        else:
            assert (more, less) == ({}, {one.practice: 1})
            assert one.row == ""


@needs("alloc-aif-2022-26")
def test_the_headings_are_those_published_for_both_years() -> None:
    for name in ("2023_2024.csv.gz", "2024_2025.csv.gz"):
        with gzip.open(shared("alloc-aif-2022-26", name), "rt", encoding="utf-8-sig") as stream:
            rows = csv.reader(stream)
            assert tuple(next(rows)) == HEADINGS
            assert not [row[0] for row in rows if row[0].startswith("ZK")]


def test_northmere_s_own_files_hold_together_and_come_to_its_plan() -> None:
    found = practice_needs(SHARING / "synthetic_practices_2023_2024.csv")
    assert (len(found.practices), found.misfits) == (8, ())
    people = sum(found.column("population").values())
    assert [sum(found.column(name).values()) for name in WEIGHTED] == [people] * len(WEIGHTED)
    assert of_medical(found)
    listed = by_file(SHARING / "places.csv").members
    assert sorted(member.practice for member in listed) == sorted(found.practices)
    assert {member.place for member in listed} == {"Northmere", "Calder Vale"}
    plan = {(row["measure"], row["counterparty"]): int(row["year_thousands"]) * THOUSAND
            for row in lines(DATA / "lines.csv") if row["organisation"] == "ZQ1"}  # fmt: skip
    own = budgets(SHARING / "budgets.csv").budgets
    by_stream: Counter[str] = Counter()
    for one in own:
        by_stream[one.stream] += one.plan
    for stream, spend in SPEND.items():
        assert by_stream[stream] == plan.get((f"spend.{spend}", ""), 0)
    assert by_stream.total() == sum(
        amount for (measure, _), amount in plan.items() if measure.startswith("allocation.")
    )
    needed = [one for one in own if one.need is not None]
    assert sum(one.need or 0 for one in needed) == sum(one.plan for one in needed)
    assert len(written_priorities(SHARING / "priorities.csv").priorities) == 3
    words = (SHARING / "README.txt").read_text("utf-8")
    assert words.startswith("Northmere is made up: no body, person or figure here is real.")
