"""Laws of elective schemes: what must hold for every system, trust, month and rate."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from equipoise.rules.elective import (
    Assessed,
    BaseMonth,
    BeforeAndAfter,
    CareMonth,
    GainOfSystem,
    Ledgers,
    MonthsOfCare,
    Term,
    TrustChange,
    baseline,
    carried,
    contract_adjustment,
    settlement,
    swing,
)
from equipoise.units import FinancialYear, Period
from tests.elective_cases import AGAIN, CUT, EXACT, FIRST, amounts, due, found, months_of_2023

ANY = date(2026, 5, 4)
HALF = Fraction(1, 2)
signed = st.integers(-(10**11), 10**11).map(Fraction)
days = st.sampled_from([FIRST, CUT, AGAIN])
known = st.sampled_from([
    ("eis_procedures", FinancialYear(2020).month(6), ()),
    ("eis_procedures", FinancialYear(2020).month(7), ()),
    ("eis_attendances", FinancialYear(2020).month(9), ()),
    *(("erf", FinancialYear(2021).month(number), (Term.UPPER,)) for number in range(1, 13)),
    ("erf", FinancialYear(2022).period, (Term.FLOOR,)),
    ("erf", FinancialYear(2023).period, ()),
    ("erf", Period(date(2025, 1, 1), date(2025, 4, 1)), (Term.CAP,)),
])  # fmt: skip
"""Every kind of scheme: its parameters, a period of it, and the terms it has."""


def care(
    scheme: tuple[str, Period, tuple[Term, ...]], of: tuple[Fraction, Fraction], **limits: Any
) -> Assessed[Fraction]:
    path, period, terms = scheme
    month = CareMonth(period=period, baseline=of[0], actual=of[1])
    return Assessed(scheme=path, months=(month,), terms=frozenset(terms), **limits)


def doing(what: Assessed[Fraction], actual: Fraction) -> Assessed[Fraction]:
    """Return the same months with another actual value."""
    (month,) = what.months
    return replace(what, months=(replace(month, actual=actual),))


@given(known, st.integers(0, 10**8), amounts, amounts)
def test_on_target_no_money_moves(
    scheme: tuple[str, Period, tuple[Term, ...]], hundreds: int, fund: Fraction, more: Fraction
) -> None:
    base = Fraction(100 * hundreds)
    target = found(care(scheme, (base, Fraction(0))), ANY).target
    on_it = care(scheme, (base, target), fund=fund, forecast=target + more)
    assert due(on_it, ANY) == 0
    assert found(on_it, ANY).over == 0


@given(known, amounts, amounts, st.booleans())
def test_the_adjustment_has_no_step(
    scheme: tuple[str, Period, tuple[Term, ...]],
    base: Fraction,
    actual: Fraction,
    full_allocation: bool,
) -> None:
    one = replace(care(scheme, (base, actual), fund=base), full_allocation=full_allocation)
    thresholds = [base * level / 100 for level in (*range(70, 121), 0)]
    for level in (actual, *(Fraction(int(level)) for level in thresholds)):
        moved = due(doing(one, level + 1), ANY) - due(doing(one, level), ANY)
        assert 0 <= moved <= Fraction(12, 10) + 1


@given(known, amounts, amounts, amounts, amounts)
def test_more_elective_care_never_earns_less(
    scheme: tuple[str, Period, tuple[Term, ...]],
    base: Fraction,
    actual: Fraction,
    more: Fraction,
    limit: Fraction,
) -> None:
    quieter = care(scheme, (base, actual), fund=limit, forecast=limit)
    assert due(doing(quieter, actual + more), ANY) >= due(quieter, ANY)


@given(amounts, amounts, amounts)
def test_an_elective_floor_holds(base: Fraction, actual: Fraction, fund: Fraction) -> None:
    scheme = ("erf", FinancialYear(2022).period, (Term.FLOOR,))
    lowest = -Fraction(3, 4) * fund
    one = found(care(scheme, (base, actual), fund=fund), ANY)
    assert one.adjustment >= lowest - HALF
    if one.held == "floor":
        assert abs(one.adjustment - lowest) <= HALF


@given(amounts, amounts, amounts)
def test_an_elective_cap_holds(base: Fraction, actual: Fraction, forecast: Fraction) -> None:
    scheme = ("erf", Period(date(2025, 1, 1), date(2025, 4, 1)), (Term.CAP,))
    capped = care(scheme, (base, actual), forecast=forecast)
    assert due(capped, ANY) == due(doing(capped, min(actual, forecast)), ANY)


@given(known, amounts, amounts, amounts)
def test_full_allocation_is_never_negative(
    scheme: tuple[str, Period, tuple[Term, ...]], base: Fraction, actual: Fraction, fund: Fraction
) -> None:
    plain = care(scheme, (base, actual), fund=fund)
    assert due(replace(plain, full_allocation=True), ANY) == max(0, due(plain, ANY))


@given(months_of_2023, days, st.booleans(), st.randoms(use_true_random=False))
def test_the_order_of_months_is_irrelevant(
    months: tuple[CareMonth[Fraction], ...],
    on: date,
    by_month: bool,
    rng: Random,
) -> None:
    shuffled = list(months)
    rng.shuffle(shuffled)
    one, other = (
        found(Assessed(scheme="erf", months=listed, by_month=by_month), on)
        for listed in (months, tuple(shuffled))
    )
    assert one == other


@given(amounts, st.sampled_from(FinancialYear(2019).months))
def test_as_many_working_days_leave_the_baseline(value: Fraction, month: Period) -> None:
    assert baseline(BaseMonth(value=value, month=month), EXACT, known_on=ANY) == value


@given(months_of_2023, days)
def test_a_wholly_variable_contract_pays_for_what_is_done(
    months: tuple[CareMonth[Fraction], ...], on: date
) -> None:
    one = contract_adjustment(MonthsOfCare(scheme="erf", months=months), EXACT, known_on=on)
    assert one.contract + one.adjustment == one.income == one.actual


@given(amounts, amounts, st.sampled_from(FinancialYear(2021).months))
def test_a_block_pays_the_contract(base: Fraction, actual: Fraction, month: Period) -> None:
    months = (CareMonth(period=month, baseline=base, actual=actual),)
    one = contract_adjustment(MonthsOfCare(scheme="erf", months=months), EXACT, known_on=ANY)
    assert one.adjustment == 0
    assert one.income == one.contract


@given(signed, st.dictionaries(st.text(max_size=3), signed))
def test_what_a_system_carries_closes_the_ledgers(
    allocation: Fraction, contracts: dict[str, Fraction]
) -> None:
    one = carried(Ledgers(allocation=allocation, contracts=contracts), EXACT, known_on=ANY)
    assert one.contracts == sum(contracts.values())
    assert one.contracts + one.carried == one.allocation == allocation


@given(signed, signed, signed)
def test_a_swing_is_target_and_protection(
    before: Fraction, alone: Fraction, after: Fraction
) -> None:
    one = swing(BeforeAndAfter(before=before, due=alone, after=after), EXACT, known_on=ANY)
    assert one.target + one.protection == one.swing == after - before


@given(
    signed,
    st.dictionaries(
        st.text(max_size=3),
        st.builds(
            TrustChange[Fraction],
            income_before=signed,
            adjustment_after=signed,
            part=st.none() | signed,
        ),
    ),
)
def test_trusts_and_commissioner_have_the_gain(
    gain: Fraction, trusts: dict[str, TrustChange[Fraction]]
) -> None:
    one = settlement(GainOfSystem(gain=gain, trusts=trusts), EXACT, known_on=ANY)
    assert sum(trust.movement for trust in one.trusts.values()) + one.commissioner == gain
    for code, trust in one.trusts.items():
        assert trust.income - trusts[code].income_before == trust.movement
        if trust.contract is not None:
            assert trust.contract + trusts[code].adjustment_after == trust.income
