"""The national position: what systems and the centre spend against plan, line by line."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic

from equipoise.params import Values
from equipoise.rules.balance.shares import share
from equipoise.rules.bases import at_stage_of
from equipoise.rules.registry import DEFINITIONS, rule
from equipoise.workings import Number, named, total


@dataclass(frozen=True, kw_only=True)
class PlanAndActual(Generic[Number]):
    """One line: what was planned, and what came of it or is forecast to."""

    plan: Number
    actual: Number


@dataclass(frozen=True, kw_only=True)
class SystemLines(Generic[Number]):
    """What systems spend, in three lines, each entered as a positive number."""

    icb_net_expenditure: PlanAndActual[Number]
    provider_expenditure: PlanAndActual[Number]
    provider_income: PlanAndActual[Number]


@dataclass(frozen=True, kw_only=True)
class NationalLines(Generic[Number]):
    """The table's lines. `systems` is one line where only the net was published."""

    systems: SystemLines[Number] | PlanAndActual[Number]
    other: Mapping[str, PlanAndActual[Number]]


@dataclass(frozen=True, kw_only=True)
class PositionLine(Generic[Number]):
    """A line as printed: the variance, and its share of plan (None of a nil plan)."""

    plan: Number
    actual: Number
    variance: Number
    share_of_plan: Number | None


@dataclass(frozen=True, kw_only=True)
class NationalPosition(Generic[Number]):
    """The table; `components` is empty where systems were published net."""

    components: Mapping[str, PositionLine[Number]]
    systems: PositionLine[Number]
    other: Mapping[str, PositionLine[Number]]
    total: PositionLine[Number]


@rule(
    applies=DEFINITIONS,
    source="NHS England board, financial performance updates 2023/24: systems = ICB net "
    "expenditure + provider expenditure - provider income; variance = plan - actual",
)
def national_position(
    lines: NationalLines[Number], params: Values[Number], *, known_on: date
) -> NationalPosition[Number]:
    """Return every line's variance to plan and share of plan, of systems and in all.

    Unit: pence, and ratios; spend is positive, income negative, an overspend a negative variance.
    Law variances_sum_to_the_total: of systems' lines, and of all lines.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> systems = PlanAndActual(plan=Fraction(76_098), actual=Fraction(76_569))
    >>> lines = NationalLines(systems=systems, other={})
    >>> print(national_position(lines, load().exact, known_on=date(2023, 12, 7)).total.variance)
    -471
    """
    del params, known_on
    components = _components(lines.systems)
    systems = _systems(lines.systems, components.values())
    other = _lines(lines.other)
    every = [systems]
    every.extend(other.values())
    return NationalPosition(
        components=components,
        systems=systems,
        other=other,
        total=_sum_of("National position", every),
    )


def _components(
    systems: SystemLines[Number] | PlanAndActual[Number],
) -> dict[str, PositionLine[Number]]:
    if isinstance(systems, PlanAndActual):
        return {}
    income = PlanAndActual(
        plan=-systems.provider_income.plan, actual=-systems.provider_income.actual
    )
    lines = {
        "ICB net expenditure": systems.icb_net_expenditure,
        "Provider expenditure": systems.provider_expenditure,
        "Provider income": income,
    }
    return _lines(lines)


def _lines(lines: Mapping[str, PlanAndActual[Number]]) -> dict[str, PositionLine[Number]]:
    return {name: _line(name, line) for name, line in lines.items()}


def _systems(
    systems: SystemLines[Number] | PlanAndActual[Number],
    components: Collection[PositionLine[Number]],
) -> PositionLine[Number]:
    if isinstance(systems, PlanAndActual):
        return _line("Systems", systems)
    return _sum_of("Systems", components)


def _sum_of(name: str, lines: Collection[PositionLine[Number]]) -> PositionLine[Number]:
    plan = total(line.plan for line in lines)
    actual = total(line.actual for line in lines)
    return _line(name, PlanAndActual(plan=plan, actual=actual))


def _line(name: str, line: PlanAndActual[Number]) -> PositionLine[Number]:
    plan, actual = named(line.plan, f"{name}: plan"), named(line.actual, f"{name}: actual")
    beside = at_stage_of(plan, actual)
    variance = named(beside - actual, f"{name}: variance")
    return PositionLine(
        plan=plan,
        actual=actual,
        variance=variance,
        share_of_plan=share(variance, beside, name=f"{name}: variance, share of plan").ratio,
    )
