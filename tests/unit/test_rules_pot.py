"""Edges of the rules of the pot: both sides of a penny, the day before and the day."""

from datetime import date
from fractions import Fraction

import pytest

from equipoise.params import load
from equipoise.rules.pot import (
    Award,
    Delegated,
    Holding,
    Holdings,
    PlaceLines,
    PlaceSpend,
    Posting,
    Postings,
    PotAndPlans,
    SameSideError,
    Transfer,
    award_shares,
    delegation_room,
    ledger,
    movement,
    place_path,
    pot_balance,
    reconciliation,
)
from equipoise.units.money import ApportionmentError

PARAMS = load().exact
DAY = date(2023, 7, 1)


@pytest.mark.parametrize(
    ("as_at", "known_on", "there"),
    [
        (DAY, date(2023, 8, 1), True),
        (date(2023, 6, 30), date(2023, 8, 1), False),
        (DAY, date(2023, 7, 31), False),
    ],
)
def test_a_posting_counts_from_its_day(as_at: date, known_on: date, there: bool) -> None:
    posting = Posting(
        line="core", amount=Fraction(1), effective_on=DAY, recorded_on=date(2023, 8, 1)
    )
    found = ledger(Postings(as_at=as_at, postings=(posting,)), PARAMS, known_on=known_on)
    assert found == ({"core": 1} if there else {})


def test_a_movement_needs_two_sides() -> None:
    with pytest.raises(SameSideError, match="core"):
        movement(Transfer(amount=Fraction(1), source="core", target="core"), PARAMS, known_on=DAY)


@pytest.mark.parametrize(("pence", "adds_up"), [(99, False), (100, True), (101, False)])
def test_a_penny_decides_whether_a_pot_adds_up(pence: int, adds_up: bool) -> None:
    lines = {
        "core": Holding(role="source", fund="core", amount=Fraction(100)),
        "care": Holding(role="committed", fund="core", amount=Fraction(pence)),
    }
    found = pot_balance(Holdings(lines=lines), PARAMS, known_on=DAY)
    assert found.adds_up is adds_up
    assert found.unallocated == 100 - pence


def test_one_fund_does_not_make_good_for_another() -> None:
    lines = {
        "core": Holding(role="source", fund="core", amount=Fraction(100)),
        "fenced": Holding(role="source", fund="fenced", amount=Fraction(10)),
        "care": Holding(role="committed", fund="core", amount=Fraction(105)),
        "other": Holding(role="committed", fund="fenced", amount=Fraction(5)),
    }
    found = pot_balance(Holdings(lines=lines), PARAMS, known_on=DAY)
    assert found.unallocated == 0
    assert not found.adds_up
    left = {fund: one.unallocated for fund, one in found.funds.items()}
    assert left == {"core": -5, "fenced": 5}


@pytest.mark.parametrize(("pence", "fits"), [(99, True), (100, True), (101, False)])
def test_a_penny_decides_whether_a_delegation_fits(pence: int, fits: bool) -> None:
    wanted = Delegated(available=Fraction(100), asked={"a": Fraction(pence)})
    assert delegation_room(wanted, PARAMS, known_on=DAY).fits is fits


def test_an_award_is_shared_by_somebody() -> None:
    with pytest.raises(ApportionmentError):
        award_shares(Award(amount=Fraction(1), weights={"ZR1": Fraction(0)}), PARAMS, known_on=DAY)


def test_places_at_the_formula_stay_there() -> None:
    places = {
        "N": PlaceSpend(spend=Fraction(50), need=Fraction(1)),
        "S": PlaceSpend(spend=Fraction(50), need=Fraction(1)),
    }
    lines = PlaceLines(places=places, most=Fraction(1, 50), years=2)
    found = place_path(lines, PARAMS, known_on=DAY)
    assert list(map(int, found["N"].path)) == [50, 50]


def test_the_slowest_place_sets_the_pace() -> None:
    """B moves by 5 of 50 a year, a tenth of its share: half its way; so do A and C."""
    places = {
        "A": PlaceSpend(spend=Fraction(300), need=Fraction(292)),
        "B": PlaceSpend(spend=Fraction(40), need=Fraction(50)),
        "C": PlaceSpend(spend=Fraction(660), need=Fraction(658)),
    }
    lines = PlaceLines(places=places, most=Fraction(1, 10), years=3)
    found = place_path(lines, PARAMS, known_on=DAY)
    assert {code: tuple(map(int, path.path)) for code, path in found.items()} == {
        "A": (296, 292, 292),
        "B": (45, 50, 50),
        "C": (659, 658, 658),
    }


@pytest.mark.parametrize(
    ("allocation", "commissioner", "agrees"),
    [
        (100, 6, True),
        (101, 6, False),
        (99, 6, False),
        (100, 7, False),
        (100, 5, False),
    ],
)
def test_a_pot_agrees_with_the_plan_to_the_penny(
    allocation: int, commissioner: int, agrees: bool
) -> None:
    both = PotAndPlans(
        sources=Fraction(100),
        surplus=Fraction(6),
        allocation=Fraction(allocation),
        commissioner=Fraction(commissioner),
        trusts={"ZR1": Fraction(-15), "ZR2": Fraction(2)},
    )
    found = reconciliation(both, PARAMS, known_on=DAY)
    assert found.sources == 100
    assert found.allocation == allocation
    assert found.sources_difference == allocation - 100
    assert found.surplus == 6
    assert found.commissioner == commissioner
    assert found.surplus_difference == commissioner - 6
    assert found.trusts == -13
    assert found.system == commissioner - 13
    assert found.agrees is agrees
