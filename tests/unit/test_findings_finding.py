"""Findings: their places, their order, groups of equal ones, and those that block."""

import pytest

from equipoise.findings import (
    Finding,
    Severity,
    blocking,
    grouped,
    in_order,
    without_consequences,
)
from equipoise.workings import Reference

MUST_FIX, EXPLAIN, NOTE = Severity
FILE = "3f2a9c1e07bd"


def cell(name: str, sheet: str = "Income") -> Reference:
    return Reference("file", (FILE, sheet, name))


def finding(
    place: Reference,
    *,
    code: str = "EQ-TPL-003",
    severity: Severity = MUST_FIX,
    organisation: str = "ZR2",
    found: str = "",
    caused_by: tuple[Reference, ...] = (),
) -> Finding:
    return Finding(
        code=code,
        severity=severity,
        place=place,
        organisation=organisation,
        part="finance",
        message="A cell that needs a number holds text.",
        remedy="Type the number alone.",
        found=found,
        caused_by=frozenset(caused_by),
    )


def cells(findings: tuple[Finding, ...]) -> list[str]:
    return [found.cell for found in findings]


def test_severities_are_written_as_people_read_them() -> None:
    assert [str(severity) for severity in Severity] == ["Must fix", "Explain", "Note"]


@pytest.mark.parametrize(
    ("place", "sheet", "name"),
    [
        (cell("F23"), "Income", "F23"),
        (Reference("file", (FILE, "Income")), "Income", ""),
        (Reference("file", (FILE,)), "", ""),
        (Reference("figure", ("2023-24", "ZQ1", "capital", "planned")), "", ""),
    ],
)
def test_only_a_place_in_a_file_has_a_sheet_and_a_cell(
    place: Reference, sheet: str, name: str
) -> None:
    found = finding(place)
    assert (found.sheet, found.cell) == (sheet, name)


def test_the_gravest_comes_first_then_body_code_sheet_row_and_column() -> None:
    expected = [
        finding(cell("AA9"), organisation="ZQ1", code="EQ-TPL-009"),
        finding(cell("Z9", "Capital")),
        finding(cell("F9")),
        finding(cell("Z9")),
        finding(cell("AA9")),
        finding(cell("F10")),
        finding(cell("A1"), code="EQ-TPL-004"),
        finding(cell("A1"), severity=EXPLAIN),
        finding(cell("A1"), severity=NOTE),
    ]
    assert list(in_order(reversed(expected))) == expected


def test_three_cells_of_one_sheet_are_one_row() -> None:
    texts = [finding(cell(name), found=f"£{name}") for name in ("F25", "F23", "F24")]
    (group,) = grouped(texts)
    assert group.places == "F23, F24, F25"
    assert group.first.cell == "F23"
    assert cells(group.findings) == ["F23", "F24", "F25"]


def test_what_stands_elsewhere_or_says_otherwise_is_a_group_of_its_own() -> None:
    other_sheet = finding(cell("F23", "Spend"))
    other_body = finding(cell("F23"), organisation="ZR3")
    lighter = finding(cell("F24"), severity=NOTE)
    groups = grouped([lighter, other_body, other_sheet, finding(cell("F23"))])
    assert [(group.first.organisation, group.first.sheet) for group in groups] == [
        ("ZR2", "Income"),
        ("ZR2", "Spend"),
        ("ZR3", "Income"),
        ("ZR2", "Income"),
    ]
    assert groups[-1].first is lighter


def test_a_group_without_cells_lists_references() -> None:
    place = Reference("figure", ("2023-24", "ZQ1", "capital", "planned"))
    (group,) = grouped([finding(place)])
    assert group.places == "figure:2023-24/ZQ1/capital/planned"


def test_only_what_must_be_fixed_blocks() -> None:
    listed = [finding(cell("F23"), severity=severity) for severity in Severity]
    assert [found.severity for found in blocking(listed)] == [MUST_FIX]


def test_a_chain_leaves_its_first_cause() -> None:
    listed = [
        finding(cell("A1")),
        finding(cell("A2"), caused_by=(cell("A1"),)),
        finding(cell("A3"), caused_by=(cell("A2"), cell("Z99"))),
    ]
    assert cells(without_consequences(reversed(listed))) == ["A1"]


def test_a_cause_without_a_finding_explains_nothing() -> None:
    listed = [finding(cell("A1"), caused_by=(cell("Z99"),))]
    assert cells(without_consequences(listed)) == ["A1"]


def test_nothing_explains_itself() -> None:
    two = [
        finding(cell("A1"), caused_by=(cell("A1"),)),
        finding(cell("A1"), code="EQ-TOT-001", caused_by=(cell("A1"),)),
    ]
    assert len(without_consequences(two)) == 2


def test_a_ring_stays_until_something_outside_explains_it() -> None:
    ring = [
        finding(cell("A1"), caused_by=(cell("A2"),)),
        finding(cell("A2"), caused_by=(cell("A1"),)),
        finding(cell("A3"), caused_by=(cell("A2"),)),
    ]
    assert cells(without_consequences(ring)) == ["A1", "A2", "A3"]
    outside = finding(cell("A4"))
    broken = [*ring[:1], finding(cell("A2"), caused_by=(cell("A1"), cell("A4"))), ring[2]]
    assert cells(without_consequences([*broken, outside])) == ["A4"]


def test_a_note_does_not_hide_what_must_be_fixed() -> None:
    note = finding(cell("A1"), severity=NOTE)
    wrong = finding(cell("A2"), caused_by=(cell("A1"),))
    assert cells(without_consequences([note, wrong])) == ["A2", "A1"]
    grave = finding(cell("A1"), code="EQ-TOT-001")
    assert cells(without_consequences([note, grave, wrong])) == ["A1", "A1"]
