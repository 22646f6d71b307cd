"""Keys, their references, and what is refused."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from equipoise.cube import BadKeyError, Cell, CellKey, NotACellError, OutOfRangeError
from equipoise.units import Absence, FinancialYear, Period
from equipoise.workings import Reference

YEAR = FinancialYear(2023)
KEY = CellKey(
    organisation="ZR1",
    counterparty="ZQ1",
    measure="income.patient_care",
    period=YEAR.month(6),
    layer="plan",
)
SOURCE = Reference("file", ("3f2a9c1e07bd", "Income", "F23"))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        # CONVENTIONS 19 spells this one out
        ({}, "cell:2023-24/ZR1/income.patient_care/M06/ZQ1/plan"),
        ({"counterparty": None}, "cell:2023-24/ZR1/income.patient_care/M06/plan"),
        ({"item": "E01"}, "cell:2023-24/ZR1/income.patient_care/M06/ZQ1/E01/plan"),
        (
            {"item": "E 1", "counterparty": None},
            "cell:2023-24/ZR1/income.patient_care/M06/-/E%201/plan",
        ),
        ({"item": "-"}, "cell:2023-24/ZR1/income.patient_care/M06/ZQ1/-/plan"),
        ({"period": YEAR.period}, "cell:2023-24/ZR1/income.patient_care/Y/ZQ1/plan"),
        ({"layer": "transfer.D3"}, "cell:2023-24/ZR1/income.patient_care/M06/ZQ1/transfer.D3"),
        (
            {"period": Period(date(2023, 4, 15), date(2023, 5, 1))},
            "cell:2023-24/ZR1/income.patient_care/2023-04-15_2023-05-01/ZQ1/plan",
        ),
    ],
)
def test_a_reference_names_every_part(changes: dict[str, Any], expected: str) -> None:
    key = replace(KEY, **changes)
    assert str(key) == expected
    assert str(key.reference("v3")) == f"{expected}@v3"
    assert CellKey.of(Reference.parse(f"{expected}@v3")) == key


@pytest.mark.parametrize(
    ("part", "found"),
    [
        ("organisation", ""),
        ("measure", ""),
        ("layer", ""),
        ("layer", ".D3"),
        ("counterparty", ""),
        ("counterparty", "-"),
        ("item", "\ud800"),
        ("organisation", 7),
        ("period", Period(date(2023, 3, 1), date(2023, 5, 1))),
        ("period", Period(date(2023, 4, 1), date(2024, 4, 2))),
        ("period", Period(date(999, 4, 1), date(999, 5, 1))),
        ("period", Period(date(9998, 4, 1), date(9998, 5, 1))),
    ],
)
def test_what_makes_no_key_is_refused(part: str, found: Any) -> None:
    with pytest.raises(BadKeyError, match=f"{part} of a cell must be") as caught:
        replace(KEY, **{part: found})
    assert caught.value.part == part


@pytest.mark.parametrize(
    "text",
    [
        "file:2023-24/ZR1/income/M06/plan",
        "cell:2023-24/ZR1/income/plan",
        "cell:2023-24/ZR1/income/M06/ZQ1/E01/more/plan",
        "cell:2023-24/ZR1/income/M06/-/plan",
        "cell:2023-24/ZR1/income/M13/plan",
        "cell:2023-25/ZR1/income/M06/plan",
        "cell:202324/ZR1/income/M06/plan",
        "cell:2023%2F24/ZR1/income/M06/plan",
        "cell:2023-24/ZR1/income/2023-05-01_2023-06-01/plan",
        "cell:2022-23/ZR1/income/2023-04-15_2023-05-01/plan",
        "cell:2023-24/ZR1/income/2023-05-01_2023-04-01/plan",
        "cell:2023-24/ZR1/income/M06/.D3",
    ],
)
def test_another_spelling_is_no_cell(text: str) -> None:
    with pytest.raises(NotACellError) as caught:
        CellKey.of(Reference.parse(text))
    assert caught.value.found == Reference.parse(text)


def test_the_layer_base_is_the_text_before_the_full_stop() -> None:
    assert KEY.layer_base == "plan"
    assert replace(KEY, layer="transfer.D3.1").layer_base == "transfer"


@pytest.mark.parametrize("value", [0, -(2**63), 2**63 - 1, Absence.SUPPRESSED])
def test_a_cell_holds_64_bits_or_an_absence(value: int | Absence) -> None:
    assert Cell(key=KEY, value=value, source=SOURCE).value == value


@pytest.mark.parametrize("value", [-(2**63) - 1, 2**63])
def test_a_value_beyond_64_bits_is_refused(value: int) -> None:
    with pytest.raises(OutOfRangeError, match=f"M06/ZQ1/plan: {value} is not from") as caught:
        Cell(key=KEY, value=value, source=SOURCE)
    assert (caught.value.place, caught.value.found) == (KEY, value)


@pytest.mark.parametrize("value", [None, True, 1.0, "7", "missing"])
def test_nothing_but_a_whole_number_is_a_value(value: Any) -> None:
    with pytest.raises(TypeError, match="neither a whole number nor an absence"):
        Cell(key=KEY, value=value, source=SOURCE)
