"""Laws of choices, beside every choice that could be made."""

from fractions import Fraction
from itertools import product

from hypothesis import assume, given
from hypothesis import strategies as st

from equipoise.optimise import Choice, Constraint, Impossible, Scheme, Sense, choose
from equipoise.units import Pence

YEARS = ("2026/27", "2027/28")
pence = st.integers(0, 40).map(Pence) | st.integers(0, 10**9).map(Pence)
schemes = st.lists(
    st.builds(
        Scheme,
        name=st.sampled_from("ABCDEFG"),
        value=st.integers(-5, 100),
        costs=st.dictionaries(st.sampled_from(YEARS), pence),
    ),
    max_size=7,
    unique_by=lambda scheme: scheme.name,
)
budgets = st.fixed_dictionaries(dict.fromkeys(YEARS, pence))
gaps = st.sampled_from([Fraction(0), Fraction(1, 10)])


@st.composite
def ruled(draw: st.DrawFn) -> tuple[list[Scheme], list[Constraint[str]]]:
    """Return schemes, and constraints over them: so many of some, or one only with another."""
    found = draw(schemes)
    constraints = []
    names = [scheme.name for scheme in found]
    for number in range(draw(st.integers(0, 3)) if names else 0):
        weights = draw(
            st.dictionaries(st.sampled_from(names), st.sampled_from([1, 1, -1]), min_size=1)
        )
        sense = draw(st.sampled_from([Sense.AT_LEAST, Sense.AT_MOST]))
        constraints.append(
            Constraint(
                name=f"rule {number}",
                subject="",
                sentence="",
                coefficients=weights,
                sense=sense,
                bound=draw(st.integers(0, 2)),
            )
        )
    return found, constraints


def allowed(
    found: list[Scheme], money: dict[str, Pence], constraints: list[Constraint[str]]
) -> list[int]:
    """Return what every possible choice is worth, one after another."""
    worths = []
    for taken in product((0, 1), repeat=len(found)):
        chosen = {scheme.name: one for scheme, one in zip(found, taken, strict=True)}
        spent = {
            year: sum(chosen[one.name] * one.costs.get(year, 0) for one in found) for year in YEARS
        }
        within = all(spent[year] <= money[year] for year in money)
        if within and all(one.slack(chosen) >= 0 for one in constraints):
            worths.append(sum(chosen[one.name] * one.value for one in found))
    return worths


@given(ruled(), budgets, gaps)
def test_a_choice_is_within_its_gap_of_the_best(
    case: tuple[list[Scheme], list[Constraint[str]]], money: dict[str, Pence], gap: Fraction
) -> None:
    found = choose(case[0], money, constraints=case[1], gap=gap)
    worths = allowed(case[0], money, case[1])
    assert isinstance(found, Choice) == bool(worths)
    if isinstance(found, Choice):
        assert found.value <= max(worths) <= found.at_most
        assert found.at_most - found.value <= gap * abs(found.value)


@given(ruled(), budgets)
def test_a_choice_keeps_every_year_and_constraint(
    case: tuple[list[Scheme], list[Constraint[str]]], money: dict[str, Pence]
) -> None:
    found = choose(case[0], money, constraints=case[1])
    assume(isinstance(found, Choice))
    assert isinstance(found, Choice)
    chosen = {one.name: int(one.name in found.funded) for one in case[0]}
    assert all(one.slack(chosen) >= 0 for one in case[1])
    for year in YEARS:
        spent = sum(chosen[one.name] * one.costs.get(year, 0) for one in case[0])
        assert found.left[year] == money[year] - spent >= 0


@given(ruled(), budgets)
def test_impossible_names_no_more_than_it_must(
    case: tuple[list[Scheme], list[Constraint[str]]], money: dict[str, Pence]
) -> None:
    found = choose(case[0], money, constraints=case[1])
    assume(isinstance(found, Impossible))
    assert isinstance(found, Impossible)
    assert not allowed(case[0], *only(found.members, money, case[1]))
    for member in found.members:
        fewer = tuple(one for one in found.members if one != member)
        assert allowed(case[0], *only(fewer, money, case[1]))


def only(
    names: tuple[str, ...], money: dict[str, Pence], constraints: list[Constraint[str]]
) -> tuple[dict[str, Pence], list[Constraint[str]]]:
    kept = {year: amount for year, amount in money.items() if f"budget of {year}" in names}
    return kept, [one for one in constraints if one.name in names]


@given(ruled(), budgets)
def test_schemes_listed_otherwise_change_nothing(
    case: tuple[list[Scheme], list[Constraint[str]]], money: dict[str, Pence]
) -> None:
    backwards = dict(reversed(money.items()))
    found = choose(case[0], money, constraints=case[1])
    assert choose(case[0][::-1], backwards, constraints=case[1][::-1]) == found
