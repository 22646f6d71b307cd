"""Productivity growth: output growth relative to input growth, by both methods in use."""

from dataclasses import dataclass
from datetime import date
from typing import Generic

from equipoise.params import Values
from equipoise.rules.bases import nil, one
from equipoise.rules.productivity.outcome import Growth, NotAvailable
from equipoise.rules.registry import DEFINITIONS, rule
from equipoise.units import RATIO
from equipoise.workings import Number, named


@dataclass(frozen=True, kw_only=True)
class OutputAndInput(Generic[Number]):
    """What `output_growth` and `input_growth` answered."""

    output: Growth[Number] | NotAvailable
    input: Growth[Number] | NotAvailable


@dataclass(frozen=True, kw_only=True)
class ProductivityGrowth(Generic[Number]):
    """One year's growth, named by method: they part when growth is large."""

    by_ratio: Number
    """(1 + output growth) over (1 + input growth), less 1, as the ONS defines it."""
    by_difference: Number
    """Output growth less input growth, as NHS England prints it."""


@rule(
    applies=DEFINITIONS,
    source="ONS, public service productivity: healthcare (the ratio); NHS England board, NHS "
    "productivity update, February 2025 (the difference)",
)
def growth(
    year: OutputAndInput[Number], params: Values[Number], *, known_on: date
) -> ProductivityGrowth[Number] | NotAvailable:
    """Return the year's productivity growth by both methods, or why there is none.

    Unit: ratio; growth is positive.
    Law equal_growth_is_no_productivity: by either method.
    Law without_input_growth_the_methods_agree: both are the output growth.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> year = OutputAndInput(
    ...     output=Growth(rate=Fraction("0.063")), input=Growth(rate=Fraction("0.039")))
    >>> found = growth(year, load().exact, known_on=date(2025, 2, 6))
    >>> print(found.by_difference, found.by_ratio)
    3/125 24/1039
    """
    del params, known_on
    output, used = year.output, year.input
    if isinstance(output, NotAvailable):
        return NotAvailable(f"output growth: {output.reason}")
    if isinstance(used, NotAvailable):
        return NotAvailable(f"input growth: {used.reason}")
    whole = one(used.rate, unit=RATIO)
    inputs = whole + used.rate
    if not inputs > nil(inputs):
        return NotAvailable("input growth: nothing was spent this year")
    ratio = (whole + output.rate) / inputs
    return ProductivityGrowth(
        by_ratio=named(ratio - whole, "Productivity growth, as a ratio"),
        by_difference=named(output.rate - used.rate, "Productivity growth, as a difference"),
    )
