"""The laws of rule packs, and of values that are no live ones."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from equipoise.params import Entry, Parameter, ParameterError, Parameters
from equipoise.units import PENCE, Period

FIRST = date(2023, 4, 1)
days = st.integers(0, 20).map(lambda number: FIRST + timedelta(days=number))
periods = st.tuples(days, st.integers(1, 9)).map(
    lambda start: Period(start[0], start[0] + timedelta(days=start[1]))
)


def entry(applies: Period, published: date, value: int) -> Entry:
    return Entry(
        value=Fraction(value),
        table={},
        applies=applies,
        published=published,
        status="final",
        kind="primary",
        source="a letter",
        place="page 1",
    )


entries = st.lists(st.builds(entry, periods, days, st.integers(0, 99)), min_size=1, max_size=6)


def parameter(entries: list[Entry]) -> Parameter:
    return Parameter(title="A limit", unit=PENCE, support=None, entries=tuple(entries))


@given(entries, entries)
def test_a_pack_only_adds(house: list[Entry], pack: list[Entry]) -> None:
    laid = parameter(house).overlaid(parameter(pack), "limit").entries
    assert laid[-len(pack) :] == tuple(pack)
    for known in house:
        rivals = [new for new in pack if new.published == known.published]
        replaced = any(new.applies.overlaps(known.applies) for new in rivals)
        assert (known in laid[: -len(pack)]) is not replaced


proposals = st.builds(lambda one: replace(one, status="proposed"), entries.map(lambda of: of[0]))


@given(entries, st.lists(proposals, max_size=3), periods, days)
def test_what_is_admitted_only_adds(
    live: list[Entry], proposed: list[Entry], period: Period, known_on: date
) -> None:
    house = Parameters({"limit": parameter([*live, *proposed])})
    model = house.admitting("proposed")
    later = [one.published for one in proposed if one.published <= known_on]
    try:
        expected = house.at("limit", period, known_on=known_on)
    except ParameterError:
        return
    before = [one.published for one in live
              if one.published <= known_on and one.applies.overlaps(period)]  # fmt: skip
    if not later or max(later) < max(before):
        assert model.at("limit", period, known_on=known_on) == expected
    assert house.at("limit", period, known_on=known_on) == expected
