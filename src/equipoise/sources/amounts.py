"""Published numbers, exactly: fractions, and money to whole pence."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

from equipoise.units import Pence

THOUSAND_POUNDS: Final = 100_000
"""Pence, in files that print thousands of pounds."""


def number(text: str) -> Fraction | None:
    """Return the number printed as `text`; None if it is not one.

    Printed numbers have digits, perhaps grouped by commas, at most one full stop, and a minus
    sign or brackets for a deficit.

    >>> number("(1,065)"), number("5.3.1")
    (Fraction(-1065, 1), None)
    """
    match = re.fullmatch(r"(-?)(\(?)(\d{1,3}(?:,\d{3})+|\d+)((?:\.\d+)?)(\)?)", text, re.ASCII)
    if not match or bool(match[2]) != bool(match[5]) or (match[1] and match[2]):
        return None
    size = Fraction(match[3].replace(",", "") + match[4])
    return -size if match[1] or match[2] else size


def pence(text: str, *, per_unit: int) -> Pence | None:
    """Return the money printed as `text` in units of `per_unit` pence; None if it is not that.

    Anything finer than a penny is not an amount.

    >>> pence("-5.3", per_unit=100_000_000)
    -530000000
    """
    printed = number(text)
    if printed is None or (printed * per_unit).denominator != 1:
        return None
    return Pence(int(printed * per_unit))
