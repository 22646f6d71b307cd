"""One contract paid under every model, worked by hand in £000; and what is asked of it.

| £000, May and June | Baseline | Done | Baseline year |
|---|---|---|---|
| Ordinary elective | 201 | 221 | |
| Follow-up | 40 | 44 | |
| Non-elective | 400 | 440 | 380 |
| Accident and emergency | 100 | 120 | |
| Mental health | 60 | 2 | |
| Drugs | 14 | 18 | |

April is ten times as much, and is not asked for.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from equipoise.rules.contract import (
    Contract,
    ContractMonths,
    Mechanism,
    NoReferenceError,
    PlanAndBand,
    break_glass,
    paid,
)
from equipoise.units import RATIO, FinancialYear, Period
from equipoise.workings import Figure
from tests.rules_cases import PARAMS, figure, money

DAY = date(2026, 5, 4)
THOUSAND = 100_000


def months(name: str, may: int, june: int) -> Mapping[int, Figure]:
    return {
        1: money(10 * may, f"{name} 1"),
        2: money(may, f"{name} 2"),
        3: money(june, f"{name} 3"),
    }


BASELINE = {
    "EL": months("EL", 100, 101),
    "OPFU": months("OPFU", 20, 20),
    "NEL": months("NEL", 200, 200),
    "AE": months("AE", 50, 50),
    "MH": months("MH", 30, 30),
    "DRUG": months("DRUG", 7, 7),
}
ACTUAL = {
    "EL": months("EL done", 110, 111),
    "OPFU": months("OPFU done", 22, 22),
    "NEL": months("NEL done", 220, 220),
    "AE": months("AE done", 60, 60),
    "MH": months("MH done", 1, 1),
    "DRUG": months("DRUG done", 9, 9),
}
ADJUSTMENTS = {
    "best_practice": {1: money(50, "B 1"), 2: money(3, "B 2")},
    "advice_and_guidance": {3: money(2, "A 3")},
    "cquin_withdrawn": {2: money(1, "C 2")},
    "top_up": {2: money(4, "T 2")},
    "covid": {3: money(6, "V 3")},
}


def contract(mechanism: Mechanism, starts_in: int) -> Contract[Figure]:
    return Contract(
        commissioner="ZQ1", provider="ZR1", year=FinancialYear(starts_in), mechanism=mechanism,
        price_base="x", baseline=BASELINE, actual=ACTUAL,
        reference=months("NEL before", 190, 190), adjustments=ADJUSTMENTS,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("mechanism", "starts_in", "fixed", "variable", "adjustments"),
    [
        # EL 221, OPFU 44, AE 120, DRUG 18; NEL 380 and 0.7 x 60 beyond
        (Mechanism.TARIFF, 2016, "60", "825", "0"),
        # NEL and AE planned 500, done 560: 0.2 x 60 beside EL 221, OPFU 44, DRUG 18
        (Mechanism.BLENDED, 2019, "560", "295", "0"),
        (Mechanism.PRICES, 2019, "60", "843", "0"),
        (Mechanism.BLOCK, 2020, "815", "0", "4"),
        (Mechanism.ENVELOPE, 2020, "815", "0", "10"),
        # EL and OPFU 241 at 104% are 250.64; 0.75 x (265 - 250.64) and DRUG 18
        (Mechanism.ALIGNED, 2022, "810.64", "28.77", "4"),
        # EL 221 and DRUG 18; follow-ups are fixed
        (Mechanism.ALIGNED, 2023, "600", "239", "2"),
        # NEL and AE 500 are fixed too; 0.2 x 60 beside EL 221 and DRUG 18
        (Mechanism.URGENT, 2026, "600", "251", "0"),
        # everything done
        (Mechanism.ACTIVITY, 2023, "0", "845", "0"),
        (Mechanism.LOCAL, 2023, "815", "0", "0"),
    ],
)
def test_one_contract_under_every_model(
    mechanism: Mechanism, starts_in: int, fixed: str, variable: str, adjustments: str
) -> None:
    asked = ContractMonths(contract=contract(mechanism, starts_in), months=(2, 3))
    found = paid(asked, PARAMS, known_on=DAY)
    values = (found.fixed, found.variable, found.adjustments)
    assert [str(Fraction(each.value, THOUSAND)) for each in values] == [
        str(Fraction(amount)) for amount in (fixed, variable, adjustments)
    ]
    assert found.total.value == sum(Fraction(each.value) for each in values)


def test_a_low_volume_contract_pays_twelfths_of_its_year() -> None:
    """£12,000.05 in a year: £1,000.01 in each of its first five months, £1,000.00 in others."""
    cents = {month: figure(100_000 + (month == 12) * 5, f"M{month}") for month in range(1, 13)}
    one = replace(contract(Mechanism.LOW_VOLUME, 2023), baseline={"NEL": cents}, actual={})
    found = paid(ContractMonths(contract=one, months=(5, 6)), PARAMS, known_on=DAY)
    assert (found.fixed.value, found.variable.value) == (200_001, 0)


def test_the_tariff_names_its_baseline_year_or_asks_for_it() -> None:
    one = contract(Mechanism.TARIFF, 2016)
    found = paid(ContractMonths(contract=one, months=(2, 3)), PARAMS, known_on=DAY)
    named = {step.working.name for step in found.variable.steps()}
    deeper = {each.working.name for step in found.variable.steps() for each in step.steps()}
    assert "Emergencies in the baseline year" in named | deeper
    without = replace(one, reference={2: money(1, "May alone")})
    with pytest.raises(NoReferenceError) as told:
        paid(ContractMonths(contract=without, months=(2, 3)), PARAMS, known_on=DAY)
    assert str(told.value) == (
        "ZQ1 with ZR1: the tariff needs the value of emergencies in its baseline year: a row of "
        "layer reference, pod NEL"
    )
    calm = replace(one, baseline={"EL": BASELINE["EL"]}, reference={})
    found = paid(ContractMonths(contract=calm, months=(2, 3)), PARAMS, known_on=DAY)
    assert found.variable.value == 221 * THOUSAND


def test_a_contract_as_planned_does_its_baseline_and_is_not_adjusted() -> None:
    one = contract(Mechanism.ALIGNED, 2023).as_planned
    assert one.actual == BASELINE
    assert one.adjustments == {}
    assert (one.commissioner, one.baseline) == ("ZQ1", BASELINE)


def test_what_moves_pay_must_be_in() -> None:
    """Under aligned payment elective work and drugs move it: of a month without one, no more."""
    one = contract(Mechanism.ALIGNED, 2023)
    assert one.moving == ("DRUG", "EL")
    assert one.months_in((1, 2, 3, 4)) == (1, 2, 3)
    gap = {**ACTUAL, "DRUG": {1: money(9, "April"), 3: money(9, "June")}}
    assert replace(one, actual=gap).months_in((1, 2, 3)) == (1,)
    calm = {pod: done for pod, done in ACTUAL.items() if pod != "NEL"}
    assert replace(one, actual=calm).months_in((1, 2)) == (1, 2)
    none = {pod: done for pod, done in ACTUAL.items() if pod != "EL"}
    assert replace(one, actual=none).months_in((1, 2)) == ()


def test_sums_are_named_by_their_points_of_delivery() -> None:
    found = paid(
        ContractMonths(contract=contract(Mechanism.LOCAL, 2023), months=(2,)), PARAMS, known_on=DAY
    )
    (baseline,) = found.fixed.steps()
    assert baseline.working.name == "Baseline of AE, DRUG, EL, MH, NEL, OPFU"


def test_days_are_those_from_the_first_month_to_the_last() -> None:
    one = contract(Mechanism.LOCAL, 2023)
    assert one.days((2, 3)) == Period.parse("2023-05-01 to 2023-07-01")


@pytest.mark.parametrize(
    ("actual", "why"),
    [
        (110, "within the band"),
        (111, "beyond the band: agree the fixed part anew"),
        (90, "within the band"),
        (89, "beyond the band: agree the fixed part anew"),
    ],
)
def test_the_band_of_break_glass_holds_both_ways(actual: int, why: str) -> None:
    """A tenth of 100 planned: up to 10 more or less is within it."""
    asked = PlanAndBand(
        planned=money(100, "Planned"), actual=money(actual, "Done"),
        band=figure(Fraction(1, 10), "Band", unit=RATIO),
    )  # fmt: skip
    found = break_glass(asked, PARAMS, known_on=DAY)
    assert (found.why, found.broken) == (why, why != "within the band")
    assert found.difference.value == (actual - 100) * THOUSAND
