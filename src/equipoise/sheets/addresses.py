"""Addresses of cells, as a sheet spells them, and formulas moved from one cell to another."""

from __future__ import annotations

import re
from typing import Final

ADDRESS: Final = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
QUOTED_OR_REFERENCE: Final = re.compile(
    r"\"[^\"]*\"|'[^']*'!?|(?<![A-Za-z0-9_.$])(\$?)([A-Z]{1,3})(\$?)([1-9][0-9]{0,6})(?![A-Za-z0-9_(.])"
)


class NotAnAddressError(ValueError):
    """The text is no address of a cell."""

    def __init__(self, found: str) -> None:
        super().__init__(f"not an address such as F23: {found[:20]!r}")


def letters(column: int) -> str:
    """Return the letters of a column, counted from 1.

    >>> letters(1), letters(28), letters(16384)
    ('A', 'AB', 'XFD')
    """
    assert column >= 1, f"columns are counted from 1: {column}"
    text = ""
    while column:
        column, place = divmod(column - 1, 26)
        text = chr(ord("A") + place) + text
    return text


def address(row: int, column: int) -> str:
    """Return the address of a cell, both counted from 1.

    >>> address(23, 6)
    'F23'
    """
    return f"{letters(column)}{row}"


def position(text: str) -> tuple[int, int]:
    """Return the row and the column of an address, counted from 1.

    Raises: NotAnAddressError for another text.
    Law an_address_survives: position(address(row, column)) == (row, column).
    """
    match = ADDRESS.fullmatch(text)
    if not match:
        raise NotAnAddressError(text)
    return int(match[2]), _column(match[1])


def shifted(formula: str, rows: int, columns: int) -> str:
    """Return the formula as it reads when copied so many rows down and columns right.

    What stands in quotes stays; so does what is held by a dollar sign; a reference moved off
    the sheet becomes an error, as in a spreadsheet.

    Law copying_back_restores: copied down and right, and then back, it is as it was.

    >>> shifted("SUM(G23:R23)*$B$1", 1, 0)
    'SUM(G24:R24)*$B$1'
    """

    def moved(match: re.Match[str]) -> str:
        if match[2] is None:
            return match[0]
        held_column, column, held_row, row = match.groups()
        to_column = _column(column) + (0 if held_column else columns)
        to_row = int(row) + (0 if held_row else rows)
        if to_column < 1 or to_row < 1:
            return "#REF!"
        return f"{held_column}{letters(to_column)}{held_row}{to_row}"

    return QUOTED_OR_REFERENCE.sub(moved, formula)


def normal(formula: str) -> str:
    """Return a formula without what programs write differently: signs, spaces, case, quotes.

    >>> normal("=sum( $G$23:$R$23 )") == normal("SUM(G23:R23)")
    True
    """
    plain = re.sub(r"'([A-Za-z]+)'!", r"\1!", formula.removeprefix("="))
    return re.sub(r"[\s$]", "", plain).upper()


def _column(text: str) -> int:
    column = 0
    for letter in text:
        column = 26 * column + ord(letter) - ord("A") + 1
    return column
