"""Tables of money with planted faults: each is told, and none stops the reading."""

from pathlib import Path

import pytest

from equipoise.register import Chart, Kind, Organisation, Register
from equipoise.sources import (
    BoardTables,
    NameBook,
    TrustResults,
    account_codes,
    board_tables,
    data_folder,
    trust_results,
)
from equipoise.units import Absence, FinancialYear

LINES = (
    "period,basis,line,sign,full_allocation_m,plan_m,actual_or_forecast_m,"
    "variance_under_over_m,published_pct,note"
)
SYSTEMS = "2023/24 M9,FOT,Systems,net,100,110,112,-2,1.8,"
PARTS = (
    "2023/24 M9,FOT,ICBs,component,,100,101,-1,,",
    "2023/24 M9,FOT,Providers,component,,10,11,-1,,",
)
BODY = Organisation(code="ZR1", name="A Trust", kind=Kind.PROVIDER, source="made up")


def results(tmp_path: Path, *lines: str, names: NameBook | None = None) -> TrustResults:
    path = tmp_path / "folder" / "trust_performance.csv"
    path.parent.mkdir()
    path.write_text("\n".join(["trustname,plan,actual", *lines]) + "\n", "utf-8")
    return trust_results(path, names)


def board(tmp_path: Path, *lines: str) -> BoardTables:
    path = tmp_path / "nhse_board_financial_position.csv"
    path.write_text("\n".join([LINES, *lines]) + "\n", "utf-8")
    return board_tables(tmp_path)


def test_a_trust_on_plan_is_not_below_it(tmp_path: Path) -> None:
    book = NameBook(Register((BODY,)))
    found = results(tmp_path, "A Trust,-1,-1", "B Trust,0,-1", names=book)
    assert [row.code for row in found.rows] == ["ZR1", None]
    assert [row.variance for row in found.rows] == [0, -100_000]
    assert found.counts == {
        "trusts": 2,
        "plan below nil": 1,
        "actual below nil": 2,
        "at or above plan": 1,
        "below plan": 1,
        "resolved": 1,
    }
    assert (found.plan, found.actual) == (-100_000, -200_000)
    assert [row.name for row in found.unresolved] == ["B Trust"]
    assert found.misfits[0].found == "B Trust: no code"


def test_a_row_without_an_amount_is_left_out_and_told(tmp_path: Path) -> None:
    found = results(tmp_path, "A Trust,-1,*", "B Trust,5,6")
    assert [row.name for row in found.rows] == ["B Trust"]
    assert found.misfits[0].why == "no amount for A Trust"


def test_a_name_spelled_twice_is_told(tmp_path: Path) -> None:
    found = results(tmp_path, "A Trust,1,1", "** a  trust,2,2", names=NameBook(Register((BODY,))))
    assert [misfit.why for misfit in found.misfits] == ["the same trust as row 2"]
    assert {code: len(rows) for code, rows in found.by_code().items()} == {"ZR1": 2}


def test_a_name_of_two_bodies_is_not_guessed(tmp_path: Path) -> None:
    twin = Organisation(code="ZR2", name="a trust", kind=Kind.PROVIDER, source="made up")
    found = results(tmp_path, "A Trust,1,1", names=NameBook(Register((BODY, twin))))
    assert found.rows[0].code is None
    assert found.misfits[0].found == "A Trust: ZR1, ZR2"


def test_without_a_list_of_trusts_no_name_is_resolved(tmp_path: Path) -> None:
    assert results(tmp_path, "Barts Health NHS Trust,1,1").unresolved


def test_names_come_from_the_list_beside_the_folder(tmp_path: Path) -> None:
    lookups = tmp_path / "org-small-lookups"
    lookups.mkdir()
    listed = "R1H,BARTS HEALTH NHS TRUST,Y56,QMF,,,,,,,20120401,\n"
    (lookups / "etr_2025.csv").write_text(listed, "utf-8")
    assert results(tmp_path, "Barts Health NHS Trust,1,1").rows[0].code == "R1H"


def test_a_board_table_that_adds_up_has_no_misfit(tmp_path: Path) -> None:
    found = board(tmp_path, SYSTEMS, *PARTS)
    assert found.misfits == ()
    assert found.reconciles
    assert len(found.identities) == 3 + 3
    assert (found.variances, found.facts) == ((), ())
    line = found.line(FinancialYear(2023), 9, basis="FOT", line="Systems")
    assert line
    assert line.planned_position == -10 * 100_000_000
    assert found.line(FinancialYear(2023), 8, basis="FOT", line="Systems") is None


@pytest.mark.parametrize(("plan", "holds"), [("111", True), ("112", False)])
def test_rounding_explains_half_a_million_a_figure(tmp_path: Path, plan: str, holds: bool) -> None:
    """Systems and their two parts are three figures: at most one and a half million."""
    net = f"2023/24 M9,FOT,Systems,net,,{plan},112,{int(plan) - 112},,"
    found = board(tmp_path, net, *PARTS)
    (of_plan,) = [one for one in found.identities if one.name.startswith("2023/24 M09 FOT: plan")]
    assert (of_plan.tolerance, of_plan.holds) == (150_000_000, holds)
    assert of_plan.difference == (int(plan) - 110) * 100_000_000
    assert any("plan of Systems" in misfit.place for misfit in found.misfits)


def test_a_variance_beyond_rounding_is_told_so(tmp_path: Path) -> None:
    found = board(tmp_path, "2023/24 M9,FOT,Systems,net,,110,112,-4,,")
    assert not found.reconciles
    assert "more than rounding explains" in found.misfits[0].why


def test_a_percentage_of_something_else_is_told(tmp_path: Path) -> None:
    found = board(tmp_path, SYSTEMS.replace("1.8", "1.9"))
    assert [(misfit.found, misfit.expected) for misfit in found.misfits] == [("19/10%", "9/5%")]


@pytest.mark.parametrize("old", ["M9", "2023/24 M9", "110"])
def test_a_line_that_is_none_is_told(tmp_path: Path, old: str) -> None:
    found = board(tmp_path, SYSTEMS.replace(old, "x"))
    assert found.lines == ()
    assert [misfit.why for misfit in found.misfits] == ["not a line of a board table"]


def test_blanks_of_a_board_table_are_missing(tmp_path: Path) -> None:
    found = board(tmp_path, *PARTS)
    assert {line.allocation for line in found.lines} == {Absence.MISSING}
    assert {line.percent for line in found.lines} == {Absence.MISSING}
    assert {line.planned_position for line in found.lines} == {Absence.MISSING}


def test_faults_beside_the_board_table_are_told(tmp_path: Path) -> None:
    variances = "icb,ytd_position_m,variance_to_plan_m\nA,-1.5,-0.5\nB,*,1\n"
    (tmp_path / "hsj_m5_2022_23_icb_variances.csv").write_text(variances, "utf-8")
    facts = "year,as_at,fact,value,unit,source\n2022/23,M6,a,1,count,b\n2022/23,M6,c,?,count,b\n"
    (tmp_path / "published_system_facts.csv").write_text(facts, "utf-8")
    found = board(tmp_path)
    assert [(row.name, row.plan) for row in found.variances] == [("A", -100_000_000)]
    assert [fact.fact for fact in found.facts] == ["a"]
    assert [misfit.why for misfit in found.misfits] == ["no amount for B", "no number for c"]


def test_a_sub_code_that_changes_its_meaning_is_told(tmp_path: Path) -> None:
    path = tmp_path / "codes.csv"
    path.write_text(
        "fy,WorkSheetName,SubCode,subcode_label\n"
        "2022-23,TAC02,SCI0100A,Patient care\n2023-24,TAC02,SCI0100A,Patient care\n"
        "2022-23,TAC06,INC1,One\n2022-23,TAC06,INC1,One here too\n2023-24,TAC06,INC1,Other\n",
        "utf-8",
    )
    found = account_codes(path)
    assert [misfit.why for misfit in found.misfits] == [
        "INC1 means something else in 2023-24 than in 2022-23"
    ]
    assert found.meanings("INC1")[FinancialYear(2022)] == ("One", "One here too")
    years = {year for year, _, _ in found.unknown(Chart.load())}
    assert years == {FinancialYear(2022), FinancialYear(2023)}


def test_the_folder_is_the_named_one_or_beside_the_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("EQUIPOISE_DATA", raising=False)
    repository = tmp_path / "main"
    assert data_folder(repository) is None
    beside = tmp_path / "shared" / "data"
    beside.mkdir(parents=True)
    assert data_folder(repository) == beside
    monkeypatch.setenv("EQUIPOISE_DATA", str(tmp_path))
    assert data_folder(repository) == tmp_path
    monkeypatch.setenv("EQUIPOISE_DATA", str(tmp_path / "nowhere"))
    assert data_folder() is None
