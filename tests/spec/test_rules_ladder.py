"""The control total ladder of Northmere, on both readings, in £000.

Source: fact book 5 (users-and-outputs), section 6, paragraphs "Northmere" and "Bases".
"""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from equipoise.params import load
from equipoise.rules.balance import LimitWithoutBasisError, PlansAndLimit, Rungs, ladder
from equipoise.units import PENCE, FinancialYear
from equipoise.workings import (
    Basis,
    Figure,
    Reference,
    Stage,
    Support,
    UnlikeBasesError,
    given,
    words,
)

YEAR = FinancialYear(2023)
INCLUDING = Basis(stage=Stage.PLAN, support=Support.WITH, period=YEAR.period, unit=PENCE)
EXCLUDING = Basis(stage=Stage.PLAN, support=Support.WITHOUT, period=YEAR.period, unit=PENCE)
OPEN = Basis(stage=Stage.PLAN, period=YEAR.period, unit=PENCE)
PARAMS = load()
KNOWN_ON = date(2023, 5, 4)
THOUSAND = 100_000  # pence


def figure(thousands: int, name: str, basis: Basis = INCLUDING) -> Figure:
    ref = Reference("cell", ("2023-24", "ZQ1", name, "Y", "plan"))
    return given(thousands * THOUSAND, basis, ref, name=name)


def thousands(number: Figure) -> int:
    assert number.value % THOUSAND == 0
    return int(number.value // THOUSAND)


def rungs(found: Rungs[Figure]) -> list[int]:
    return [
        thousands(number)
        for number in (
            found.control_total,
            found.sum_of_plans,
            found.matching_effect,
            found.adjusted_sum,
            found.gap,
            found.agreed_actions,
            found.balance,
            found.proposed_actions,
            found.balance_with_proposals,
        )
    ]


def plans(*, agreed: tuple[int, ...] = (), proposed: tuple[int, ...] = ()) -> PlansAndLimit[Figure]:
    return PlansAndLimit(
        limit=figure(-9_000, "limit"),
        sum_of_plans=figure(-9_000, "plans"),
        support=figure(6_000, "support"),
        remaining_mismatch=figure(2_300, "mismatch", OPEN),
        agreed_actions=tuple(figure(amount, "action", OPEN) for amount in agreed),
        proposed_actions=tuple(figure(amount, "proposal", OPEN) for amount in proposed),
    )


def test_the_ladder_as_collated() -> None:
    found = ladder(plans(), PARAMS, known_on=KNOWN_ON)
    nothing_yet = [2_300, 0, 2_300, 0, 2_300]
    assert rungs(found.stated) == [-9_000, -9_000, -2_300, -11_300, *nothing_yet]
    assert rungs(found.other) == [-15_000, -15_000, -2_300, -17_300, *nothing_yet]
    assert found.on(Support.WITH) is found.stated
    assert found.on(Support.WITHOUT) is found.other
    assert found.other.gap.basis == EXCLUDING


def test_the_ladder_with_proposals() -> None:
    """Step 11: the gap shows 2,300 agreed, nil with proposals; nil once they are agreed."""
    found = ladder(plans(proposed=(1_500, 800)), PARAMS, known_on=KNOWN_ON).stated
    assert (thousands(found.balance), thousands(found.balance_with_proposals)) == (2_300, 0)
    for reading in Support:
        closed = ladder(plans(agreed=(1_500, 800)), PARAMS, known_on=KNOWN_ON).on(reading)
        assert rungs(closed)[4:] == [2_300, 2_300, 0, 0, 0]


@pytest.mark.parametrize("pence", [-1, 0, 1])
def test_the_balance_is_to_the_penny(pence: int) -> None:
    ref = Reference("decision", ("control-total",))
    limit = given(-9_000 * THOUSAND + pence, INCLUDING, ref, name="limit")
    found = ladder(replace(plans(agreed=(1_500, 800)), limit=limit), PARAMS, known_on=KNOWN_ON)
    assert [found.on(reading).balance.value for reading in Support] == [pence, pence]


def test_the_ladder_once_contracts_are_agreed() -> None:
    """Version 2 against version 1: ZQ1 (900), ZR1 (2,000), ZR3 600 are the matching (2,300)."""
    moved = tuple(figure(amount, "agreed", OPEN) for amount in (-900, -2_000, 600))
    matched = PlansAndLimit(
        limit=figure(-9_000, "limit"),
        sum_of_plans=figure(-9_000, "plans"),
        support=figure(6_000, "support"),
        remaining_mismatch=figure(0, "mismatch", OPEN),
        agreed_matching=moved,
    )
    found = ladder(matched, PARAMS, known_on=KNOWN_ON)
    assert rungs(found.stated)[:5] == [-9_000, -9_000, -2_300, -11_300, 2_300]


def test_a_limit_before_support_leads_to_the_same_gap() -> None:
    before = PlansAndLimit(
        limit=figure(-15_000, "limit", EXCLUDING),
        sum_of_plans=figure(-15_000, "plans", EXCLUDING),
        support=figure(6_000, "support"),
        remaining_mismatch=figure(2_300, "mismatch"),
    )
    found = ladder(before, PARAMS, known_on=KNOWN_ON)
    assert found.reading is Support.WITHOUT
    assert rungs(found.other)[:5] == [-9_000, -9_000, -2_300, -11_300, 2_300]
    assert found.other.gap.basis == INCLUDING


def test_a_limit_states_its_basis_or_is_refused() -> None:
    unstated = PlansAndLimit(
        limit=figure(-9_000, "limit", OPEN),
        sum_of_plans=figure(-9_000, "plans", OPEN),
        support=figure(6_000, "support"),
        remaining_mismatch=figure(2_300, "mismatch"),
    )
    both = "including support or excluding support; found neither"
    with pytest.raises(LimitWithoutBasisError, match=f"of -900000000 pence, {both}"):
        ladder(unstated, PARAMS, known_on=KNOWN_ON)
    bare = PlansAndLimit(
        limit=Fraction(-9_000),
        sum_of_plans=Fraction(-9_000),
        support=Fraction(6_000),
        remaining_mismatch=Fraction(2_300),
    )
    with pytest.raises(LimitWithoutBasisError, match=f"of -9000 pence, {both}"):
        ladder(bare, PARAMS.exact, known_on=KNOWN_ON)


def test_a_limit_does_not_stand_on_two_readings() -> None:
    twice = PlansAndLimit(
        limit=figure(-9_000, "limit"),
        sum_of_plans=figure(-9_000, "plans"),
        support=figure(6_000, "support"),
        remaining_mismatch=figure(2_300, "mismatch"),
        stated=Support.WITHOUT,
    )
    with pytest.raises(LimitWithoutBasisError, match="excluding support and including support"):
        ladder(twice, PARAMS, known_on=KNOWN_ON)


def test_plans_on_another_reading_are_refused() -> None:
    crossed = PlansAndLimit(
        limit=figure(-9_000, "limit"),
        sum_of_plans=figure(-15_000, "plans", EXCLUDING),
        support=figure(6_000, "support"),
        remaining_mismatch=figure(2_300, "mismatch"),
    )
    with pytest.raises(UnlikeBasesError):
        ladder(crossed, PARAMS, known_on=KNOWN_ON)


def test_a_published_limit_takes_the_stage_of_the_plans() -> None:
    published = Basis(support=Support.WITH, period=YEAR.period, unit=PENCE)
    against = PlansAndLimit(
        limit=figure(-9_000, "limit", published),
        sum_of_plans=figure(-9_000, "plans"),
        support=figure(6_000, "support"),
        remaining_mismatch=figure(0, "mismatch"),
    )
    assert ladder(against, PARAMS, known_on=KNOWN_ON).stated.gap.basis == INCLUDING


def test_the_ladder_in_words() -> None:
    text = words.lines(ladder(plans(agreed=(1_500, 800)), PARAMS, known_on=KNOWN_ON).other.balance)
    assert text[0] == (
        "Balance £0.00 = Gap to control total £2.3m less Agreed closing actions £2.3m "
        "[rule:balance/ladder]"
    )
    assert "    Control total £(15.0)m = limit £(9.0)m less support £6.0m" in text
