"""Laws of both views: whatever merges, the national total is the same; within a system, its own."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from equipoise.register import Hierarchy, Kind, Link, Register, Succession, since
from equipoise.register.views import both_views
from equipoise.units import Pence
from tests.register_cases import CODES, DAYS, SOURCE, amounts, days, registers, successions

Amounts = dict[str, Pence]


@given(registers(), amounts, days, days)
def test_a_merger_keeps_the_national_total(
    register: Register, given_amounts: Amounts, was_on: date, is_on: date
) -> None:
    found = both_views(register, given_amounts, was_on=was_on, is_on=is_on)
    whole = sum(given_amounts.values())
    assert found.was.total == found.is_now.total == whole
    assert sum(found.was.systems.values()) == sum(found.is_now.systems.values()) == whole
    assert sum(found.moved.values()) == 0


@given(registers(), successions(), amounts, st.tuples(days, days))
def test_within_one_system_nothing_moves(
    register: Register, steps: list[Succession], given_amounts: Amounts, dates: tuple[date, date]
) -> None:
    """All bodies stand beneath the last one, an ICB, from the first day on."""
    trusts = [replace(register.organisation(code), kind=Kind.PROVIDER) for code in CODES[:-1]]
    system = replace(register.organisation(CODES[-1]), kind=Kind.ICB)
    links = tuple(
        Link(
            hierarchy=Hierarchy.STATUTORY,
            child=trust.code,
            parent=system.code,
            weight=Fraction(1),
            applies=since(DAYS[0]),
            source=SOURCE,
        )
        for trust in trusts
    )
    whole = Register((*trusts, system), links, tuple(steps))
    found = both_views(whole, given_amounts, was_on=dates[0], is_on=dates[1])
    assert found.was.systems == found.is_now.systems
    assert found.was.systems.keys() <= {system.code}
    assert not any(found.moved.values())
