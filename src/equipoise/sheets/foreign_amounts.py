"""Numbers as they stand in a workbook of somebody else's making: in £, £000 or £m, or counted."""

from __future__ import annotations

from dataclasses import replace
from decimal import InvalidOperation
from fractions import Fraction
from typing import Final

from equipoise.sheets.amounts import EXCEL, Scale, scale
from equipoise.sheets.faults import FaultKind
from equipoise.sheets.ledger_amounts import scales
from equipoise.sheets.surveying import Raw
from equipoise.units import PENCE, WTE, Absence, Unit, nearest

MILLIONS: Final = replace(scale(PENCE), words="£m", per_entry=100_000_000, places=5)
"""To five decimals: ten pounds, as two decimals of £000 are."""
COUNTED: Final = "count"


def ways(unit: Unit) -> dict[str, Scale]:
    """Return how amounts of a unit may stand in a form, by the word for it in a mapping.

    >>> sorted(ways(PENCE))
    ['£', '£000', '£m']
    """
    found = scales(unit)
    if unit == PENCE:
        return {**found, MILLIONS.words: MILLIONS}
    if unit == WTE:
        return found
    (usual,) = found.values()
    return {**found, COUNTED: usual}


def amount(raw: Raw, way: Scale, *, sign: int) -> tuple[int | Absence, FaultKind | None]:
    """Return a cell's number in whole smallest units, and what is wrong with it, if anything.

    As in our own form: a number finer than may be typed is a fault, and its value is kept where
    it is whole in smallest units; whatever is no number has no value. What a formula of the form
    comes to is taken to the nearest, because a spreadsheet's sums carry noise.

    >>> amount(Raw("n", "1234.5"), ways(PENCE)["£000"], sign=-1)
    (-123450000, None)
    >>> amount(Raw("s", "1,234.50"), ways(PENCE)["£000"], sign=1)
    (<Absence.MISSING: 'missing'>, <FaultKind.TEXT: 'text'>)
    """
    if raw.blank:
        return Absence.MISSING, FaultKind.BLANK
    if raw.kind != "n":
        return Absence.MISSING, FaultKind.TEXT if raw.kind == "s" else FaultKind.NOT_A_NUMBER
    number = exact(raw.text)
    if number is None:
        return Absence.MISSING, FaultKind.NOT_A_NUMBER
    value = sign * number * way.per_entry
    if abs(value) >= way.largest:
        return Absence.MISSING, FaultKind.TOO_LARGE
    if raw.formula is not None:
        return nearest(value.numerator, value.denominator), None
    fine = (number * 10**way.places).denominator != 1
    whole = value.numerator if value.denominator == 1 else Absence.MISSING
    return whole, FaultKind.TOO_PRECISE if fine else None


def exact(text: str) -> Fraction | None:
    """Return the number that a cell's shortest spelling stands for, to the 15 digits of a sheet."""
    try:
        number = EXCEL.create_decimal(text)
    except InvalidOperation:
        return None
    return Fraction(number) if number.is_finite() else None
