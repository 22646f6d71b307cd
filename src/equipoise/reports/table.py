"""One table for every door: the page, the terminal, csv, xlsx and JSON are all made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from equipoise.units import PENCE, PEOPLE, RATIO, WTE, Absence
from equipoise.workings import Basis, Figure, Reference


class ColumnKind(StrEnum):
    """What the cells of a column are."""

    TEXT = "text"
    MONEY = "money"
    PRICE = "price"
    """Money for one of something: shown in whole pounds, whatever the page shows money in."""
    STAFF = "staff"
    COUNT = "count"
    RATIO = "ratio"
    INDEX = "index"
    """A ratio of which 1 is the whole it is compared with: shown to three places."""
    DATE = "date"


class Sign(StrEnum):
    """What a positive amount means, and in brackets what a negative one means."""

    SURPLUS = "surplus / (deficit)"
    FAVOURABLE = "favourable / (adverse)"
    UNDER = "under / (over)"
    INCREASE = "increase / (decrease)"
    INCOME = "income / (expenditure)"
    SIZE = "positive"
    """Entered as a positive number: an income, a cost, a saving."""


class TableError(ValueError):
    """A table was put together from what does not belong together."""

    def __init__(self, table: str, column: str, problem: str) -> None:
        self.table, self.column = table, column
        super().__init__(f"table {table!r}, column {column!r}: {problem}")


@dataclass(frozen=True, kw_only=True)
class Amount:
    """A number on a basis, without its working.

    Unit: the smallest whole part of `basis.unit`; a ratio may be a fraction.
    """

    value: int | Fraction
    basis: Basis


@dataclass(frozen=True, kw_only=True)
class Incomplete:
    """A total of which something is absent: never printed as a plain number.

    Unit: the smallest whole part of `basis.unit`.
    """

    value: int
    absent: Mapping[Absence, int]
    basis: Basis

    def __post_init__(self) -> None:
        assert any(self.absent.values()), "a total with nothing absent is an Amount"


Number = Amount | Figure | Incomplete
Value = str | date | int | Number | Absence | None
"""What a cell may hold. A bare int is a count; None means there is nothing to say there."""

UNIT_OF: Final = {
    ColumnKind.MONEY: PENCE,
    ColumnKind.PRICE: PENCE,
    ColumnKind.STAFF: WTE,
    ColumnKind.RATIO: RATIO,
    ColumnKind.INDEX: RATIO,
}
"""What a kind of column counts in; a count may be of anything else, and text of anything."""


@dataclass(frozen=True, kw_only=True)
class Column:
    """What stands under one head.

    `sign` is for money, which must have one. `basis` is for a column that departs from the
    table's, such as "including support"; for a ratio it is what the ratio is of, such as
    "of allocation". In a text column a number prints with its unit, so rows may differ; in
    any other, words stand for a number only where they hold no digit ("Not available").
    """

    key: str
    title: str
    kind: ColumnKind = ColumnKind.TEXT
    sign: Sign | None = None
    basis: str = ""

    def __post_init__(self) -> None:
        if self.kind is ColumnKind.MONEY and self.sign is None:
            raise TableError("", self.key, "a column of money must say what its sign means")


@dataclass(frozen=True, kw_only=True)
class Row:
    """Cells by column key, each with the reference that explains it; totals have emphasis."""

    cells: Mapping[str, Value]
    refs: Mapping[str, Reference] = field(default_factory=lambda: MappingProxyType({}))
    emphasis: bool = False

    def ref(self, key: str) -> Reference | None:
        """Return the reference of a cell: the one given, or else the figure's own."""
        value = self.cells.get(key)
        own = value.working.ref if isinstance(value, Figure) else None
        return self.refs.get(key, own)


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table as people recognise it: named, with one sentence that says what it shows.

    Raises: TableError when a key is used twice, a cell has no column, a value is not what its
        column holds, or money is not whole pence.
    """

    name: str
    title: str
    sentence: str
    basis: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        kinds = {column.key: column.kind for column in self.columns}
        heads = {(c.title.casefold(), c.basis, c.sign) for c in self.columns}
        if not (len(kinds) == len(heads) == len(self.columns) > 0):
            raise TableError(self.name, "", "every column needs a key and a head of its own")
        for row in self.rows:
            for key in (*row.cells, *row.refs):
                if key not in kinds:
                    raise TableError(self.name, key, "a cell or a reference without a column")
            for key, value in row.cells.items():
                if problem := _misfit(value, kinds[key]):
                    raise TableError(self.name, key, problem)

    def figures(self) -> tuple[Figure, ...]:
        """Return every figure in the table, row by row."""
        cells = (row.cells.get(c.key) for row in self.rows for c in self.columns)
        return tuple(value for value in cells if isinstance(value, Figure))


def amount(value: int, basis: Basis, absent: Mapping[Absence, int] | None = None) -> Number:
    """Return a total as a cell: an amount, or an incomplete one where anything is absent."""
    missing = {kind: count for kind, count in (absent or {}).items() if count}
    if missing:
        return Incomplete(value=value, absent=MappingProxyType(missing), basis=basis)
    return Amount(value=value, basis=basis)


def _misfit(value: Value, kind: ColumnKind) -> str:
    """Return why the value does not belong in a column of this kind; nothing if it does."""
    match value:
        case None | Absence():
            fits = True
        case Amount() | Figure() | Incomplete():
            unit = value.basis.unit
            if unit not in (RATIO, PEOPLE) and Fraction(value.value).denominator != 1:
                return f"not a whole number of {unit}: {value.value}"
            counted = kind is ColumnKind.COUNT and unit not in UNIT_OF.values()
            fits = counted or kind is ColumnKind.TEXT or UNIT_OF.get(kind) == unit
        case str():
            fits = kind is ColumnKind.TEXT or not any(map(str.isdigit, value))
        case date():
            fits = kind is ColumnKind.DATE
        case _:
            fits = type(value) is int and kind is ColumnKind.COUNT
    return "" if fits else f"{value!r} is not {kind}"
