"""Contracts: which model each is paid under, what it pays, and what it costs to run.

Three ledgers are kept apart: what the nation gives a system, what a commissioner pays a provider,
and what care costs the provider. Each payment model is one module, under the dates it was in force.
"""

from equipoise.rules.contract.activity_based import ActivityMonths, activity_based
from equipoise.rules.contract.administration import Administration, Workload, administration
from equipoise.rules.contract.aligned_2022 import Aligned2022Months, aligned_2022
from equipoise.rules.contract.aligned_2023 import Aligned2023Months, aligned_2023
from equipoise.rules.contract.at_prices import PricedMonths, at_prices
from equipoise.rules.contract.baselines import BaselineGap, Baselines, baselines
from equipoise.rules.contract.best_practice import BestPractice, best_practice
from equipoise.rules.contract.blended import BlendedMonths, blended
from equipoise.rules.contract.block_in_envelope import EnvelopeMonths, block_in_envelope
from equipoise.rules.contract.block_with_top_up import BlockMonths, block_with_top_up
from equipoise.rules.contract.break_glass import BreakGlass, PlanAndBand, break_glass
from equipoise.rules.contract.contract import ADJUSTMENTS, Contract
from equipoise.rules.contract.envelope import Envelope, EnvelopeAndPositions, envelope
from equipoise.rules.contract.instalments import Instalments, PaymentsOfYear, instalments
from equipoise.rules.contract.ledgers import (
    AllocationEntry,
    ContractEntry,
    CostEntry,
    LedgerBalances,
    Ledgers,
    ledgers,
)
from equipoise.rules.contract.local_agreement import AgreedMonths, local_agreement
from equipoise.rules.contract.low_volume import LowVolume, low_volume
from equipoise.rules.contract.low_volume_value import ThreeYears, low_volume_value
from equipoise.rules.contract.mechanism import (
    SERVICES,
    Choice,
    NoModelError,
    Relationship,
    mechanism,
)
from equipoise.rules.contract.monthly_block import BlockBasis, monthly_block
from equipoise.rules.contract.paid import ContractMonths, NoReferenceError, paid
from equipoise.rules.contract.payment import Payment, payment
from equipoise.rules.contract.scope import PODS, Mechanism, Part, part_of
from equipoise.rules.contract.tariff import TariffMonths, tariff
from equipoise.rules.contract.top_up import MonthlyCost, top_up
from equipoise.rules.contract.urgent_2026 import Urgent2026Months, urgent_2026

__all__ = [
    "PricedMonths",
    "at_prices",
    "ADJUSTMENTS",
    "Contract",
    "ContractMonths",
    "NoReferenceError",
    "paid",
    "ActivityMonths",
    "Administration",
    "AgreedMonths",
    "Aligned2022Months",
    "Aligned2023Months",
    "AllocationEntry",
    "BaselineGap",
    "Baselines",
    "BestPractice",
    "BlendedMonths",
    "BlockBasis",
    "BlockMonths",
    "BreakGlass",
    "Choice",
    "ContractEntry",
    "CostEntry",
    "Envelope",
    "EnvelopeAndPositions",
    "EnvelopeMonths",
    "Instalments",
    "LedgerBalances",
    "Ledgers",
    "LowVolume",
    "Mechanism",
    "MonthlyCost",
    "NoModelError",
    "PODS",
    "Part",
    "Payment",
    "PaymentsOfYear",
    "PlanAndBand",
    "Relationship",
    "SERVICES",
    "TariffMonths",
    "ThreeYears",
    "Urgent2026Months",
    "Workload",
    "activity_based",
    "administration",
    "aligned_2022",
    "aligned_2023",
    "baselines",
    "best_practice",
    "blended",
    "block_in_envelope",
    "block_with_top_up",
    "break_glass",
    "envelope",
    "instalments",
    "ledgers",
    "local_agreement",
    "low_volume",
    "low_volume_value",
    "mechanism",
    "monthly_block",
    "part_of",
    "payment",
    "tariff",
    "top_up",
    "urgent_2026",
]
