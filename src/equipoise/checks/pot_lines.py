"""The lines of a pot as the checks look at them: rows of a file, and what they are held against."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from equipoise.checks.check import Place
from equipoise.units import FinancialYear
from equipoise.workings import Reference

COLUMNS: Final = (
    *("line", "role", "title", "stream", "amount_thousands", "route", "condition", "recurrent"),
    *("ring_fence", "draws_on", "programme", "place", "organisation", "effective_on", "source"),
)
ROLES: Final = ("source", "committed", "reserve", "surplus")
ROUTES: Final = ("formula", "bid", "ring-fence", "transfer")
PENCE_PER_THOUSAND: Final = 100_000
LETTERS: Final = "ABCDEFGHIJKLMNO"
assert len(LETTERS) == len(COLUMNS)


@dataclass(frozen=True, kw_only=True)
class PotRow:
    """One line of the file: its number, and its cells by column, without blanks around them."""

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    @property
    def is_source(self) -> bool:
        """Whether it is money that comes in."""
        return self["role"] == "source"


@dataclass(frozen=True, kw_only=True)
class PotLines:
    """A file of lines, and what the system's pot has already.

    `lines` are those there, each with what it is ring-fenced for; blank for most.
    """

    year: FinancialYear
    file: str
    system: str
    rows: tuple[PotRow, ...]
    streams: frozenset[str]
    organisations: frozenset[str]
    lines: Mapping[str, str]

    def place(self, row: PotRow, column: str) -> Place:
        """Return the cell of a row, by the letter of its column and the number of its line."""
        cell = f"{LETTERS[COLUMNS.index(column)]}{row.number}"
        return Place(
            ref=Reference("file", (self.file[:12], "pot", cell)),
            organisation=self.system,
            part="pot",
            row=row["line"],
            column=column,
        )

    @property
    def fences(self) -> Mapping[str, str]:
        """What each source is ring-fenced for, in the pot and in the file; blank for most."""
        own = {row["line"]: row["ring_fence"] for row in self.rows if row.is_source}
        return {**self.lines, **own}

    def filled(self, column: str) -> Iterator[PotRow]:
        """Yield the rows that have something in a column."""
        return (row for row in self.rows if row[column])


def thousands(text: str) -> Fraction | None:
    """Return whole pence of an amount in £000; None where it is none.

    >>> thousands("1,234.5"), thousands("-2"), thousands("n/a"), thousands("0.000001")
    (Fraction(123450000, 1), Fraction(-200000, 1), None, None)
    """
    plain = text.replace(",", "")
    digits = plain.removeprefix("-").replace(".", "", 1)
    if not digits.isdecimal() or not digits.isascii():
        return None
    pence = Fraction(plain) * PENCE_PER_THOUSAND
    return pence if pence.denominator == 1 else None
