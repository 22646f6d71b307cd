"""Laws of elective recovery over whole files: systems come to the nation, in any order of rows."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from equipoise.params import load
from equipoise.sources import CareRow, ElectiveCare
from equipoise.units import FinancialYear, Pence
from equipoise.usecases.elective import Asked, Way, assess
from equipoise.usecases.swing import swing
from tests.elective_cases import AGAIN, CUT, FIRST

PARAMS = load()
PODS = ("EL", "DC", "OPPROC", "OPFA", "OPFU", "RTT")
amounts = st.integers(0, 10**9).map(Pence)
rows = st.builds(
    CareRow,
    system=st.sampled_from(["ZQ1", "ZQ2", "QMJ"]),
    provider=st.sampled_from(["ZR1", "ZR2"]),
    month=st.integers(1, 12),
    pod=st.sampled_from(PODS),
    baseline=amounts,
    actual=amounts,
    forecast=st.none() | amounts,
    place=st.just("row 2"),
)
cares = st.lists(rows, min_size=1, max_size=12, unique_by=lambda row: row.key).map(
    lambda listed: (
        CareRow(
            system="ZQ1", provider="ZR9", month=8, pod="EL", baseline=Pence(1), actual=Pence(1),
            forecast=None, place="row 9",
        ),
        *listed,
    )
)  # fmt: skip
ways = st.builds(
    Way, as_run=st.booleans(), full_allocation=st.booleans(), working_days=st.booleans()
)
years = st.integers(2020, 2024).map(FinancialYear)


def asked(listed: Sequence[CareRow], year: FinancialYear, way: Way) -> Asked:
    care = ElectiveCare(source="care.csv", rows=tuple(listed))
    return Asked(care=care, year=year, params=PARAMS, known_on=date(2026, 5, 4), way=way)


@given(cares, years, ways)
def test_systems_come_to_the_nation(
    listed: tuple[CareRow, ...], year: FinancialYear, way: Way
) -> None:
    found = assess(asked(listed, year, way))
    ledgers = [part.ledgers for part in found.systems.values()]
    nation = found.nation
    assert nation.allocation.value == sum(one.allocation.value for one in ledgers)
    assert nation.contracts.value == sum(one.contracts.value for one in ledgers)
    assert nation.carried.value == nation.allocation.value - nation.contracts.value
    for part in found.systems.values():
        paid = sum(trust.adjustment.value for trust in part.trusts.values())
        assert part.ledgers.contracts.value == paid


@given(cares, years, ways, st.randoms(use_true_random=False))
def test_the_order_of_rows_is_irrelevant(
    listed: tuple[CareRow, ...], year: FinancialYear, way: Way, rng: Random
) -> None:
    shuffled = list(listed)
    rng.shuffle(shuffled)
    one, other = assess(asked(listed, year, way)), assess(asked(shuffled, year, way))
    assert one.systems == other.systems
    assert (one.rests, one.untested) == (other.rests, other.untested)


@given(cares, ways, st.sampled_from([(FIRST, CUT), (FIRST, AGAIN), (CUT, AGAIN)]), st.booleans())
def test_swings_of_systems_come_to_the_nation(
    listed: tuple[CareRow, ...], way: Way, days: tuple[date, date], by_month: bool
) -> None:
    before, after = days
    of = asked(listed, FinancialYear(2023), replace(way, by_month=by_month))
    found = swing(replace(of, known_on=after), before=before).result
    for name in ("target", "protection", "swing"):
        whole = getattr(found.nation, name).value
        assert whole == sum(getattr(one.allocation, name).value for one in found.systems.values())
    moved = found.after.nation.allocation.value - found.before.nation.allocation.value
    assert found.nation.swing.value == moved
    for one in found.systems.values():
        paid = sum(amount.value for amount in one.contracts.values())
        assert one.carried.value == one.allocation.swing.value - paid
