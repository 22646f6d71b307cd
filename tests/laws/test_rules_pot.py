"""Laws of the pot: what must hold for every ledger, balance, award, delegation and path."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from random import Random

from hypothesis import assume, given
from hypothesis import strategies as st

from equipoise.params import load
from equipoise.rules.pot import (
    Award,
    Delegated,
    Fundings,
    Grant,
    Grants,
    Holding,
    Holdings,
    PlaceLines,
    PlacePath,
    PlaceSpend,
    Posting,
    Postings,
    PotAndPlans,
    Routed,
    SourceLine,
    StreamTotals,
    Transfer,
    award_shares,
    delegation_room,
    fold_in,
    ledger,
    movement,
    place_path,
    pot_balance,
    reconciliation,
    route_shares,
    stream_totals,
)

PARAMS = load().exact
KNOWN_ON = date(2023, 10, 1)
ROLES = ("source", "committed", "reserve", "surplus")
codes = st.sampled_from(["a", "b", "c", "d"])
money = st.integers(-(10**11), 10**11).map(Fraction)
positive = st.integers(1, 10**11).map(Fraction)
days = st.dates(date(2023, 4, 1), date(2024, 3, 31))
postings = st.lists(
    st.builds(Posting[Fraction], line=codes, amount=money, effective_on=days, recorded_on=days),
    max_size=8,
).map(tuple)
Posted = tuple[Posting[Fraction], ...]


def held(
    posted: Posted, *, as_at: date = KNOWN_ON, known_on: date = KNOWN_ON
) -> Mapping[str, Fraction]:
    return ledger(Postings(as_at=as_at, postings=posted), PARAMS, known_on=known_on)


@given(postings, days, st.randoms())
def test_postings_in_any_order(posted: Posted, as_at: date, random: Random) -> None:
    shuffled = list(posted)
    random.shuffle(shuffled)
    found = held(tuple(shuffled), as_at=as_at)
    assert found == held(posted, as_at=as_at)
    assert list(found) == sorted(found)


@given(postings, postings)
def test_the_ledger_is_the_sum_of_its_parts(one: Posted, other: Posted) -> None:
    parts = (held(one), held(other))
    together = held((*one, *other))
    assert together.keys() == parts[0].keys() | parts[1].keys()
    for line, amount in together.items():
        assert amount == sum(part.get(line, Fraction(0)) for part in parts)


@given(postings, days, days, money)
def test_a_later_posting_moves_no_earlier_day(
    posted: Posted, day: date, known_on: date, amount: Fraction
) -> None:
    before = held(posted, as_at=day, known_on=known_on)
    after = date(2024, 4, 1)
    for effective_on, recorded_on in ((after, known_on), (day, after)):
        later = Posting(line="a", amount=amount, effective_on=effective_on, recorded_on=recorded_on)
        assert held((*posted, later), as_at=day, known_on=known_on) == before


@given(money, codes, codes)
def test_pot_moves_sum_to_zero(amount: Fraction, source: str, target: str) -> None:
    assume(source != target)
    transfer = Transfer(amount=amount, source=source, target=target)
    found = movement(transfer, PARAMS, known_on=KNOWN_ON)
    assert sum(found.values()) == 0
    assert found[target] == amount
    assert found.keys() == {source, target}


holdings = st.dictionaries(
    st.text("abcdef", min_size=1, max_size=3),
    st.builds(Holding[Fraction], role=st.sampled_from(ROLES), fund=codes, amount=money),
    min_size=1,
)
Held = dict[str, Holding[Fraction]]


@given(holdings)
def test_a_pot_is_its_uses_and_what_is_left(lines: Held) -> None:
    found = pot_balance(Holdings(lines=lines), PARAMS, known_on=KNOWN_ON)
    used = found.committed + found.reserve + found.surplus
    assert found.sources == used + found.unallocated
    for fund in found.funds.values():
        assert fund.sources == fund.uses + fund.unallocated
    assert found.unallocated == sum(fund.unallocated for fund in found.funds.values())
    amounts = (found.sources, found.committed, found.reserve, found.surplus)
    for role, amount in zip(ROLES, amounts, strict=True):
        assert amount == sum(line.amount for line in lines.values() if line.role == role)


@given(holdings)
def test_a_pot_adds_up_fund_by_fund(lines: Held) -> None:
    found = pot_balance(Holdings(lines=lines), PARAMS, known_on=KNOWN_ON)
    assert found.adds_up == all(fund.unallocated == 0 for fund in found.funds.values())
    rest = {
        f"rest of {fund}": Holding(role="reserve", fund=fund, amount=balance.unallocated)
        for fund, balance in found.funds.items()
    }
    whole = pot_balance(Holdings(lines={**lines, **rest}), PARAMS, known_on=KNOWN_ON)
    assert whole.adds_up
    assert whole.unallocated == 0
    if found.adds_up:
        assert found.unallocated == 0


@given(holdings, st.randoms())
def test_lines_of_a_pot_in_any_order(lines: Held, random: Random) -> None:
    order = list(lines)
    random.shuffle(order)
    shuffled = {line: lines[line] for line in order}
    assert pot_balance(Holdings(lines=shuffled), PARAMS, known_on=KNOWN_ON) == pot_balance(
        Holdings(lines=lines), PARAMS, known_on=KNOWN_ON
    )


grants = st.dictionaries(
    codes,
    st.builds(
        Grant[Fraction], stream=codes, is_recurrent=st.booleans(), opening=money, moved=money
    ),
    min_size=1,
)
PARTS = ("opening", "moved", "now", "recurrent", "non_recurrent")


def totals(lines: dict[str, Grant[Fraction]]) -> StreamTotals[Fraction]:
    return stream_totals(Grants(lines=lines), PARAMS, known_on=KNOWN_ON)


@given(grants)
def test_streams_sum_to_the_whole(lines: dict[str, Grant[Fraction]]) -> None:
    found = totals(lines)
    for part in PARTS:
        each = sum(getattr(stream, part) for stream in found.streams.values())
        assert getattr(found.whole, part) == each
    assert found.whole.opening == sum(line.opening for line in lines.values())
    assert found.whole.moved == sum(line.moved for line in lines.values())


@given(grants)
def test_recurrent_and_not_are_all_there_is(lines: dict[str, Grant[Fraction]]) -> None:
    found = totals(lines)
    for each in (*found.streams.values(), found.whole):
        assert each.now == each.recurrent + each.non_recurrent == each.opening + each.moved
    lasting = sum(line.opening + line.moved for line in lines.values() if line.is_recurrent)
    assert found.whole.recurrent == lasting


@given(st.dictionaries(codes, money, min_size=1))
def test_route_shares_sum_to_one(amounts: dict[str, Fraction]) -> None:
    found = route_shares(Routed(amounts=amounts), PARAMS, known_on=KNOWN_ON)
    ratios = [share.ratio for share in found.values()]
    if sum(amounts.values()) == 0:
        assert ratios == [None] * len(amounts)
    else:
        assert sum(ratio for ratio in ratios if ratio is not None) == 1


source_lines = st.builds(SourceLine[Fraction], stream=codes, is_fenced=st.booleans(), amount=money)


@given(codes, st.dictionaries(codes, source_lines, min_size=1))
def test_folding_in_makes_no_money(into: str, lines: dict[str, SourceLine[Fraction]]) -> None:
    found = fold_in(Fundings(into=into, lines=lines), PARAMS, known_on=KNOWN_ON)
    each = found.streams.values()
    everything = sum(line.amount for line in lines.values())
    assert sum(one.before for one in each) == sum(one.after for one in each) == everything
    assert sum(one.fenced for one in each) == found.folded
    for code, stream in found.streams.items():
        gained = found.folded if code == into else 0
        assert stream.after == stream.before - stream.fenced + gained


@given(st.tuples(money, money, money, money), st.dictionaries(codes, money))
def test_the_pot_leads_to_the_position(
    said: tuple[Fraction, Fraction, Fraction, Fraction], trusts: dict[str, Fraction]
) -> None:
    sources, surplus, allocation, commissioner = said
    both = PotAndPlans(
        sources=sources,
        surplus=surplus,
        allocation=allocation,
        commissioner=commissioner,
        trusts=trusts,
    )
    found = reconciliation(both, PARAMS, known_on=KNOWN_ON)
    assert found.system == commissioner + sum(trusts.values())
    assert found.system == found.surplus + found.surplus_difference + found.trusts
    assert found.agrees == (sources == allocation and surplus == commissioner)


weights = st.dictionaries(codes, st.integers(0, 1000).map(Fraction), min_size=1)


@given(money, weights)
def test_shares_sum_to_the_award(amount: Fraction, weighed: dict[str, Fraction]) -> None:
    assume(any(weighed.values()))
    found = award_shares(Award(amount=amount, weights=weighed), PARAMS, known_on=KNOWN_ON)
    assert sum(share.amount for share in found.values()) == amount
    assert sum(share.ratio for share in found.values()) == 1
    assert all(abs(share.amount - amount * share.ratio) < 1 for share in found.values())


@given(money, weights, st.randoms())
def test_awards_in_any_order(
    amount: Fraction, weighed: dict[str, Fraction], random: Random
) -> None:
    assume(any(weighed.values()))
    order = list(weighed)
    random.shuffle(order)
    shuffled = {code: weighed[code] for code in order}
    assert award_shares(Award(amount=amount, weights=weighed), PARAMS, known_on=KNOWN_ON) == (
        award_shares(Award(amount=amount, weights=shuffled), PARAMS, known_on=KNOWN_ON)
    )


@given(money, st.dictionaries(codes, money, min_size=1))
def test_what_fits_leaves_nothing_below_nil(
    available: Fraction, asked: dict[str, Fraction]
) -> None:
    wanted = Delegated(available=available, asked=asked)
    found = delegation_room(wanted, PARAMS, known_on=KNOWN_ON)
    assert found.left == available - sum(asked.values())
    assert found.fits == (found.left >= 0)


places = st.dictionaries(
    codes,
    st.builds(PlaceSpend[Fraction], spend=st.integers(0, 10**9).map(Fraction), need=positive),
    min_size=1,
)
most = st.fractions(Fraction(1, 100), 1, max_denominator=100)
YEARS = 6
Places = dict[str, PlaceSpend[Fraction]]


def paths(of: Places, pace: Fraction) -> Mapping[str, PlacePath[Fraction]]:
    assume(any(place.spend for place in of.values()))
    lines = PlaceLines(places=of, most=pace, years=YEARS)
    return place_path(lines, PARAMS, known_on=KNOWN_ON)


@given(places, most)
def test_paths_keep_the_sum(of: Places, pace: Fraction) -> None:
    found = paths(of, pace)
    everything = sum(place.spend for place in of.values())
    assert sum(place.target for place in found.values()) == everything
    assert sum(place.gap for place in found.values()) == 0
    for year in range(YEARS):
        assert sum(place.path[year] for place in found.values()) == everything


@given(places, most)
def test_no_place_moves_faster_than_agreed(of: Places, pace: Fraction) -> None:
    for place in paths(of, pace).values():
        for year, amount in enumerate(place.path, start=1):
            assert abs(amount - place.spend) < year * place.target * pace + 1


@given(places, most)
def test_paths_end_at_the_formula(of: Places, pace: Fraction) -> None:
    found = paths(of, pace)
    slowest = min(
        (place.target * pace / abs(place.gap) for place in found.values() if place.gap),
        default=Fraction(1),
    )
    for place in found.values():
        if slowest * YEARS >= 1:
            assert place.path[-1] == place.target
        if not place.gap:
            assert all(abs(amount - place.target) <= 1 for amount in place.path)
