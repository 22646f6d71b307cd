"""One rule a module, in folders by scheme: figures and parameters in, figures out. Pure.

Importing the room registers every rule. `rule_for` finds one by name, period and what was known.
"""

from equipoise.rules import (
    allocation,
    balance,
    capital,
    contract,
    debt,
    elective,
    gap,
    national,
    payment,
    pot,
    productivity,
    rebaselining,
    riskshare,
    support,
    triangulation,
)
from equipoise.rules.bases import nil
from equipoise.rules.registry import (
    RULES,
    NoRuleError,
    Rule,
    RuleClashError,
    rule,
    rule_for,
)
from equipoise.rules.walking import bare

__all__ = [
    "NoRuleError",
    "RULES",
    "Rule",
    "RuleClashError",
    "allocation",
    "balance",
    "bare",
    "capital",
    "elective",
    "contract",
    "debt",
    "gap",
    "national",
    "nil",
    "payment",
    "pot",
    "productivity",
    "rebaselining",
    "riskshare",
    "rule",
    "rule_for",
    "support",
    "triangulation",
]
