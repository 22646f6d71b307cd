"""Findings let stand: by whom, until when, and where."""

from dataclasses import replace
from datetime import date

import pytest

from equipoise.findings import Waived, Waiver, WaiverError, WaiverKind, apart
from tests.unit.test_findings_finding import cell, finding

WAIVER = Waiver(
    code="EQ-TPL-003",
    place=cell("F23"),
    kind=WaiverKind.AGREED_EXCEPTION,
    reason="The contract is signed next week.",
    requester="a.clerk",
    approver="a.chief",
    expires_on=date(2023, 5, 4),
)
DAY_BEFORE = date(2023, 5, 3)


def test_a_waiver_covers_its_own_check_and_cell_only() -> None:
    assert WAIVER.covers(finding(cell("F23")), DAY_BEFORE)
    assert not WAIVER.covers(finding(cell("F24")), DAY_BEFORE)
    assert not WAIVER.covers(finding(cell("F23"), code="EQ-TPL-004"), DAY_BEFORE)


def test_a_waiver_ends_on_the_day_it_expires() -> None:
    assert not WAIVER.covers(finding(cell("F23")), WAIVER.expires_on)


def named(*, reason: str = "Why.", requester: str = "a.clerk", approver: str = "a.chief") -> Waiver:
    return replace(WAIVER, reason=reason, requester=requester, approver=approver)


@pytest.mark.parametrize("needed", ["reason", "requester", "approver"])
@pytest.mark.parametrize("text", ["", "  "])
def test_a_waiver_lacks_nothing(needed: str, text: str) -> None:
    with pytest.raises(WaiverError, match=f"EQ-TPL-003 lacks its {needed}"):
        named(**{needed: text})


@pytest.mark.parametrize("approver", ["a.clerk", " a.clerk "])
def test_nobody_approves_what_they_asked_for(approver: str) -> None:
    with pytest.raises(WaiverError, match=r"a\.clerk cannot approve a waiver they asked for"):
        replace(WAIVER, approver=approver)


def test_findings_are_parted_and_each_is_waived_once() -> None:
    covered, open_ = finding(cell("F23")), finding(cell("F24"))
    second = replace(WAIVER, reason="Twice over.")
    counting, waived = apart([covered, open_], iter([WAIVER, second]), DAY_BEFORE)
    assert counting == (open_,)
    assert waived == (Waived(finding=covered, waiver=WAIVER),)
    assert apart([covered, open_], [WAIVER], WAIVER.expires_on) == ((covered, open_), ())
