"""Money of the synthetic England shared from its files, as a user does it, to the penny."""

import csv
import json
from fractions import Fraction
from pathlib import Path

import pytest

from equipoise.samples.england.bodies import SEED, bodies
from equipoise.samples.england.drafts import England, england
from equipoise.samples.england.misplaced import Fault, Misplaced
from equipoise.samples.england.planting import planting
from equipoise.samples.england.positions import year_of
from equipoise.samples.england.sharing import write_sharing
from equipoise.units import FinancialYear
from equipoise.usecases.pot_places import read_places
from tests.cli_calls import Answer, Caller

YEAR = ("--year", "2023/24")
NEEDS = "synthetic_practices_2023_2024.csv"
SYSTEMS = ("ZS01", "ZS02")
THOUSAND = 100_000
"""Pence."""


@pytest.fixture(scope="module")
def whole() -> England:
    return england(bodies(3), year_of(FinancialYear(2023)))


@pytest.fixture(scope="module")
def folder(whole: England, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_sharing(tmp_path_factory.mktemp("clean"), whole)


@pytest.fixture
def call(tmp_path: Path) -> Caller:
    return Caller(tmp_path / "home")


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def of_systems(whole: England, measure: str) -> dict[str, int]:
    return {system.code: whole.drafts[system.code].year(measure)
            for system in whole.bodies.systems}  # fmt: skip


def targets(answer: Answer, table: str, name: str = "target") -> list[int]:
    return [row[name]["value"] for row in answer.rows(table)]


def test_systems_share_what_they_are_allocated_and_move_towards_it(
    call: Caller, whole: England, folder: Path
) -> None:
    quantum = sum(of_systems(whole, "allocation.recurrent").values())
    asked = ("allocate", str(folder / NEEDS), "--sum", str(quantum))
    for level in ("region", "system", "area", "network", "district", "practice"):
        shared = call.json(*asked, "--by", level)
        assert sum(targets(shared, "areas")[:-1]) == quantum * THOUSAND, level
        assert targets(shared, "areas")[-1] == quantum * THOUSAND
    moved = call.json(*asked, "--openings", str(folder / "openings.csv"))
    *each, total = moved.rows("pace")
    assert sum(row["allocation"]["value"] for row in each) == quantum * THOUSAND
    assert total["opening"]["value"] == THOUSAND * sum(
        draft.last_year("allocation.recurrent")
        for code, draft in whole.drafts.items()
        if code in of_systems(whole, "allocation.recurrent")
    )


@pytest.mark.parametrize("system", SYSTEMS)
def test_places_share_what_their_system_has(
    system: str, call: Caller, whole: England, folder: Path
) -> None:
    quantum = of_systems(whole, "spend.prescribing")[system]
    places = str(folder / system / "places.csv")
    asked = ("place", str(folder / NEEDS), system, "--places", places, "--sum", str(quantum))
    answer = call.json(*asked, "--need", "prescribing")
    *each, total = answer.rows("places")
    assert sum(row["target"]["value"] for row in each) == quantum * THOUSAND
    assert total["target"]["value"] == quantum * THOUSAND
    near = sum(row["target"]["value"] for row in answer.rows("neighbourhoods"))
    assert near == quantum * THOUSAND
    needed = {row["body"]: row["need"] for row in rows_of(folder / system / "budgets.csv")
              if row["stream"] == "Prescribing"}  # fmt: skip
    assert {place: Fraction(amount) * THOUSAND for place, amount in needed.items()} == {
        row["place"]["value"]: row["target"]["value"] for row in each
    }


@pytest.mark.parametrize("system", SYSTEMS)
def test_a_distribution_is_proposed_and_stands_beside_the_plan(
    system: str, call: Caller, whole: England, folder: Path, tmp_path: Path
) -> None:
    plan, priorities = (str(folder / system / f"{name}.csv") for name in ("budgets", "priorities"))
    pot = sum(of_systems(whole, f"allocation.{kind}")[system]
              for kind in ("recurrent", "non_recurrent"))  # fmt: skip
    asked = (plan, system, *YEAR, "--priorities", priorities)
    proposed = call.json("optimise", *asked, "--aims", "need,priorities")
    *each, total = proposed.rows("budgets")
    assert total["proposed"]["value"] == pot * THOUSAND
    assert sum(row["proposed"]["value"] for row in each) == pot * THOUSAND
    other = tmp_path / "proposed.csv"
    with other.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["body", "stream", "plan"])
        for row in each:
            whole_thousands, part = divmod(row["proposed"]["value"], THOUSAND)
            amount = f"{whole_thousands}.{part:05}"
            writer.writerow([row["body"]["value"], row["stream"]["value"], amount])
    compared = call.json("compare", *asked, "--with", str(other))
    assert compared.content["adds_up"]
    _, first, second = compared.content["tables"][0]["columns"]
    for column in (first, second):
        *given, everything = [row[column["key"]]["value"] for row in compared.rows("place")]
        assert sum(given) == everything == pot * THOUSAND
    names = {row["place"] for row in rows_of(folder / system / "places.csv")}
    bodies_there = {cell["value"] for row in compared.rows("place") for cell in row.values()}
    assert names < bodies_there


def test_places_as_shared_are_the_places_a_pot_takes(call: Caller, tmp_path: Path) -> None:
    call("samples", "northmere", "--to", str(tmp_path / "northmere"))
    made = tmp_path / "northmere" / "sharing"
    path = tmp_path / "for-pot.csv"
    asked = ("--places", str(made / "places.csv"), "--sum", "100000", "--for-pot", str(path))
    call("place", str(made / NEEDS), "ZQ1", *asked)
    assert path.read_text("utf-8").splitlines() == [
        "place,people,weighted_people,practices,outcome,direction",
        "Calder Vale,407600,420576,3,,",
        "Northmere,593400,580424,5,,",
    ]
    assert [found.weighted for found in read_places(path)] == [420_576, 580_424]


def test_what_is_planted_in_places_is_found_and_no_other(
    call: Caller, whole: England, tmp_path: Path
) -> None:
    planted = planting(whole, seed=SEED).misplaced
    assert {one.fault for one in planted} == set(Fault)
    made = write_sharing(tmp_path / "planted", whole, misplaced=planted)
    found = []
    for system in whole.bodies.systems:
        own = [one for one in planted if one.system == system.code]
        places = str(made / system.code / "places.csv")
        asked = ("place", str(made / NEEDS), system.code, "--places", places, "--sum", "1000")
        answer = call.json(*asked, code=1 if own else 0)
        found += [
            Misplaced(
                system=finding["organisation"],
                practice=finding["row"],
                fault=next(fault for fault in Fault if fault.code == finding["code"]),
                row=finding["sheet"],
            )
            for finding in answer.content["findings"]
        ]
    assert sorted(found, key=lambda one: one.system) == sorted(planted, key=lambda one: one.system)


def test_the_manifest_lists_misplaced_practices_and_northmere_has_files_too(
    call: Caller, tmp_path: Path
) -> None:
    england_folder, northmere = tmp_path / "england", tmp_path / "northmere"
    call("samples", "england", "--to", str(england_folder), "--systems", "3")
    manifest = rows_of(england_folder / "manifest.csv")
    listed = [row for row in manifest if row["found_by"] == "place"]
    assert {(row["code"], row["file"]) for row in listed} == {
        ("EQ-PLC-001", "places.csv"), ("EQ-PLC-002", "places.csv"),
    }  # fmt: skip
    assert len({row["organisation"] for row in listed}) == 2
    assert all(row["other"].startswith("ZK") for row in listed)
    said = call("samples", "northmere", "--to", str(northmere), "--format", "json")
    assert str(northmere / "sharing") in json.loads(said.out)["facts"]["files"]
    assert (northmere / "sharing" / "budgets.csv").exists()
