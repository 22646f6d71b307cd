"""Places cover a system's practices once: each fault at its row, and nothing where all is well."""

from datetime import date

import pytest

from equipoise.checks import PLACES, Grouping, Membership
from equipoise.findings import Finding, Severity
from equipoise.params import load
from equipoise.units import FinancialYear
from equipoise.workings import Reference

PRACTICES = {"ZA1": "Ash Surgery", "ZA2": "Birch Surgery"}


def found(*members: tuple[str, str]) -> tuple[Finding, ...]:
    grouping = Grouping(
        year=FinancialYear(2023),
        system="ZQ1",
        source=Reference("file", ("places.csv",)),
        members=tuple(
            Membership(
                practice=practice, place=place, said_at=Reference("file", ("places.csv", f"r{row}"))
            )
            for row, (practice, place) in enumerate(members, start=2)
        ),
        practices=PRACTICES,
    )
    return PLACES.findings(grouping, load(), known_on=date(2023, 5, 4))


def test_places_that_cover_all_practices_once_have_no_findings() -> None:
    assert found(("ZA1", "East"), ("ZA2", "West")) == ()


@pytest.mark.parametrize(
    ("members", "code", "place", "message"),
    [
        (
            [("ZA1", "East"), ("ZA2", "West"), ("ZA1", "West")],
            "EQ-PLC-001",
            "file:places.csv/r4",
            "ZA1 stands in East and in West. Its people would be counted twice.",
        ),
        (
            [("ZA1", "East"), ("ZA2", "West"), ("ZA1", "East")],
            "EQ-PLC-001",
            "file:places.csv/r4",
            "ZA1 stands in East twice. Its people would be counted twice.",
        ),
        (
            [("ZA1", "East")],
            "EQ-PLC-002",
            "file:places.csv",
            "ZA2 (Birch Surgery) of ZQ1 stands in no place. Its people would not be counted.",
        ),
        (
            [("ZA1", "East"), ("ZA2", "West"), ("ZB1", "West")],
            "EQ-PLC-003",
            "file:places.csv/r4",
            "ZB1 in West is not a practice of ZQ1 in the file of populations.",
        ),
    ],
)
def test_a_practice_out_of_place_is_told_at_its_row(
    members: list[tuple[str, str]], code: str, place: str, message: str
) -> None:
    (finding,) = found(*members)
    assert (finding.code, str(finding.place), finding.message) == (code, place, message)
    assert finding.severity is Severity.MUST_FIX
    assert finding.organisation == "ZQ1"
