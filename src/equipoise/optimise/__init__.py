"""Distributions proposed: aims in order, under constraints, in whole pence, with prices.

HiGHS solves; this room asks it and doubts it. Every constraint is a named rule, an optimum is
turned into whole pence and tested by the real rules before anyone sees it, and where there is no
solution the few rules that conflict are named. Floats live inside; whole pence leave.
"""

from equipoise.optimise.aims import Aim, Closeness, Deficit, Stability, Worth, cost
from equipoise.optimise.choices import Choice, Impossible, Scheme, choose
from equipoise.optimise.compare import By, Compared, Comparison, compare
from equipoise.optimise.conflict import Conflict
from equipoise.optimise.constraint import Constraint, Sense
from equipoise.optimise.evidence import Evidence
from equipoise.optimise.outcomes import Outcomes, Response, outcomes
from equipoise.optimise.prices import Change, Price
from equipoise.optimise.problem import Budget, Distribution, Problem, ProblemError, Terms
from equipoise.optimise.proposal import Answer, Proposal, Rejected, Stage
from equipoise.optimise.propose import Test, propose
from equipoise.optimise.words import conflict_in_words, price_in_words

__all__ = [
    "Aim",
    "Answer",
    "Budget",
    "By",
    "Change",
    "Choice",
    "choose",
    "Closeness",
    "compare",
    "Compared",
    "Comparison",
    "Conflict",
    "conflict_in_words",
    "Constraint",
    "cost",
    "Deficit",
    "Distribution",
    "Evidence",
    "Impossible",
    "outcomes",
    "Outcomes",
    "Price",
    "price_in_words",
    "Problem",
    "ProblemError",
    "Proposal",
    "propose",
    "Rejected",
    "Response",
    "Scheme",
    "Sense",
    "Stability",
    "Stage",
    "Terms",
    "Test",
    "Worth",
]
