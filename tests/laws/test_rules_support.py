"""Laws of support funds: what must hold for every fund, system, result and decision."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import pairwise
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from equipoise.rules.support import (
    Award,
    AwardOf2025,
    Chance,
    Claim,
    Fund,
    Improved,
    Member,
    Members,
    NewlyInBalance,
    Pool,
    Proposal,
    Prospects,
    Scheme,
    Spending,
    ToDate,
    YearOfSupport,
    control_totals,
    entitlement,
    fair_share,
    outcomes,
    over_performance,
    pooling,
    reward,
    shift,
    with_and_without,
    withdrawal,
)
from equipoise.rules.support.terms import terms_of
from equipoise.units import Period
from equipoise.workings import Support
from tests.drawn_figures import codes
from tests.support_cases import (
    ANY,
    EXACT,
    STF,
    SUSPENDED,
    amounts,
    found,
    fund,
    schemes,
    signed,
    years,
)

ratios = st.fractions(0, 1, max_denominator=20)
awards = st.dictionaries(codes, amounts, min_size=1, max_size=3)


@given(years())
def test_support_is_never_more_than_the_award(year: YearOfSupport[Fraction]) -> None:
    for code, one in found(year).items():
        assert 0 <= one.earned <= one.due <= year.bodies[code].allocation
        assert one.earned + one.withheld == one.due
        assert one.earned + one.at_risk <= one.allocation
        for quarter in one.quarters:
            assert min(quarter.own, quarter.system, quarter.access, quarter.again) >= 0


@given(years(), st.data(), amounts)
def test_a_better_result_never_earns_less(
    year: YearOfSupport[Fraction], data: st.DataObject, more: Fraction
) -> None:
    code = data.draw(st.sampled_from(sorted(year.bodies)))
    body = year.bodies[code]
    number = data.draw(st.integers(0, len(body.quarters) - 1))
    quarters = list(body.quarters)
    quarters[number] = replace(quarters[number], actual=quarters[number].actual + more)
    bodies = {**year.bodies, code: replace(body, quarters=tuple(quarters))}
    better = replace(year, bodies=bodies)
    assert found(better)[code].earned >= found(year)[code].earned


@given(years(), years())
def test_others_decide_no_more_than_the_linked_share(
    year: YearOfSupport[Fraction], other: YearOfSupport[Fraction]
) -> None:
    code = sorted(year.bodies)[0]
    body = year.bodies[code]
    count = len(body.quarters)
    others = {f"X{name}": one for name, one in other.bodies.items() if len(one.quarters) == count}
    alone = found(replace(year, bodies={code: body}))[code]
    among = found(replace(year, bodies={code: body, **others}))[code]
    terms = terms_of(year.scheme, None, params=SUSPENDED, known_on=ANY)
    most = body.allocation * terms.linked
    assert abs(alone.earned - among.earned) <= most + 2 * count  # a penny a part, at most


@given(years(), st.randoms())
def test_bodies_of_support_in_any_order(year: YearOfSupport[Fraction], random: Random) -> None:
    listed = list(year.bodies.items())
    random.shuffle(listed)
    assert found(replace(year, bodies=dict(listed))) == found(year)


@given(schemes, signed, amounts, st.booleans())
def test_a_sized_award_brings_the_plan_to_nil(
    scheme: Scheme, total: Fraction, notified: Fraction, signed_it: bool
) -> None:
    claim = Claim(
        scheme=scheme,
        control_total=total,
        notified=notified,
        signed=signed_it,
        stated=Support.WITHOUT,
    )
    one = entitlement(claim, EXACT, known_on=ANY)
    if claim.scheme.sized:
        assert one.award == max(0, -total)
        assert total + one.award == max(0, total)
    elif not one.lacks:
        assert one.award == notified
    else:
        assert one.award == 0


@given(amounts)
def test_support_is_withdrawn_step_by_step(award: Fraction) -> None:
    left = list(withdrawal(AwardOf2025(award=award), EXACT, known_on=ANY).values())
    assert left == sorted(left, reverse=True)
    assert left[0] == award
    assert left[-1] == 0


improved = st.builds(
    Improved[Fraction],
    award=amounts,
    earned=amounts,
    control_total=signed,
    position=signed,
    first_offered=st.none() | signed,
    stated=st.just(Support.WITHOUT),
)
funds = st.builds(
    Fund[Fraction],
    scheme=st.sampled_from([STF, fund(2017, "stf"), fund(2018, "psf")]),
    size=amounts,
    bodies=st.dictionaries(codes, improved, max_size=3),
)


@given(funds)
def test_the_fund_is_shared_whole(year: Fund[Fraction]) -> None:
    one = over_performance(year, EXACT, known_on=ANY)
    given_out = sum(body.matched + body.bonus for body in one.bodies.values())
    core = sum(body.earned for body in year.bodies.values())
    assert core + given_out + one.unshared == year.size
    assert all(body.bonus >= 0 for body in one.bodies.values())


@given(funds)
def test_an_improvement_is_matched_pound_for_pound(year: Fund[Fraction]) -> None:
    rate = 2 if year.scheme.path == "psf" else 1
    for code, body in over_performance(year, EXACT, known_on=ANY).bodies.items():
        assert body.matched == rate * body.improvement
        own = year.bodies[code]
        assert body.reported == own.position + own.earned + body.matched + body.bonus


to_date = st.builds(
    ToDate[Fraction],
    plan=signed,
    actual=signed,
    planned_support=amounts,
    received=amounts,
    turnover=st.none() | amounts,
)
systems = st.dictionaries(codes, to_date, min_size=1)


@given(systems)
def test_what_is_withheld_is_held_nationally(bodies: dict[str, ToDate[Fraction]]) -> None:
    one = with_and_without(bodies, EXACT, known_on=ANY)
    assert one.system.variance + one.held == one.england == one.system.variance_before
    assert one.allocation == -one.held


@given(systems)
def test_variances_of_bodies_come_to_the_system(bodies: dict[str, ToDate[Fraction]]) -> None:
    one = with_and_without(bodies, EXACT, known_on=ANY)
    assert sum(body.variance for body in one.bodies.values()) == one.system.variance
    assert sum(body.variance_before for body in one.bodies.values()) == one.system.variance_before


@given(amounts, amounts, amounts)
def test_a_bonus_and_what_is_usable_are_the_headroom(
    share: Fraction, planned: Fraction, envelope: Fraction
) -> None:
    spending = Spending(
        period=Period.parse("2024/25"), fair_share=share, planned=planned, envelope=envelope
    )
    one = fair_share(spending, EXACT, known_on=ANY)
    assert one.bonus + one.usable == max(0, share - planned)
    assert one.largest_cut == 0 or one.bonus == 0


@given(amounts, st.booleans(), st.booleans())
def test_a_reward_is_for_a_surplus(income: Fraction, surplus: bool, held: bool) -> None:
    body = NewlyInBalance(period=Period.parse("2020/21"), income=income, surplus=surplus, held=held)
    one = reward(body, SUSPENDED, known_on=ANY)
    once = reward(replace(body, held=False), SUSPENDED, known_on=ANY)
    assert one == (once * (1 + held) if surplus else 0)


@given(st.dictionaries(codes, st.tuples(signed, signed), min_size=1))
def test_control_totals_come_to_the_system(pairs: dict[str, tuple[Fraction, Fraction]]) -> None:
    members = {
        code: Member(control_total=limit, plan=plan) for code, (limit, plan) in pairs.items()
    }
    one = control_totals(
        Members(period=Period.parse("2019/20"), members=members), EXACT, known_on=ANY
    )
    assert one.control_total == sum(limit for limit, _ in pairs.values())
    assert one.headroom == sum(one.members.values())


changes = st.dictionaries(st.sampled_from(["ZR1", "ZR2", "ZR3"]), signed, max_size=3)
TOTALS = {"ZR1": Fraction(-12), "ZR2": Fraction(3)}


def proposed(moved: dict[str, Fraction], *, agreed: bool, consents: set[str]) -> Proposal[Fraction]:
    return Proposal(
        totals=TOTALS,
        changes=moved,
        proposed_on=date(2019, 2, 1),
        windows=(Period.parse("2018/19"),),
        consents=frozenset(consents),
        regulator=agreed,
    )


balanced = signed.map(lambda amount: {"ZR1": amount, "ZR2": -amount})


@given(changes | balanced, st.booleans(), st.sets(codes))
def test_a_shift_keeps_the_control_total_of_the_system(
    moved: dict[str, Fraction], agreed: bool, consents: set[str]
) -> None:
    one = shift(proposed(moved, agreed=agreed, consents=consents), EXACT, known_on=ANY)
    assert one.system == -9 == sum(one.totals.values())


@given(changes | balanced, st.booleans(), st.sets(codes))
def test_a_shift_that_lacks_anything_moves_nothing(
    moved: dict[str, Fraction], agreed: bool, consents: set[str]
) -> None:
    one = shift(proposed(moved, agreed=agreed, consents=consents), EXACT, known_on=ANY)
    whole = agreed and moved.keys() <= TOTALS.keys() & consents and sum(moved.values()) == 0
    assert bool(one.lacks) is not whole
    expected = {
        code: limit + (moved.get(code, 0) if whole else 0) for code, limit in TOTALS.items()
    }
    assert one.totals == expected


prospects = st.dictionaries(
    codes, st.builds(Award[Fraction], award=amounts, plan=signed, miss=amounts), min_size=1
)


@given(schemes, prospects, amounts, st.data())
def test_the_systems_hit_is_never_worse(
    scheme: Scheme, bodies: dict[str, Award[Fraction]], miss: Fraction, data: st.DataObject
) -> None:
    year = Prospects(
        scheme=scheme,
        bodies=bodies,
        miss=miss,
        stated=Support.WITHOUT,
    )
    year = replace(year, taper=data.draw(st.sampled_from(year.scheme.tapers)))
    for table in outcomes(year, SUSPENDED, known_on=ANY).values():
        assert table.both_hit.position >= table.own_hit.position
        assert table.system_hit.position >= table.both_miss.position
        assert table.system_hit.open_to_decision >= table.both_miss.open_to_decision
        assert table.both_hit.support >= table.system_hit.support


@given(schemes, prospects)
def test_support_at_risk_is_what_the_system_decides(
    scheme: Scheme, bodies: dict[str, Award[Fraction]]
) -> None:
    year = Prospects(
        scheme=scheme,
        bodies=bodies,
        miss=Fraction(0),
        stated=Support.WITHOUT,
    )
    for table in outcomes(year, SUSPENDED, known_on=ANY).values():
        assert table.both_hit.support - table.own_hit.support == table.at_risk


@st.composite
def pools(draw: st.DrawFn) -> Pool[Fraction]:
    of = draw(awards)
    one = st.builds(Chance, hits=ratios, above=st.integers(0, 10**9), below=st.integers(0, 10**9))
    return Pool(
        awards=of,
        chances={code: draw(one) for code in of},
        shares=(Fraction(0), draw(ratios), Fraction(1)),
    )


@given(pools())
def test_with_nothing_pooled_others_do_not_matter(pool: Pool[Fraction]) -> None:
    first = pooling(pool, EXACT, known_on=ANY).steps[0]
    for code, award in pool.awards.items():
        chance = pool.chances[code].hits
        assert abs(first.bodies[code].expected - award * chance) <= Fraction(1, 2)
        assert first.bodies[code].worse == first.bodies[code].better == 0


@given(pools(), ratios)
def test_expectations_of_bodies_come_to_the_system(pool: Pool[Fraction], missed: Fraction) -> None:
    for step in pooling(replace(pool, missed=missed), EXACT, known_on=ANY).steps:
        assert sum(one.expected for one in step.bodies.values()) == step.system.expected
        for one in (*step.bodies.values(), step.system):
            assert 0 <= one.loss <= 1
            assert one.worse + one.better <= 1


@given(pools())
def test_pooling_without_decisions_never_gains(pool: Pool[Fraction]) -> None:
    steps = pooling(pool, EXACT, known_on=ANY).steps
    for one, other in pairwise(steps):
        for code, body in one.bodies.items():
            assert other.bodies[code].expected <= body.expected
            assert other.bodies[code].better == 0
