"""Support funds of 2016/17 to 2028/29: what bodies earn by quarter, and what is at risk."""

from equipoise.rules.support.chances import (
    Chance,
    ChanceError,
    Chances,
    Joint,
    TooManyBodiesError,
    chances,
    of_sets,
)
from equipoise.rules.support.control_totals import (
    BINDS,
    Binds,
    ControlTotals,
    LimitYearError,
    Member,
    Members,
    binds_in,
    control_totals,
)
from equipoise.rules.support.earned import earned
from equipoise.rules.support.entitlement import Claim, Entitlement, entitlement
from equipoise.rules.support.fair_share import CapitalLink, Spending, fair_share
from equipoise.rules.support.left import NotTheFundsTaperError
from equipoise.rules.support.outcomes import Award, Ending, OutcomeTable, Prospects, outcomes
from equipoise.rules.support.over_performance import (
    Fund,
    Improved,
    NotMatchedError,
    OverPerformance,
    Rewarded,
    over_performance,
)
from equipoise.rules.support.pooling import Expectation, Pool, Pooling, Step, pooling
from equipoise.rules.support.quarters import (
    Body,
    DiscretionError,
    IncludingSupportError,
    Quarter,
    QuartersError,
    Review,
    YearOfSupport,
)
from equipoise.rules.support.results import Earned, EarnedQuarter
from equipoise.rules.support.reward import NewlyInBalance, reward
from equipoise.rules.support.schemes import (
    SCHEMES,
    Condition,
    Matched,
    NoSuchFundError,
    NoSupportFundError,
    Scheme,
    Taper,
    fund_of,
    funds_of,
)
from equipoise.rules.support.shift import Proposal, Shifted, shift
from equipoise.rules.support.terms import ShareOutOfRangeError
from equipoise.rules.support.with_and_without import (
    BothWays,
    ToDate,
    WithAndWithout,
    with_and_without,
)
from equipoise.rules.support.withdrawal import AwardOf2025, withdrawal

__all__ = [
    "Award",
    "AwardOf2025",
    "BINDS",
    "Binds",
    "Body",
    "BothWays",
    "CapitalLink",
    "Chance",
    "ChanceError",
    "Chances",
    "Claim",
    "Condition",
    "ControlTotals",
    "DiscretionError",
    "Earned",
    "EarnedQuarter",
    "Ending",
    "Entitlement",
    "Expectation",
    "Fund",
    "Improved",
    "IncludingSupportError",
    "Joint",
    "LimitYearError",
    "Matched",
    "Member",
    "Members",
    "NewlyInBalance",
    "NoSuchFundError",
    "NoSupportFundError",
    "NotMatchedError",
    "NotTheFundsTaperError",
    "OutcomeTable",
    "OverPerformance",
    "Pool",
    "Pooling",
    "Proposal",
    "Prospects",
    "Quarter",
    "QuartersError",
    "Review",
    "Rewarded",
    "SCHEMES",
    "Scheme",
    "ShareOutOfRangeError",
    "Shifted",
    "Spending",
    "Step",
    "Taper",
    "ToDate",
    "TooManyBodiesError",
    "WithAndWithout",
    "YearOfSupport",
    "binds_in",
    "chances",
    "control_totals",
    "earned",
    "entitlement",
    "fair_share",
    "fund_of",
    "funds_of",
    "of_sets",
    "outcomes",
    "over_performance",
    "pooling",
    "reward",
    "shift",
    "with_and_without",
    "withdrawal",
]
