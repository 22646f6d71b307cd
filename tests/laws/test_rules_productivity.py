"""Laws of productivity growth."""

from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from equipoise.params import load
from equipoise.rules.productivity import (
    ActivityYears,
    Growth,
    GrowthYears,
    NotAvailable,
    OutputAndInput,
    ProductivityGrowth,
    SpendYears,
    chained_growth,
    growth,
    input_growth,
    output_growth,
)

PARAMS = load().exact
KNOWN_ON = date(2025, 2, 6)

rates = st.fractions(Fraction(-9, 10), 3, max_denominator=1000)
above_nil = st.integers(1, 10**10).map(Fraction)
kinds = st.dictionaries(
    st.text(min_size=1, max_size=2), st.tuples(above_nil, above_nil, above_nil), min_size=1
)


def output(found: dict[str, tuple[Fraction, Fraction, Fraction]]) -> Fraction:
    """Return output growth where each kind has (last year's, this year's, unit cost)."""
    years = ActivityYears(
        before={kind: before for kind, (before, _, _) in found.items()},
        after={kind: after for kind, (_, after, _) in found.items()},
        unit_costs_before={kind: cost for kind, (_, _, cost) in found.items()},
    )
    answer = output_growth(years, PARAMS, known_on=KNOWN_ON)
    assert isinstance(answer, Growth)
    return answer.rate


def productivity(out: Fraction, used: Fraction) -> ProductivityGrowth[Fraction]:
    asked = OutputAndInput(output=Growth(rate=out), input=Growth(rate=used))
    answer = growth(asked, PARAMS, known_on=KNOWN_ON)
    assert not isinstance(answer, NotAvailable)
    return answer


def chained(found: list[Fraction]) -> Fraction:
    years = GrowthYears(years=tuple(Growth(rate=rate) for rate in found))
    answer = chained_growth(years, PARAMS, known_on=KNOWN_ON)
    assert isinstance(answer, Growth)
    return answer.rate


@given(kinds, rates)
def test_equal_growth_everywhere_is_the_growth(
    found: dict[str, tuple[Fraction, Fraction, Fraction]], rate: Fraction
) -> None:
    grown = {kind: (before, before * (1 + rate), cost) for kind, (before, _, cost) in found.items()}
    assert output(grown) == rate


@given(kinds, above_nil)
def test_the_scale_of_costs_is_irrelevant(
    found: dict[str, tuple[Fraction, Fraction, Fraction]], times: Fraction
) -> None:
    dearer = {kind: (before, after, cost * times) for kind, (before, after, cost) in found.items()}
    assert output(dearer) == output(found)


@given(above_nil, rates)
def test_spend_that_rose_with_prices_did_not_grow(spend: Fraction, prices: Fraction) -> None:
    years = SpendYears(before=spend, after=spend * (1 + prices), deflator=1 + prices)
    assert input_growth(years, PARAMS, known_on=KNOWN_ON) == Growth(rate=Fraction(0))


@given(rates)
def test_equal_growth_is_no_productivity(rate: Fraction) -> None:
    found = productivity(rate, rate)
    assert (found.by_ratio, found.by_difference) == (Fraction(0), Fraction(0))


@given(rates)
def test_without_input_growth_the_methods_agree(rate: Fraction) -> None:
    found = productivity(rate, Fraction(0))
    assert found.by_ratio == found.by_difference == rate


@given(st.lists(rates, min_size=2, max_size=5), st.data())
def test_chaining_a_part_first_changes_nothing(found: list[Fraction], data: st.DataObject) -> None:
    cut = data.draw(st.integers(1, len(found) - 1))
    assert chained([chained(found[:cut]), *found[cut:]]) == chained(found)
