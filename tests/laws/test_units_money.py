"""Laws of rounding and sharing."""

from fractions import Fraction
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from equipoise.units import Pence, apportion, to_pence

totals = st.integers(-(10**12), 10**12).map(Pence)
exact_weights = st.dictionaries(
    st.text(min_size=1, max_size=3),
    st.fractions(0, 10**9, max_denominator=1000),
    min_size=1,
    max_size=12,
).filter(lambda weights: any(weights.values()))
tied_weights = st.dictionaries(st.text(max_size=3), st.just(Fraction(1)), min_size=2, max_size=12)


@given(st.fractions())
def test_rounding_moves_half_a_penny_at_most(exact: Fraction) -> None:
    assert abs(to_pence(exact) - exact) <= Fraction(1, 2)
    assert to_pence(-exact) == -to_pence(exact)


@given(totals, exact_weights)
def test_parts_sum_to_the_total(total: Pence, weights: dict[str, Fraction]) -> None:
    assert sum(apportion(total, weights).values()) == total


@given(totals, exact_weights)
def test_nobody_is_out_by_a_penny(total: Pence, weights: dict[str, Fraction]) -> None:
    whole = sum(weights.values())
    for key, part in apportion(total, weights).items():
        assert abs(part - total * weights[key] / whole) < 1


@given(totals, exact_weights | tied_weights, st.randoms(use_true_random=False))
def test_listing_order_is_irrelevant(
    total: Pence, weights: dict[str, Fraction], rng: Random
) -> None:
    listed = list(weights.items())
    rng.shuffle(listed)
    again = apportion(total, dict(listed))
    assert again == apportion(total, weights)
    assert list(again) == sorted(weights)


@given(totals, exact_weights)
def test_a_loss_is_shared_as_a_gain(total: Pence, weights: dict[str, Fraction]) -> None:
    mirrored = {key: -part for key, part in apportion(total, weights).items()}
    assert apportion(Pence(-total), weights) == mirrored
