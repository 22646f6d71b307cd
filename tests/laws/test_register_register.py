"""Laws of the register: shares are whole, money is kept, text and register are one."""

from datetime import date
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from equipoise.register import Hierarchy, HierarchyError, Link, Register, View
from equipoise.register.hierarchy import refuse_unsound
from equipoise.register.rollup import carried
from equipoise.units import Pence, Period
from tests.register_cases import CODES, DAYS, SOURCE, amounts, days, hierarchies, registers

Amounts = dict[str, Pence]
views = st.sampled_from(list(View))


@given(registers(), amounts, hierarchies, days, views)
def test_nothing_is_lost_on_the_way_up(
    register: Register, given_amounts: Amounts, hierarchy: Hierarchy, on: date, view: View
) -> None:
    found = register.roll_up(given_amounts, hierarchy, on=on, view=view)
    assert found.total == sum(given_amounts.values())
    for code, total in found.totals.items():
        below = register.descendants(code, hierarchy, on=on)
        if view is View.AS_WAS and not below:
            assert total == given_amounts.get(code, 0)


@given(registers(), amounts, st.tuples(hierarchies, hierarchies), st.tuples(days, days))
def test_as_was_and_as_is_reconcile(
    register: Register,
    given_amounts: Amounts,
    ways: tuple[Hierarchy, Hierarchy],
    dates: tuple[date, date],
) -> None:
    was = register.roll_up(given_amounts, ways[0], on=dates[0])
    is_now = register.roll_up(given_amounts, ways[1], on=dates[1], view=View.AS_IS)
    assert was.total == is_now.total
    assert sum(is_now.differs_from(was).values()) == 0


@given(registers(), amounts, days)
def test_carrying_keeps_the_total(register: Register, given_amounts: Amounts, on: date) -> None:
    moved = carried(given_amounts, {code: register.as_is(code, on) for code in given_amounts})
    assert sum(moved.values()) == sum(given_amounts.values())


@given(registers(), st.sampled_from(CODES), days)
def test_shares_followed_are_whole(register: Register, code: str, on: date) -> None:
    shares = register.as_is(code, on)
    assert sum(shares.values()) == 1
    assert all(register.as_is(body, on) == {body: 1} for body in shares)


@given(st.lists(st.fractions(0, 1, max_denominator=6), min_size=1, max_size=4))
def test_apportioned_weights_are_whole(weights: list[Fraction]) -> None:
    links = [
        Link(
            hierarchy=Hierarchy.APPORTIONMENT,
            child=CODES[0],
            parent=parent,
            weight=weight,
            applies=Period(DAYS[0], DAYS[1]),
            source=SOURCE,
        )
        for parent, weight in zip(CODES[1:], weights, strict=False)
    ]
    if sum(weights) == 1:
        refuse_unsound(links)
    else:
        with pytest.raises(HierarchyError, match="sum to"):
            refuse_unsound(links)


@given(registers(), st.randoms(use_true_random=False))
def test_a_register_survives_writing(register: Register, rng: Random) -> None:
    again = Register.from_json(register.to_json())
    assert again == register
    assert again.digest == register.digest
    bodies, links, steps = (
        list(register.organisations),
        list(register.links),
        list(register.successions),
    )
    rng.shuffle(bodies)
    rng.shuffle(links)
    rng.shuffle(steps)
    assert Register(tuple(bodies), tuple(links), tuple(steps)) == register
