"""Faults planted in the sheets of activity, quality, specialised services, risk, cash and words."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Final

import pytest

from equipoise.sheets import Identity, Reading, parts_of
from tests.workbooks.conftest import Read
from tests.workbooks.planting import ICB, NATION, THOUSAND, TRUST, planted, written
from tests.workbooks.whole_plans import whole

SERVICE: Final[dict[str, str | int | None]] = dict.fromkeys(
    [f"{column}15" for column in "HIJKLMNOPQRS"], 10
)
"""Twelve months of the first spare row of a service line."""
CORPUS: Final[list[tuple[str, dict[str, str | int | None], list[tuple[str, str]]]]] = [
    ("Nature", {"E8": "n/a"}, [("text", "Nature!E8")]),
    ("Nature", {"D12": 1}, [("overwritten", "Nature!D12")]),
    ("Bridge", {"D8": None}, [("blank", "Bridge!D8")]),
    ("Bridge", {"D18": 5}, [("overwritten", "Bridge!D18")]),
    ("Bridge", {"D21": "0.001"}, [("too precise", "Bridge!D21")]),
    ("Purchases", {"C10": "ZR9"}, [("code changed", "Purchases!C10")]),
    ("Activity", {"G8": "many"}, [("text", "Activity!G8")]),
    ("Activity", {"G13": "0.5"}, [("too precise", "Activity!G13")]),
    ("Quality", {"D8": 1}, [("overwritten", "Quality!D8")]),
    ("Signoffs", {"D10": "Huge"}, [("not in list", "Signoffs!D10")]),
    ("Signoffs", {"D10": None, "E10": None}, []),
    ("Signoffs", {"B11": "S1", "C11": "Again"}, [("twice", "Signoffs!B11")]),
    ("Specialised", {"E11": "Dialysis"}, [("code changed", "Specialised!E11")]),
    ("Specialised", {"C15": "ZR1", **SERVICE}, [("blank", "Specialised!E15")]),
    ("Specialised", {"C15": "ZR1", "E15": "Renal\u202e", **SERVICE}, [
        ("not a code", "Specialised!E15"),
    ]),
    ("Specialised", {"C15": "ZR1", "E15": "Transplants", **SERVICE}, [
        ("twice", "Specialised!C15"),
    ]),
    ("Specialised", {"C15": "ZR1", "E15": "Burns", **SERVICE}, []),
    ("Specialised", {"C15": "ZR1", "E15": "Burns"}, [
        ("blank", f"Specialised!{place}") for place in SERVICE
    ]),
    ("Efficiency", {"H13": "Cost"}, [("not in list", "Efficiency!H13")]),
    ("Risk", {"G13": None}, [("blank", "Risk!G13")]),
    ("Risk", {"H13": "high"}, [("text", "Risk!H13")]),
    ("Risk", {"E13": "Sideways"}, [("not in list", "Risk!E13")]),
    ("Risk", {"B14": "R1"}, [("twice", "Risk!B14")]),
    ("Risk", {"B13": None}, [("blank", "Risk!B13")]),
    ("Risk", {"F10": 1}, [("overwritten", "Risk!F10")]),
    ("Cash", {"D8": "n/a"}, [("text", "Cash!D8")]),
    ("Cash", {"D13": 7}, [("overwritten", "Cash!D13")]),
    ("Narrative", {"D10": None}, []),
    ("Narrative", {"B18": "extra"}, [("blank", "Narrative!C18")]),
]  # fmt: skip


@cache
def form() -> bytes:
    return written(TRUST, whole(TRUST), parts_of(TRUST.kind))


@cache
def three_years() -> bytes:
    trust = replace(TRUST, years=3)
    return written(trust, whole(trust), parts_of(trust.kind))


def reading(found: object) -> Reading:
    assert isinstance(found, Reading), found
    return found


@pytest.mark.parametrize(("sheet", "cells", "expected"), CORPUS, ids=str)
def test_a_planted_fault_is_found_where_it_was_planted(
    read: Read, sheet: str, cells: dict[str, str | int | None], expected: list[tuple[str, str]]
) -> None:
    faults = reading(read(planted(form(), sheet, **cells))).faults
    told = [(fault.kind.value, "!".join(fault.place.parts[1:])) for fault in faults]
    assert sorted(told) == sorted(expected)


@pytest.mark.parametrize("identity", [TRUST, ICB, NATION], ids=["trust", "icb", "nation"])
def test_no_part_of_a_good_form_has_a_fault(read: Read, identity: Identity) -> None:
    good = written(identity, whole(identity), parts_of(identity.kind))
    assert reading(read(good)).faults == ()


@pytest.mark.parametrize(
    ("sheet", "cells", "expected"),
    [
        ("Income", {"S23": None}, [("blank", "Income!S23")]),
        ("Income", {"T23": "'520,000"}, [("text", "Income!T23")]),
        ("Income", {"T21": 1}, [("overwritten", "Income!T21")]),
        ("Bridge", {"E8": None}, [("blank", "Bridge!E8")]),
        ("Bridge", {"F18": 1}, [("overwritten", "Bridge!F18")]),
        ("Efficiency", {"V13": "0.001"}, [("too precise", "Efficiency!V13")]),
        ("Income", {"S5": None}, [("missing column", "Income")]),
    ],
    ids=str,
)
def test_a_later_year_is_read_as_closely_as_the_first(
    read: Read, sheet: str, cells: dict[str, str | int | None], expected: list[tuple[str, str]]
) -> None:
    faults = reading(read(planted(three_years(), sheet, **cells))).faults
    told = [(fault.kind.value, "!".join(fault.place.parts[1:])) for fault in faults]
    assert [one for one in told if one[0] != "formula changed"] == expected


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"E8": None}, [("blank", "Quality!E8")]),
        ({"E12": "66.7%"}, [("text", "Quality!E12")]),
        ({"P16": "0.5"}, [("too precise", "Quality!P16")]),
        ({"D8": 1, "D12": 1}, [("overwritten", "Quality!D8"), ("overwritten", "Quality!D12")]),
    ],
    ids=str,
)
def test_the_trajectories_of_an_icb_are_read_as_closely_as_those_of_a_trust(
    read: Read, cells: dict[str, str | int | None], expected: list[tuple[str, str]]
) -> None:
    """Nine lines: D8 sums its months, D12 is what its last month is."""
    icb = written(ICB, whole(ICB), parts_of(ICB.kind))
    faults = reading(read(planted(icb, "Quality", **cells))).faults
    told = [(fault.kind.value, "!".join(fault.place.parts[1:])) for fault in faults]
    assert sorted(told) == sorted(expected)


def test_a_service_line_added_in_a_spare_row_is_read(read: Read) -> None:
    cells: dict[str, str | int | None] = {"C15": "zr1", "E15": " Burns ", **SERVICE}
    found = reading(read(planted(form(), "Specialised", **cells)))
    added = [cell for cell in found.cells if cell.key.item == "Burns"]
    assert {cell.key.counterparty for cell in added} == {"ZR1"}
    assert [cell.value for cell in added] == [10 * THOUSAND] * 12


def test_the_words_of_a_register_come_back(read: Read) -> None:
    found = {(one.kind, one.ref): one for one in reading(read(form())).items}
    assert dict(found["signoff", "S1"].attributes) == {
        "impact": "None", "assessor": "A. Clinician",
    }  # fmt: skip
    assert dict(found["risk", "R2"].attributes) == {"owner": "Board", "trend": "Falling"}
    assert found["chapter", "summary"].attributes["text"] == "A plan of every part."
    assert not found["chapter", "risks"].attributes
