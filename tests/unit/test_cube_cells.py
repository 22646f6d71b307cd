"""Sets of cells: files, questions, totals and figures, on a small provider's plan."""

import gc
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from equipoise.cube import (
    Cell,
    CellKey,
    Cells,
    DuplicateKeyError,
    IncompleteError,
    NoCellsError,
    NotCellsError,
    OtherCellsError,
    OutOfRangeError,
    OutsideBasisError,
    Total,
    UnknownPartError,
    connected,
    fetched,
    files,
    quoted,
)
from equipoise.cube.connection import shared
from equipoise.cube.files import proved_apart
from equipoise.register import UnknownMeasureError
from equipoise.units import COUNT, PENCE, WTE, Absence, FinancialYear, Period
from equipoise.workings import Basis, Op, Reference, Selector, Stage

YEAR, LAST = FinancialYear(2023), FinancialYear(2022)
BASIS = Basis(period=YEAR.period, unit=PENCE, stage=Stage.PLAN)
SOURCE = Reference("file", ("3f2a9c1e07bd", "Income", "F23"))
LARGEST = 2**63 - 1


def cell(value: int | Absence, **changes: Any) -> Cell:
    key = CellKey(
        organisation="ZR1",
        counterparty="ZQ1",
        measure="income.patient_care",
        period=YEAR.month(1),
        layer="plan",
    )
    return Cell(key=replace(key, **changes), value=value, source=SOURCE)


PLAN = [
    cell(100),
    cell(20, period=YEAR.month(2)),
    cell(3, period=YEAR.quarter(2)),
    cell(1000, period=LAST.month(12)),
    cell(7, counterparty=None, measure="income.other"),
    cell(9, counterparty=None, measure="efficiency.recurrent", item="E01"),
    cell(Absence.MISSING, organisation="ZR2"),
    cell(Absence.MISSING, organisation="ZR2", period=YEAR.month(2)),
    cell(Absence.SUPPRESSED, organisation="ZR2", period=YEAR.month(3)),
    cell(50, organisation="ZR2", period=YEAR.month(4)),
    cell(-5, layer="transfer.D3"),
    cell(-6, layer="transfer.D4"),
    cell(150, counterparty=None, measure="wte.bank"),
]


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Cells:
    return Cells.write(PLAN, tmp_path_factory.mktemp("plan") / "plan.parquet")


@pytest.mark.parametrize(
    ("where", "value", "count"),
    [
        ({"organisation": "ZR1"}, 1278, 9),
        ({"organisation": "ZR1", "year": "2023-24"}, 278, 8),
        ({"organisation": "ZR1", "year": ["2023/24", "2022/23"]}, 1278, 9),
        ({"counterparty": None}, 166, 3),
        ({"counterparty": "-"}, 166, 3),
        ({"counterparty": [None, "ZQ1"], "organisation": "ZR1"}, 1278, 9),
        ({"measure": ["income.other", "efficiency.recurrent"]}, 16, 2),
        ({"organisation": "ZR1", "period": "M01"}, 255, 6),
        ({"organisation": "ZR1", "period": "Q1"}, 275, 7),
        ({"organisation": "ZR1", "period": ["M02", "Q2"]}, 23, 2),
        ({"organisation": "ZR1", "period": "Y"}, 1278, 9),
        ({"organisation": "ZR1", "period": "2022/23"}, 1000, 1),
        ({"organisation": "ZR1", "period": LAST.period}, 1000, 1),
        ({"organisation": "ZR1", "period": Period(date(2023, 4, 1), date(2023, 5, 2))}, 255, 6),
        ({"item": "E01"}, 9, 1),
        ({"item": ""}, 1319, 12),
        ({"layer": "transfer"}, -11, 2),
        ({"layer": "transfer.D4"}, -6, 1),
        ({"layer": "trans"}, 0, 0),
        ({"organisation": []}, 0, 0),
        ({"period": []}, 0, 0),
        ({"organisation": "ZX9"}, 0, 0),
    ],
)
def test_a_total_is_of_the_cells_meant(
    plan: Cells, where: dict[str, Any], value: int, count: int
) -> None:
    found = plan.total(**where)
    assert (found.value, found.count) == (value, count)


def test_absences_are_counted_by_kind(plan: Cells) -> None:
    found = plan.total(organisation="ZR2")
    assert found == Total(50, {Absence.MISSING: 2, Absence.SUPPRESSED: 1}, 4)
    assert not found.complete
    assert plan.total(organisation="ZR1").complete


def test_totals_are_listed_by_parts(plan: Cells) -> None:
    missing = {Absence.MISSING: 1}
    assert plan.totals(["organisation", "period"], measure="income.patient_care") == {
        ("ZR1", "M01"): Total(89, {}, 3),
        ("ZR1", "M02"): Total(20, {}, 1),
        ("ZR1", "M12"): Total(1000, {}, 1),
        ("ZR1", "Q2"): Total(3, {}, 1),
        ("ZR2", "M01"): Total(0, missing, 1),
        ("ZR2", "M02"): Total(0, missing, 1),
        ("ZR2", "M03"): Total(0, {Absence.SUPPRESSED: 1}, 1),
        ("ZR2", "M04"): Total(50, {}, 1),
    }
    assert list(plan.totals(["layer"])) == [("plan",), ("transfer.D3",), ("transfer.D4",)]
    assert set(plan.totals(["counterparty", "year"])) == {
        ("-", "2023-24"), ("ZQ1", "2022-23"), ("ZQ1", "2023-24"),
    }  # fmt: skip
    assert plan.totals([]) == {(): plan.total()}
    assert plan.totals([], organisation="ZX9") == {}


def test_cells_have_no_other_parts(plan: Cells) -> None:
    for ask in (lambda: plan.total(source="x"), lambda: plan.totals(["organisation", "value"])):
        with pytest.raises(UnknownPartError, match="organisation, counterparty, measure, year"):
            ask()


@pytest.mark.parametrize(
    ("where", "fault"),
    [
        ({"organisation": None}, TypeError),
        ({"organisation": [7]}, TypeError),
        ({"measure": YEAR.period}, TypeError),
        ({"period": None}, TypeError),
        ({"year": "2023/25"}, ValueError),
        ({"period": "M13"}, ValueError),
        ({"period": "q1"}, ValueError),
    ],
)
def test_a_question_that_means_nothing_is_refused(
    plan: Cells, where: dict[str, Any], fault: type[Exception]
) -> None:
    with pytest.raises(fault):
        plan.total(**where)


def test_one_cell_is_found_by_its_key(plan: Cells) -> None:
    assert plan.get(PLAN[2].key) == PLAN[2]
    assert plan.get(PLAN[6].key) == PLAN[6]
    assert plan.get(replace(PLAN[2].key, item="E02")) is None


def test_a_figure_remembers_its_question(plan: Cells) -> None:
    found = plan.figure(BASIS, "Income of ZR1", organisation="ZR1", year="2023/24", layer="plan",
                        measure=["income.patient_care", "income.other"])  # fmt: skip
    assert (found.value, found.basis, found.working.name) == (130, BASIS, "Income of ZR1")
    assert found.working.op is Op.TOTAL
    assert found.working.of == Selector(
        digest=plan.digest(),
        where=(
            ("layer", ("plan",)),
            ("measure", ("income.other", "income.patient_care")),
            ("organisation", ("ZR1",)),
            ("year", ("2023-24",)),
        ),
        count=4,
    )


def test_a_figure_opens_into_its_cells(plan: Cells) -> None:
    figure = plan.figure(BASIS, "Care", organisation="ZR1", period="Q1",
                         measure="income.patient_care")  # fmt: skip
    assert isinstance(figure.working.of, Selector)
    first, *rest = plan.expand(figure.working.of)
    assert [first.value, *(one.value for one in rest)] == [100, -5, -6, 20]
    assert first.basis == Basis(period=YEAR.month(1), unit=PENCE, stage=Stage.PLAN)
    assert first.working.op is Op.CELL
    assert str(first.working.ref) == "cell:2023-24/ZR1/income.patient_care/M01/ZQ1/plan"
    assert first.working.note == "file:3f2a9c1e07bd/Income/F23"
    assert first.working.name == (
        "Income from patient care, ZR1, ZQ1, Month 1 (April 2023), 2023/24"
    )


def test_the_unit_is_that_of_the_measure(plan: Cells) -> None:
    figure = plan.figure(replace(BASIS, unit=WTE), "Bank", measure="wte.bank")
    assert isinstance(figure.working.of, Selector)
    [staff] = plan.expand(figure.working.of)
    assert staff.basis.unit == WTE


def test_a_measure_outside_the_chart_needs_its_unit(tmp_path: Path) -> None:
    cells = Cells.write([cell(4, measure="systems.in_balance", layer="published")], tmp_path / "a")
    figure = cells.figure(replace(BASIS, unit=COUNT), "Systems")
    assert isinstance(figure.working.of, Selector)
    with pytest.raises(UnknownMeasureError):
        cells.expand(figure.working.of)
    [one] = cells.expand(figure.working.of, unit=COUNT)
    assert one.basis == Basis(period=YEAR.month(1), unit=COUNT, stage=None)
    assert one.working.name.startswith("systems.in_balance, ZR1")


def test_an_incomplete_total_is_no_figure(plan: Cells) -> None:
    with pytest.raises(IncompleteError, match=r"\(2 missing, 1 suppressed\)") as caught:
        plan.figure(BASIS, "Income of ZR2", organisation="ZR2")
    assert caught.value.total == plan.total(organisation="ZR2")
    assert caught.value.selector.where == (("organisation", ("ZR2",)),)


def test_no_cells_are_no_figure(plan: Cells) -> None:
    with pytest.raises(NoCellsError, match="no figure: 0 cells") as caught:
        plan.figure(BASIS, "Income of nobody", organisation="ZX9")
    assert caught.value.selector.count == 0


def test_a_figure_keeps_to_the_period_of_its_basis(plan: Cells) -> None:
    with pytest.raises(OutsideBasisError, match="1 cells are not within 2023/24") as caught:
        plan.figure(BASIS, "Two years", organisation="ZR1")
    assert (caught.value.outside, caught.value.basis) == (1, BASIS)


def test_a_selector_of_other_cells_is_refused(plan: Cells) -> None:
    with pytest.raises(OtherCellsError, match="ffffffffffff was asked"):
        plan.expand(Selector(digest="f" * 64, where=(), count=1))


def test_a_key_given_twice_is_named_with_both_sources(tmp_path: Path) -> None:
    other = Cell(key=PLAN[0].key, value=100, source=Reference("decision", ("D3",)))
    with pytest.raises(DuplicateKeyError, match="M01/ZQ1/plan twice") as caught:
        Cells.write([*PLAN, other], tmp_path / "a")
    assert caught.value.key == PLAN[0].key
    assert caught.value.sources == (other.source, SOURCE)
    assert list(tmp_path.iterdir()) == []


def test_a_key_in_two_files_is_named(tmp_path: Path) -> None:
    paths = (tmp_path / "a", tmp_path / "b")
    Cells.write(PLAN[:3], paths[0])
    Cells.write(PLAN[2:], paths[1])
    with pytest.raises(DuplicateKeyError) as caught:
        Cells(*paths)
    assert caught.value.key == PLAN[2].key


def test_files_that_do_not_say_they_are_apart_are_searched(tmp_path: Path) -> None:
    """One is written by other means, with no proof; one has it, and shares a body's line."""
    paths = [tmp_path / name for name in ("a", "b", "c")]
    rows = [cell(7), cell(8, measure="pay.agency"), cell(9, organisation="ZR2")]
    for path, one in zip(paths, rows, strict=True):
        Cells.write([one], path)
    twice, plain = tmp_path / "twice", tmp_path / "plain"
    with connected(tmp_path) as connection:
        assert proved_apart(connection, paths)
        assert proved_apart(connection, [])
        once = f"read_parquet({quoted(str(paths[0]))})"
        for path, source in ((plain, once), (twice, f"(FROM {once} UNION ALL FROM {once})")):
            connection.execute(f"COPY (FROM {source}) TO {quoted(str(path))} (FORMAT parquet)")
        assert not proved_apart(connection, [plain])
        Cells.write([cell(10, item="x")], tmp_path / "same line")
        assert not proved_apart(connection, [*paths, tmp_path / "same line"])
    assert Cells(*paths).total().value == 24
    assert Cells(*paths, tmp_path / "same line").total().value == 34
    assert Cells(plain).total().value == 7
    for given in ([twice], [plain, paths[0]]):
        with pytest.raises(DuplicateKeyError):
            Cells(*given)


def test_a_file_is_never_written_over(tmp_path: Path, plan: Cells) -> None:
    written = Cells.write(PLAN, tmp_path / "a")
    with pytest.raises(FileExistsError):
        Cells.write([], tmp_path / "a")
    assert written.digest() == Cells(tmp_path / "a").digest() == plan.digest()


def test_the_canonical_text_is_as_documented(tmp_path: Path) -> None:
    # sha-256 of the two lines, by coreutils:
    # printf 'cell:2023-24/ZR1/a%%20b/M01/plan\tmissing\tdecision:D3\n...\t-5\tdecision:D3\n'
    source = Reference("decision", ("D3",))
    keys = [
        replace(PLAN[0].key, counterparty=None, measure="a b"),
        replace(PLAN[0].key, counterparty=None, measure="a~b"),
    ]
    found = Cells.write(
        [
            Cell(key=keys[1], value=-5, source=source),
            Cell(key=keys[0], value=Absence.MISSING, source=source),
        ],
        tmp_path / "a",
    )
    assert found.digest() == "95e7f090d976db919bf97d1133a67c6aed78f42bd790133b40619720bd2d55d3"


@pytest.mark.parametrize("name", ["plan[1].parquet", "it's*?", "year=2023"])
def test_awkward_paths_are_taken_at_their_word(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    Cells.write(PLAN[:2], tmp_path / name / name)
    (tmp_path / name / "plan1.parquet").write_text("not for this one")
    assert Cells(tmp_path / name / name).total().value == 120


def test_other_files_are_refused(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("organisation,value\n")
    with connected(tmp_path) as connection:
        narrow = quoted(str(tmp_path / "narrow"))
        connection.execute(
            f"COPY (SELECT 'ZR1' AS organisation, 5 AS value) TO {narrow} (FORMAT parquet)"
        )
    for name in ("text", "narrow"):
        with pytest.raises(NotCellsError) as caught:
            Cells(tmp_path / name)
        assert caught.value.paths == (tmp_path / name,)
    with pytest.raises(FileNotFoundError):
        Cells(tmp_path / "nowhere")


def test_no_files_and_no_cells_are_an_empty_set(tmp_path: Path) -> None:
    nothing = Cells.write([], tmp_path / "a")
    # sha-256 of nothing at all, FIPS 180-4 examples
    digest = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    for found in (Cells(), nothing, Cells(tmp_path / "a")):
        assert (len(found), list(found), found.digest()) == (0, [], digest)
        assert found.total() == Total(0, {}, 0)


def test_a_set_may_leave_out_what_is_not_asked_for(tmp_path: Path, plan: Cells) -> None:
    """ZR1's income of April, May, the second quarter and last March; and its transfer."""
    income = Cells(*plan.paths, only={"measure": ["income.patient_care"], "organisation": ["ZR1"]})
    kept = [key for key in (one.key for one in plan)
            if (key.measure, key.organisation) == ("income.patient_care", "ZR1")]  # fmt: skip
    assert [one.key for one in income] == kept
    assert income.digest() != plan.digest()
    assert Cells.write(list(income), tmp_path / "same").digest() == income.digest()
    assert len(Cells(*plan.paths, only={"measure": []})) == 0
    assert len(Cells(*plan.paths, only={})) == len(plan)


def test_a_sum_beyond_64_bits_is_refused(tmp_path: Path) -> None:
    found = Cells.write([cell(LARGEST), cell(1, item="x"), cell(-9, item="y")], tmp_path / "a")
    assert found.total(item=["", "x", "y"]).value == LARGEST - 8
    with pytest.raises(OutOfRangeError, match="the total of") as caught:
        found.total(item=["", "x"])
    assert caught.value.found is None


def test_large_sets_are_read_in_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "FEW", 3)
    many = [cell(number, item=f"{number:05}") for number in range(12_000)]
    found = Cells.write(many, tmp_path / "a")
    assert [one.value for one in found] == list(range(12_000))
    assert found.total(item="11999").value == 11_999


def test_a_set_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "private").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "private"))
    shared.cache_clear()
    found = Cells.write(PLAN, tmp_path / "a")
    again = Cells(tmp_path / "a")
    assert len(list((tmp_path / "private").iterdir())) == 1
    held = shared(tmp_path)
    tables = "SELECT count(*) FROM duckdb_tables()"
    assert fetched(held.connection, tables) == [(2,)]
    del found
    gc.collect()
    assert fetched(held.connection, tables) == [(1,)]
    assert again.total() == Cells(tmp_path / "a").total()
    del again, held
    shared.cache_clear()
    gc.collect()
    assert list((tmp_path / "private").iterdir()) == []
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["a"]
