"""Places in a returned file: as references, and in the words of the form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from equipoise.sheets.addresses import NotAnAddressError, address, position
from equipoise.workings import Reference
from equipoise.workings.reference import NotAReferenceError

DIGITS = 12
"""How much of a digest names a file in a reference."""


@dataclass(frozen=True)
class Places:
    """Makes the references of one file."""

    digest: str

    def cell(self, sheet: str, row: int, column: int) -> Reference:
        """Return the reference of a cell, counted from 1.

        >>> print(Places("3f2a9c1e07bd55").cell("Income", 23, 6))
        file:3f2a9c1e07bd/Income/F23
        """
        return Reference("file", (self.digest[:DIGITS], sheet, address(row, column)))

    def sheet(self, name: str) -> Reference:
        """Return the reference of a sheet."""
        return Reference("file", (self.digest[:DIGITS], name))


@dataclass(frozen=True)
class Words(Mapping[str, tuple[str, str]]):
    """The words of the row and of the column of any place, looked up by its reference as text.

    Shape: `rows` by sheet and number, `columns` by sheet and number; made into places only when
        asked, because a form has thousands.
    """

    places: Places
    rows: Mapping[tuple[str, int], str]
    columns: Mapping[str, Mapping[int, str]]

    def __getitem__(self, place: str) -> tuple[str, str]:
        try:
            digest, sheet, cell = Reference.parse(place).parts
            row, column = position(cell)
        except (NotAReferenceError, NotAnAddressError, ValueError) as error:
            raise KeyError(place) from error
        if digest != self.places.digest[:DIGITS]:
            raise KeyError(place)
        return self.rows[sheet, row], self.columns[sheet][column]

    def __iter__(self) -> Iterator[str]:
        for sheet, row in self.rows:
            for column in self.columns[sheet]:
                yield str(self.places.cell(sheet, row, column))

    def __len__(self) -> int:
        return sum(len(self.columns[sheet]) for sheet, _ in self.rows)
