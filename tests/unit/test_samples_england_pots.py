"""Every system of a synthetic England has a pot that ties to its plan, and places beside it."""

import csv
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from equipoise.samples.england.bodies import NORTHMERE, bodies
from equipoise.samples.england.drafts import England, england
from equipoise.samples.england.pack import write_pack
from equipoise.samples.england.positions import year_of
from equipoise.samples.england.pots import write_pots
from equipoise.units import FinancialYear
from equipoise.usecases.place_sheet import place_sheet
from equipoise.usecases.pot import pot
from equipoise.usecases.pot_add import pot_add
from equipoise.usecases.pot_places import pot_places, read_places
from equipoise.usecases.potting.recording import Terms
from equipoise.usecases.rights import OPERATOR
from equipoise.usecases.round_open import round_open
from equipoise.usecases.rounds import actor_named
from equipoise.usecases.workspace import Workspace
from tests.northmere_pot import MAY
from tests.northmere_round import START

YEARS = (2023, 2024)
Rows = list[dict[str, str]]


@cache
def whole(year: int) -> England:
    return england(bodies(), year_of(FinancialYear(year)))


def rows(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as stream:
        return [row for row in csv.DictReader(stream) if not row["line"].startswith("#")]


def summed(lines: Rows, *roles: str, **where: str) -> int:
    return sum(
        int(line["amount_thousands"])
        for line in lines
        if line["role"] in roles and all(line[key] == value for key, value in where.items())
    )


@pytest.mark.parametrize("year", YEARS)
def test_every_pot_ties_to_the_plan_of_its_icb(year: int, tmp_path: Path) -> None:
    made = whole(year)
    folder = write_pots(tmp_path, made)
    for system in made.bodies.systems:
        lines, draft = rows(folder / f"{system.code}-pot.csv"), made.drafts[system.code]
        brought = summed(lines, "source")
        assert brought == draft.year("allocation.recurrent") + draft.year(
            "allocation.non_recurrent"
        )
        assert summed(lines, "source", recurrent="no") == draft.year("allocation.non_recurrent")
        assert brought == summed(lines, "committed", "reserve", "surplus"), system.code
        assert summed(lines, "reserve") == draft.year("spend.reserves")
        assert all(
            int(line["amount_thousands"]) >= 0 for line in lines if line["role"] != "surplus"
        )
        streams = {line["stream"] for line in lines}
        assert len(streams) >= 6
        for stream in streams - {"transformation"}:
            uses = summed(lines, "committed", "reserve", "surplus", stream=stream)
            assert summed(lines, "source", stream=stream) == uses, (system.code, stream)


def test_specialised_services_are_a_stream_from_2024_on(tmp_path: Path) -> None:
    found = {}
    for year in YEARS:
        folder = write_pots(tmp_path / str(year), whole(year))
        found[year] = {
            line["stream"]
            for path in folder.glob("*-pot.csv")
            for line in rows(path)
        }  # fmt: skip
    assert "specialised" not in found[2023]
    assert "specialised" in found[2024]


def test_the_same_number_makes_the_same_pots(tmp_path: Path) -> None:
    folders = [write_pots(tmp_path / name, whole(2024)) for name in ("one", "other")]
    texts = [{path.name: path.read_bytes() for path in folder.iterdir()} for folder in folders]
    assert texts[0] == texts[1]
    assert len(texts[0]) == 2 * 42


@pytest.mark.parametrize("system", ["ZS01", NORTHMERE])
def test_a_pot_is_added_as_written_and_adds_up(system: str, tmp_path: Path) -> None:
    few = england(bodies(3), year_of(FinancialYear(2023)))
    pack, folder = write_pack(tmp_path, few), write_pots(tmp_path, few)
    workspace = Workspace.open(tmp_path / "home")
    one = round_open(workspace, FinancialYear(2023), by=OPERATOR, now=START, pack=pack).result
    lead = actor_named(workspace, f"{system.lower()}.lead", via="test", on=START.date())
    added = pot_add(one, system, path=folder / f"{system}-pot.csv", by=lead, now=START)
    assert added.findings == ()
    assert pot(one, system, by=lead, on=START.date()).adds_up is True
    places = read_places(folder / f"{system}-places.csv")
    terms = Terms(effective_on=MAY, reason="Made up")
    pot_places(one, system, places=places, most=Fraction(1, 50), terms=terms, by=lead, now=START)
    sheet = place_sheet(one, system, by=lead, on=START.date()).result
    assert set(sheet.rows) == {place.place for place in places}
