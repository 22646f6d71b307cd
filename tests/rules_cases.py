"""What the tests of rules share: figures, how they are told, and a parameter with another value."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from equipoise.params import Parameters, load
from equipoise.units import PENCE, FinancialYear, Period, Unit
from equipoise.workings import Basis, Figure, Reference, Stage, Support, given, words

PARAMS = load()
POUND, THOUSAND, MILLION = 100, 100_000, 100_000_000  # pence


def with_value(path: str, value: int | Fraction) -> Parameters:
    """Return the parameters with this value at this path, whatever the year."""
    parameter = PARAMS.tree[path]
    entries = tuple(replace(entry, value=Fraction(value)) for entry in parameter.entries)
    return Parameters({**PARAMS.tree, path: replace(parameter, entries=entries)})


def with_growth(period: Period, growth: Fraction) -> Parameters:
    """Return the parameters with a base growth of mental health's allocation for a period."""
    path = "national/mental_health/base_growth_ratio"
    parameter = PARAMS.tree[path]
    entry = replace(parameter.entries[0], applies=period, published=date(2022, 1, 1), value=growth)
    return Parameters({**PARAMS.tree, path: replace(parameter, entries=(entry,))})


def figure(
    value: int | Fraction,
    name: str,
    *,
    unit: Unit = PENCE,
    stage: Stage = Stage.PLAN,
    starts_in: int = 2023,
) -> Figure:
    """Return a figure of that name, from a cell of the same name; money counts support in."""
    period = FinancialYear(starts_in).period
    basis = Basis(stage=stage, support=Support.WITH, period=period, unit=unit)
    return given(value, basis, Reference("cell", (name.replace(" ", "."),)), name=name)


def money(thousands: int, name: str) -> Figure:
    """Return a plan for 2023/24, in £000."""
    return figure(thousands * THOUSAND, name)


def sentences(*found: Figure | None) -> list[str]:
    """Return the most important line of each figure that is there."""
    return [words.sentence(each) for each in found if each is not None]
