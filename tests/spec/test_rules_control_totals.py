"""Control totals, over-performance and withheld support, worked by hand. Figures in £m."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from equipoise.rules.balance import LimitWithoutBasisError
from equipoise.rules.registry import NoRuleError, rule_for
from equipoise.rules.support import (
    AwardOf2025,
    Binds,
    Claim,
    Condition,
    Fund,
    Improved,
    LimitYearError,
    Member,
    Members,
    NewlyInBalance,
    NotMatchedError,
    Proposal,
    Scheme,
    Spending,
    ToDate,
    binds_in,
    control_totals,
    entitlement,
    fair_share,
    over_performance,
    reward,
    shift,
    with_and_without,
    withdrawal,
)
from equipoise.units import FinancialYear, Period
from equipoise.workings import Support
from tests.rules_cases import with_value
from tests.support_cases import ANY, DSF, EXACT, FRF_2020, STF, SUSPENDED, fund, pence

PSF_2018 = fund(2018, "psf")
PENNY = Fraction(1)
LIMITS = {"A": pence(-12), "B": pence(3), "C": pence(-1), "CCG": Fraction(0)}


# ------------------------------------------------------------------------------ control totals
@pytest.mark.parametrize(
    ("starts_in", "binds"),
    [
        (2016, Binds.ORGANISATION), (2018, Binds.ORGANISATION), (2019, Binds.BOTH),
        (2020, Binds.SYSTEM), (2025, Binds.SYSTEM), (2026, Binds.ORGANISATION),
        (2028, Binds.ORGANISATION),
    ],
)  # fmt: skip
def test_whom_limits_bind(starts_in: int, binds: Binds) -> None:
    assert binds_in(FinancialYear(starts_in)) is binds


@pytest.mark.parametrize("starts_in", [2015, 2029])
def test_other_years_have_no_limits(starts_in: int) -> None:
    with pytest.raises(LimitYearError, match="2016/17 to 2028/29"):
        binds_in(FinancialYear(starts_in))


def members(*, signed: bool = True, weight: Fraction | None = None) -> Members[Fraction]:
    each = {code: Member(control_total=limit, plan=limit) for code, limit in LIMITS.items()}
    each["A"] = replace(each["A"], plan=pence(-14), signed=signed, weight=weight)
    return Members(period=FinancialYear(2019).period, members=each)


def test_plan_and_control_total_are_two_things() -> None:
    one = control_totals(members(), EXACT, known_on=ANY)
    assert (one.control_total, one.plan, one.headroom) == (pence(-10), pence(-12), pence(-2))
    assert [one.members["A"], one.members["B"]] == [pence(-2), 0]


def test_a_body_that_spans_systems_counts_by_its_weight() -> None:
    one = control_totals(members(weight=Fraction(1, 2)), EXACT, known_on=ANY)
    assert (one.control_total, one.plan) == (pence(-4), pence(-5))


@pytest.mark.parametrize(("counts", "expected"), [(1, -10), (0, 2)])
def test_an_unsigned_control_total_counts_as_assumed(counts: int, expected: int) -> None:
    params = with_value("support/unsigned_in_sum_ratio", counts).exact
    found = control_totals(members(signed=False), params, known_on=ANY)
    assert found.control_total == pence(expected)


WINDOWS = (Period.parse("2019-01-10 to 2019-02-12"), Period.parse("2019-02-13 to 2019-04-04"))
BOTH = frozenset({"A", "B"})
LATE = "a day ahead of draft or of final plans"


def proposal(taken: int, relieved: int, **more: Any) -> Proposal[Fraction]:
    one = Proposal(
        totals=LIMITS,
        changes={"A": pence(taken), "B": pence(relieved)},
        proposed_on=date(2019, 2, 1),
        windows=WINDOWS,
        consents=BOTH,
        regulator=True,
    )
    return replace(one, **more)


def test_a_net_neutral_shift() -> None:
    """1.6: A +2, B -2 is valid, and the system's total is unchanged."""
    one = shift(proposal(2, -2), EXACT, known_on=ANY)
    assert one.lacks == ()
    assert (one.totals["A"], one.totals["B"], one.system) == (pence(-10), pence(1), pence(-10))


@pytest.mark.parametrize(
    ("of", "lacks"),
    [
        (proposal(2, -1), ("changes that sum to nil",)),  # 1.6: rejected, the sum is +1
        (proposal(1, -2), ("changes that sum to nil",)),
        (proposal(2, -2, consents=frozenset({"A"})), ("the consent of B",)),
        (proposal(2, -2, regulator=False), ("the consent of the regulator",)),
        (proposal(2, -2, proposed_on=date(2019, 2, 12)), (LATE,)),
        (proposal(2, -2, proposed_on=date(2019, 1, 9)), (LATE,)),
        (proposal(2, -2, totals={"A": pence(-12)}), ("a control total of B",)),
    ],
)  # fmt: skip
def test_what_a_shift_lacks(of: Proposal[Fraction], lacks: tuple[str, ...]) -> None:
    one = shift(of, EXACT, known_on=ANY)
    assert one.lacks == lacks
    assert one.totals == of.totals


@pytest.mark.parametrize("day", [date(2019, 1, 10), date(2019, 2, 11), date(2019, 2, 13)])
def test_the_windows_of_a_shift(day: date) -> None:
    assert shift(proposal(2, -2, proposed_on=day), EXACT, known_on=ANY).lacks == ()


# --------------------------------------------------------------------------------- entitlement
@pytest.mark.parametrize(
    ("scheme", "total", "signed", "award", "lacks"),
    [
        (fund(2018, "csf"), -20, True, 20, ()),  # A09: -20 + 20 = 0
        (fund(2018, "csf"), 0, True, 0, (Condition.DEFICIT,)),
        (fund(2018, "csf"), 5, True, 0, (Condition.DEFICIT,)),
        (FRF_2020, -9, True, 9, ()),
        (DSF, -40, True, 40, ()),
        (STF, -3, True, 7, ()),
        (STF, 3, True, 7, ()),
        (STF, -3, False, 0, (Condition.SIGNED,)),
        (fund(2019, "frf"), -3, True, 7, ()),
        (fund(2019, "frf"), 3, True, 0, (Condition.DEFICIT,)),
        (fund(2019, "frf"), 3, False, 0, (Condition.SIGNED, Condition.DEFICIT)),
        (fund(2019, "mret"), 3, False, 0, (Condition.SIGNED,)),
    ],
)
def test_who_is_entitled(
    scheme: Scheme, total: int, signed: bool, award: int, lacks: tuple[Condition, ...]
) -> None:
    claim = Claim(
        scheme=scheme,
        control_total=pence(total),
        notified=pence(7),
        signed=signed,
        stated=Support.WITHOUT,
    )
    one = entitlement(claim, EXACT, known_on=ANY)
    assert (one.award, one.lacks) == (pence(award), lacks)


def test_a_control_total_that_counts_support_in_counts_in_what_was_notified() -> None:
    claim = Claim(scheme=DSF, control_total=Fraction(0), notified=pence(40), stated=Support.WITH)
    assert entitlement(claim, EXACT, known_on=ANY).award == pence(40)
    with pytest.raises(LimitWithoutBasisError):
        entitlement(replace(claim, stated=None), EXACT, known_on=ANY)


def test_deficit_support_goes_in_steps() -> None:
    found = withdrawal(AwardOf2025(award=pence(40)), EXACT, known_on=ANY)
    thirds = [4_000_000_000, 2_666_666_667, 1_333_333_333, 0]  # pence
    assert list(found.values()) == thirds
    assert list(found) == [FinancialYear(year) for year in (2025, 2026, 2027, 2028)]


# ---------------------------------------------------------------------------- over-performance
def improved(position: str | int, **more: Any) -> Improved[Fraction]:
    one = Improved(
        award=pence(10),
        earned=pence(10),
        control_total=pence(-5),
        position=pence(position),
        stated=Support.WITHOUT,
    )
    return replace(one, **more)


def test_a_pound_for_each_pound() -> None:
    """A03: one above its control total; the reported position improves by two."""
    at = {"A": improved(-4), "B": improved(-5)}
    one = over_performance(Fund(scheme=STF, size=pence(30), bodies=at), EXACT, known_on=ANY)
    assert one.bodies["A"].matched == pence(1)
    assert one.bodies["A"].reported - one.bodies["B"].reported == pence(2)
    assert [one.residual, one.unshared] == [pence(9), 0]
    assert one.bodies["A"].bonus == one.bodies["B"].bonus == pence("4.5")


def test_two_pounds_for_agreeing_a_tougher_total() -> None:
    """A04: seven more of a control total, fourteen more of support, however the year went."""
    body = improved(-9, control_total=pence(2), first_offered=pence(-5))
    at = Fund(scheme=PSF_2018, size=pence(100), bodies={"A": body, "B": improved(9)})
    one = over_performance(at, EXACT, known_on=ANY)
    assert one.bodies["A"].matched == pence(14)
    assert one.bodies["B"].matched == 0  # above its total at the end of the year: nothing agreed
    assert [one.bodies["A"].bonus, one.bodies["B"].bonus] == [0, pence(66)]


@pytest.mark.parametrize(
    ("position", "hit"), [("-5", True), (Fraction(-5) - Fraction(1, 10**8), False)]
)
def test_the_residual_is_for_those_who_met_their_total(position: str, hit: bool) -> None:
    at = Fund(scheme=STF, size=pence(30), bodies={"A": improved(position), "B": improved(-5)})
    one = over_performance(at, EXACT, known_on=ANY)
    assert one.bodies["A"].bonus == (pence(5) if hit else 0)
    assert one.bodies["B"].bonus == (pence(5) if hit else pence(10))


def test_a_residual_that_nobody_earned_stays() -> None:
    at = Fund(scheme=STF, size=pence(30), bodies={"A": improved(-6, earned=Fraction(0))})
    one = over_performance(at, EXACT, known_on=ANY)
    assert [one.residual, one.unshared, one.bodies["A"].bonus] == [pence(30), pence(30), 0]


def test_a_fund_may_be_overdrawn() -> None:
    at = Fund(scheme=STF, size=pence(9), bodies={"A": improved(-5)})
    one = over_performance(at, EXACT, known_on=ANY)
    assert [one.residual, one.unshared, one.bodies["A"].bonus] == [pence(-1), pence(-1), 0]


def test_both_readings_close_and_differ() -> None:
    """A total of 5 counts support of 10 in, or leaves it out: an improvement of 1, or of none."""
    reading = {}
    for stated in (Support.WITH, Support.WITHOUT):
        body = improved(-4, control_total=pence(5), stated=stated)
        at = Fund(scheme=STF, size=pence(30), bodies={"A": body})
        reading[stated] = over_performance(at, EXACT, known_on=ANY).bodies["A"].matched
    assert reading == {Support.WITH: pence(1), Support.WITHOUT: 0}
    with pytest.raises(LimitWithoutBasisError, match="including support or excluding support"):
        over_performance(
            Fund(scheme=STF, size=pence(30), bodies={"A": improved(-4, stated=None)}),
            EXACT,
            known_on=ANY,
        )


@pytest.mark.parametrize(("one_off", "expected"), [("7", "7"), ("9", "8"), (None, None)])
def test_a_land_sale_is_told_apart(one_off: str | None, expected: str | None) -> None:
    body = improved(3, one_off=None if one_off is None else pence(one_off))
    at = Fund(scheme=STF, size=pence(30), bodies={"A": body})
    found = over_performance(at, EXACT, known_on=ANY).bodies["A"].improvement_one_off
    assert found == (None if expected is None else pence(expected))


def test_a_fund_that_matches_nothing_says_so() -> None:
    with pytest.raises(NotMatchedError, match="Provider sustainability fund 2019/20: no scheme"):
        over_performance(
            Fund(scheme=fund(2019, "psf"), size=pence(1), bodies={}), EXACT, known_on=ANY
        )


@pytest.mark.parametrize(("surplus", "held", "expected"), [(1, 0, "2.5"), (1, 1, "5"), (0, 1, "0")])
def test_the_reward_of_2020(surplus: int, held: int, expected: str) -> None:
    """A11: 0.5% of 500; two payments where balance is newly reached and held."""
    body = NewlyInBalance(
        period=FinancialYear(2020).period, income=pence(500), surplus=bool(surplus),
        held=bool(held),
    )  # fmt: skip
    assert reward(body, SUSPENDED, known_on=ANY) == pence(expected)


def test_the_reward_was_published_in_january_2020() -> None:
    period = FinancialYear(2020).period
    assert rule_for("support/reward", period, known_on=date(2020, 1, 30))
    with pytest.raises(NoRuleError):
        rule_for("support/reward", period, known_on=date(2020, 1, 29))


# -------------------------------------------------------------- with support, without, withheld
def to_date(planned: int, received: int, over: int = 0, turnover: int = 0) -> ToDate[Fraction]:
    return ToDate(
        plan=pence(-planned),
        actual=pence(over - planned),
        planned_support=pence(planned),
        received=pence(received),
        turnover=pence(turnover) if turnover else None,
    )


def test_withheld_support_is_held_nationally() -> None:
    """4.5b at month 9: X -4, other members -6, system -10, held nationally +10, England nil."""
    bodies = {"X": to_date(12, 8, turnover=400), "others": to_date(18, 12, turnover=600)}
    one = with_and_without(bodies, EXACT, known_on=ANY)
    assert {code: body.variance for code, body in one.bodies.items()} == {
        "X": pence(-4), "others": pence(-6),
    }  # fmt: skip
    assert [body.variance_before for body in one.bodies.values()] == [0, 0]
    assert [one.system.variance, one.held, one.england] == [pence(-10), pence(10), 0]
    assert one.allocation == pence(-10)
    assert [one.bodies["X"].plan, one.bodies["X"].actual] == [0, pence(-4)]
    assert (one.bodies["X"].plan_before, one.bodies["X"].actual_before) == (pence(-12), pence(-12))
    assert one.bodies["X"].variance_ratio == Fraction(-1, 100)
    assert one.system.variance_ratio == Fraction(-1, 100)
    assert (one.bodies["X"].received, one.bodies["X"].withheld) == (pence(8), pence(4))


def test_a_turnover_that_nobody_gave_leaves_no_share() -> None:
    bodies = {"X": to_date(12, 12, over=2, turnover=400), "Y": to_date(0, 0)}
    one = with_and_without(bodies, EXACT, known_on=ANY)
    assert one.bodies["X"].variance_ratio == Fraction(1, 200)
    assert one.bodies["Y"].variance_ratio is one.system.variance_ratio is None
    assert [one.england, one.held] == [pence(2), 0]


# ----------------------------------------------------------------------------------- fair share
@pytest.mark.parametrize(
    ("planned", "expected"),
    [
        ("990", ["10", "3", "7", "0"]),  # 4.6: a bonus of 3.0
        ("1000", ["0", "0", "0", "0"]),
        ("1010", ["-10", "0", "0", "6"]),  # 4.6: a cut of 6.0 at most
        ("1000.00000001", ["-0.00000001", "0", "0", "6"]),
    ],
)
def test_the_fair_share_link(planned: str, expected: list[str]) -> None:
    spending = Spending(
        period=Period.parse("2024/25"),
        fair_share=pence(1000),
        planned=pence(planned),
        envelope=pence(60),
    )
    one = fair_share(spending, EXACT, known_on=ANY)
    found = [one.headroom, one.bonus, one.usable, one.largest_cut]
    assert found == [pence(amount) for amount in expected]
