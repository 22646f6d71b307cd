"""The law of rule packs."""

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from equipoise.params import Entry, Parameter
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
