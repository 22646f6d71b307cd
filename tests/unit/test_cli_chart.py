"""Charts at the command line: in words, as a drawing, as a page with the table beside it."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.cli_calls import Caller, money
from tests.northmere_round import Northmere

LEAD = "zq1.lead"


@pytest.fixture
def call(closed: Northmere) -> Caller:
    return Caller(closed.workspace.home, minutes=closed.minutes)


@pytest.mark.parametrize("name", ["P1", "bridge"])
def test_the_bridge_is_told_in_words_and_a_table_that_sums(name: str, call: Caller) -> None:
    """Journey A, step 14."""
    answer = call.json("chart", name, "ZQ1", "--from", "v1", "--to", "v3", who=LEAD)
    assert answer.content["title"] == "The system position is unchanged at £(9.0)m."
    amounts = [row["amount"]["value"] // 100_000 for row in answer.rows("drivers")]
    assert amounts == [-9_000, -2_300, 1_500, 800, -9_000]


def test_the_bridge_from_last_year_is_by_line(call: Caller) -> None:
    asked = ["chart", "P1", "ZQ1", "--from", "last-year", "--to", "v3"]
    answer = call.json(*asked, who=LEAD)
    assert answer.content["title"] == (
        "The system of NHS Northmere ICB goes from £(23.8)m last year to £(9.0)m, including support"
    )
    *steps, last = [row["amount"]["value"] for row in answer.rows("from_last_year")]
    assert sum(steps) == last == -900_000_000
    own = call.json(*asked, "--org", "ZR2", who="zr2.editor")
    assert own.rows("from_last_year")[-1]["amount"]["value"] == -300_000_000


def test_a_drawing_and_a_page_are_written(call: Caller, tmp_path: Path) -> None:
    drawing, page = tmp_path / "bridge.svg", tmp_path / "phasing.html"
    asked = ["chart", "P1", "ZQ1", "--from", "v1", "--to", "v3", "--out", str(drawing)]
    assert call(*asked, who=LEAD).out == f"Written to {drawing}\n"
    told = {each.text for each in ElementTree.fromstring(drawing.read_text("utf-8")).iter()}
    assert {"Contracts matched", "£2.3m worse", "Sale of equipment (ZR1)"} <= told
    call("chart", "P5", "ZQ1", "--out", str(page), who=LEAD)
    text = page.read_text("utf-8")
    assert "<svg " in text
    assert "<caption>Efficiency by month</caption>" in text
    assert '<td class="number">98.3</td>' in text


def test_the_phasing_sums_to_the_year_and_says_its_second_half(call: Caller) -> None:
    """Section 6: 98,300 in all, of which 63,200 (64.3%) recurrent."""
    answer = call.json("chart", "efficiency-phasing", who=LEAD)
    rows = answer.rows("efficiency_phasing")
    months, year = rows[:12], rows[12]
    assert money(year["plan"]) == 98_300
    assert money(year["recurrent"]) == 63_200
    for key in ("recurrent", "one_off", "plan"):
        assert sum(row[key]["value"] for row in months) == year[key]["value"]
    late = sum(row["plan"]["value"] for row in months[6:])
    assert rows[13]["plan"]["value"] == late
    assert rows[13]["share"]["shown"] in answer.content["title"]


def test_a_trust_sees_its_own_savings(call: Caller) -> None:
    answer = call.json("chart", "P5", who="zr2.editor")
    assert money(answer.rows("efficiency_phasing")[12]["plan"]) == 18_000


def test_a_chart_is_written_in_the_other_formats_too(call: Caller, tmp_path: Path) -> None:
    path = tmp_path / "phasing.xlsx"
    call("chart", "P5", "--format", "xlsx", "--out", str(path), who=LEAD)
    assert path.read_bytes()[:2] == b"PK"
    assert call("chart", "P5", "--format", "csv", who=LEAD).out.startswith('"Month"')


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["chart", "P1"], 2, "P1 needs --from and --to"),
        (["chart", "P1", "--from", "v1", "--to", "v3", "--org", "ZR1"], 2, "leave --org out"),
        (["chart", "P9"], 2, "There is no chart P9. There is: P1 bridge, P5 efficiency-phasing."),
        (["chart", "P1", "--from", "v1", "--to", "v9"], 2, "No version of the plan of ZQ1"),
        (["chart", "P5", "--org", "ZR9"], 2, "No member of ZQ1 ZR9"),
    ],
)
def test_what_is_not_there_is_told_in_a_line(
    words: list[str], code: int, told: str, call: Caller
) -> None:
    assert told in call(*words, who=LEAD, code=code).err
