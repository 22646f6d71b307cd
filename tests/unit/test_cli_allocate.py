"""Sums shared by formula and by place at the command line, from a file of populations alone."""

import json
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tests.cli_calls import Caller, Cell
from tests.needs_file import needs_file


@pytest.fixture
def call(tmp_path: Path) -> Caller:
    return Caller(tmp_path / "home")


@pytest.fixture
def file(tmp_path: Path) -> str:
    return str(needs_file(tmp_path))


def pence(cell: Cell) -> int:
    """Return an amount in whole pence: of a year, and of no stage."""
    assert (cell["unit"], cell["basis"]["stage"]) == ("pence", None)
    return int(cell["value"])


def test_a_sum_is_shared_by_weighted_people_to_the_penny(call: Caller, file: str) -> None:
    answer = call.json("allocate", file, "--sum", "6000.01")
    rows = answer.rows("areas")
    assert [row["area"]["value"] for row in rows] == ["ZQ1 NHS ZQ1", "ZQ2 NHS ZQ2", "England"]
    assert [pence(row["target"]) for row in rows] == [400_000_667, 200_000_333, 600_001_000]
    assert rows[0]["need_index"]["shown"] == "1.000"
    assert rows[0]["people"]["shown"] == "4,000"


@pytest.mark.parametrize(
    ("level", "codes"),
    [
        ("region", ["ZR Region"]),
        ("area", ["XZQ1", "XZQ2"]),
        ("network", ["ZN1 ZN1 PCN", "ZN2 ZN2 PCN", "ZN3 ZN3 PCN"]),
        ("district", ["LEastmere Eastmere", "LSouthfell Southfell", "LWestmere Westmere"]),
        ("practice", ["ZA1 Ash Surgery", "ZA2 Birch Surgery", "ZA3 Cedar Surgery",
                      "ZB1 Dale Surgery", "ZB2 Elm Surgery"]),
    ],
)  # fmt: skip
def test_any_level_of_the_file_can_be_asked_for(
    call: Caller, file: str, level: str, codes: list[str]
) -> None:
    rows = call.json("allocate", file, "--sum", "6000", "--by", level).rows("areas")
    assert [row["area"]["value"] for row in rows] == [*codes, "England"]
    assert sum(pence(row["target"]) for row in rows[:-1]) == 600_000_000


def test_a_practice_without_a_number_counts_nowhere_and_is_named(call: Caller, file: str) -> None:
    answer = call.json("allocate", file, "--sum", "4000", "--need", "maternity")
    assert answer.content["facts"]["absent"] == ["ZB1"]
    assert [row["people"]["shown"] for row in answer.rows("areas")] == ["4,000", "1,000", "5,000"]
    assert "1 practice without a number in the file count nowhere." in answer.said


def test_why_leads_to_the_rows_of_the_file_and_a_workbook(
    call: Caller, file: str, tmp_path: Path
) -> None:
    out = tmp_path / "why.xlsx"
    asked = ("allocate", file, "--sum", "6000", "--why", "zq2", "--working", str(out))
    said = call(*asked).said
    assert "Target, ZQ2 £2.0m" in said
    assert "Overall core, ZB1 800 from file:needs_2023_2024.csv/row-5/core" in said
    assert CalamineWorkbook.from_path(str(out)).sheet_names


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--why", "ZQ9"), "ZQ9"),
        (("--need", "medical"), "medical"),
        (("--working", "x.xlsx"), "say whose with --why"),
    ],
)
def test_what_is_not_there_is_refused_by_name(
    call: Caller, file: str, words: tuple[str, ...], why: str
) -> None:
    assert why in call("allocate", file, "--sum", "6000", *words, code=2).err


def test_a_file_without_its_year_must_be_told_it(call: Caller, tmp_path: Path) -> None:
    file = str(needs_file(tmp_path, "needs.csv"))
    assert "--year 2023/24" in call("allocate", file, "--sum", "6000", code=2).err
    assert "2023/24" in call("allocate", file, "--sum", "6000", "--year", "2023/24").said


def test_headings_of_another_year_are_read_by_a_layout_of_ones_own(
    call: Caller, tmp_path: Path
) -> None:
    path = needs_file(tmp_path)
    path.write_text(path.read_text("utf-8").replace("Final WP", "Core WP 2031"), "utf-8")
    assert "core" in call("allocate", str(path), "--sum", "6000", code=2).err
    house = Path(__file__).parents[2] / "src/equipoise/sources/layouts/practice_needs.yaml"
    own = tmp_path / "own.yaml"
    own.write_text(house.read_text("utf-8").replace("Final WP", "Core WP 2031"), "utf-8")
    answer = call.json("allocate", str(path), "--sum", "6000", "--layout", str(own))
    assert len(answer.rows("areas")) == 3
    own.write_text("title: x", "utf-8")
    said = call("allocate", str(path), "--sum", "6000", "--layout", str(own), code=2).err
    assert "own.yaml: lacks publisher" in said


def test_a_system_is_shared_among_its_districts_and_neighbourhoods(call: Caller, file: str) -> None:
    answer = call.json("place", file, "ZQ1", "--by", "district", "--sum", "4000")
    rows = answer.rows("places")
    assert [(row["place"]["value"], pence(row["target"])) for row in rows] == [
        ("Eastmere", 210_050_000),
        ("Westmere", 189_950_000),
        ("NHS ZQ1", 400_000_000),
    ]
    near = answer.rows("neighbourhoods")
    assert [(row["near"]["value"], pence(row["target"])) for row in near] == [
        ("ZN1", 210_050_000),
        ("ZN2", 189_950_000),
    ]
    needs = answer.rows("needs")
    assert [row["of"]["value"] for row in needs] == ["England", "NHS ZQ1", "NHS ZQ1"]
    assert needs[1]["core"]["shown"] == "1.050"


def test_a_list_of_ones_own_groups_practices(call: Caller, file: str, tmp_path: Path) -> None:
    places = tmp_path / "places.csv"
    places.write_text("practice,place,neighbourhood\nZA1,East,A\nZA2,East,\nZA3,West,\n", "utf-8")
    answer = call.json("place", file, "ZQ1", "--places", str(places), "--sum", "4000")
    near = answer.rows("neighbourhoods")
    assert [(row["near"]["value"], pence(row["target"])) for row in near] == [
        ("A", 120_000_000),
        ("No neighbourhood", 90_050_000),
    ]


def test_a_session_of_the_place_tool_groups_practices(
    call: Caller, file: str, tmp_path: Path
) -> None:
    saved = tmp_path / "session.json"
    groups = {"East": {"gps": ["ZA1: Ash", "ZA2: Birch"]}, "West": {"gps": ["ZA3: Cedar"]}}
    saved.write_text(json.dumps({**groups, "places": ["East", "West"]}), "utf-8")
    answer = call.json("place", file, "ZQ1", "--places", str(saved), "--sum", "4000")
    assert len(answer.rows("places")) == 3


def test_nothing_is_shared_while_a_practice_is_out_of_place(
    call: Caller, file: str, tmp_path: Path
) -> None:
    places = tmp_path / "places.csv"
    places.write_text("practice,place\nZA1,East\nZA1,West\nZB1,West\n", "utf-8")
    answer = call.json("place", file, "ZQ1", "--places", str(places), "--sum", "4000", code=1)
    assert [table["name"] for table in answer.content["tables"]] == ["findings"]
    assert [finding["code"] for finding in answer.content["findings"]] == [
        "EQ-PLC-001",
        "EQ-PLC-002",
        "EQ-PLC-002",
        "EQ-PLC-003",
    ]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ((), "either --by or --places"),
        (("--by", "district", "--places", "FILE"), "either --by or --places"),
    ],
)
def test_how_practices_are_grouped_must_be_said_once(
    call: Caller, file: str, words: tuple[str, ...], why: str
) -> None:
    asked = [file if word == "FILE" else word for word in words]
    assert why in call("place", file, "ZQ1", *asked, "--sum", "4000", code=2).err


def test_a_system_that_is_not_in_the_file_is_refused(call: Caller, file: str) -> None:
    said = call("place", file, "ZQ9", "--by", "district", "--sum", "4000", code=2).err
    assert "ZQ9" in said
    assert "ZQ1" in said


def openings(folder: Path, *lines: str) -> str:
    path = folder / "openings.csv"
    path.write_text("\n".join(("area,allocation", *lines)) + "\n", "utf-8")
    return str(path)


def test_allocations_move_from_openings_towards_target(
    call: Caller, file: str, tmp_path: Path
) -> None:
    """ZQ1 opens 15% under its target and is raised to 5% under; ZQ2 takes what is left."""
    opened = openings(tmp_path, "ZQ1,3400", "ZQ2,2100")
    answer = call.json("allocate", file, "--sum", "6000", "--openings", opened)
    rows = answer.rows("pace")
    assert [(pence(row["allocation"]), row["held"]["value"]) for row in rows[:2]] == [
        (380_000_000, "At its floor"),
        (220_000_000, ""),
    ]
    assert [row["closing_distance"]["shown"] for row in rows[:2]] == ["(5.0%)", "10.0%"]
    assert pence(rows[2]["allocation"]) == 600_000_000
    assert "1 of 2 systems are held at a floor and 0 at a cap." in answer.said


def test_a_cap_on_growth_holds(call: Caller, file: str, tmp_path: Path) -> None:
    opened = openings(tmp_path, "ZQ1,3900", "ZQ2,1900")
    limits = ("--minimum", "1", "--maximum", "3.3%")
    answer = call.json("allocate", file, "--sum", "5990", "--openings", opened, *limits)
    rows = answer.rows("pace")
    assert [pence(row["allocation"]) for row in rows[:2]] == [402_730_000, 196_270_000]
    assert [row["growth"]["shown"] for row in rows[:2]] == ["3.3%", "3.3%"]
    assert rows[1]["held"]["value"] == "At its cap"


def test_why_an_allocation_is_what_it_is_names_its_limits(
    call: Caller, file: str, tmp_path: Path
) -> None:
    opened = openings(tmp_path, "ZQ1,3600", "ZQ2,2000")
    said = call("allocate", file, "--sum", "6000", "--openings", opened, "--why", "ZQ1").said
    assert "Opening allocation, ZQ1 £3.6m from file:openings.csv/row-2" in said
    assert "parameter:allocation/pace/convergence_ratio" in said


@pytest.mark.parametrize(
    ("lines", "words", "code", "why"),
    [
        (["ZQ1,3600"], (), 4, "has no opening allocation of ZQ2"),
        (["ZQ1,x", "ZQ2,2000"], (), 4, "has no opening allocation of ZQ1"),
        (["ZQ1,3600", "ZQ2,2000", "ZQ3,1"], (), 2, "ZQ3"),
        (["ZQ1,3600", "ZQ2,2000"], ("--minimum", "20"), 2, "the floors cost"),
        (["ZQ1,3600", "ZQ2,2000"], ("--minimum", "x"), 2, "not a percentage"),
    ],
)
def test_openings_that_cannot_be_used_are_refused(
    call: Caller,
    file: str,
    tmp_path: Path,
    lines: list[str],
    words: tuple[str, ...],
    code: int,
    why: str,
) -> None:
    opened = openings(tmp_path, *lines)
    asked = ("allocate", file, "--sum", "6000", "--openings", opened, *words)
    assert why in " ".join(call(*asked, code=code).err.split())


def test_limits_of_growth_need_openings(call: Caller, file: str) -> None:
    said = call("allocate", file, "--sum", "6000", "--minimum", "1", code=2).err
    assert "--openings" in said
