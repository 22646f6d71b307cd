"""Who and what exists, dated: bodies, hierarchies, successions, measures, mandates, streams."""

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
from equipoise.register.streams import Stream, StreamError, read_streams, streams, streams_of
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
    "Stream",
    "StreamError",
    "Succession",
    "SuccessionError",
    "UnknownMeasureError",
    "UnknownOrganisationError",
    "View",
    "mandate",
    "mandate_years",
    "read_streams",
    "since",
    "streams",
    "streams_of",
]
