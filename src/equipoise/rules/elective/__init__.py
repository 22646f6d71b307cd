"""Elective schemes: what systems earn or repay, what contracts pay, what a new target is worth."""

from equipoise.rules.elective.adjustment import (
    AT_CAP,
    AT_FLOOR,
    KEPT,
    UNPAID,
    Adjustment,
    Assessed,
    adjustment,
)
from equipoise.rules.elective.baseline import BASE, BaseMonth, baseline
from equipoise.rules.elective.carried import Carried, Ledgers, carried
from equipoise.rules.elective.contract_adjustment import ContractAdjustment, contract_adjustment
from equipoise.rules.elective.months import CareMonth, MonthsOfCare, Term
from equipoise.rules.elective.schemes import (
    SCHEMES,
    NoElectiveSchemeError,
    Scheme,
    schemes_of,
)
from equipoise.rules.elective.settlement import (
    GainOfSystem,
    Settled,
    Settlement,
    TrustChange,
    settlement,
)
from equipoise.rules.elective.swing import BeforeAndAfter, Swing, swing

__all__ = [
    "AT_CAP",
    "AT_FLOOR",
    "Adjustment",
    "Assessed",
    "BASE",
    "BaseMonth",
    "BeforeAndAfter",
    "CareMonth",
    "Carried",
    "ContractAdjustment",
    "GainOfSystem",
    "KEPT",
    "Ledgers",
    "MonthsOfCare",
    "NoElectiveSchemeError",
    "SCHEMES",
    "Scheme",
    "Settled",
    "Settlement",
    "Swing",
    "Term",
    "TrustChange",
    "UNPAID",
    "adjustment",
    "baseline",
    "carried",
    "contract_adjustment",
    "schemes_of",
    "settlement",
    "swing",
]
