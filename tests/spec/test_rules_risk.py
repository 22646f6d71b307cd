"""Risk against a position, and efficiency that nobody owns, as published and worked by hand.

Source: fact book 1, check V19: Bedfordshire, Luton and Milton Keynes 2024/25, plan nil with
unmitigated risk of £55.7m. Probabilities and stretch are made up: no published case was found.
"""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from equipoise.params import load
from equipoise.rules.balance import (
    Efficiencies,
    Exposure,
    PlansAndLimit,
    Risk,
    efficiency,
    ladder,
    risk_adjusted,
)
from equipoise.units import PERCENT, FinancialYear
from equipoise.workings import Support
from tests.rules_cases import MILLION, THOUSAND, figure, money, sentences

PARAMS = load()
KNOWN_ON = date(2024, 6, 12)
STAMP = "[rule:balance/risk_adjusted]"


def test_a_balanced_plan_with_unmitigated_risk_is_a_deficit_after_it() -> None:
    """BLMK: nil with 55.7 unmitigated. The split into gross and mitigation is made up."""
    risks = {
        "R1": Risk(gross=money(60_000, "Inflation"), mitigation=money(20_000, "Contingency")),
        "R2": Risk(gross=money(15_700, "Strikes"), mitigation=money(0, "None")),
    }
    found = risk_adjusted(
        Exposure(position=money(0, "Plan"), risks=risks), PARAMS, known_on=KNOWN_ON
    )
    assert (found.net.value, found.adjusted.value) == (55_700 * THOUSAND, -55_700 * THOUSAND)
    assert (found.expected, found.without_probability.value) == (None, 75_700 * THOUSAND)
    assert found.adjusted.basis.support is Support.WITH
    assert sentences(found.net, found.adjusted) == [
        f"Net unmitigated risk £55.7m = Gross risk £75.7m less Mitigation £20.0m {STAMP}",
        f"Risk-adjusted position £(55.7)m = Plan £0.00 less Net unmitigated risk £55.7m {STAMP}",
    ]
    assert sentences(found.gross, found.mitigation) == [
        f"Gross risk £75.7m = the total of Inflation £60.0m and Strikes £15.7m {STAMP}",
        f"Mitigation £20.0m = the total of Contingency £20.0m and None £0.00 {STAMP}",
    ]


def test_what_is_to_be_expected_is_probability_times_gross() -> None:
    """12.5% of 40,000 and 100% of 1,000 are 6,000; 7,000 has no probability. In £000."""
    risks = {
        "R1": Risk(
            gross=money(40_000, "Demand"),
            mitigation=money(0, "None"),
            probability=figure(1_250, "Likely", unit=PERCENT),
        ),
        "R2": Risk(
            gross=money(1_000, "Prices"),
            mitigation=money(0, "None"),
            probability=figure(10_000, "Certain", unit=PERCENT),
        ),
        "R3": Risk(gross=money(7_000, "Pay"), mitigation=money(0, "None")),
    }
    found = risk_adjusted(
        Exposure(position=money(0, "Plan"), risks=risks), PARAMS, known_on=KNOWN_ON
    )
    assert found.expected is not None
    assert (found.expected.value, found.without_probability.value) == (
        6_000 * THOUSAND,
        7_000 * THOUSAND,
    )
    assert found.expected.working.name == "Expected risk"
    assert found.without_probability.working.name == "Risk without a probability"
    likely = next(step for step in found.expected.everything() if step.value == Fraction(1, 8))
    assert [part.working.name for part in likely.working.parts()] == [
        "Likely",
        "The whole, in hundredths of a per cent",
    ]


def test_no_risks_leave_the_position_where_it_is() -> None:
    found = risk_adjusted(
        Exposure(position=money(-9_000, "Plan"), risks={}), PARAMS, known_on=KNOWN_ON
    )
    assert found.adjusted.value == -9_000 * THOUSAND
    assert (found.gross.value, found.expected, found.without_probability.value) == (0, None, 0)


@pytest.mark.parametrize("pence", [-1, 0, 1])
def test_stretch_is_taken_off_to_the_penny(pence: int) -> None:
    """A plan at its limit of (9,000), of which 5,000 is held by nobody, is 5,000 short. In £000."""
    stretch = figure(5_000 * THOUSAND + pence, "Held by the system")
    plans = PlansAndLimit(
        limit=money(-9_000, "limit"),
        sum_of_plans=money(-9_000, "plans"),
        support=money(6_000, "support"),
        remaining_mismatch=money(0, "mismatch"),
        system_stretch=(stretch,),
    )
    found = ladder(plans, PARAMS, known_on=KNOWN_ON).stated
    assert found.system_stretch.value == -5_000 * THOUSAND - pence
    assert found.gap.value == found.balance.value == 5_000 * THOUSAND + pence
    owned = ladder(replace(plans, system_stretch=()), PARAMS, known_on=KNOWN_ON).stated
    assert (owned.gap.value, owned.system_stretch.value) == (0, 0)


def test_the_rung_of_stretch_in_words() -> None:
    plans = PlansAndLimit(
        limit=money(-9_000, "limit"),
        sum_of_plans=money(-9_000, "plans"),
        support=money(6_000, "support"),
        remaining_mismatch=money(0, "mismatch"),
        system_stretch=(money(5_000, "Held by the system"),),
    )
    found = ladder(plans, PARAMS, known_on=KNOWN_ON).stated
    assert sentences(found.gap)[0].startswith(
        "Gap to control total £5.0m = Control total £(9.0)m less "
        "Adjusted sum without system stretch £(14.0)m"
    )
    assert found.system_stretch.working.name == "Unallocated system stretch, taken off"
    (held,) = found.system_stretch.working.parts()
    assert held.working.name == "Unallocated system stretch"


def test_stretch_is_a_part_of_efficiency() -> None:
    plans = Efficiencies(
        recurrent=money(60_000, "Lasting"),
        non_recurrent=money(40_000, "One-off"),
        system_stretch=money(25_000, "Held by the system"),
    )
    found = efficiency(plans, PARAMS, known_on=KNOWN_ON).system_stretch
    assert found is not None
    assert found.ratio is not None
    assert (found.part.value, found.of.value) == (250 * MILLION // 10, 100 * MILLION)
    assert found.ratio.value == Fraction(1, 4)
    assert found.ratio.working.name == "System stretch share of efficiency"
    assert FinancialYear(2023).period == found.part.basis.period
