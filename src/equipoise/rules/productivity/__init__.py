"""Productivity: what a pound of input yields, compared with the year before."""

from equipoise.rules.productivity.chained_growth import (
    GrowthYears,
    YearsDoNotFollowError,
    chained_growth,
)
from equipoise.rules.productivity.growth import OutputAndInput, ProductivityGrowth, growth
from equipoise.rules.productivity.input_growth import SpendYears, input_growth
from equipoise.rules.productivity.outcome import Growth, NotAvailable
from equipoise.rules.productivity.output_growth import (
    ActivityYears,
    NoPriorActivityError,
    output_growth,
)

__all__ = [
    "ActivityYears",
    "Growth",
    "GrowthYears",
    "NoPriorActivityError",
    "NotAvailable",
    "OutputAndInput",
    "ProductivityGrowth",
    "SpendYears",
    "YearsDoNotFollowError",
    "chained_growth",
    "growth",
    "input_growth",
    "output_growth",
]
