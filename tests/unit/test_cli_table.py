"""Tables at the command line: by number or name, one or all, with what cannot be shown told."""

from pathlib import Path

import pytest

from equipoise.reports.tables import CATALOGUE
from tests.cli_calls import Caller, money
from tests.northmere_round import Northmere

LEAD = "zq1.lead"
COLUMNS = {
    "T1": ["Organisation", "Plan full year", "Plan YTD", "Actual YTD", "Variance YTD", "Forecast",
           "Variance", "Movement since last month", "Status"],
    "T4": ["Line", "Plan YTD", "Actual YTD", "Variance YTD", "Forecast", "Last year"],
    "T5": ["Area", "Plan full year", "Actual YTD", "Forecast"],
    "T6": ["Reported", "Less one-off income: support", "Less one-off savings",
           "Add full-year effects", "Underlying"],
    "T9": ["Pay cost change", "WTE change", "Activity change", "Implied cost per WTE",
           "Implied cost per weighted unit", "Flag"],
    "T11": ["Target", "Plan YTD", "Actual YTD", "Variance YTD", "Forecast", "Recurrent",
            "Non-recurrent", "Pay", "Non-pay", "Income", "Status"],
    "T12": ["Low risk", "Medium risk", "High risk", "In months 7 to 12"],
    "T13": ["Plan full year", "Actual YTD", "Variance YTD", "Change", "Ceiling asked for",
            "Price-cap overrides"],
    "T14": ["Plan", "Actual", "Variance", "Change since month 12"],
    "T17": ["Operational", "Operational YTD", "Operational forecast", "National programmes",
            "Leases", "Other", "Total CDEL", "Envelope", "Commitment against the envelope"],
}  # fmt: skip
"""What users look for (fact book 5, section 2.2)."""


@pytest.fixture
def call(collated: Northmere) -> Caller:
    return Caller(collated.workspace.home, minutes=collated.minutes)


def test_without_a_name_the_tables_are_listed(call: Caller) -> None:
    rows = call.json("table", who=LEAD).rows("tables")
    assert [row["ref"]["value"] for row in rows] == [one.ref for one in CATALOGUE]
    assert {"T1", "T4", "T5", "T6", "T7", "T8", "T10", "T11", "T12", "T13", "T14", "T17"} <= {
        str(row["ref"]["value"]) for row in rows
    }


@pytest.mark.parametrize("ref", COLUMNS)
def test_a_table_has_the_columns_people_know(ref: str, call: Caller) -> None:
    """Also those that only a month-end fills: they say so, and a note says why."""
    (table,) = call.json("table", ref, "ZQ1", who=LEAD).content["tables"]
    titles = [column["title"] for column in table["columns"]]
    assert set(COLUMNS[ref]) <= set(titles)
    for column in table["columns"]:
        if "YTD" in column["title"] or column["title"] in ("Actual", "Forecast"):
            values = {row["cells"][column["key"]]["value"] for row in table["rows"]}
            assert values == {"Not available"}
            assert "comes with a month-end" in " ".join(table["notes"])
        if column["kind"] == "money":
            assert column["sign"]
    assert table["sentence"].endswith(".")
    assert table["basis"].startswith("Plan of ZQ1, v1; 2023/24")


def test_a_number_and_a_name_ask_for_one_table(call: Caller) -> None:
    for asked in ("T14", "t14", "workforce"):
        assert call.json("table", asked, who=LEAD).content["tables"][0]["name"] == "workforce"
    typed = call.json("table", "capital-by-organisation", who=LEAD).rows("capital_by_organisation")
    assert money(typed[0]["operational"]) == 93_200


@pytest.mark.parametrize(
    ("ref", "sentence"),
    [
        ("T1", "The plans come to £(9.0)m including support, and to £(11.3)m once £2.3m expected "
               "but not planned to be paid between members is eliminated."),
        ("T4", "3 trusts together: £(15.0)m including support (£(31.8)m last year); ZQ1 NHS "
               "Northmere ICB: £6.0m including support (£8.0m last year)."),
        ("T5", "NHS Northmere ICB plans to spend £2,394.0m, £81.0m more than last year; "
               "the largest area, Healthcare bought from NHS providers, takes 79.4%."),
        ("T6", "The system of NHS Northmere ICB plans £(9.0)m including support; underlying it "
               "stands at £(48.6)m, before support and one-off savings."),
        ("T7", "2 of 3 tested pairs are beyond the tolerance; differences come to £2.3m net and "
               "£4.7m gross."),
        ("T8", "£1,898.8m of £1,902.3m of NHS income matched; £212.0m has no counterparty return."),
        ("T9", "Pay of all trusts changes by 2.9% and staff by 0.3%; a WTE costs £56,635, and "
               "£55,215 last year."),
        ("T11", "The system of NHS Northmere ICB plans to save £96.0m, 3.5% of spend; 65.0% of it "
                "is recurrent, and £3.0m has still to be found."),
        ("T13", "Agency spend is £40.3m, 2.7% of pay and £9.2m less than last year; bank spend is "
                "£65.0m, £5.3m less."),
        ("T14", "Staff come to 26,120.0 WTE at the end of the year, 80.0 WTE more than at the end "
                "of last year."),
        ("T17", "The system of NHS Northmere ICB plans capital of £93.2m; operational capital is "
                "£1.2m above its envelope of £92.0m."),
    ],
)  # fmt: skip
def test_a_sentence_answers_the_question(ref: str, sentence: str, call: Caller) -> None:
    assert call.json("table", ref, who=LEAD).content["tables"][0]["sentence"] == sentence


def test_the_matrix_has_totals_and_names_what_is_beyond_the_tolerance(call: Caller) -> None:
    """Journey A, step 8, with the symbol that stands for the shade."""
    own, total = call.json("table", "T7", who=LEAD).rows("matrix")
    assert money(own["gross"]) == 4_700
    assert [money(own[key]) for key in ("ZR1", "ZR2", "ZR3", "net")] == [3_500, 0, -1_200, 2_300]
    assert own["beyond"]["value"] == "\N{BLACK UP-POINTING TRIANGLE} ZR1 and ZR3"
    sums = [total[key]["value"] // 100_000 for key in ("ZR1", "ZR2", "ZR3", "net", "gross")]
    assert sums == [3_500, 0, -1_200, 2_300, 4_700]


def test_the_list_of_pairs_says_who_has_to_act(call: Caller) -> None:
    found = call.json("table", "T8", who=LEAD).rows("pairs")
    own = [row for row in found if row["commissioner"]["value"] == "ZQ1"]
    rows = {row["provider"]["value"]: row for row in own}
    owners = {code: row["owner"]["value"] for code, row in rows.items()}
    settled = "Nothing to settle"
    assert owners == {"ZR1": "ZQ1 and ZR1", "ZR2": settled, "ZR3": "ZQ1 and ZR3"}
    due = {code: row["due"]["value"] for code, row in rows.items()}
    assert due == {"ZR1": "No day is set", "ZR2": settled, "ZR3": "No day is set"}
    england = next(row for row in found if row["commissioner"]["value"] == "X24")
    assert [england[key]["value"] for key in ("owner", "reason", "due")] == [
        "Not tested", "No return of the other side", "Not tested",
    ]  # fmt: skip
    call("agree", "ZQ1", "ZR1", "--value", "1021500", who=LEAD)
    offered = call.json("table", "T8", "--org", "ZR1", who=LEAD).rows("pairs")
    assert [row["owner"]["value"] for row in offered if row["commissioner"]["value"] == "ZQ1"] == [
        "ZR1"
    ]


def test_the_list_of_pairs_says_why_and_by_when(call: Caller) -> None:
    """The day of ZR1 counts before that of all bodies; of a pair the earlier of its owners'."""
    call("deadline", "finance", "2023-05-11", "--reason", "Timetable", who=LEAD)
    call("deadline", "finance", "2023-05-04", "--org", "ZR1", "--reason", "Audit", who=LEAD)
    call("dispute", "ZQ1", "ZR3", "--reason", "Growth is not funded", who="zr3.contracts")
    rows = {
        str(row["provider"]["value"]): row
        for row in call.json("table", "T8", who=LEAD).rows("pairs")
        if row["commissioner"]["value"] == "ZQ1"
    }
    assert {code: row["reason"]["value"] for code, row in rows.items()} == {
        "ZR1": "The two values differ",
        "ZR2": "Nothing to settle",
        "ZR3": "Disputed by ZR3: Growth is not funded",
    }
    assert [rows[code]["due"]["value"] for code in ("ZR1", "ZR3")] == ["4 May 2023", "11 May 2023"]


def test_all_tables_make_one_workbook(call: Caller, tmp_path: Path) -> None:
    path = tmp_path / "tables.xlsx"
    said = call("table", "--all", "ZQ1", "--format", "xlsx", "--out", str(path), who=LEAD).out
    assert said == f"Written to {path}\n"
    assert path.stat().st_size > 0


def test_a_table_that_cannot_be_shown_is_told_among_all(call: Caller) -> None:
    answer = call.json("table", "--all", "--org", "ZR1", who=LEAD)
    told = " ".join(answer.content["alerts"])
    assert "T5 ICB expenditure by area: Expenditure by area is of an ICB." in told
    assert "T10" in told
    assert "workforce" in {table["name"] for table in answer.content["tables"]}


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["table", "T99"], 2, "There is no table T99. There is: T1 system-position"),
        (["table", "--all", "ZQ1", "ZQ1"], 2, "--all takes a system"),
        (["table", "T5", "--org", "ZR1"], 4, "Expenditure by area is of an ICB"),
        (["table", "T1", "--org", "ZR9"], 2, "No member of ZQ1 ZR9"),
        (["table", "T1", "--version", "v7"], 2, "No version of the plan of ZQ1"),
    ],
)
def test_what_is_not_there_is_told_in_a_line(
    words: list[str], code: int, told: str, call: Caller
) -> None:
    assert told in call(*words, who=LEAD, code=code).err
