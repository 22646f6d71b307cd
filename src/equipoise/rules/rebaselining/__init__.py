"""Re-baselining: a pool shared by key, strikes costed, the rest of a year replanned, and a gate."""

from equipoise.rules.rebaselining.capacity import Capacity, ElectiveWork, Worked, capacity
from equipoise.rules.rebaselining.gate import Gate, RebasedPlan, gate
from equipoise.rules.rebaselining.months import MonthsError, Replan, Replanned, Saving, months
from equipoise.rules.rebaselining.plan_bridge import PlanBridge, PlannedAndRebased, plan_bridge
from equipoise.rules.rebaselining.pool_shares import PartsError, Pool, pool_shares
from equipoise.rules.rebaselining.protected_target import (
    Commitment,
    Promise,
    ProtectedTargetError,
    protected_target,
)
from equipoise.rules.rebaselining.rebased_position import (
    RebasedPosition,
    Rebasing,
    rebased_position,
)
from equipoise.rules.rebaselining.strike_cost import (
    NoPartsError,
    Strike,
    StrikeCost,
    strike_cost,
)

__all__ = [
    "Capacity",
    "Commitment",
    "ElectiveWork",
    "Gate",
    "MonthsError",
    "NoPartsError",
    "PartsError",
    "PlanBridge",
    "PlannedAndRebased",
    "Pool",
    "Promise",
    "ProtectedTargetError",
    "RebasedPlan",
    "RebasedPosition",
    "Rebasing",
    "Replan",
    "Replanned",
    "Saving",
    "Strike",
    "StrikeCost",
    "Worked",
    "capacity",
    "gate",
    "months",
    "plan_bridge",
    "pool_shares",
    "protected_target",
    "rebased_position",
    "strike_cost",
]
