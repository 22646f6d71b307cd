"""Numbers as they stand in a sheet, to and from whole smallest units; exact, or said not to be."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Context, Decimal, InvalidOperation
from functools import cache
from typing import Final

from equipoise.sheets.faults import FaultKind
from equipoise.units import COUNT, PENCE, PERCENT, WTE, Absence, Unit, nearest

EXCEL: Final = Context(prec=15)
"""A spreadsheet holds 15 digits; what stands after them is noise of its arithmetic."""
HUNDREDTHS: Final = {WTE: "WTE", PERCENT: "% from 0 to 100"}
LARGEST: Final = 10**10
"""No line of a plan comes to this many as typed: ten trillion pounds, ten billion patients."""


@dataclass(frozen=True)
class Scale:
    """How a unit is entered: `per_entry` smallest units to one typed, with so many decimals.

    `largest` is how many smallest units no line comes to, however they are written.
    """

    words: str
    per_entry: int
    places: int
    largest: int

    @property
    def expected(self) -> str:
        """What belongs in a cell, in words."""
        places = f", to {self.places} decimal places" if self.places else ", a whole number"
        return f"a number{'' if self.words == 'numbers' else f' in {self.words}'}{places}"


@cache
def scale(unit: Unit) -> Scale:
    """Return how the unit is entered: money in £000, staff in WTE, the rest as counted."""
    if unit == PENCE:
        return _typed_so("£000", 1000 * unit.per_whole, 2)
    if unit in HUNDREDTHS:
        return _typed_so(HUNDREDTHS[unit], unit.per_whole, 2)
    return _typed_so("numbers" if unit == COUNT else unit.name, unit.per_whole, 0)


def _typed_so(words: str, per_entry: int, places: int) -> Scale:
    return Scale(words, per_entry, places, LARGEST * per_entry)


def typed(value: int, unit: Unit) -> Decimal:
    """Return whole smallest units as they are typed.

    >>> typed(123_450_000, PENCE)
    Decimal('1234.5')
    """
    return Decimal(value) / scale(unit).per_entry


def smallest(text: str, unit: Unit) -> tuple[int | Absence, FaultKind | None]:
    """Return a sheet's number in whole smallest units, and what is wrong with it, if anything.

    `text` is the shortest spelling of the number the sheet holds. A number finer than may be
    typed is a fault; its value is kept where it is whole in smallest units, else it is missing.

    Law a_typed_amount_reads_back: whole smallest units survive the sheet, to the penny.

    >>> smallest("1234.5", PENCE)
    (123450000, None)
    >>> smallest("0.001", PENCE)
    (100, <FaultKind.TOO_PRECISE: 'too precise'>)
    """
    number = _number(text)
    if number is None:
        return Absence.MISSING, FaultKind.NOT_A_NUMBER
    entered, (numerator, denominator) = scale(unit), number
    exact = numerator * entered.per_entry
    if abs(exact) >= entered.largest * denominator:
        return Absence.MISSING, FaultKind.TOO_LARGE
    fine = numerator * 10**entered.places % denominator
    value = Absence.MISSING if exact % denominator else exact // denominator
    return value, FaultKind.TOO_PRECISE if fine else None


def calculated(text: str, unit: Unit) -> int | Absence:
    """Return a calculated number in smallest units, to the nearest: sheets add with noise.

    >>> calculated("1023500.00000000012", PENCE)
    102350000000
    """
    number = _number(text)
    if number is None:
        return Absence.MISSING
    entered, (numerator, denominator) = scale(unit), number
    exact = numerator * entered.per_entry
    if abs(exact) >= entered.largest * denominator:
        return Absence.MISSING
    return nearest(exact, denominator)


def _number(text: str) -> tuple[int, int] | None:
    """Return the number as a ratio of whole numbers in its lowest terms, the second positive."""
    try:
        number = EXCEL.create_decimal(text)
    except InvalidOperation:
        return None
    return number.as_integer_ratio() if number.is_finite() else None
