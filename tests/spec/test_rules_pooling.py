"""Pooling worked by hand: every outcome of two bodies, each with its chance. In pence."""

from dataclasses import replace
from fractions import Fraction

import pytest

from equipoise.rules.support import Chance, ChanceError, Pool, TooManyBodiesError, of_sets, pooling
from tests.support_cases import ANY, EXACT

HALF = Fraction(1, 2)
STATED = {
    "A": Chance(hits=HALF, above=0, below=2),
    "B": Chance(hits=Fraction(3, 4), above=2, below=1),
}
POOL = Pool(
    awards={"A": Fraction(1000), "B": Fraction(400)},
    chances=STATED,
    shares=(Fraction(0), HALF, Fraction(1)),
)
"""The system hits unless A and B both miss or only A hits: 3/8 both, 1/8 A, 3/8 B, 1/8 neither.

Above plan: 2, then 0 - 1, then 2 - 2 (a hit), then -3.
"""


def test_a_system_hits_with_the_chance_of_its_sums() -> None:
    assert pooling(POOL, EXACT, known_on=ANY).system_hits == Fraction(6, 8)


def test_expected_support_by_share_pooled() -> None:
    """A: in full with 3/8, its own part with 1/8. B: in full with 6/8, and never its own alone."""
    steps = pooling(POOL, EXACT, known_on=ANY).steps
    assert [step.share for step in steps] == [0, HALF, 1]
    assert [step.bodies["A"].expected for step in steps] == [500, 438, 375]  # 437.5 to the penny
    assert [step.bodies["B"].expected for step in steps] == [300, 300, 300]
    assert [step.system.expected for step in steps] == [800, 738, 675]
    assert [step.bodies["A"].worse for step in steps] == [0, Fraction(1, 8), Fraction(1, 8)]
    assert [step.bodies["A"].loss for step in steps] == [HALF, Fraction(5, 8), Fraction(5, 8)]
    assert [step.bodies["A"].lowest for step in steps] == [0, 0, 0]
    assert [step.system.loss for step in steps] == [Fraction(5, 8)] * 3


def test_spread_is_the_distance_on_average() -> None:
    none, half, whole = pooling(POOL, EXACT, known_on=ANY).steps
    assert none.bodies["A"].spread == 500  # 500 either way
    assert half.bodies["A"].spread == 438  # 3/8 of 562.5, 1/8 of 62.5, 1/2 of 437.5
    assert whole.bodies["A"].spread == 469  # 3/8 of 625, 5/8 of 375


def test_what_leaders_mean_to_give_a_body_that_missed() -> None:
    """A misses while the system hits with 3/8: given half of what is pooled."""
    steps = pooling(replace(POOL, missed=HALF), EXACT, known_on=ANY).steps
    assert [step.bodies["A"].expected for step in steps] == [500, 531, 563]  # 437.5 + 3/8 of 250
    assert [step.bodies["A"].better for step in steps] == [0, Fraction(3, 8), Fraction(3, 8)]
    assert [step.system.better for step in steps] == [0, Fraction(3, 8), Fraction(3, 8)]
    assert [step.system.worse for step in steps] == [0, Fraction(1, 8), Fraction(1, 8)]
    assert [step.system.lowest for step in steps] == [0, 0, 0]


def test_an_outcome_that_cannot_come_counts_for_nothing() -> None:
    sure = {code: Chance(hits=Fraction(1), above=0, below=9) for code in "AB"}
    (step,) = pooling(replace(POOL, chances=sure, shares=(Fraction(1),)), EXACT, known_on=ANY).steps
    assert [step.system.lowest, step.system.spread, step.system.loss] == [1400, 0, 0]
    assert step.bodies["A"].lowest == 1000


@pytest.mark.parametrize("chance", [Fraction(-1, 100), Fraction(101, 100)])
def test_a_chance_has_bounds(chance: Fraction) -> None:
    wrong = {**STATED, "B": replace(STATED["B"], hits=chance)}
    with pytest.raises(ChanceError, match="B: a chance lies from 0 to 1"):
        pooling(replace(POOL, chances=wrong), EXACT, known_on=ANY)


def test_sixteen_bodies_are_too_many_to_list() -> None:
    many = {f"ZR{number}": STATED["A"] for number in range(16)}
    with pytest.raises(TooManyBodiesError, match=r"16 bodies .* at most 15"):
        pooling(
            Pool(awards=dict.fromkeys(many, Fraction(1)), chances=many, shares=()),
            EXACT,
            known_on=ANY,
        )


def test_chances_of_a_simulation_take_the_place_of_those_stated() -> None:
    """A alone hits in one year of four, and the system never; else both hit."""
    sets = {
        (frozenset({"A"}), False): Fraction(1, 4),
        (frozenset({"A", "B"}), True): Fraction(3, 4),
    }
    steps = pooling(replace(POOL, drawn=of_sets("AB", sets)), EXACT, known_on=ANY)
    assert steps.system_hits == Fraction(3, 4)
    assert [step.bodies["A"].expected for step in steps.steps] == [1000, 875, 750]
    assert [step.bodies["B"].expected for step in steps.steps] == [300, 300, 300]
    assert [step.system.worse for step in steps.steps] == [0, Fraction(1, 4), Fraction(1, 4)]
