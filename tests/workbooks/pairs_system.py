"""For each check of a system, the plans that must pass and those that must fail."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from typing import Final

from equipoise.params import load
from equipoise.samples import PACK
from tests.workbooks.made_plans import MILLION, NAMES, Made, equal, item, line
from tests.workbooks.made_systems import Together

ICB: Final = Made(
    body="ZQ1",
    parts=("finance", "efficiency", "capital"),
    counterparties={"ZR2": "Calder Vale Hospitals"},
    values={
        line("allocation.recurrent"): equal(480 * MILLION),
        line("spend.healthcare", "ZR2"): equal(480 * MILLION),
    },
)
TRUST: Final = Made(
    parts=("finance", "workforce", "efficiency", "capital"),
    counterparties={"ZQ1": "NHS Northmere ICB"},
    values={
        line("income.patient_care", "ZQ1"): equal(480 * MILLION),
        line("income.support", "ZQ1"): equal(0),
        line("pay.substantive"): equal(480 * MILLION),
    },
)
PARTNER: Final = Made(body="ZR3", parts=("finance",))
"""A second trust that has no contract with the ICB, and breaks even."""
NORTHMERE: Final = Together(
    plans=(ICB, TRUST, PARTNER),
    systems={"ZR2": {"ZQ1": Fraction(1)}, "ZR3": {"ZQ1": Fraction(1)}},
    params=load(PACK / "params"),
)
"""A system in balance: its control total is (9,000), its capital envelope 92,000 (£000)."""


@dataclass(frozen=True, kw_only=True)
class Systems:
    """The system that must pass a check, and the one that must fail it."""

    passing: Together
    failing: Together


def with_plan(plan: Made) -> Together:
    """Return the system with one member's plan put in the place of its own."""
    plans = tuple(plan if old.body == plan.body else old for old in NORTHMERE.plans)
    return replace(NORTHMERE, plans=plans)


def failing(system: Together, passing: Together = NORTHMERE) -> Systems:
    return Systems(passing=passing, failing=system)


def building(pence: int) -> Together:
    """Return the system with one project of so much operational capital."""
    project = item("P1", "project", funding="Operational")
    return with_plan(TRUST.having({line("capital.operational", None, "P1"): equal(pence)}, project))


def offset(surplus: int, deficit: int) -> Together:
    """Return the system with an ICB in surplus and a trust in deficit."""
    more = {line("allocation.recurrent"): equal(480 * MILLION + surplus)}
    less = {line("pay.substantive"): equal(480 * MILLION + deficit)}
    plans = (ICB.having(more), TRUST.having(less), PARTNER)
    return replace(NORTHMERE, plans=plans)


def swapped(given: int, received: int, *, restated: bool = True) -> Together:
    """Return the system after a decision by which one trust gives another some other income.

    Both restate their bridge and their underlying position with it, or leave them as they were.
    """
    moved = {"ZR2": -given, "ZR3": received}
    lines = ("income.other", *(("bridge.growth", "underlying.stated") if restated else ()))
    moves = {(body, line(code)): pence for body, pence in moved.items() for code in lines}
    return NORTHMERE.deciding("D1", moves)


def stating(pence: int) -> Together:
    """Return the system in balance, whose ICB states so much as its position."""
    return with_plan(ICB.having({line("system.stated"): [pence]}))


def counted(*plans: Made, outside: tuple[Made, ...] = ()) -> Together:
    """Return plans of activity, and those of bodies of another system."""
    return Together(plans=plans, outside=outside)


def elective(body: str, other: str, spells: int) -> Made:
    """Return a plan of so many elective spells in April with one body, and of no other."""
    rest = ("day_case", "non_elective", "outpatient", "emergency")
    months = {line(f"activity.{kind}", other): equal(0) for kind in rest}
    april = {line("activity.elective", other): [spells, *[0] * 11]}
    plan = Made(body=body, parts=("activity",), counterparties={other: NAMES[other]})
    return plan.having({**months, **april})


@cache
def system_pairs() -> Mapping[str, Systems]:
    """Return the pairs of the checks of a system, by the code of the check."""
    half = {"ZQ1": Fraction(1, 2), "QOC": Fraction(1, 2)}
    more = {line("income.patient_care", "ZQ1"): equal(481 * MILLION)}
    short = {line("pay.substantive"): equal(490 * MILLION)}
    return {
        "EQ-CON-001": failing(with_plan(TRUST.having(more))),
        "EQ-SYS-001": failing(stating(MILLION), stating(0)),
        "EQ-ACT-001": failing(
            counted(elective("ZQ1", "ZR2", 90), elective("ZR2", "ZQ1", 100)),
            counted(elective("ZQ1", "ZR2", 100), elective("ZR2", "ZQ1", 100)),
        ),
        "EQ-ACT-002": failing(
            counted(elective("ZR2", "QOC", 100), outside=(elective("QOC", "ZR2", 90),)),
            counted(elective("ZR2", "QOC", 100), outside=(elective("QOC", "ZR2", 100),)),
        ),
        "EQ-LIM-001": failing(with_plan(TRUST.having(short))),
        "EQ-CAP-001": failing(building(93 * MILLION), building(92 * MILLION)),
        "EQ-SYS-002": failing(replace(NORTHMERE, systems={"ZR2": half})),
        "EQ-SYS-004": failing(offset(6 * MILLION, 8 * MILLION), offset(0, 8 * MILLION)),
        "EQ-SYS-005": failing(
            swapped(2 * MILLION, 2 * MILLION, restated=False),
            swapped(2 * MILLION, 2 * MILLION),
        ),
        "EQ-SYS-003": failing(swapped(2 * MILLION, MILLION), swapped(2 * MILLION, 2 * MILLION)),
    }
