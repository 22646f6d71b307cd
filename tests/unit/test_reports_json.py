import json
from fractions import Fraction
from typing import Any

import pytest

from equipoise.reports import Row, TakenNameError, json_text
from tests.unit.reports_samples import cell, northmere, rate, table


def cells(number: int) -> dict[str, Any]:
    found = json.loads(json_text([northmere()]))
    line: dict[str, Any] = found["tables"][0]["rows"][number]["cells"]
    return line


def test_the_whole_table_stands_in_json() -> None:
    found = json.loads(json_text([northmere()], {"exit_code": 0}))
    assert found["schema"] == 1
    assert found["exit_code"] == 0
    [made] = found["tables"]
    assert {key: made[key] for key in ("name", "title", "sentence", "basis")} == {
        "name": "position",
        "title": "System position",
        "sentence": "The system plans a deficit of £9.0 million.",
        "basis": "Plan version 1; 2023/24; including support",
    }
    assert made["columns"][1] == {
        "key": "plan",
        "title": "Plan",
        "kind": "money",
        "sign": "surplus / (deficit)",
        "basis": "",
        "head": "Plan, £m, surplus / (deficit)",
    }
    assert [row["emphasis"] for row in made["rows"]] == [False, False, True]
    assert made["notes"][0] == "The data are made up."


def test_a_number_carries_unit_basis_and_reference() -> None:
    assert cells(0)["plan"] == {
        "shown": "(14.5)",
        "ref": "figure:2023-24/ZQ1/position@v1",
        "value": -1_450_000_000,
        "unit": "pence",
        "basis": {"period": "2023/24", "stage": "plan", "support": "including support"},
    }
    assert cells(0)["part"]["value"] == {"numerator": 632, "denominator": 983}
    assert cells(0)["part"]["shown"] == "64.3%"
    assert cells(0)["faults"] == {"shown": "1", "ref": None, "value": 1}
    assert cells(0)["on"] == {"shown": "6 August 2018", "ref": None, "value": "2018-08-06"}
    assert cells(0)["name"]["value"] == "ZR1 Northmere University Hospitals"


def test_what_is_absent_has_no_value_and_says_why() -> None:
    assert cells(1)["plan"] == {
        "shown": "Not submitted",
        "ref": None,
        "value": None,
        "absent": "not submitted",
    }
    assert cells(1)["on"] == {"shown": "", "ref": None, "value": None}
    assert cells(2)["name"]["value"] == "System"
    assert cells(2)["wte"]["value"] is None  # a cell that is not there at all


def test_an_incomplete_total_says_what_is_absent() -> None:
    found = cells(2)["plan"]
    assert found["value"] == -1_150_000_000
    assert found["complete"] is False
    assert found["absent"] == {"not submitted": 1}
    assert found["shown"] == "(11.5) (1 not submitted)"


def test_a_figure_names_itself_and_the_assumed_values_it_rests_on() -> None:
    figure = cell(2, "a")
    halved = (figure * rate(Fraction(1, 2), "share", status="assumed")).named("Half")
    rows = [Row(cells={"plan": figure}), Row(cells={"plan": halved})]
    lines = json.loads(json_text([table(*rows)]))["tables"][0]["rows"]
    assert lines[0]["cells"]["plan"]["ref"] == "cell:a"
    assert lines[0]["cells"]["plan"]["assumed"] == []
    assert lines[1]["cells"]["plan"]["ref"] is None
    assert lines[1]["cells"]["plan"]["assumed"] == ["parameter:payment/share@2023-03-01"]


def test_the_pound_sign_stays_readable_and_the_text_ends_in_a_line() -> None:
    made = json_text([northmere()])
    assert "£m" in made
    assert made.endswith("}\n")


def test_nothing_extra_takes_a_name_of_the_schema() -> None:
    with pytest.raises(TakenNameError, match="the schema's own: schema, tables"):
        json_text([], {"tables": 1, "schema": 2, "other": 3})
