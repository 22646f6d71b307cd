"""The adding-up rules of the national account forms, as the forms themselves state them.

Source: the facts beside the forms ("Checks"), written down from the forms by hand.
"""

from __future__ import annotations

import pytest

from equipoise.sheets import Book, FaultKind
from equipoise.sheets.foreign_checks import Understood, form_faults, understood
from equipoise.sheets.foreign_places import Finder
from equipoise.sheets.places import Places
from tests.workbooks import tac

pytestmark = tac.needed
SOCI, NOTES = "TAC02 SoCI", "TAC28 Disclosures"
DUTY = "OTD0230 + OTD0240 + OTD0250 + OTD0255 + OTD0256 + OTD0257 + OTD0260"


@pytest.mark.parametrize(
    ("year", "sheet", "subcode", "rule"),
    [
        (2023, SOCI, "SCI0140A", "SCI0100A + SCI0110A + SCI0125A"),
        (2019, SOCI, "SCI0140A", "SCI0100A + SCI0110A + SCI0125A"),
        (2023, SOCI, "SCI0180", "SCI0150 + SCI0160 + SCI0170"),
        (2019, SOCI, "SCI0180", "SCI0150 + SCI0160 + SCI0170"),
        (2023, SOCI, "SCI0240", "SCI0240A + SCI0240B"),
        (2019, SOCI, "SCI0240", "SCI0240A + SCI0240B"),
        (2023, NOTES, "OTD0270", DUTY),
        (2023, NOTES, "OTD0450", "OTD0420 + OTD0430 + OTD0440 + OTD0445 + OTD0370"),
        (2019, NOTES, "OTD0450", "OTD0420 + OTD0430 + OTD0370"),
        (2023, NOTES, "OTD0470", "OTD0460 - OTD0450"),
        (2019, NOTES, "OTD0470", "OTD0460 - OTD0450"),
    ],
)
def test_a_rule_is_read_from_the_form(year: int, sheet: str, subcode: str, rule: str) -> None:
    assert tac.in_codes(year, sheet, subcode) == rule


def test_the_break_even_duty_had_five_lines_in_2019() -> None:
    found = tac.in_codes(2019, NOTES, "OTD0270")
    assert (found.count("+"), found[:7], found[-7:]) == (4, "OTD0230", "OTD0260")


@pytest.mark.parametrize(("year", "columns"), [(2023, "FGT"), (2019, "FGP")])
def test_the_cumulative_position_is_last_years_and_this_years(year: int, columns: str) -> None:
    assert {tac.in_codes(year, NOTES, "OTD0290", column) for column in columns} == {
        "OTD0290 + OTD0280"
    }


@pytest.mark.parametrize(
    ("year", "expected"),
    [(2023, Understood(formulas=1929, run=1896)), (2019, Understood(formulas=1686, run=1685))],
)
def test_nearly_every_formula_is_understood_and_run(year: int, expected: Understood) -> None:
    """Not run: 28 that show the name of their sheet, 6 with a reference that was lost (#REF!)."""
    assert understood(tac.form(year)) == expected


def test_a_filled_form_that_adds_up_has_no_faults_and_one_penny_off_is_found() -> None:
    amounts = {(SOCI, "E17"): -400, (SOCI, "E20"): 25, ("TAC08 Op Exp", "E18"): 60_000}
    filled = tac.calculated(tac.form(2023), amounts)
    finder, places = Finder(filled), Places("a" * 12)
    assert list(form_faults(filled, {}, finder=finder, places=places)) == []
    assert filled.sheets[SOCI][25, 5].text == "-60375"
    off = filled.sheets[SOCI][25, 5]._replace(text="-60375.01")
    wrong = Book({**filled.sheets, SOCI: {**filled.sheets[SOCI], (25, 5): off}})
    found = list(form_faults(wrong, {}, finder=Finder(wrong), places=places))
    told = [(fault.kind, fault.place.parts[1:], fault.found) for fault in found]
    assert told[0] == (FaultKind.WRONG_RESULT, (SOCI, "E25"), "-60375.01")
    assert "SURPLUS/(DEFICIT) FROM CONTINUING OPERATIONS SCI0240A (E23)" in found[0].expected
    assert found[0].expected.startswith("-60375: ")
