"""Allocation: what the formula gives each area, and how fast money moves towards it."""

from equipoise.rules.allocation.core_target import CoreTarget, Need, Needs, core_target
from equipoise.rules.allocation.distance_from_target import (
    AllocationAndTarget,
    Distance,
    NoTargetError,
    distance_from_target,
)
from equipoise.rules.allocation.fair_shares import FairShare, Weighted, fair_shares
from equipoise.rules.allocation.minimum_growth import Opening, minimum_growth
from equipoise.rules.allocation.pace_of_change import (
    Area,
    Areas,
    Pace,
    Paced,
    QuantumError,
    pace_of_change,
)
from equipoise.rules.allocation.primary_medical import MedicalNeed, MedicalNeeds, primary_medical
from equipoise.rules.allocation.relative_need import NobodyError, PartAndWhole, relative_need

__all__ = [
    "AllocationAndTarget",
    "Area",
    "Areas",
    "CoreTarget",
    "Distance",
    "FairShare",
    "MedicalNeed",
    "MedicalNeeds",
    "Need",
    "Needs",
    "NoTargetError",
    "NobodyError",
    "Opening",
    "Pace",
    "Paced",
    "PartAndWhole",
    "QuantumError",
    "Weighted",
    "core_target",
    "distance_from_target",
    "fair_shares",
    "minimum_growth",
    "pace_of_change",
    "primary_medical",
    "relative_need",
]
