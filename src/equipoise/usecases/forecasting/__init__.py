"""Forecasts folded from recorded events: the reported one by its protocol, the private ones."""

from equipoise.usecases.forecasting.private import (
    PRIVATE,
    Working,
    WorkingForecast,
    document_digests,
    on_record,
    read_working,
)
from equipoise.usecases.forecasting.protocol import (
    CHANGE,
    STEP,
    Case,
    Change,
    Reported,
    Step,
    may_record,
    reported,
)

__all__ = [
    "CHANGE",
    "PRIVATE",
    "STEP",
    "Case",
    "Change",
    "Reported",
    "Step",
    "Working",
    "WorkingForecast",
    "document_digests",
    "may_record",
    "on_record",
    "read_working",
    "reported",
]
