"""Movements of a pot that are refused, and those that just fit."""

from datetime import date

import pytest

from equipoise.records.models import Decision
from equipoise.usecases.potting import Agreement
from equipoise.usecases.potting.recording import Terms
from equipoise.usecases.refusals import RefusedError, UnknownError
from tests.northmere_pot import JULY, NorthmerePot
from tests.northmere_round import Northmere


@pytest.fixture
def filled(collated: Northmere) -> NorthmerePot:
    begun = NorthmerePot(collated)
    begun.add()
    return begun


@pytest.mark.parametrize(
    ("out_of", "into", "amount", "told"),
    [
        ("X24", "core", 0, "A movement is a positive amount"),
        ("core", "core", 1, "Both sides of the movement are ZQ1/core"),
        ("X24", "reserve", 1, "reserve is a use of the pot"),
        ("core", "reserve", 1, "not both money that comes in"),
        ("crisis", "core", 1, "crisis is ring-fenced for Crisis care"),
        ("crisis-care", "community", 1, "crisis-care is ring-fenced for Crisis care"),
        ("reserve", "community", 10_001, r"reserve holds £10,000,000\.00 on 2023-07-01"),
        ("X24", "X24", 1, "Both sides of the movement are X24"),
    ],
)
def test_a_movement_that_makes_no_sense_is_refused(
    filled: NorthmerePot, out_of: str, into: str, amount: int, told: str
) -> None:
    before = Decision.objects.count()
    with pytest.raises(RefusedError, match=told):
        filled.move(out_of, into, amount)
    assert Decision.objects.count() == before


def test_a_line_can_be_emptied_to_the_penny(filled: NorthmerePot) -> None:
    filled.move("reserve", "community", 10_000)
    assert filled.held("reserve") == 0


def test_ring_fenced_money_can_go_back(filled: NorthmerePot) -> None:
    filled.move("crisis", "X24", 8_000)
    assert filled.held("crisis") == 0


def test_an_unknown_line_is_named_with_those_there_are(filled: NorthmerePot) -> None:
    with pytest.raises(UnknownError, match=r"No line in the pot of ZQ1: nothing\. .*reserve"):
        filled.move("reserve", "nothing", 1)


@pytest.mark.parametrize(
    ("terms", "told"),
    [
        (Terms(effective_on=date(2023, 3, 31), reason="x"), "2023-03-31 is not a day of 2023/24"),
        (Terms(effective_on=date(2024, 4, 1), reason="x"), "2024-04-01 is not a day of 2023/24"),
        (Terms(effective_on=JULY, reason=" "), "A decision needs a reason"),
        (Terms(effective_on=JULY, reason="x", agreement=Agreement.ALL), "needs a party besides"),
        (Terms(effective_on=JULY, reason="x", agreement=Agreement.ALL, parties=("ZQ1",)),
         "needs a party besides"),
        (Terms(effective_on=JULY, reason="x", parties=("ZR1", "ZR1")), "named twice"),
    ],
)  # fmt: skip
def test_terms_that_say_too_little_are_refused(
    filled: NorthmerePot, terms: Terms, told: str
) -> None:
    with pytest.raises(RefusedError, match=told):
        filled.move("reserve", "community", 1, terms=terms)
