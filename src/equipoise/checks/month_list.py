"""A list of actuals to the end of a month as the checks look at it, and what is known beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from equipoise.checks.check import Place
from equipoise.checks.pot_lines import thousands
from equipoise.units import FinancialYear, Pence
from equipoise.workings import Reference

COLUMNS: Final = ("code", "line", "value")
LETTERS: Final = "ABC"


@dataclass(frozen=True, kw_only=True)
class MonthRow:
    """One row: its number in the file, and its cells without blanks around them."""

    number: int
    code: str
    line: str
    value: str

    @property
    def pence(self) -> Pence | None:
        """The value in pence; None where it is blank or no amount."""
        found = thousands(self.value)
        return None if found is None else Pence(int(found))


@dataclass(frozen=True, kw_only=True)
class MonthList:
    """A list of a body: values from 1 April to the end of the month, by line.

    `known` are the lines it may hold, True for a line of cost. `before`, `after` and `same` are
    what is on record of the month before, of the month after, and of this month.

    Unit: £000 in the file, pence elsewhere.
    """

    year: FinancialYear
    month: int
    file: str
    organisation: str
    rows: tuple[MonthRow, ...]
    known: Mapping[str, bool]
    before: Mapping[str, Pence]
    after: Mapping[str, Pence]
    same: Mapping[str, Pence]

    def place(self, row: MonthRow, column: str) -> Place:
        """Return the cell of a row."""
        cell = f"{LETTERS[COLUMNS.index(column)]}{row.number}"
        return Place(
            ref=Reference("file", (self.file[:12], "month", cell)),
            organisation=self.organisation,
            part="month",
            row=row.line,
            column=column,
        )

    def valued(self) -> Iterator[tuple[MonthRow, Pence]]:
        """Yield the rows of known lines that hold an amount."""
        for row in self.rows:
            pence = row.pence
            if row.line in self.known and pence is not None:
                yield row, pence


def entered(pence: int) -> str:
    """Return an amount as it is entered, in £000.

    >>> entered(-123_450_000), entered(100_000)
    ('-1,234.5', '1')
    """
    whole, part = divmod(abs(pence), 100_000)
    size = f"{whole:,}.{part:05}".rstrip("0").rstrip(".")
    return f"-{size}" if pence < 0 else size
