"""A reading of the sheet's formulas of our own: exactly, or in doubles as a spreadsheet counts."""

import ast
import operator
import re
from collections.abc import Callable, Sequence
from fractions import Fraction
from math import ceil, floor, fsum
from typing import Any

from equipoise.workings.spreadsheet import Row

Number = int | float | Fraction

OPERATORS: dict[type[ast.AST], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
}


def half_away(number: Number, _: Number) -> int:
    exact = Fraction(number)
    half = Fraction(1, 2)
    return floor(exact + half) if exact >= 0 else ceil(exact - half)


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "SUM": lambda *terms: (fsum if float in map(type, terms) else sum)(terms),
    "MAX": lambda *terms: max(terms),
    "MIN": lambda *terms: min(terms),
    "IF": lambda test, then, otherwise: then if test else otherwise,
    "ROUND": half_away,
    "ABS": abs,
    "AND": lambda *terms: all(terms),
    "OR": lambda *terms: any(terms),
}


class Sheet:
    """A sheet's values, worked out row by row with one kind of number."""

    def __init__(self, kind: Callable[[int], Number]) -> None:
        self.kind = kind
        self.cells: dict[str, Any] = {}

    def value(self, node: ast.expr) -> Any:
        match node:
            case ast.Constant(value=int(number)):
                return self.kind(number)
            case ast.Name(id=cell):
                return self.cells[cell]
            case ast.UnaryOp(op=ast.USub(), operand=term):
                return -self.value(term)
            case ast.BinOp(left=left, op=op, right=right):
                return OPERATORS[type(op)](self.value(left), self.value(right))
            case ast.Compare(left=left, ops=[sign], comparators=[right]):
                return OPERATORS[type(sign)](self.value(left), self.value(right))
            case ast.Call(func=ast.Name(id=name), args=terms):
                assert len(terms) <= 255
                return FUNCTIONS[name](*map(self.value, terms))
        raise AssertionError(ast.dump(node))

    def formula(self, text: str) -> Any:
        assert text.startswith("=")
        assert len(text) < 8192
        listed = re.sub(r"B(\d+):B(\d+)", _cells, text[1:])
        equals = re.sub(r"(?<![<>])=", "==", listed)
        return self.value(ast.parse(equals, mode="eval").body)


def _cells(match: re.Match[str]) -> str:
    return ",".join(f"B{number}" for number in range(int(match[1]), int(match[2]) + 1))


def exact(number: int) -> Fraction:
    return Fraction(number)


def evaluate(
    sheet: Sequence[Row], kind: Callable[[int], Number] = exact, first: int = 1
) -> tuple[Any, list[bool]]:
    """Return the value of the last row, and what every check says."""
    worked = Sheet(kind)
    checks = []
    for number, row in enumerate(sheet, start=first):
        worked.cells[f"B{number}"] = worked.formula(row.formula)
        if row.check:
            checks.append(bool(worked.formula(row.check)))
    return worked.cells[f"B{first + len(sheet) - 1}"], checks
