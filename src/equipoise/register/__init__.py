"""Who and what exists, dated: organisations, hierarchies, successions, measures, mandates."""

from equipoise.register.hierarchy import Hierarchy, HierarchyError, Link, since
from equipoise.register.mandate import (
    Mandate,
    MandateError,
    Metric,
    Promise,
    mandate,
    mandate_years,
)
from equipoise.register.measures import (
    Aggregation,
    Chart,
    ChartError,
    Measure,
    UnknownMeasureError,
)
from equipoise.register.organisation import Kind, Organisation
from equipoise.register.register import Register, RegisterError, UnknownOrganisationError
from equipoise.register.rollup import RollUp, View
from equipoise.register.succession import Succession, SuccessionError

__all__ = [
    "Aggregation",
    "Chart",
    "ChartError",
    "Hierarchy",
    "HierarchyError",
    "Kind",
    "Link",
    "Mandate",
    "MandateError",
    "Measure",
    "Metric",
    "Organisation",
    "Promise",
    "Register",
    "RegisterError",
    "RollUp",
    "Succession",
    "SuccessionError",
    "UnknownMeasureError",
    "UnknownOrganisationError",
    "View",
    "mandate",
    "mandate_years",
    "since",
]
