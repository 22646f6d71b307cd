"""The synthetic England's workbooks: one for each body, made up, read as they were meant."""

from pathlib import Path

import pytest

from equipoise.checks import RETURN, ReturnCells
from equipoise.findings import Finding
from equipoise.register import Chart
from equipoise.samples.england.pack import NOTICE
from equipoise.samples.england.returns import content_of, identity_of, write_returns
from equipoise.sheets import Limits, parts_of, survey
from equipoise.sheets.surveying import Book
from tests.england_rules import known_on, rules, small
from tests.workbooks.made_plans import reading_of

CHART = Chart.load()
YEARS = (2023, 2024)


@pytest.fixture(scope="module")
def returns(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return dict(write_returns(tmp_path_factory.mktemp("england"), small(), processes=1))


def findings(code: str, path: Path, year: int = 2023) -> tuple[Finding, ...]:
    one = small(year)
    subject = ReturnCells(
        reading=reading_of(path.read_bytes()),
        expected=identity_of(one, code),
        chart=CHART,
        prior=one.drafts[code].prior,
    )
    return RETURN.findings(subject, rules(year), known_on=known_on(one.year))


def test_every_body_with_a_form_has_a_file_that_its_code_begins(returns: dict[str, Path]) -> None:
    one = small()
    filling = {code for code in one.drafts if parts_of(one.kind(code))}
    assert set(returns) == filling >= {"ZQ1", "ZR1", "ZS01", "ZV001"}
    assert returns["ZV001"].name == "ZV001-2023-24.xlsx"


def test_what_is_read_is_what_was_drafted(returns: dict[str, Path]) -> None:
    """Every amount of the draft's lines comes back, and no other but nil."""
    one = small()
    for code in ("ZQ1", "ZS01", "ZV001"):
        placed = content_of(one, one.drafts[code]).values
        drafted = one.drafts[code].values
        back: dict[tuple[str, str | None, str], int] = {}
        for cell in reading_of(returns[code].read_bytes()).cells:
            assert isinstance(cell.value, int)
            line = (cell.key.measure, cell.key.counterparty, cell.key.item)
            back[line] = back.get(line, 0) + cell.value
        assert back == {line: sum(drafted.get(line, ())) for line in placed}
        assert sum(map(abs, back.values())) > 0


def test_the_trajectories_of_an_icb_come_back_and_move_towards_what_is_asked(
    returns: dict[str, Path],
) -> None:
    """More people are diagnosed and checked, of those on registers, in March than before."""
    for code in ("ZQ1", "ZS01"):
        before = small().drafts[code].prior
        months = {
            (cell.key.measure, cell.key.period.code): cell.value
            for cell in reading_of(returns[code].read_bytes()).cells
            if cell.key.measure.startswith("quality.")
        }
        assert len(months) == 9 * 12, code
        for measure, of in (
            ("quality.dementia_diagnosed", "quality.dementia_expected"),
            ("quality.severe_mental_illness_checks", "quality.severe_mental_illness"),
        ):
            first, last, whole = (
                before[measure, None, ""],
                months[measure, "M12"],
                months[of, "M12"],
            )
            assert isinstance(last, int)
            assert isinstance(whole, int)
            assert 0 < first < last < whole, (code, measure)


def test_every_sheet_says_that_it_is_made_up(returns: dict[str, Path]) -> None:
    for path in (returns["ZS01"], returns["ZV001"]):
        book = survey(path, Limits())
        assert isinstance(book, Book)
        for name, cells in book.sheets.items():
            if name != "_meta":
                assert NOTICE in {raw.text for raw in cells.values()}, name


@pytest.mark.parametrize("year", YEARS)
def test_nothing_is_found_in_a_return_before_something_is_planted(
    tmp_path: Path, year: int
) -> None:
    for code, path in write_returns(tmp_path, small(year), processes=1).items():
        assert findings(code, path, year) == (), code


def test_two_processes_write_what_one_does(tmp_path: Path, returns: dict[str, Path]) -> None:
    again = write_returns(tmp_path, small(), processes=2)
    assert {code: path.read_bytes() for code, path in again.items()} == {
        code: path.read_bytes() for code, path in returns.items()
    }
