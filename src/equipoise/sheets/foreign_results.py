"""Work a form's formulas out again, exactly, from the cells as they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Final

from equipoise.sheets.amounts import EXCEL
from equipoise.sheets.foreign_amounts import exact
from equipoise.sheets.foreign_formulas import Cells, Constant, Node, NotUnderstoodError
from equipoise.sheets.surveying import EMPTY, Book, Raw

Value = Fraction | str | bool | None
"""What a cell or a formula comes to; None is a blank."""
NOISE: Final = Fraction(1, 10**12)
"""How far a spreadsheet's own arithmetic may be off, as a part of the sizes it adds."""
MOST_PLACES: Final = 12


class ErrorValueError(ArithmeticError):
    """The formula comes to an error, as a division by nothing does."""


@dataclass
class Work:
    """How many cells formulas may still take: a file of sums over everything has an end too."""

    room: int = 3_000_000

    def take(self) -> None:
        """Take one cell.

        Raises: NotUnderstoodError when there were too many.
        """
        self.room -= 1
        if self.room < 0:
            raise NotUnderstoodError("more cells than the formulas of any form take")


@dataclass
class Sum:
    """Works formulas out on one sheet of a workbook; `size` is what the numbers read come to.

    Shape: a formula's own cells are taken as they stand, so that a wrong result is told once,
        where it stands, and not again by every total above it.
    """

    book: Book
    sheet: str
    work: Work
    size: Fraction = field(default=Fraction(0))

    def value(self, node: Node) -> Value:
        """Return what a formula comes to.

        Raises: NotUnderstoodError for a value it cannot take; ErrorValueError for an error.
        """
        if isinstance(node, Constant):
            return node.value
        if isinstance(node, Cells):
            if not node.single:
                raise NotUnderstoodError("several cells where one belongs")
            return self._taken(self._raw(node))
        least, most = ARGUMENTS.get(node.name, (2, 2))
        if not least <= len(node.args) <= most:
            raise NotUnderstoodError(f"{node.name} of {len(node.args)}")
        return OPERATIONS[node.name](self, node.args)

    def number(self, node: Node) -> Fraction:
        """Return what a formula comes to as a number; a blank counts as nil in a sheet."""
        found = self.value(node)
        if isinstance(found, str):
            raise NotUnderstoodError("text where a number belongs")
        return Fraction(found or 0)

    def numbers(self, nodes: Sequence[Node]) -> Iterator[Fraction]:
        """Yield the numbers that a sum takes: of cells, those that are numbers and no others."""
        for node in nodes:
            if not isinstance(node, Cells):
                yield self.number(node)
                continue
            for raw in self.within(node):
                if raw.kind == "n":
                    found = self._taken(raw)
                    assert isinstance(found, Fraction)
                    yield found

    def within(self, node: Cells) -> Iterator[Raw]:
        """Yield the cells from one to another that are not empty."""
        cells = self.book.sheets.get(node.sheet or self.sheet)
        if cells is None:
            raise NotUnderstoodError(f"no sheet {node.sheet}")
        (top, left), (bottom, right) = node.first, node.last
        if (bottom - top + 1) * (right - left + 1) > len(cells):
            for (row, column), raw in cells.items():
                self.work.take()
                if top <= row <= bottom and left <= column <= right:
                    yield raw
            return
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                self.work.take()
                if (row, column) in cells:
                    yield cells[row, column]

    def _raw(self, node: Cells) -> Raw:
        return next(self.within(node), EMPTY)

    def _taken(self, raw: Raw) -> Value:
        if raw.kind == "n":
            found = exact(raw.text)
            if found is None:
                raise NotUnderstoodError(raw.text)
            self.size += abs(found)
            return found
        if raw.kind == "d":
            raise NotUnderstoodError("a date")
        if raw.kind == "b":
            return raw.text == "TRUE"
        return raw.text if raw.kind == "s" else ("" if raw.formula is not None else None)


def agrees(worked: Value, raw: Raw, size: Fraction) -> bool:
    """Return whether a cell shows what its formula comes to, but for a spreadsheet's own noise."""
    if isinstance(worked, bool):
        return raw.kind == "b" and (raw.text == "TRUE") == worked
    if isinstance(worked, str):
        return raw.kind in ("s", "") and raw.text == worked
    found = exact(raw.text) if raw.kind == "n" else None
    wanted = Fraction(worked or 0)
    return found is not None and abs(found - wanted) <= NOISE * (size + abs(found) + 1)


def shown(value: Value) -> str:
    """Return a value as a finding shows it.

    >>> shown(Fraction(2469, 2)), shown(Fraction(1, 3)), shown(True)
    ('1234.5', '0.333333333333333', 'TRUE')
    """
    if isinstance(value, Fraction):
        number = EXCEL.divide(Decimal(value.numerator), Decimal(value.denominator))
        if abs(number.adjusted()) > EXCEL.prec:
            return str(number)
        text = f"{number:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return str(value).upper() if isinstance(value, bool) else f"{value or 0}"


def _divided(sum_: Sum, args: Sequence[Node]) -> Value:
    over, under = (sum_.number(arg) for arg in args)
    if under == 0:
        raise ErrorValueError
    return over / under


def _if(sum_: Sum, args: Sequence[Node]) -> Value:
    wanted = args[1] if sum_.value(args[0]) not in (None, False, 0, "") else args[2]
    return sum_.value(wanted)


def _if_error(sum_: Sum, args: Sequence[Node]) -> Value:
    try:
        return sum_.value(args[0])
    except ErrorValueError:
        return sum_.value(args[1])


def _rounded(sum_: Sum, args: Sequence[Node]) -> Value:
    """Return a number rounded as a spreadsheet does, halves away from nil."""
    number, places = (sum_.number(arg) for arg in args)
    if places.denominator != 1 or abs(places) > MOST_PLACES:
        raise NotUnderstoodError("places")
    unit = Fraction(10) ** -places.numerator
    whole = (abs(number) / unit + Fraction(1, 2)).__floor__() * unit
    return whole if number >= 0 else -whole


def _compared(test: Callable[[int], bool]) -> Callable[[Sum, Sequence[Node]], Value]:
    """Return the comparison that holds where `test` does of -1, 0 or 1: less, the same, more."""

    def run(sum_: Sum, args: Sequence[Node]) -> Value:
        one, other = (sum_.value(arg) for arg in args)
        if isinstance(one, str) != isinstance(other, str) and None not in (one, other):
            raise NotUnderstoodError("text beside a number")
        if isinstance(one, str) or isinstance(other, str):
            left, right = _text(one).casefold(), _text(other).casefold()
            return test((left > right) - (left < right))
        least, most = Fraction(one or 0), Fraction(other or 0)
        return test((least > most) - (least < most))

    return run


def _left(sum_: Sum, args: Sequence[Node]) -> Value:
    text, count = sum_.value(args[0]), sum_.number(args[1])
    return _text(text)[: max(0, count.__floor__())]


def _blank(sum_: Sum, args: Sequence[Node]) -> Value:
    return sum_.value(args[0]) is None


def _signed(sum_: Sum, args: Sequence[Node]) -> Value:
    if len(args) == 1:
        return -sum_.number(args[0])
    return sum_.number(args[0]) - sum_.number(args[1])


def _text(value: Value) -> str:
    return "" if value is None else shown(value) if not isinstance(value, str) else value


def _truths(sum_: Sum, args: Sequence[Node]) -> list[bool]:
    return [bool(sum_.number(arg)) for arg in args]


OPERATIONS: Final[dict[str, Callable[[Sum, Sequence[Node]], Value]]] = {
    "+": lambda sum_, args: sum_.number(args[0]) + sum_.number(args[1]),
    "-": _signed,
    "*": lambda sum_, args: sum_.number(args[0]) * sum_.number(args[1]),
    "/": _divided,
    "&": lambda sum_, args: "".join(_text(sum_.value(arg)) for arg in args),
    "=": _compared(lambda order: order == 0),
    "<>": _compared(lambda order: order != 0),
    "<": _compared(lambda order: order < 0),
    ">": _compared(lambda order: order > 0),
    "<=": _compared(lambda order: order <= 0),
    ">=": _compared(lambda order: order >= 0),
    "SUM": lambda sum_, args: sum(sum_.numbers(args), Fraction(0)),
    "MIN": lambda sum_, args: min(sum_.numbers(args), default=Fraction(0)),
    "MAX": lambda sum_, args: max(sum_.numbers(args), default=Fraction(0)),
    "ABS": lambda sum_, args: abs(sum_.number(args[0])),
    "ROUND": _rounded,
    "IF": _if,
    "IFERROR": _if_error,
    "AND": lambda sum_, args: all(_truths(sum_, args)),
    "OR": lambda sum_, args: any(_truths(sum_, args)),
    "ISBLANK": _blank,
    "LEFT": _left,
}
"""Every function and sign that is understood."""
MANY: Final = 255
ARGUMENTS: Final = {
    "-": (1, 2),
    "ABS": (1, 1),
    "ISBLANK": (1, 1),
    "IF": (3, 3),
    **dict.fromkeys(("SUM", "MIN", "MAX", "AND", "OR"), (1, MANY)),
}
"""How many things a function is of; those not named are of two."""
