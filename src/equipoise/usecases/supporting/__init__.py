"""Decisions about support that a round keeps: what leaders give, reviews, and shifts of totals."""

from equipoise.usecases.supporting.acts import SupportAct, named_support_act, support_acts
from equipoise.usecases.supporting.kinds import DISCRETION, REVIEW, SHIFT
from equipoise.usecases.supporting.recording import noted, region_of

__all__ = [
    "DISCRETION",
    "REVIEW",
    "SHIFT",
    "SupportAct",
    "named_support_act",
    "noted",
    "region_of",
    "support_acts",
]
