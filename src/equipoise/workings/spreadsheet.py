"""A working as live spreadsheet formulas: column A is the label, column B the formula.

Ratios go in as numerator over denominator, because 1.04 has no exact binary double.
A share by largest remainder goes in as its value: it has no formula an auditor could read.
A sum over cells is a SUM over one row for each cell, fetched through `expand`.
"""

from typing import Final, NamedTuple

from equipoise.workings.figure import Figure, Op
from equipoise.workings.selector import Expand, Selector, unexpanded


class Row(NamedTuple):
    """One row of the sheet."""

    label: str
    formula: str


FORMULAS: Final[dict[Op, str]] = {
    Op.ADD: "({0}+{1})",
    Op.SUBTRACT: "({0}-{1})",
    Op.MULTIPLY: "({0}*{1})",
    Op.DIVIDE: "({0}/{1})",
    Op.NEGATE: "(-{0})",
    Op.TOTAL: "SUM({all})",
    Op.LARGEST: "MAX({all})",
    Op.SMALLEST: "MIN({all})",
    Op.CHOOSE: "IF({0}{sign}{1},{2},{3})",
    Op.ROUND: "ROUND({0},0)",
}


def rows(figure: Figure, expand: Expand = unexpanded) -> list[Row]:
    """Return the figure's working, inputs first; the last row is the figure itself."""
    return _Sheet(expand).written(figure)


class _Sheet:
    """The rows so far, and where each figure stands."""

    def __init__(self, expand: Expand) -> None:
        self.rows: list[Row] = []
        self.places: dict[int, str] = {}
        self.kept: list[Figure] = []  # a figure fetched on the way must outlive its id
        self.expand = expand

    def written(self, figure: Figure) -> list[Row]:
        """Return all rows once `figure` is the last of them."""
        self.place(figure)
        return self.rows

    def place(self, step: Figure) -> str:
        """Return the cell that holds the step, writing it first if need be."""
        if id(step) not in self.places:
            formula = self.formula(step)
            self.rows.append(Row(_label(step), f"={formula}"))
            self.places[id(step)] = f"B{len(self.rows)}"
            self.kept.append(step)
        return self.places[id(step)]

    def formula(self, step: Figure) -> str:
        """Return the formula of one step, in terms of the cells of the steps beneath it."""
        work = step.working
        if work.op not in FORMULAS:
            for part in work.parts():
                self.place(part)  # the inputs of a share stand above it, to be read
            return str(step.value)  # a Fraction prints as numerator/denominator
        parts = work.parts(self.expand)
        if isinstance(work.of, Selector):
            return self.range_of(parts) if parts else str(step.value)
        terms = [self.place(p) if p.working.name else self.formula(p) for p in parts]
        return FORMULAS[work.op].format(*terms, all=",".join(terms), sign=work.note)

    def range_of(self, cells: tuple[Figure, ...]) -> str:
        """Return the sum of a block of cells, written one below the other."""
        first = len(self.rows) + 1
        for cell in cells:
            self.rows.append(Row(_label(cell), f"={cell.value}"))
        return f"SUM(B{first}:B{len(self.rows)})"


def _label(step: Figure) -> str:
    work = step.working
    unit = step.basis.unit
    name = work.name or "Result"
    return f"{name}, {unit} ({work.ref})" if work.ref else f"{name}, {unit}"
