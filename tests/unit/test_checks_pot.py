"""Lines of a pot in a file: every fault at its cell, with what is expected and what to do."""

from pathlib import Path

import pytest

from equipoise.checks import POT as CHECKS
from equipoise.records.models import Decision
from equipoise.samples.northmere import POT
from equipoise.sheets.pot_template import pot_template
from equipoise.usecases.refusals import RefusedError
from tests.northmere_pot import NorthmerePot
from tests.northmere_round import YEAR, Northmere

HEADING = POT.read_text("utf-8").splitlines()[0]
COLUMNS = HEADING.split(",")
SOURCE = {
    "line": "core", "role": "source", "title": "Core", "stream": "commissioning_core",
    "amount_thousands": "100", "route": "formula", "recurrent": "yes",
    "effective_on": "2023-04-01", "source": "Schedule",
}  # fmt: skip
FENCE = {**SOURCE, "line": "fence", "route": "ring-fence", "ring_fence": "Crisis care",
         "condition": "Crisis care alone"}  # fmt: skip
USE = {
    "line": "care", "role": "committed", "title": "Care", "stream": "commissioning_core",
    "amount_thousands": "100", "programme": "Care", "effective_on": "2023-04-01",
    "source": "Plan",
}  # fmt: skip
SURPLUS = {key: cell for key, cell in {**USE, "role": "surplus", "line": "surplus"}.items()
           if key != "programme"}  # fmt: skip


@pytest.fixture
def begun(collated: Northmere) -> NorthmerePot:
    return NorthmerePot(collated)


def written(folder: Path, *rows: dict[str, str]) -> Path:
    path = folder / "pot.csv"
    lines = [",".join(f'"{row.get(column, "")}"' for column in COLUMNS) for row in rows]
    path.write_text("\n".join([HEADING, *lines]) + "\n", "utf-8")
    return path


@pytest.mark.parametrize(
    ("rows", "code", "cell", "found", "expected"),
    [
        ([{**SOURCE, "line": ""}], "EQ-POT-001", "A2", "nothing", "a line"),
        ([{**SOURCE, "route": ""}], "EQ-POT-001", "F2", "nothing", "a route"),
        ([{**FENCE, "condition": ""}], "EQ-POT-001", "G2", "nothing", "a condition"),
        ([{**FENCE, "ring_fence": ""}], "EQ-POT-001", "I2", "nothing", "a ring_fence"),
        ([SOURCE, {**USE, "programme": ""}], "EQ-POT-001", "K3", "nothing", "a programme"),
        ([{**SOURCE, "source": ""}], "EQ-POT-001", "O2", "nothing", "a source"),
        ([{**SOURCE, "role": "income"}], "EQ-POT-002", "B2", "income",
         "source, committed, reserve or surplus"),
        ([{**SOURCE, "stream": "specialised"}], "EQ-POT-002", "D2", "specialised", "covid"),
        ([{**SOURCE, "route": "gift"}], "EQ-POT-002", "F2", "gift",
         "formula, bid, ring-fence or transfer"),
        ([{**USE, "route": "bid"}], "EQ-POT-002", "F2", "bid", "only a source has one"),
        ([{**SOURCE, "recurrent": "true"}], "EQ-POT-002", "H2", "true", "yes or no"),
        ([{**SOURCE, "ring_fence": "Care"}], "EQ-POT-002", "I2", "Care", "ring-fence as its route"),
        ([{**USE, "draws_on": "core"}, SOURCE], "EQ-POT-002", "J2", "core", "nothing"),
        ([{**USE, "draws_on": "core"}, SOURCE, FENCE], "EQ-POT-002", "J2", "core", "fence"),
        ([{**USE, "organisation": "ZR9"}], "EQ-POT-002", "M2", "ZR9", "a body of the round"),
        ([{**SOURCE, "line": "a b"}], "EQ-POT-002", "A2", "a b", "a short code"),
        ([{**SOURCE, "effective_on": "2023-03-31"}], "EQ-POT-002", "N2", "2023-03-31",
         "a day of 2023/24"),
        ([{**SOURCE, "effective_on": "2024-04-01"}], "EQ-POT-002", "N2", "2024-04-01",
         "a day of 2023/24"),
        ([{**SOURCE, "effective_on": "1/4/2023"}], "EQ-POT-002", "N2", "1/4/2023",
         "a day of 2023/24"),
        ([{**SOURCE, "amount_thousands": "n/a"}], "EQ-POT-003", "E2", "n/a", "a number of £000"),
        ([{**SOURCE, "amount_thousands": "0.000001"}], "EQ-POT-003", "E2", "0.000001",
         "five decimals at most, nil or more"),
        ([{**SOURCE, "amount_thousands": "-0.00001"}], "EQ-POT-003", "E2", "-0.00001",
         "nil or more"),
        ([SOURCE, {**USE, "line": "core"}], "EQ-POT-004", "A2", "core", "not in use"),
        ([FENCE, {**USE, "draws_on": "fence"}], "EQ-POT-005", "K3", "Care", "Crisis care"),
    ],
)  # fmt: skip
def test_a_fault_is_told_at_its_cell_and_nothing_is_recorded(
    begun: NorthmerePot,
    tmp_path: Path,
    rows: list[dict[str, str]],
    code: str,
    cell: str,
    found: str,
    expected: str,
) -> None:
    outcome = begun.add(written(tmp_path, *rows))
    told = next(one for one in outcome.findings if (one.code, one.cell) == (code, cell))
    assert told.found == found
    assert expected in told.expected
    assert told.message.endswith(".")
    assert told.remedy.endswith(".")
    assert "{" not in told.message + told.remedy
    assert (told.organisation, told.part, told.sheet) == ("ZQ1", "pot", "pot")
    assert not Decision.objects.exists()
    assert outcome.result.acts == ()


def test_every_check_of_a_pot_has_a_case_that_fails_it() -> None:
    assert {check.code for check in CHECKS} == {f"EQ-POT-00{number}" for number in range(1, 6)}


@pytest.mark.parametrize(
    "rows",
    [
        [SOURCE, USE],
        [FENCE, {**USE, "draws_on": "fence", "programme": "Crisis care"}],
        [{**SOURCE, "amount_thousands": "1,000.00001"}],
        [{**SOURCE, "amount_thousands": "0"}],
        [SOURCE, {**SURPLUS, "amount_thousands": "-0.00001"}],
        [{**SOURCE, "effective_on": "2024-03-31"}],
    ],
)
def test_a_file_without_fault_is_recorded_line_by_line(
    begun: NorthmerePot, tmp_path: Path, rows: list[dict[str, str]]
) -> None:
    outcome = begun.add(written(tmp_path, *rows))
    assert outcome.findings == ()
    assert Decision.objects.count() == len(rows) == len(outcome.result.acts)


def test_what_the_pot_has_is_not_written_over(begun: NorthmerePot, tmp_path: Path) -> None:
    begun.add(written(tmp_path, SOURCE))
    (told,) = begun.add(written(tmp_path, SOURCE)).findings
    assert (told.code, told.cell) == ("EQ-POT-004", "A2")
    (fence,) = begun.add(written(tmp_path, FENCE)).result.acts
    assert fence.body["ring_fence"] == "Crisis care"
    (broken,) = begun.add(written(tmp_path, {**USE, "draws_on": "fence"})).findings
    assert broken.code == "EQ-POT-005"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("line,role\na,b\n", "does not begin with the columns of a pot"),
        ("", "does not begin with the columns of a pot"),
        (HEADING + "\n", "holds no line"),
        (HEADING + "\na,b\n", "line 2: 2 cells, and 15 columns"),
        (HEADING + '\n"a', "is not a csv file"),
    ],
)
def test_what_is_no_list_of_lines_is_refused(
    begun: NorthmerePot, tmp_path: Path, text: str, told: str
) -> None:
    path = tmp_path / "pot.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(RefusedError, match=told):
        begun.add(path)


def test_the_template_says_what_each_column_is_for(begun: NorthmerePot, tmp_path: Path) -> None:
    text = pot_template(YEAR)
    heading, *remarks = text.splitlines()
    assert heading == HEADING
    for column in COLUMNS:
        assert any(remark.startswith(f'"# {column}: ') for remark in remarks)
    assert "specialised" not in text
    path = tmp_path / "pot.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(RefusedError, match="holds no line"):
        begun.add(path)
