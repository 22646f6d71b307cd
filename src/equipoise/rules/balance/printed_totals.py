"""Printed totals: a published table held against the sums of its own rounded lines."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic

from equipoise.params import Values
from equipoise.rules.registry import DEFINITIONS, rule
from equipoise.workings import Number, largest, named


@dataclass(frozen=True, kw_only=True)
class PrintedAndComputed(Generic[Number]):
    """Figures as printed, the same as computed, and how far rounding may part them."""

    printed: Mapping[str, Number]
    computed: Mapping[str, Number]
    """At least what is printed."""
    tolerance: Number


@dataclass(frozen=True, kw_only=True)
class PrintedTotals(Generic[Number]):
    """Computed less printed, by line; a line that differs at all is a recorded discrepancy."""

    differences: Mapping[str, Number]
    recorded: tuple[str, ...]
    """Lines that differ, by rounding or by more."""
    beyond_rounding: tuple[str, ...]


@rule(
    applies=DEFINITIONS,
    source="NHS England board, financial performance updates 2023/24: cells are rounded to £m, "
    "so totals tie within one of them",
)
def printed_totals(
    table: PrintedAndComputed[Number], params: Values[Number], *, known_on: date
) -> PrintedTotals[Number]:
    """Return how far each printed figure is from the computed one, and which are too far.

    Unit: that of the table; positive where the computed figure is the larger.
    Law printing_what_was_computed_differs_nowhere: whatever the tolerance.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> table = PrintedAndComputed(
    ...     printed={"Systems": Fraction(131_125)}, computed={"Systems": Fraction(131_126)},
    ...     tolerance=Fraction(1))
    >>> found = printed_totals(table, load().exact, known_on=date(2024, 2, 1))
    >>> found.recorded, found.beyond_rounding
    (('Systems',), ())
    """
    del params, known_on
    differences = {
        name: named(table.computed[name] - printed, f"{name}: computed less printed")
        for name, printed in table.printed.items()
    }
    sizes = {name: largest(number, -number) for name, number in differences.items()}
    return PrintedTotals(
        differences=differences,
        recorded=tuple(name for name, size in sizes.items() if size > size - size),
        beyond_rounding=tuple(name for name, size in sizes.items() if size > table.tolerance),
    )
