"""What is counted, in what, and when: whole pence, units, years. Imports nothing of ours."""

from equipoise.units.absence import Absence
from equipoise.units.digits import as_decimal
from equipoise.units.filling import Filled, waterfill
from equipoise.units.money import ApportionmentError, Key, Orderable, Pence, apportion, to_pence
from equipoise.units.rounding import nearest, nearest_sql
from equipoise.units.unit import (
    ATTENDANCES,
    COUNT,
    DAYS,
    PENCE,
    PEOPLE,
    PERCENT,
    RATIO,
    SPELLS,
    UNITS,
    WTE,
    Unit,
)
from equipoise.units.years import FinancialYear, Period

__all__ = [
    "ATTENDANCES",
    "Absence",
    "ApportionmentError",
    "COUNT",
    "DAYS",
    "Filled",
    "FinancialYear",
    "Key",
    "Orderable",
    "PENCE",
    "PEOPLE",
    "PERCENT",
    "Pence",
    "Period",
    "RATIO",
    "SPELLS",
    "UNITS",
    "Unit",
    "WTE",
    "apportion",
    "as_decimal",
    "nearest",
    "nearest_sql",
    "to_pence",
    "waterfill",
]
