"""The bridge from outturn, worked by hand in £000: no published bridge of these drivers was found.

The order of the first steps is that of the plan of Kent and Medway NHS and Social Care Partnership
2019/20 (fact book 1, check V25), which takes £4.5m of recovery funding out as non-recurrent.
"""

from dataclasses import replace
from datetime import date

import pytest

from equipoise.params import load
from equipoise.rules.balance import Drivers, OutturnBridge, outturn_bridge
from equipoise.units import FinancialYear
from equipoise.workings import Figure, Support, UnlikeBasesError
from tests.rules_cases import THOUSAND, figure, money, sentences

PARAMS = load()
KNOWN_ON = date(2023, 5, 4)
STAMP = "[rule:balance/outturn_bridge]"


def before_support(thousands: int, name: str, *, pence: int = 0) -> Figure:
    found = figure(thousands * THOUSAND + pence, name)
    return replace(found, basis=replace(found.basis, support=Support.WITHOUT))


DRIVERS = Drivers(
    outturn=money(-2_000, "Outturn"),
    one_off=money(7_000, "Land sale"),
    support=money(4_500, "Recovery funding"),
    full_year=money(-1_500, "Ward opened in October"),
    growth=money(40_000, "Growth"),
    inflation=money(26_000, "Inflation"),
    demand=money(14_000, "Demand"),
    investment=money(3_000, "New unit"),
    efficiency=money(9_000, "Schemes"),
    position=before_support(-9_000, "Position"),
)
"""(2,000) - 7,000 - 4,500 - 1,500 = (15,000).

(15,000) + 40,000 - 26,000 - 14,000 - 3,000 + 9,000 = (9,000).
"""


def bridge(drivers: Drivers[Figure]) -> OutturnBridge[Figure]:
    return outturn_bridge(drivers, PARAMS, known_on=KNOWN_ON)


def thousands(number: Figure | None) -> int:
    assert number is not None
    assert number.value % THOUSAND == 0
    return int(number.value // THOUSAND)


def test_the_way_from_outturn_to_plan() -> None:
    found = bridge(DRIVERS)
    assert (thousands(found.outturn), thousands(found.opening)) == (-2_000, -15_000)
    assert {name: thousands(step) for name, step in found.steps.items()} == {
        "one_off": -7_000,
        "support": -4_500,
        "full_year": -1_500,
        "growth": 40_000,
        "inflation": -26_000,
        "demand": -14_000,
        "investment": -3_000,
        "efficiency": 9_000,
    }
    assert list(found.steps)[:3] == ["one_off", "support", "full_year"]
    assert (thousands(found.plan), thousands(found.unexplained)) == (-9_000, 0)


def test_the_opening_and_the_plan_leave_support_out() -> None:
    found = bridge(DRIVERS)
    assert found.outturn.basis.support is Support.WITH
    assert found.opening.basis.support is found.plan.basis.support is Support.WITHOUT
    with pytest.raises(UnlikeBasesError):
        bridge(replace(DRIVERS, outturn=before_support(-2_000, "Outturn")))
    with pytest.raises(UnlikeBasesError):
        bridge(replace(DRIVERS, position=money(-9_000, "Position")))


@pytest.mark.parametrize("pence", [-1, 0, 1])
def test_what_is_not_in_the_bridge_shows_to_the_penny(pence: int) -> None:
    position = before_support(-9_000, "Position", pence=pence)
    found = bridge(replace(DRIVERS, position=position)).unexplained
    assert found is not None
    assert found.value == pence
    assert bridge(replace(DRIVERS, position=None)).unexplained is None


def test_the_bridge_in_words() -> None:
    found = bridge(DRIVERS)
    assert sentences(found.plan, found.unexplained) == [
        "Plan before support £(9.0)m = the total of Opening underlying position £(15.0)m, Growth "
        "in funding £40.0m, Pay and price inflation £(26.0)m, Growth in demand £(14.0)m, "
        f"Investments and new services £(3.0)m and Efficiency £9.0m {STAMP}",
        f"Not in the bridge £0.00 = Position £(9.0)m less Plan before support £(9.0)m {STAMP}",
    ]
    names = {name: step.working.name for name, step in found.steps.items()}
    assert names["one_off"] == "One-off items taken out"
    assert names["support"] == "Support taken out"
    assert names["full_year"] == "Full-year effects"
    assert found.outturn.working.name == "Forecast outturn of last year"
    assert found.opening.basis.period == FinancialYear(2023).period
