"""What a plan comes to against its limits. Amounts in £000 from fact book 5, section 6."""

from fractions import Fraction

import pytest

from equipoise.usecases.lock import preview
from equipoise.usecases.locks import LockedError
from equipoise.usecases.refusals import UnknownError
from equipoise.usecases.rights import NotAllowedError
from equipoise.usecases.verdict import one_off_effect, verdict
from equipoise.workings import Support
from tests.northmere_figures import statement
from tests.northmere_round import SYSTEM, TODAY, Northmere, money, thousands


def test_each_version_against_its_limits(closed: Northmere) -> None:
    expected = {1: (-9_000, 0, 2_300, 1_200), 2: (-11_300, -2_300, 0, 1_200), 3: (-9_000, 0, 0, 0)}
    for number, (position, beyond, net, over) in expected.items():
        found = verdict(statement(closed, number))
        assert thousands(found.position) == position
        assert thousands(found.other) == position - 6_000
        assert (found.reading, found.other_reading) == (Support.WITH, Support.WITHOUT)
        assert found.beyond_limit == money(beyond)
        assert found.net == money(net)
        assert found.gross == (money(4_700) if number == 1 else 0)
        assert found.over_envelope == money(over)
    share = verdict(statement(closed, 3)).one_off_share
    assert share is not None
    assert share.value == Fraction(35_100, 98_300)


def test_one_off_savings_make_the_position_less_them_worse(closed: Northmere) -> None:
    """(42,600) goes to (44,100)."""
    assert one_off_effect(statement(closed, 1), statement(closed, 3)) == -money(1_500)


def test_what_is_about_to_be_locked_is_seen_first(closed: Northmere) -> None:
    found = preview(closed.one, SYSTEM, by=closed.lead, on=TODAY).result
    assert thousands(found.position.including) == -9_000
    with pytest.raises(NotAllowedError):
        preview(closed.one, SYSTEM, by=closed.approver("ZR1"), on=TODAY)
    closed.lock()
    with pytest.raises(LockedError):
        preview(closed.one, SYSTEM, by=closed.lead, on=TODAY)


def test_before_anything_is_collated_there_is_nothing_to_see(opened: Northmere) -> None:
    with pytest.raises(UnknownError):
        preview(opened.one, SYSTEM, by=opened.lead, on=TODAY)
