"""Figures that remember how they were made: a number, its basis, and its working.

Arithmetic on figures records itself; `spreadsheet` and `words` read the record back.
"""

from equipoise.workings.basis import Basis, Stage, Support, UnlikeBasesError
from equipoise.workings.figure import (
    Comparison,
    Expand,
    Figure,
    InexactError,
    Op,
    Working,
    assumed,
    constant,
    given,
    selected,
    unexpanded,
)
from equipoise.workings.operations import (
    Number,
    choose,
    largest,
    named,
    rounded,
    shared,
    smallest,
    total,
)
from equipoise.workings.reference import NotAReferenceError, Reference
from equipoise.workings.selector import Selector

__all__ = [
    "Basis",
    "Comparison",
    "Expand",
    "Figure",
    "InexactError",
    "NotAReferenceError",
    "Number",
    "Op",
    "Reference",
    "Selector",
    "Stage",
    "Support",
    "UnlikeBasesError",
    "Working",
    "assumed",
    "choose",
    "constant",
    "given",
    "largest",
    "named",
    "rounded",
    "selected",
    "shared",
    "smallest",
    "total",
    "unexpanded",
]
