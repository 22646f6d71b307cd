"""National: what a plan must spend, may spend, or is watched for, each as a test with its slack."""

from equipoise.rules.national.asking import TwoYears
from equipoise.rules.national.better_care import (
    BetterCareFund,
    Board,
    Contribution,
    Minimums,
    better_care,
)
from equipoise.rules.national.change_per_body import Changes, change_per_body
from equipoise.rules.national.deficits import PositionsAndLimit, deficits
from equipoise.rules.national.linear import Cell, LinearTest, MissingCellError
from equipoise.rules.national.mental_health import (
    Categories,
    MentalHealthSpend,
    mental_health,
    more_than_base_growth,
)
from equipoise.rules.national.outcome import (
    Force,
    Level,
    Question,
    Ruling,
    Sense,
    Tested,
    Verdict,
)
from equipoise.rules.national.prevention import (
    OfWhichPrevention,
    PreventionSpend,
    prevention,
    recommended,
)
from equipoise.rules.national.primary_and_community import (
    Guarantee,
    Guaranteed,
    primary_and_community,
)
from equipoise.rules.national.ring_fences import RingFence, ring_fences
from equipoise.rules.national.running_costs import (
    RunningCosts,
    RunningCostsOfIcbs,
    running_costs,
)
from equipoise.rules.national.running_costs_per_head import (
    Administration,
    Regions,
    running_costs_per_head,
)
from equipoise.rules.national.stream_conditions import StreamCondition, stream_conditions

__all__ = [
    "Administration",
    "BetterCareFund",
    "Board",
    "Categories",
    "Cell",
    "Changes",
    "Contribution",
    "Force",
    "Guarantee",
    "Guaranteed",
    "Level",
    "LinearTest",
    "MentalHealthSpend",
    "Minimums",
    "MissingCellError",
    "OfWhichPrevention",
    "PositionsAndLimit",
    "PreventionSpend",
    "Question",
    "Regions",
    "RingFence",
    "Ruling",
    "RunningCosts",
    "RunningCostsOfIcbs",
    "Sense",
    "StreamCondition",
    "Tested",
    "TwoYears",
    "Verdict",
    "better_care",
    "change_per_body",
    "deficits",
    "mental_health",
    "more_than_base_growth",
    "prevention",
    "primary_and_community",
    "recommended",
    "ring_fences",
    "running_costs",
    "running_costs_per_head",
    "stream_conditions",
]
