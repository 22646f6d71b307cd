"""What a decision leaves untold: the bridge, the nature of income, the underlying position.

Made up. TRUST has income of £480 million from its ICB, and breaks even.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import pytest

from equipoise.findings import Finding, Severity
from equipoise.sheets import Line
from equipoise.units import Absence
from tests.workbooks.made_plans import MILLION, equal, line, only
from tests.workbooks.pairs_system import ICB, NORTHMERE, PARTNER, TRUST

CODE: Final = "EQ-SYS-005"
CONTRACT: Final = line("income.patient_care", "ZQ1")
ONE_OFF: Final = line("efficiency.non_recurrent")
COST: Final = line("nonpay.other")


def told(*moves: tuple[str, Line, int]) -> list[Finding]:
    decided = NORTHMERE.deciding("D7", {(body, row): pence for body, row, pence in moves})
    return only(decided.findings(), CODE)


def short(found: list[Finding]) -> dict[str, tuple[str, int | None]]:
    """Return of each line whose it is, and by how much it no longer adds up."""
    return {finding.row: (finding.organisation, finding.worth) for finding in found}


def test_a_contract_moves_the_bridge_the_nature_and_the_underlying_position() -> None:
    found = told(("ZR2", CONTRACT, -2 * MILLION))
    assert short(found) == {
        "Plan before support": ("ZR2", 2 * MILLION),
        "Patient care income by nature": ("ZR2", 2 * MILLION),
        "Underlying position as stated": ("ZR2", 2 * MILLION),
    }
    assert {finding.severity for finding in found} == {Severity.EXPLAIN}
    assert {finding.part for finding in found} == {"finance"}


def test_it_is_said_by_how_much_and_who_restates_it() -> None:
    (nature,) = (f for f in told(("ZR2", CONTRACT, -2 * MILLION)) if f.sheet == "Nature")
    assert nature.message == (
        "Patient care income by nature of Calder Vale Hospitals stands at 480,000 (£000), as it "
        "was returned. Decisions since then (D7) moved income from patient care by (£2.0 million), "
        "and not this line: it no longer adds up by £2.0 million. Calder Vale Hospitals must "
        "restate it."
    )
    assert (nature.found, nature.expected) == ("480,000", "478,000")


@pytest.mark.parametrize("pence", [1, -1])
def test_a_penny_is_told(pence: int) -> None:
    assert len(told(("ZR2", CONTRACT, pence))) == 3


def test_a_saving_is_no_income_and_a_one_off_one_does_not_last() -> None:
    """The underlying position leaves one-off savings out, so only the bridge is short."""
    recurrent = told(("ZR2", COST, -MILLION))
    assert [one.row for one in recurrent] == [
        "Plan before support", "Underlying position as stated",
    ]  # fmt: skip
    one_off = told(("ZR2", COST, -MILLION), ("ZR2", ONE_OFF, MILLION))
    assert short(one_off) == {"Plan before support": ("ZR2", MILLION)}


def test_an_icb_has_no_nature_of_income() -> None:
    found = told(("ZQ1", line("spend.healthcare", "ZR2"), MILLION))
    assert short(found) == {
        "Plan before support": ("ZQ1", MILLION),
        "Underlying position as stated": ("ZQ1", MILLION),
    }


def test_decisions_that_cancel_out_leave_every_line_as_it_is() -> None:
    one = NORTHMERE.deciding("D1", {("ZR2", CONTRACT): -MILLION})
    assert only(one.deciding("D2", {("ZR2", CONTRACT): MILLION}).findings(), CODE) == []
    both = only(one.deciding("D2", {("ZR2", CONTRACT): -MILLION}).findings(), CODE)
    assert "(D1, D2) moved" in both[0].message
    assert both[0].worth == 2 * MILLION


def test_a_line_restated_with_the_decision_is_not_told() -> None:
    nature, growth = line("nature.fixed"), line("bridge.growth")
    found = told(("ZR2", CONTRACT, -MILLION), ("ZR2", nature, -MILLION), ("ZR2", growth, -MILLION))
    assert [one.row for one in found] == ["Underlying position as stated"]


def test_what_moves_no_line_that_is_told_again_is_not_told() -> None:
    assert told(("ZR2", line("capital.operational"), MILLION)) == []
    assert only(NORTHMERE.findings(), CODE) == []


def test_a_line_that_was_left_blank_is_not_judged() -> None:
    blank: list[int | Absence] = [Absence.MISSING, *equal(480 * MILLION)[1:]]
    trust = TRUST.having({line("nature.fixed"): blank})
    system = replace(NORTHMERE, plans=(ICB, trust, PARTNER))
    found = only(system.deciding("D1", {("ZR2", CONTRACT): -MILLION}).findings(), CODE)
    assert "Patient care income by nature" not in {one.row for one in found}
