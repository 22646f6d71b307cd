"""The bridge from outturn: what of last year comes again, and what this year adds to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic

from equipoise.params import Values
from equipoise.rules.bases import excluding, movement
from equipoise.rules.registry import DEFINITIONS, rule
from equipoise.workings import Number, named, total


@dataclass(frozen=True, kw_only=True)
class Drivers(Generic[Number]):
    """The lines of a body's bridge, each as it is entered.

    `outturn` counts support in; the others are positive numbers unless said. `position` is the
    plan before support as its own lines give it; None where that cannot be said.
    """

    outturn: Number
    one_off: Number
    """One-off items in the outturn: positive when they made it better."""
    support: Number
    full_year: Number
    """Full-year effects: negative when they make the position worse."""
    growth: Number
    inflation: Number
    demand: Number
    investment: Number
    efficiency: Number
    position: Number | None = None


@dataclass(frozen=True, kw_only=True)
class OutturnBridge(Generic[Number]):
    """From last year's forecast outturn to the plan before support.

    `steps` are signed, in the order they are told; a step above nil makes the position better.
    """

    outturn: Number
    steps: Mapping[str, Number]
    opening: Number
    """The underlying position that the year begins with."""
    plan: Number
    unexplained: Number | None
    """What the plan's own lines come to beyond the bridge: nil when it is whole."""


@rule(
    applies=DEFINITIONS,
    source="Kent and Medway NHS and Social Care Partnership, operational plan 2019/20: outturn "
    "less one-off items and recovery funding; the drivers of the year are the house's form",
)
def outturn_bridge(
    drivers: Drivers[Number], params: Values[Number], *, known_on: date
) -> OutturnBridge[Number]:
    """Return the steps from outturn to plan, the opening underlying position between them.

    Unit: pence; a surplus is positive, and so is a step that betters the position.
    Raises: UnlikeBasesError when the outturn leaves support out, or the position counts it in.
    Law drivers_sum_exactly_from_outturn_to_plan: the outturn and all steps are the plan.
    Law the_opening_is_before_anything_new: no driver of the year moves it.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> nil = Fraction(0)
    >>> drivers = Drivers(
    ...     outturn=Fraction(-10), one_off=Fraction(4), support=Fraction(6), full_year=nil,
    ...     growth=Fraction(50), inflation=Fraction(30), demand=Fraction(15), investment=nil,
    ...     efficiency=Fraction(6))
    >>> found = outturn_bridge(drivers, load().exact, known_on=date(2023, 5, 4))
    >>> print(found.opening, found.plan)
    -20 -9
    """
    del params, known_on
    outturn = named(drivers.outturn, "Forecast outturn of last year")
    one_off = movement(drivers.one_off, outturn)
    support = movement(drivers.support, outturn)
    before = excluding(outturn - one_off, support)
    full_year = named(movement(drivers.full_year, before), "Full-year effects")
    opening = named(before + full_year, "Opening underlying position")

    def cost(number: Number, name: str) -> Number:
        return named(-movement(number, opening), name)

    of_year = {
        "growth": named(movement(drivers.growth, opening), "Growth in funding"),
        "inflation": cost(drivers.inflation, "Pay and price inflation"),
        "demand": cost(drivers.demand, "Growth in demand"),
        "investment": cost(drivers.investment, "Investments and new services"),
        "efficiency": named(movement(drivers.efficiency, opening), "Efficiency"),
    }
    every = [opening]
    every.extend(of_year.values())
    plan = named(total(every), "Plan before support")
    steps = {
        "one_off": cost(drivers.one_off, "One-off items taken out"),
        "support": cost(drivers.support, "Support taken out"),
        "full_year": full_year,
        **of_year,
    }
    position = drivers.position
    return OutturnBridge(
        outturn=outturn,
        steps=steps,
        opening=opening,
        plan=plan,
        unexplained=None if position is None else named(position - plan, "Not in the bridge"),
    )
