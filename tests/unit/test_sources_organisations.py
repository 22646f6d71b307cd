"""Lists of bodies with planted faults: each is told, and none stops the reading."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from equipoise.register import Hierarchy, Kind
from equipoise.sources import (
    Misfit,
    agreement,
    changes,
    commissioners,
    practices,
    structure,
    structures_register,
    trusts,
)
from equipoise.units import FinancialYear

COMMISSIONERS = (
    "Commissioner_Code,Commissioner_Name,Status,Commissioner_Type,ODS_Role_Code,"
    "Additional_Roles,Operational_Start_Date,Legal_Start_Date,Transition_Date,"
    "Predecessor_Codes,Successor_Code,Parent_ICB_Code"
)
STRUCTURE = (
    "NAT_CODE,COUNTRY,REGION_ODS_CODE,REGION_NAME,STP_ODS_CODE,STP_NAME,CCG_ODS_CODE,"
    "CCG_NAME,PCN_ODS_CODE,PCN_NAME,PRACTICE_CODE,PRACTICE_NAME"
)
ENDS = ",".join(f"new_code_{n},date_change_{n},change_type_{n}" for n in (1, 2, 3))


def written(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def whys(misfits: Sequence[Misfit]) -> list[str]:
    return [misfit.why for misfit in misfits]


def commissioner(code: str, *, name: str = "A CCG", status: str = "Inactive", roles: str = "",
                 legal: str = "2013-04-01", others: str = ",,") -> str:  # fmt: skip
    return f'{code},{name},{status},Unknown,RO98,"{roles}",2011-12-13,{legal},,{others}'


def test_a_chain_of_commissioners_ends_at_the_board(tmp_path: Path) -> None:
    path = written(
        tmp_path / "list.csv",
        COMMISSIONERS,
        commissioner("00A", others=",00B,"),
        commissioner("00B", legal="2015-04-01", others="00A,00C,"),
        commissioner(
            "00C",
            name="QZZ ICB - 00C",
            status="Active",
            roles="RO319",
            legal="2020-04-01",
            others="00B,,QZZ",
        ),
        commissioner("QZZ", name="A BOARD", status="Active", roles="RO262,RO318"),
        commissioner("9XX", name="A HUB", status="Active"),
    )
    found = commissioners(path)
    assert found.misfits == ()
    assert found.groups == ("00A", "00B")
    kinds = {body.code: body.kind for body in found.register.organisations}
    assert (kinds["00C"], kinds["QZZ"]) == (Kind.SUB_ICB, Kind.ICB)
    assert (kinds["00A"], kinds["9XX"]) == (Kind.CCG, Kind.OTHER)
    assert found.board_of("00A", date(2023, 4, 1)) == "QZZ"
    assert found.board_of("9XX", date(2023, 4, 1)) is None
    assert found.register.as_is("00A", date(2015, 4, 1)) == {"00B": 1}
    assert found.register.organisation("00A").closes_on == date(2015, 4, 1)
    assert found.register.organisation("00C").closes_on is None


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (commissioner("00A", others=",00Z,"), "successor of 00A unknown"),
        (commissioner("00A", others=",,QZ9"), "board of 00A unknown"),
        (commissioner("00A", others="00Z,00B,"), "predecessor of 00A unknown"),
        (commissioner("00A", status="Active", others=",00B,"), "00A has a successor, 00B"),
        (commissioner("00A"), "00A is inactive since nobody knows"),
        (commissioner("00A", others="00B,00B,"), "00B is listed as a predecessor, but names"),
        (commissioner("00A", others=",00A,"), "00A names itself"),
        (commissioner("00A", others=",,00A"), "00A names itself"),
    ],
)
def test_faults_of_commissioners_are_told(tmp_path: Path, line: str, why: str) -> None:
    other = commissioner("00B", status="Active", legal="2015-04-01")
    found = commissioners(written(tmp_path / "list.csv", COMMISSIONERS, line, other))
    assert len(found.register.organisations) == 2
    assert any(told.startswith(why) for told in whys(found.misfits))


def test_a_successor_without_a_first_day_is_told(tmp_path: Path) -> None:
    undated = "00B,A CCG,Active,Unknown,RO98,,,,,00A,,"
    lines = [commissioner("00A", others=",00B,"), undated]
    found = commissioners(written(tmp_path / "list.csv", COMMISSIONERS, *lines))
    assert whys(found.misfits) == ["00A was followed nobody knows when"]
    assert found.register.successions == ()


def test_commissioners_that_go_round_are_told_and_left_out(tmp_path: Path) -> None:
    lines = [
        commissioner("00A", others="00B,00B,"),
        commissioner("00B", others="00A,00A,"),
        commissioner("00C", others=",00D,"),
        commissioner("00D", legal="2013-04-01", status="Active", others="00C,,"),
    ]
    found = commissioners(written(tmp_path / "list.csv", COMMISSIONERS, *lines))
    assert whys(found.misfits) == ["successions go round"] * 2
    assert [step.predecessor for step in found.register.successions] == ["00C"]
    assert found.register.organisation("00C").opens_on is None  # it would close as it opens


def row(practice: str, *, network: str = "U1", group: str = "00A", system: str = "QZ1") -> str:
    return (
        f"ENG,England,Y01,North,{system},System {system},{group},Group {group},"
        f"{network},Network {network},{practice},Practice {practice}"
    )


def test_structures_join_over_the_years(tmp_path: Path) -> None:
    years = [
        structure(written(tmp_path / "structures_2019_2020.csv", STRUCTURE, row("A1"))),
        structure(written(tmp_path / "structures_2020_2021.csv", STRUCTURE, row("A1"))),
        structure(
            written(tmp_path / "structures_2021_2022.csv", STRUCTURE, row("A1", group="00B"))
        ),
    ]
    assert [one.misfits for one in years] == [()] * 3
    register = structures_register(reversed(years))
    periods = [link.applies for link in register.links if link.child == "A1"]
    assert len(periods) == 3  # two groups, one after the other, and one network throughout
    assert register.organisation("QZ1").kind is Kind.ICB
    early = structures_register(years[:1])
    assert early.organisation("QZ1").kind is Kind.SYSTEM
    assert early.organisation("00A").kind is Kind.CCG
    day = FinancialYear(2020).period.starts_on
    assert register.ancestors("A1", Hierarchy.STATUTORY, on=day) == ("00A", "QZ1", "Y01", "ENG")
    assert register.ancestors("A1", Hierarchy.PLACE, on=day) == ("U1",)


def test_a_link_that_lapses_and_returns_is_two_links(tmp_path: Path) -> None:
    years = [
        structure(written(tmp_path / f"structures_{start}_{start + 1}.csv", STRUCTURE, row("A1")))
        for start in (2019, 2021)
    ]
    links = structures_register(years).links
    assert len([link for link in links if link.hierarchy is Hierarchy.PLACE]) == 2


def test_a_second_parent_in_one_year_is_told_and_the_first_counts(tmp_path: Path) -> None:
    lines = [row("A1"), row("A2", system="QZ2")]
    found = structure(written(tmp_path / "structures_2019_2020.csv", STRUCTURE, *lines))
    assert whys(found.misfits) == ["commissioner 00A has a second system"]
    day = FinancialYear(2019).period.starts_on
    above = structures_register([found]).parents("00A", Hierarchy.STATUTORY, on=day)
    assert above == {"QZ1": 1}


@pytest.mark.parametrize("name", ["structures.csv", "structures_2019_2021.csv"])
def test_a_structure_whose_name_hides_the_year_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="does not say the year"):
        structure(tmp_path / name)


def test_practices_that_differ_between_lists_are_told(tmp_path: Path) -> None:
    lines = [row("A1"), row("A2"), row("A3")]
    held = structure(written(tmp_path / "structures_2019_2020.csv", STRUCTURE, *lines))
    listed = practices(
        written(
            tmp_path / "practices.csv",
            "code,name,national_grouping,high_level_health_geography,open_date,close_date,"
            "status,commissioner",
            "A1,One,Y01,QZ1,19740401,,ACTIVE,00A",
            "A2,Two,Y01,QZ1,19740401,,ACTIVE,00B",
        )
    )
    found = agreement(held, listed)
    assert (found.practices, found.found) == (3, 2)
    assert (found.same_commissioner, found.same_system) == (1, 2)
    source = "NHS England, Quality and Outcomes Framework: structures_2019_2020.csv"
    assert whys(found.misfits) == [
        f"commissioner differs from {source}",
        "practice A3 is not listed",
    ]


def change(*steps: str) -> str:
    return ",".join([*steps, *["NA"] * (10 - len(steps))])


def test_changes_in_a_row_are_a_chain(tmp_path: Path) -> None:
    line = change("0AF", "0CE", "2012-10-01", "merger", "0CY", "2014-10-01", "name_change")
    found = changes(written(tmp_path / "changes.csv", f"old_code,{ENDS}", line))
    assert [(step.predecessor, step.successor) for step in found.successions] == [
        ("0AF", "0CE"),
        ("0CE", "0CY"),
    ]
    assert found.misfits == ()


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ([change("5C7", "5NC", "2003-04-01", "split")], "split of 5C7 to 5NC without a published"),
        ([change("5C7", "5C7", "2003-04-01", "merger")], "merger of 5C7 into itself"),
        (
            [change("5C7", "5NC", "2003-04-01", "split", "5NA", "NA", "merger")],
            "no day of the change to 5NA",
        ),
        (
            [
                change("5C7", "5NC", "2003-04-01", "merger"),
                change("5C7", "5NA", "2003-04-01", "merger"),
            ],
            "5C7 has more than one end",
        ),
    ],
)
def test_changes_that_state_no_whole_succession_are_told(
    tmp_path: Path, lines: list[str], why: str
) -> None:
    found = changes(written(tmp_path / "changes.csv", f"old_code,{ENDS}", *lines))
    assert found.successions == ()
    assert found.misfits[0].why.startswith(why)


def trust(code: str, *, last_day: str = "", opens_on: str = "20110401", board: str = "QZ1") -> str:
    return f"{code},TRUST {code},Y56,{board},,,,,,,{opens_on},{last_day}"


def test_a_trust_closes_the_day_after_its_last(tmp_path: Path) -> None:
    found = trusts(
        written(tmp_path / "trusts.csv", trust("ZR1", last_day="20240930"), trust("ZR2"))
    )
    assert found.register.organisation("ZR1").closes_on == date(2024, 10, 1)
    assert found.english(date(2024, 9, 30)) == ("ZR1", "ZR2")
    assert found.english(date(2024, 10, 1)) == ("ZR2",)
    assert "RDD" in found.register  # known by a past name


def test_trusts_follow_the_cited_successions_and_the_changes(tmp_path: Path) -> None:
    lines = [trust("RAJ"), trust("RTG"), trust("RDE", opens_on="20190101")]
    listed = written(tmp_path / "trusts.csv", *lines)
    ends = [
        change("RJF", "RTG", "2018-06-30", "name_change"),
        change("RDE", "RTG", "2018-06-30", "merger"),
    ]
    found = trusts(listed, written(tmp_path / "changes.csv", f"old_code,{ENDS}", *ends))
    assert found.register.as_is("RDD", date(2020, 4, 1)) == {"RAJ": 1}
    assert found.register.as_is("RJF", date(2020, 4, 1)) == {"RTG": 1}
    assert found.register.organisation("RJF").closes_on == date(2018, 6, 30)
    assert found.register.as_is("RDE", date(2020, 4, 1)) == {"RDE": 1}
    assert whys(found.misfits) == ["RDE has a successor before it opens"]


def test_a_trust_that_ends_before_it_opens_is_told(tmp_path: Path) -> None:
    found = trusts(written(tmp_path / "trusts.csv", trust("ZR1", last_day="20100930")))
    assert whys(found.misfits) == ["ZR1 ends before it opens"]
    assert found.register.organisation("ZR1").closes_on is None


def test_a_trust_belongs_to_its_board_since_there_are_boards(tmp_path: Path) -> None:
    lines = [trust("ZR1"), trust("ZR2", opens_on="20241101"), trust("ZR3", board="Q99")]
    links, misfits = trusts(written(tmp_path / "trusts.csv", *lines)).links(["QZ1"])
    assert {link.child: link.applies.starts_on for link in links} == {
        "ZR1": date(2022, 7, 1),
        "ZR2": date(2024, 11, 1),
    }
    assert whys(misfits) == ["board of ZR3 unknown"]
