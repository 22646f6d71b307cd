"""Balance: whether plans add up, how far they are from their limit, and what lies beneath."""

from equipoise.rules.balance.efficiency import Efficiencies, Efficiency, efficiency
from equipoise.rules.balance.in_balance import InBalance, Positions, in_balance
from equipoise.rules.balance.ladder import (
    Ladder,
    LimitWithoutBasisError,
    PlansAndLimit,
    Rungs,
    ladder,
)
from equipoise.rules.balance.mismatch import (
    OPEN,
    Contracts,
    Mismatch,
    NothingToMatchError,
    Pair,
    PairKey,
    PairMatch,
    PairStatus,
    mismatch,
)
from equipoise.rules.balance.national_position import (
    NationalLines,
    NationalPosition,
    PlanAndActual,
    PositionLine,
    SystemLines,
    national_position,
)
from equipoise.rules.balance.outturn_bridge import Drivers, OutturnBridge, outturn_bridge
from equipoise.rules.balance.printed_totals import (
    PrintedAndComputed,
    PrintedTotals,
    printed_totals,
)
from equipoise.rules.balance.risk_adjusted import Exposure, Risk, RiskAdjusted, risk_adjusted
from equipoise.rules.balance.shares import Share
from equipoise.rules.balance.system_position import (
    BothReadings,
    MemberPosition,
    NobodyReturnedError,
    SystemPosition,
    system_position,
)
from equipoise.rules.balance.underlying import Reported, Underlying, underlying

__all__ = [
    "BothReadings",
    "Contracts",
    "Drivers",
    "Efficiencies",
    "Efficiency",
    "Exposure",
    "InBalance",
    "Ladder",
    "LimitWithoutBasisError",
    "MemberPosition",
    "Mismatch",
    "NationalLines",
    "NationalPosition",
    "NobodyReturnedError",
    "NothingToMatchError",
    "OPEN",
    "OutturnBridge",
    "Pair",
    "PairKey",
    "PairMatch",
    "PairStatus",
    "PlanAndActual",
    "PlansAndLimit",
    "PositionLine",
    "Positions",
    "PrintedAndComputed",
    "PrintedTotals",
    "Reported",
    "Risk",
    "RiskAdjusted",
    "Rungs",
    "Share",
    "SystemLines",
    "SystemPosition",
    "Underlying",
    "efficiency",
    "in_balance",
    "ladder",
    "mismatch",
    "national_position",
    "outturn_bridge",
    "printed_totals",
    "risk_adjusted",
    "system_position",
    "underlying",
]
