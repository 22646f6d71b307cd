"""The parameters of the house with one value changed, for what the house sets at nil."""

from dataclasses import replace
from fractions import Fraction

from equipoise.params import Parameters, load

PARAMS = load()


def with_value(path: str, value: int | Fraction) -> Parameters:
    """Return the parameters with this value at this path, whatever the year."""
    parameter = PARAMS.tree[path]
    entries = tuple(replace(entry, value=Fraction(value)) for entry in parameter.entries)
    return Parameters({**PARAMS.tree, path: replace(parameter, entries=entries)})
