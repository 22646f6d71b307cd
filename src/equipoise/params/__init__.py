"""Dated, cited values: one per YAML file, whose path is its name; their loader and packs."""

from equipoise.params.entry import Entry, Parameter, ParameterError
from equipoise.params.parameters import Exact, Parameters, Values, load

__all__ = ["Entry", "Exact", "Parameter", "ParameterError", "Parameters", "Values", "load"]
