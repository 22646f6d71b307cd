"""Northmere's four returns together: what the first plan of the system gets wrong.

Expected figures are those of fact book 5: contracts 3,500 and (1,200) apart, capital 93,200
against 92,000, and a sum of plans that is just its control total, (9,000).
"""

from pathlib import Path

from equipoise.checks import SYSTEM, Line, Place, SystemCells
from equipoise.cube import Cells
from equipoise.findings import Severity
from equipoise.params import load
from equipoise.register import Kind, Organisation
from equipoise.samples import PACK
from tests.workbooks.checks_cases import KNOWN_ON, YEAR, good, reading
from tests.workbooks.planting import CHART

NAMES = {
    "ZQ1": "NHS Northmere ICB",
    "ZR1": "Northmere University Hospitals",
    "ZR2": "Calder Vale Hospitals",
    "ZR3": "Northmere Partnership",
}


def organisation(code: str) -> Organisation:
    kind = Kind.ICB if code == "ZQ1" else Kind.PROVIDER
    return Organisation(
        code=code, name=NAMES[code], kind=kind, opens_on=None, closes_on=None, source="made up"
    )


def northmere(folder: Path) -> SystemCells:
    readings = {code: reading(good(code)) for code in NAMES}

    def place_of(body: str, line: Line) -> Place | None:
        ref = readings[body].place(*line)
        return Place(ref=ref, organisation=body, part="finance") if ref else None

    return SystemCells(
        system=organisation("ZQ1"),
        members={code: organisation(code) for code in NAMES},
        year=YEAR,
        cells=Cells.write([c for r in readings.values() for c in r.cells], folder / "cells"),
        chart=CHART,
        layers=("plan", "transfer"),
        place_of=place_of,
    )


def test_the_first_plan_of_northmere_has_three_faults(tmp_path: Path) -> None:
    every = SYSTEM.findings(northmere(tmp_path), load(PACK / "params"), known_on=KNOWN_ON)
    found = [one for one in every if one.severity is Severity.MUST_FIX]
    assert [(one.code, one.organisation, one.found, one.expected) for one in found] == [
        ("EQ-CAP-001", "ZQ1", "93,200", "92,000"),
        ("EQ-CON-001", "ZR1", "1,023,500", "1,020,000"),
        ("EQ-CON-001", "ZR3", "358,800", "360,000"),
    ]
    assert [one.message for one in found] == [
        "NHS Northmere ICB plans £1.2 million more operational capital than its envelope.",
        "Northmere University Hospitals expects £3.5 million more from NHS Northmere ICB than NHS "
        "Northmere ICB plans to pay: 1,023,500 against 1,020,000 (£000). Northmere University "
        "Hospitals: sheet Income, cell F23. NHS Northmere ICB: sheet Spend, cell F21.",
        "Northmere Partnership expects £1.2 million less from NHS Northmere ICB than NHS Northmere "
        "ICB plans to pay: 358,800 against 360,000 (£000). Northmere Partnership: sheet Income, "
        "cell F23. NHS Northmere ICB: sheet Spend, cell F23.",
    ]


def test_the_surplus_of_the_icb_is_disclosed(tmp_path: Path) -> None:
    """6,000 against (14,500), (9,000) before 6,000 of support, and 2,500: (21,000) and (15,000)."""
    every = SYSTEM.findings(northmere(tmp_path), load(PACK / "params"), known_on=KNOWN_ON)
    (found,) = [one for one in every if one.severity is Severity.EXPLAIN]
    assert found.message == (
        "NHS Northmere ICB plans a surplus of £6.0 million, and the providers of NHS Northmere ICB "
        "a deficit of £21.0 million together. Without the surplus of the ICB the system would "
        "stand at (£21.0 million), not (£15.0 million), all excluding support."
    )
    assert (found.code, found.organisation, found.part) == ("EQ-SYS-004", "ZQ1", "finance")


def test_the_positions_of_northmere_are_those_of_the_worked_example(tmp_path: Path) -> None:
    subject = northmere(tmp_path)
    positions = {code: subject.value(code, "position.including") for code in NAMES}
    thousand = 100_000
    assert positions == {
        "ZQ1": 6_000 * thousand,
        "ZR1": -14_500 * thousand,
        "ZR2": -3_000 * thousand,
        "ZR3": 2_500 * thousand,
    }
    assert subject.value("ZR2", "position.excluding") == -9_000 * thousand
