"""Laws of balance and capital: what must hold for every system, not just Northmere."""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from fractions import Fraction
from random import Random
from typing import TypeVar

from hypothesis import assume, given
from hypothesis import strategies as st

from equipoise.params import Exact, load
from equipoise.rules.balance import (
    Contracts,
    Efficiencies,
    MemberPosition,
    Mismatch,
    NationalLines,
    Pair,
    PairKey,
    PairStatus,
    PlanAndActual,
    PlansAndLimit,
    Positions,
    PrintedAndComputed,
    Reported,
    SystemLines,
    efficiency,
    in_balance,
    ladder,
    mismatch,
    national_position,
    printed_totals,
    system_position,
    underlying,
)
from equipoise.rules.capital import CapitalPlans, headroom
from equipoise.units import FinancialYear
from equipoise.workings import Support
from tests.rules_cases import with_value

Value = TypeVar("Value")
PARAMS = load()
KNOWN_ON = date(2023, 5, 4)
YEAR = FinancialYear(2023).period

money = st.integers(-(10**11), 10**11).map(Fraction)
codes = st.from_regex(r"\AZ[A-Z][0-9]\Z")
members = st.dictionaries(
    codes,
    st.none()
    | st.builds(MemberPosition[Fraction], including=money, support=st.none() | money.map(abs)),
    min_size=1,
    max_size=6,
).filter(lambda found: any(found.values()))
sides = st.tuples(money, money) | st.tuples(st.none(), money) | st.tuples(money, st.none())
pairs = st.dictionaries(
    st.builds(PairKey, codes, codes),
    sides.map(lambda both: Pair[Fraction](income=both[0], spend=both[1])),
    min_size=1,
    max_size=8,
)
amounts = st.lists(money, max_size=3).map(tuple)
plans = st.builds(
    PlansAndLimit[Fraction],
    limit=money,
    sum_of_plans=money,
    support=money,
    remaining_mismatch=money,
    agreed_matching=amounts,
    system_stretch=amounts,
    agreed_actions=amounts,
    proposed_actions=amounts,
    stated=st.sampled_from(Support),
)
positions = st.dictionaries(codes, st.none() | money, max_size=8)
planned = st.builds(PlanAndActual[Fraction], plan=money, actual=money)
lines = st.builds(
    NationalLines[Fraction],
    systems=planned
    | st.builds(
        SystemLines[Fraction],
        icb_net_expenditure=planned,
        provider_expenditure=planned,
        provider_income=planned,
    ),
    other=st.dictionaries(codes, planned, max_size=4),
)
randoms = st.randoms(use_true_random=False)


def shuffled(mapping: Mapping[str, Value], rng: Random) -> dict[str, Value]:
    listed = list(mapping.items())
    rng.shuffle(listed)
    return dict(listed)


def matched(
    found: Mapping[PairKey, Pair[Fraction]], exact: Exact = PARAMS.exact
) -> Mismatch[Fraction]:
    return mismatch(Contracts(period=YEAR, pairs=found), exact, known_on=KNOWN_ON)


def sums(found: Mismatch[Fraction]) -> dict[str, object]:
    names = {field.name for field in fields(found)} - {"pairs"}
    return {name: getattr(found, name) for name in names}


@given(members, randoms)
def test_members_in_any_order(
    found: dict[str, MemberPosition[Fraction] | None], rng: Random
) -> None:
    one = system_position(found, PARAMS.exact, known_on=KNOWN_ON)
    assert system_position(shuffled(found, rng), PARAMS.exact, known_on=KNOWN_ON) == one


@given(members)
def test_the_readings_differ_by_support(
    found: dict[str, MemberPosition[Fraction] | None],
) -> None:
    position = system_position(found, PARAMS.exact, known_on=KNOWN_ON)
    assert position.including - position.excluding == position.support
    assert sum(both.excluding for both in position.members.values()) == position.excluding


@given(pairs)
def test_gross_is_at_least_net(found: dict[PairKey, Pair[Fraction]]) -> None:
    answer = matched(found)
    assert answer.gross >= abs(answer.net)
    assert answer.netting_suspected == (answer.gross != abs(answer.net))


@given(pairs, randoms)
def test_pairs_in_any_order(found: dict[PairKey, Pair[Fraction]], rng: Random) -> None:
    listed = list(found.items())
    rng.shuffle(listed)
    assert matched(dict(listed)) == matched(found)


@given(pairs, money.map(abs))
def test_tolerance_moves_no_sum(found: dict[PairKey, Pair[Fraction]], tolerance: Fraction) -> None:
    strict = matched(found)
    lenient = matched(found, with_value("match/tolerance_pence", tolerance).exact)
    assert sums(lenient) == sums(strict)
    for key, pair in lenient.pairs.items():
        assert replace(pair, status=strict.pairs[key].status) == strict.pairs[key]
        if pair.difference is not None:
            size = abs(pair.difference)
            wanted = (
                "Agreed" if size == 0 else "Within tolerance" if size <= tolerance else "Not agreed"
            )
            assert pair.status == wanted


@given(pairs, st.data())
def test_a_dispute_moves_no_sum(found: dict[PairKey, Pair[Fraction]], data: st.DataObject) -> None:
    disputed = data.draw(st.frozensets(st.sampled_from(sorted(found))))
    calm = matched(found)
    asked = Contracts(period=YEAR, pairs=found, disputed=disputed)
    answer = mismatch(asked, PARAMS.exact, known_on=KNOWN_ON)
    assert sums(answer) == sums(calm)
    for key, pair in answer.pairs.items():
        wanted = PairStatus.DISPUTED if key in disputed else calm.pairs[key].status
        assert pair == replace(calm.pairs[key], status=wanted)


@given(pairs)
def test_income_is_matched_or_in_excess(found: dict[PairKey, Pair[Fraction]]) -> None:
    answer = matched(found)
    differences = [pair.difference for pair in answer.pairs.values() if pair.difference is not None]
    excess = sum(each for each in differences if each > 0)
    shortfall = sum(each for each in differences if each < 0)
    assert answer.income_tested == answer.matched + excess
    assert answer.spend_tested == answer.matched - shortfall
    assert answer.net == answer.income_tested - answer.spend_tested


@given(pairs)
def test_rows_and_columns_sum_to_the_net(found: dict[PairKey, Pair[Fraction]]) -> None:
    answer = matched(found)
    assert sum(answer.by_commissioner.values()) == answer.net
    assert sum(answer.by_provider.values()) == answer.net


@given(pairs)
def test_gross_of_each_sums_to_the_gross(found: dict[PairKey, Pair[Fraction]]) -> None:
    answer = matched(found)
    assert sum(map(answer.gross_of, answer.by_commissioner)) == answer.gross


@given(plans, amounts)
def test_gap_closes_only_by_agreed_actions(
    found: PlansAndLimit[Fraction], others: tuple[Fraction, ...]
) -> None:
    one = ladder(found, PARAMS.exact, known_on=KNOWN_ON).stated
    proposed = replace(found, proposed_actions=others)
    other = ladder(proposed, PARAMS.exact, known_on=KNOWN_ON).stated
    assert other.balance == one.balance == one.gap - sum(found.agreed_actions)
    assert other.balance_with_proposals == other.balance - sum(others)
    assert other.gap == one.gap


@given(plans)
def test_other_basis_shows_the_same_gap(found: PlansAndLimit[Fraction]) -> None:
    both = ladder(found, PARAMS.exact, known_on=KNOWN_ON)
    assert both.other.gap == both.stated.gap
    assert both.other.balance == both.stated.balance
    assert both.other.balance_with_proposals == both.stated.balance_with_proposals
    turned = found.support if both.reading is Support.WITHOUT else -found.support
    assert both.other.control_total == both.stated.control_total + turned


@given(plans)
def test_the_rungs_add_up(found: PlansAndLimit[Fraction]) -> None:
    both = ladder(found, PARAMS.exact, known_on=KNOWN_ON)
    for rungs in (both.stated, both.other):
        effect = sum(found.agreed_matching) - found.remaining_mismatch
        assert rungs.matching_effect == effect
        assert rungs.adjusted_sum == rungs.sum_of_plans + effect
        assert rungs.system_stretch == -sum(found.system_stretch)
        assert rungs.gap == rungs.control_total - rungs.adjusted_sum - rungs.system_stretch


@given(plans, amounts)
def test_stretch_stays_in_the_gap(
    found: PlansAndLimit[Fraction], others: tuple[Fraction, ...]
) -> None:
    none, all_ = (
        ladder(replace(found, system_stretch=each), PARAMS.exact, known_on=KNOWN_ON)
        for each in ((), others)
    )
    for one, other in ((none.stated, all_.stated), (none.other, all_.other)):
        assert other.gap - one.gap == sum(others)
        assert other.adjusted_sum == one.adjusted_sum


@given(st.builds(Efficiencies[Fraction], recurrent=money, non_recurrent=money))
def test_shares_sum_to_one(found: Efficiencies[Fraction]) -> None:
    shares = efficiency(found, PARAMS.exact, known_on=KNOWN_ON)
    one, other = shares.recurrent.ratio, shares.non_recurrent.ratio
    assert (one is None) == (other is None) == (shares.total == 0)
    assert one is None or other is None or one + other == 1


@given(st.builds(Reported[Fraction], position=money, one_off_efficiency=money, support=money))
def test_underlying_leaves_support_out(found: Reported[Fraction]) -> None:
    answer = underlying(found, PARAMS.exact, known_on=KNOWN_ON)
    assert answer.reported_less_one_off - answer.underlying == found.support


@given(positions)
def test_missing_returns_are_counted_never_summed(found: dict[str, Fraction | None]) -> None:
    asked = Positions(period=YEAR, positions=found)
    answer = in_balance(asked, PARAMS.exact, known_on=KNOWN_ON)
    there = {code: number for code, number in found.items() if number is not None}
    received = Positions[Fraction](period=YEAR, positions=there)
    assert answer.received + len(answer.missing) == len(found)
    alone = in_balance(received, PARAMS.exact, known_on=KNOWN_ON)
    assert replace(answer, missing=()) == alone


@given(positions)
def test_gross_deficit_is_at_most_net(found: dict[str, Fraction | None]) -> None:
    answer = in_balance(Positions(period=YEAR, positions=found), PARAMS.exact, known_on=KNOWN_ON)
    if answer.gross_deficit is None or answer.net is None:
        assert not any(number is not None for number in found.values())
    else:
        assert answer.gross_deficit <= answer.net
        assert answer.gross_deficit <= 0


@given(positions, money.map(abs))
def test_tolerance_moves_no_money(found: dict[str, Fraction | None], tolerance: Fraction) -> None:
    asked = Positions(period=YEAR, positions=found)
    strict = in_balance(asked, PARAMS.exact, known_on=KNOWN_ON)
    allowed = with_value("mandate/balance_tolerance_pence", tolerance).exact
    lenient = in_balance(asked, allowed, known_on=KNOWN_ON)
    assert (lenient.gross_deficit, lenient.net) == (strict.gross_deficit, strict.net)
    for code, holds in lenient.in_balance.items():
        number = found[code]
        assert number is not None
        assert holds == (number >= -tolerance)
    assert (lenient.count or 0) == sum(lenient.in_balance.values())


@given(positions, randoms)
def test_bodies_in_any_order(found: dict[str, Fraction | None], rng: Random) -> None:
    one, other = (
        in_balance(Positions(period=YEAR, positions=each), PARAMS.exact, known_on=KNOWN_ON)
        for each in (found, shuffled(found, rng))
    )
    assert one == other


@given(lines)
def test_variances_sum_to_the_total(found: NationalLines[Fraction]) -> None:
    answer = national_position(found, PARAMS.exact, known_on=KNOWN_ON)
    every = [answer.systems, *answer.other.values()]
    assert answer.total.variance == sum(line.variance for line in every)
    if answer.components:
        assert answer.systems.variance == sum(line.variance for line in answer.components.values())
    for line in every:
        assert line.variance == line.plan - line.actual
        assert line.share_of_plan is None or line.share_of_plan * line.plan == line.variance


@given(st.dictionaries(codes, money, max_size=4), money.map(abs))
def test_printing_what_was_computed_differs_nowhere(
    found: dict[str, Fraction], tolerance: Fraction
) -> None:
    table = PrintedAndComputed(printed=found, computed=found, tolerance=tolerance)
    answer = printed_totals(table, PARAMS.exact, known_on=KNOWN_ON)
    assert (answer.recorded, answer.beyond_rounding) == ((), ())
    assert set(answer.differences.values()) <= {0}


@given(st.dictionaries(codes, money.map(abs), min_size=2, max_size=6), money, money)
def test_capital_moves_between_members_freely(
    found: dict[str, Fraction], envelope: Fraction, moved: Fraction
) -> None:
    assume(moved)
    first, second, *_ = found
    after = {**found, first: found[first] - moved, second: found[second] + moved}
    one, other = (
        headroom(CapitalPlans(envelope=envelope, operational=each), PARAMS.exact, known_on=KNOWN_ON)
        for each in (found, after)
    )
    assert one == other
    assert one.breach == (sum(found.values()) > envelope)
