"""A linear program as arrays: columns and rows by name, each between limits, and what joins them.

Amounts are floats, in whatever the maker of the program counts in; nothing here is money yet.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import Final, Self

import highspy
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Indices = NDArray[np.int32]
FREE: Final = inf
"""The limit of what has none; below, it is minus this."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One linear condition: the sum of `values` times `columns` lies from `least` to `most`."""

    name: str
    least: float
    most: float
    columns: Indices
    values: Floats

    @classmethod
    def of(cls, name: str, terms: dict[int, float], *, least: float, most: float) -> Self:
        """Return the row whose value at each column is given by the column's place."""
        return cls(
            name=name,
            least=least,
            most=most,
            columns=np.fromiter(terms, np.int32, len(terms)),
            values=np.fromiter(terms.values(), np.float64, len(terms)),
        )


@dataclass(frozen=True, kw_only=True)
class Program:
    """Columns with their limits, and rows; `whole` columns take whole numbers only.

    Shape: as many names as limits; the names of rows are unique.
    """

    columns: tuple[str, ...]
    least: Floats
    most: Floats
    rows: tuple[Row, ...]
    whole: bool = False

    def __post_init__(self) -> None:
        assert len(self.columns) == len(self.least) == len(self.most), "a limit for each column"
        assert len({row.name for row in self.rows}) == len(self.rows), "each row has its own name"

    def only(self, rows: tuple[Row, ...]) -> Program:
        """Return the same columns under these rows alone."""
        return Program(
            columns=self.columns, least=self.least, most=self.most, rows=rows, whole=self.whole
        )

    def as_passed(self) -> highspy.HighsLp:
        """Return the program as the solver takes it, row after row, with no costs."""
        given = highspy.HighsLp()
        given.num_col_, given.num_row_ = len(self.columns), len(self.rows)
        given.col_cost_ = np.zeros(len(self.columns))
        given.col_lower_, given.col_upper_ = self.least, self.most
        given.row_lower_ = np.array([row.least for row in self.rows])
        given.row_upper_ = np.array([row.most for row in self.rows])
        given.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lengths = [len(row.columns) for row in self.rows]
        given.a_matrix_.start_ = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)
        given.a_matrix_.index_ = _joined([row.columns for row in self.rows]).astype(np.int32)
        given.a_matrix_.value_ = _joined([row.values for row in self.rows])
        if self.whole:
            given.integrality_ = [highspy.HighsVarType.kInteger] * len(self.columns)
        return given


def _joined(parts: list[Indices] | list[Floats]) -> Floats:
    return np.concatenate(parts).astype(np.float64) if parts else np.zeros(0)
