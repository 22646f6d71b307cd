"""Cases worked by hand: what is left is shared again by the weights of those not at a limit."""

from typing import Any

import pytest

from equipoise.units import ApportionmentError, Pence, waterfill

Limits = dict[str, Pence]
BARE: Any = 0.5


def limits(**pence: int) -> Limits:
    return {key: Pence(amount) for key, amount in pence.items()}


@pytest.mark.parametrize(
    ("total", "weights", "floors", "caps", "parts", "remainder"),
    [
        # nobody at a limit
        (100, {"A": 1, "B": 3}, {}, {}, {"A": 25, "B": 75}, 0),
        (0, {"A": 1, "B": 1}, {}, {}, {"A": 0, "B": 0}, 0),
        # C would have 50; capped at 30 it leaves 70 to A and B
        (100, {"A": 1, "B": 1, "C": 2}, {}, {"C": 30}, {"A": 35, "B": 35, "C": 30}, 0),
        # both sides of that cap by a penny: C has exactly 50 of 100
        (100, {"A": 1, "B": 1, "C": 2}, {}, {"C": 49}, {"A": 26, "B": 25, "C": 49}, 0),
        (100, {"A": 1, "B": 1, "C": 2}, {}, {"C": 50}, {"A": 25, "B": 25, "C": 50}, 0),
        (100, {"A": 1, "B": 1, "C": 2}, {}, {"C": 51}, {"A": 25, "B": 25, "C": 50}, 0),
        # A would have 5, and keeps its floor of 8; B takes what is left
        (10, {"A": 1, "B": 1}, {"A": 8}, {}, {"A": 8, "B": 2}, 0),
        (10, {"A": 1, "B": 1}, {"A": 5}, {}, {"A": 5, "B": 5}, 0),
        # a floor and a cap at once: 60 less A's 40 leaves 20, of which C may take 5
        (60, {"A": 1, "B": 1, "C": 1}, {"A": 40}, {"C": 5}, {"A": 40, "B": 15, "C": 5}, 0),
        # floor and cap are one: the key is pinned, whatever its weight
        (60, {"A": 9, "B": 1}, {"A": 7}, {"A": 7}, {"A": 7, "B": 53}, 0),
        # the floors cost exactly the total, a penny more, and a penny less
        (15, {"A": 1, "B": 1}, {"A": 8, "B": 7}, {}, {"A": 8, "B": 7}, 0),
        (14, {"A": 1, "B": 1}, {"A": 8, "B": 7}, {}, {"A": 8, "B": 7}, -1),
        (16, {"A": 1, "B": 1}, {"A": 8, "B": 7}, {}, {"A": 8, "B": 8}, 0),
        # a floor above the whole total
        (10, {"A": 1, "B": 1}, {"A": 80}, {}, {"A": 80, "B": 0}, -70),
        # a floor that cannot be paid for, and a cap that never comes into play
        (3, {"A": 1, "B": 1}, {"B": 18}, {"A": 0, "B": 18}, {"A": 0, "B": 18}, -15),
        # everybody capped: below, at and above the sum of the caps
        (29, {"A": 1, "B": 1}, {}, {"A": 10, "B": 20}, {"A": 10, "B": 19}, 0),
        (30, {"A": 1, "B": 1}, {}, {"A": 10, "B": 20}, {"A": 10, "B": 20}, 0),
        (100, {"A": 1, "B": 1}, {}, {"A": 10, "B": 20}, {"A": 10, "B": 20}, 70),
        (100, {"A": 1, "B": 1}, {}, {"A": 0, "B": 0}, {"A": 0, "B": 0}, 100),
        # a key without a weight gets its floor and no more, though others are full
        (100, {"A": 1, "B": 0}, {"B": 5}, {}, {"A": 95, "B": 5}, 0),
        (100, {"A": 1, "B": 0}, {}, {"A": 60}, {"A": 60, "B": 0}, 40),
        (100, {"A": 1, "B": 0}, {"B": 5}, {"A": 60, "B": 90}, {"A": 60, "B": 5}, 35),
        # 1 penny in two halves: the earlier key takes it
        (1, {"B": 1, "A": 1}, {}, {}, {"A": 1, "B": 0}, 0),
        # C at its cap has no half; of 16.5 and 16.5 the earlier is rounded up
        (66, {"A": 1, "B": 1, "C": 2}, {}, {"C": 33}, {"A": 17, "B": 16, "C": 33}, 0),
        # 3.1, 3.1 and 4.7: the odd penny goes to the largest remainder, not to the first
        (11, {"A": 2, "B": 2, "C": 3}, {}, {}, {"A": 3, "B": 3, "C": 5}, 0),
    ],
)
def test_a_share_within_limits(
    total: int,
    weights: dict[str, int],
    floors: dict[str, int],
    caps: dict[str, int],
    parts: dict[str, int],
    remainder: int,
) -> None:
    found = waterfill(Pence(total), weights, floors=limits(**floors), caps=limits(**caps))
    assert (found.parts, found.remainder) == (parts, remainder)
    assert list(found.parts) == sorted(weights)


@pytest.mark.parametrize(
    ("total", "weights", "floors", "caps", "why"),
    [
        (-1, {"A": 1}, {}, {}, "nothing here may be negative: -1"),
        (1, {"A": 1, "B": -1}, {}, {}, "nothing here may be negative"),
        (1, {"A": 1}, {"A": -1}, {}, "nothing here may be negative"),
        (1, {}, {}, {}, "weights must not all be nil"),
        (1, {"A": 0}, {}, {}, "weights must not all be nil"),
        (1, {"A": 1}, {"A": 5}, {"A": 4}, "the cap of A is below its floor: 4"),
        (1, {"A": 1}, {}, {"A": -1}, "the cap of A is below its floor: -1"),
        (1, {"A": 1}, {"B": 5}, {}, r"a limit on what has no weight: \['B'\]"),
        (1, {"A": 1}, {}, {"B": 5}, r"a limit on what has no weight: \['B'\]"),
    ],
)
def test_what_makes_no_sense_is_refused(
    total: int,
    weights: dict[str, int],
    floors: dict[str, int],
    caps: dict[str, int],
    why: str,
) -> None:
    with pytest.raises(ApportionmentError, match=f"^{why}"):
        waterfill(Pence(total), weights, floors=limits(**floors), caps=limits(**caps))


def test_a_float_is_refused_wherever_it_stands() -> None:
    with pytest.raises(TypeError, match="money is exact"):
        waterfill(BARE, {"A": 1})
    with pytest.raises(TypeError, match="money is exact"):
        waterfill(Pence(1), {"A": BARE})
    with pytest.raises(TypeError, match="money is exact"):
        waterfill(Pence(1), {"A": 1}, floors={"A": BARE})
    with pytest.raises(TypeError, match="money is exact"):
        waterfill(Pence(1), {"A": 1}, caps={"A": BARE})
