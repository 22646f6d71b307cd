"""A table as comma-separated values that no spreadsheet will run."""

from datetime import date
from fractions import Fraction
from typing import Final

from equipoise.reports.display import MoneyUnits, absences, head, scaled, shown
from equipoise.reports.table import Amount, ColumnKind, Incomplete, Table, Value
from equipoise.units import Absence, nearest
from equipoise.workings import Figure

STARTS_A_FORMULA: Final = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
"""The last four are the wide forms of the first, which some spreadsheets read alike."""
PLACES: Final = 10
"""Decimal places kept: every penny of a £m, and more of a ratio than anybody needs."""


def csv_text(table: Table, units: MoneyUnits = "m") -> str:
    """Return heads and rows: numbers in full, text in quotes, dates as 2018-08-06.

    Text that would start a formula begins with an apostrophe instead. A negative is a plain
    minus, since the reader is a program. Write the file as utf-8-sig for Excel to see the £.

    Law csv_never_starts_a_formula: whatever the text, no cell but a number starts like one.
    """
    heads = [_quoted(head(column, units)) for column in table.columns]
    lines = [
        [_cell(row.cells.get(column.key), column.kind, units) for column in table.columns]
        for row in table.rows
    ]
    return "".join(",".join(line) + "\n" for line in [heads, *lines])


def _cell(value: Value, kind: ColumnKind, units: MoneyUnits) -> str:
    match value:
        case Amount() | Figure() if kind is not ColumnKind.TEXT:
            return decimal(scaled(value, kind, units=units))
        case Incomplete() if kind is not ColumnKind.TEXT:
            exact = scaled(value, kind, units=units)
            size = decimal(abs(exact))
            return _quoted(f"{f'({size})' if exact < 0 else size} ({absences(value.absent)})")
        case date():
            return value.isoformat()
        case int():
            return str(value)
        case str() if not isinstance(value, Absence):
            return _quoted(value)
    return _quoted(shown(value, kind, units))


def decimal(number: Fraction) -> str:
    """Return the number as digits to ten places: no commas, no exponent, no idle zeros.

    >>> decimal(Fraction(-1, 3)), decimal(Fraction(120))
    ('-0.3333333333', '120')
    """
    size = nearest(abs(number.numerator) * 10**PLACES, number.denominator)
    whole, part = divmod(size, 10**PLACES)
    text = f"{whole}.{part:0{PLACES}}".rstrip("0").rstrip(".")
    return f"-{text}" if number < 0 and size else text


def harmless(text: str) -> str:
    """Return text that no spreadsheet will run: with an apostrophe where it starts a formula.

    >>> harmless("=1+1"), harmless("Plan")
    ("'=1+1", 'Plan')
    """
    return f"'{text}" if text.startswith(STARTS_A_FORMULA) else text


def _quoted(text: str) -> str:
    return '"' + harmless(text).replace('"', '""') + '"'
