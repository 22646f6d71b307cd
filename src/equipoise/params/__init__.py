"""Dated, cited values: one per YAML file, whose path is its name; their loader and packs."""

from equipoise.params.entry import PROPOSED, Entry, Parameter, ParameterError
from equipoise.params.parameters import Exact, Parameters, Values, load, proposals

__all__ = [
    "PROPOSED",
    "Entry",
    "Exact",
    "Parameter",
    "ParameterError",
    "Parameters",
    "Values",
    "load",
    "proposals",
]
