"""The place tool: its session files, and what it printed of two worked examples."""

import json
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from equipoise.sources import PracticeNeed, PracticeNeeds, practice_needs, printed, session
from equipoise.sources.practice_needs import MEASURED
from equipoise.units import Absence
from tests.shared_data import needs, shared

LATER = "alloc-aif-2022-26"
FOUR = ("B85005", "B85022", "B85026", "B85061")
SAVED = {
    "Group 1": {
        "gps": ["A83005: Whinfield Medical Practice", "A83013: Neasham Road Surgery"],
        "icb": "Cumbria and North East",
    },
    "Group 2": {"gps": ["A83034: Blacketts Medical Practice"], "icb": "Cumbria and North East"},
    "group_list": ["Group 1", "Group 2"],
}


def saved(tmp_path: Path, content: object) -> Path:
    path = tmp_path / "session.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
    return path


def test_a_session_gives_its_groups_by_code(tmp_path: Path) -> None:
    found = session(saved(tmp_path, SAVED))
    assert found.places == {"Group 1": ("A83005", "A83013"), "Group 2": ("A83034",)}
    assert found.systems["Group 2"] == "Cumbria and North East"
    assert found.misfits == ()


def test_a_practice_in_two_groups_is_told(tmp_path: Path) -> None:
    again = SAVED | {"Group 3": {"gps": ["A83005: Whinfield Medical Practice"], "icb": "x"}}
    (misfit,) = session(saved(tmp_path, again)).misfits
    assert (misfit.place, misfit.found) == ("Group 3", "A83005")
    assert misfit.why == "A83005 stands in Group 1 too"


@pytest.mark.parametrize("content", ["no json", "[1, 2]", '"text"'])
def test_a_file_that_is_no_session_is_told(tmp_path: Path, content: str) -> None:
    found = session(saved(tmp_path, content))
    assert found.places == {}
    assert [misfit.why for misfit in found.misfits] == ["the file is no session of the tool"]


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert len(session(tmp_path / "none.json").misfits) == 1


@pytest.mark.parametrize("group", [["A83005"], {"icb": "x"}, {"gps": "A83005"}, {"gps": [1]}])
def test_a_group_without_practices_is_told(tmp_path: Path, group: object) -> None:
    found = session(saved(tmp_path, {"Group 1": group}))
    assert found.places == {}
    assert [misfit.why for misfit in found.misfits] == ["Group 1 has no list of practices"]


def practice(code: str, **numbers: Fraction | Absence) -> PracticeNeed:
    whole = dict.fromkeys(MEASURED, Fraction(10)) | numbers
    return PracticeNeed(code=code, name="", place="row 2", within={}, numbers=whole)


def test_blank_and_nil_count_as_one_in_that_mode_alone() -> None:
    practices = {
        "ZA1": practice("ZA1", maternity=Fraction(0)),
        "ZA2": practice("ZA2", maternity=Absence.MISSING),
    }
    made = PracticeNeeds(source="x", practices=practices, names={}, misfits=())
    found = printed(made, ["ZA1", "ZA2"], within=["ZA1", "ZA2"])
    assert (found.people, found.weighted["maternity"]) == (20, 2)
    assert printed(made, ["ZA1"], within=["ZA1", "ZA2"]).indices["maternity"] == 1
    assert made.column("maternity") == {"ZA1": 0}


def test_halves_go_to_the_even_number() -> None:
    practices = {"ZA1": practice("ZA1", core=Fraction(5, 2))}
    made = PracticeNeeds(source="x", practices=practices, names={}, misfits=())
    assert printed(made, ["ZA1"], within=["ZA1"]).weighted["core"] == 2


@cache
def later(name: str) -> PracticeNeeds:
    return practice_needs(shared(LATER, name))


@needs(LATER)
@pytest.mark.parametrize(
    ("name", "of_system", "weighted", "system_indices", "indices"),
    [
        (
            "2023_2024.csv.gz",
            (
                *(2_629_901, 2_642_171, 2_577_279, 2_823_411, 2_955_762),
                *(2_651_014, 2_661_286, 2_691_866, 2_582_883, 3_309_437),
            ),
            (31_998, 34_620, 33_300, 22_694, 21_276, 33_638, 30_525, 29_548, 30_878, 22_009),
            ("1.005", ".980", "1.074", "1.124", "1.008", "1.012", "1.024", ".982", "1.258"),
            ("1.077", "1.062", ".661", ".592", "1.043", ".943", ".902", ".983", ".547"),
        ),
        (
            "2024_2025.csv.gz",
            (
                *(2_637_943, 2_646_657, 2_576_924, 2_831_732, 2_967_751),
                *(2_656_370, 2_666_706, 2_698_761, 2_589_192, 3_319_652),
            ),
            (32_127, 34_800, 33_441, 22_807, 21_362, 33_790, 30_677, 29_702, 31_043, 22_105),
            ("1.003", ".977", "1.073", "1.125", "1.007", "1.011", "1.023", ".982", "1.258"),
            ("1.080", "1.066", ".661", ".591", "1.044", ".945", ".904", ".984", ".547"),
        ),
    ],
)
def test_four_practices_of_west_yorkshire_as_the_tool_printed_them(
    name: str,
    of_system: tuple[int, ...],
    weighted: tuple[int, ...],
    system_indices: tuple[str, ...],
    indices: tuple[str, ...],
) -> None:
    """Fact book 2, worked example A, with the zero handling of 2023."""
    published = later(name)
    everybody = tuple(published.practices)
    system = published.practices[FOUR[0]].within["system"]
    within = [code for code, one in published.practices.items() if one.within["system"] == system]
    whole = printed(published, within, within=everybody)
    place = printed(published, FOUR, within=within)
    assert (whole.people, *whole.weighted.values()) == of_system
    assert (place.people, *place.weighted.values()) == weighted
    assert tuple(place.indices.values()) == tuple(map(Fraction, indices))
    assert tuple(whole.indices.values()) == tuple(map(Fraction, system_indices))


@needs(LATER)
def test_england_has_113_more_maternities_by_the_old_count() -> None:
    published = later("2023_2024.csv.gz")
    everybody = tuple(published.practices)
    assert printed(published, everybody, within=everybody).weighted["maternity"] == 61_903_660
    assert round(sum(published.column("maternity").values())) == 61_903_547
