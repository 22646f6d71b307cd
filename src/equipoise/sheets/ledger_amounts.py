"""Amounts as they are written in a list: the digits of a number, or else they are text."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Final

from equipoise.sheets.amounts import Scale, scale
from equipoise.sheets.faults import FaultKind
from equipoise.units import PENCE, Absence, Unit

NUMBER: Final = re.compile(r"-?[0-9]{1,40}(\.[0-9]{1,40})?", re.ASCII)
"""A list holds texts: with a comma, brackets, a percent sign or an exponent it is no number."""
POUNDS: Final = replace(scale(PENCE), words="£", per_entry=PENCE.per_whole)


def scales(unit: Unit) -> dict[str, Scale]:
    """Return how amounts of a unit may be written, by the word for it.

    >>> sorted(scales(PENCE))
    ['£', '£000']
    """
    usual = scale(unit)
    ways = (usual, POUNDS) if unit == PENCE else (usual,)
    return {way.words: way for way in ways}


def written(text: str, way: Scale, *, sign: int) -> tuple[int | Absence, FaultKind | None]:
    """Return an amount in whole smallest units, and what is wrong with it, if anything.

    As in a form, a number finer than may be written is a fault, and its value is kept where it
    is whole in smallest units; nothing else that is wrong has a value.

    >>> written("-1234.5", scale(PENCE), sign=-1)
    (123450000, None)
    >>> written("1,234.50", scale(PENCE), sign=1)
    (<Absence.MISSING: 'missing'>, <FaultKind.TEXT: 'text'>)
    """
    if not text:
        return Absence.MISSING, FaultKind.BLANK
    if not NUMBER.fullmatch(text):
        return Absence.MISSING, FaultKind.TEXT
    number = sign * Fraction(Decimal(text))
    exact = number * way.per_entry
    if abs(exact) >= way.largest:
        return Absence.MISSING, FaultKind.TOO_LARGE
    fine = (number * 10**way.places).denominator != 1
    value = exact.numerator if exact.denominator == 1 else Absence.MISSING
    return value, FaultKind.TOO_PRECISE if fine else None
