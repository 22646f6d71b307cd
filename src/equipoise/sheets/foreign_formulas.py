"""Read the formulas of a form: the part of the language that adding up and comparing need.

What is not understood is said to be so, and never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from equipoise.sheets.addresses import position

DEEPEST: Final = 40
"""No formula of a form is nested deeper."""
FUNCTIONS: Final = frozenset(
    {"SUM", "IF", "IFERROR", "ROUND", "ABS", "AND", "OR", "ISBLANK", "MIN", "MAX", "LEFT"}
)
TOKENS: Final = re.compile(
    r"""\s*(?:
    (?P<text>"(?:[^"]|"")*")
    |(?P<cells>(?:(?P<sheet>'(?:[^']|'')+'|[A-Za-z_][\w.]*)!)?
        (?P<first>\$?[A-Z]{1,3}\$?[1-9]\d{0,6})
        (?::(?:(?P=sheet)!)?(?P<last>\$?[A-Z]{1,3}\$?[1-9]\d{0,6}))?
        (?![A-Za-z0-9_(.!]))
    |(?P<number>\d{1,20}(?:\.\d{1,20})?)(?![\w.])
    |(?P<name>[A-Za-z][A-Za-z0-9.]*)(?=\()
    |(?P<mark><>|<=|>=|[-+*/&=<>%(),])
    )""",
    re.VERBOSE | re.ASCII,
)
LEVELS: Final = (("=", "<>", "<", ">", "<=", ">="), ("&",), ("+", "-"), ("*", "/"))
"""What binds loosest stands first."""


class NotUnderstoodError(ValueError):
    """A formula, or a value that it needs, of a kind that is not understood here."""


@dataclass(frozen=True)
class Constant:
    """A number or a text that stands in a formula itself."""

    value: Fraction | str


@dataclass(frozen=True)
class Cells:
    """A cell, or those from one to another; on the formula's own sheet where `sheet` is blank."""

    sheet: str
    first: tuple[int, int]
    last: tuple[int, int]

    @property
    def single(self) -> bool:
        """Whether it is one cell."""
        return self.first == self.last


@dataclass(frozen=True)
class Apply:
    """A function or a sign applied to what follows it, or to what stands on both sides."""

    name: str
    args: tuple[Node, ...]


Node = Constant | Cells | Apply


def parsed(formula: str) -> Node:
    """Return a formula as a tree.

    Raises: NotUnderstoodError for a function, a name or a sign that is not known here, such as
        a reference that was lost (#REF!).

    >>> parsed("-(A1+2)")
    Apply(name='-', args=(Apply(name='+', args=(Cells(sheet='', first=(1, 1), last=(1, 1)), \
Constant(value=Fraction(2, 1)))),))
    """
    reader = _Reader(formula.removeprefix("="))
    node = reader.level(0, DEEPEST)
    if reader.kind:
        raise NotUnderstoodError(f"what follows {reader.text!r}")
    return node


def cells_in(node: Node) -> Iterator[Cells]:
    """Yield the cells that a formula takes its values from, as they stand in it."""
    if isinstance(node, Cells):
        yield node
    elif isinstance(node, Apply):
        for part in node.args:
            yield from cells_in(part)


def terms(node: Node) -> tuple[tuple[int, Cells], ...]:
    """Return the cells that a formula adds up, each with its sign.

    Raises: NotUnderstoodError for a formula that does more than add and take off.

    >>> [sign for sign, _ in terms(parsed("SUM(A1:A3)-(B1-B2)"))]
    [1, -1, 1]
    """
    if isinstance(node, Cells):
        return ((1, node),)
    if not isinstance(node, Apply) or node.name not in ("+", "-", "SUM"):
        raise NotUnderstoodError("more than adding up")
    found = [terms(part) for part in node.args]
    if node.name == "-":
        found[-1] = tuple((-sign, cells) for sign, cells in found[-1])
    return tuple(term for part in found for term in part)


class _Reader:
    """Reads a formula from left to right."""

    def __init__(self, formula: str) -> None:
        self.formula, self.at = formula.rstrip(), 0
        self.kind, self.text = "", ""
        self.match: re.Match[str] | None = None
        self.step()

    def step(self) -> None:
        """Go on to the next sign or word."""
        if self.at >= len(self.formula):
            self.kind, self.text = "", ""
            return
        self.match = TOKENS.match(self.formula, self.at)
        if self.match is None:
            raise NotUnderstoodError(self.formula[self.at : self.at + 20])
        self.at = self.match.end()
        kinds = ("text", "cells", "number", "name", "mark")
        self.kind = next(kind for kind in kinds if self.match[kind] is not None)
        self.text = self.match[self.kind]

    def level(self, place: int, room: int) -> Node:
        """Return what stands here, with all that binds as close as this level or closer."""
        if room == 0:
            raise NotUnderstoodError("too deep")
        if place == len(LEVELS):
            return self._signed(room)
        node = self.level(place + 1, room)
        while self.kind == "mark" and self.text in LEVELS[place]:
            sign = self.text
            self.step()
            node = Apply(sign, (node, self.level(place + 1, room)))
        return node

    def _signed(self, room: int) -> Node:
        if self.kind == "mark" and self.text in "+-":
            sign = self.text
            self.step()
            inner = self._signed(room - 1) if room > 1 else self.level(0, 0)
            return Apply(sign, (inner,)) if sign == "-" else inner
        node = self._single(room)
        while (self.kind, self.text) == ("mark", "%"):
            self.step()
            node = Apply("/", (node, Constant(Fraction(100))))
        return node

    def _single(self, room: int) -> Node:
        kind, text, match = self.kind, self.text, self.match
        if not kind or match is None:
            raise NotUnderstoodError("the end of the formula")
        self.step()
        if kind == "text":
            return Constant(text[1:-1].replace('""', '"'))
        if kind == "number":
            return Constant(Fraction(text))
        if kind == "cells":
            sheet = match["sheet"] or ""
            name = sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet
            first = position(match["first"])
            return Cells(name, first, position(match["last"]) if match["last"] else first)
        if kind == "name":
            if text.upper() not in FUNCTIONS:
                raise NotUnderstoodError(text)
            self._expect("(")
            return Apply(text.upper(), self._arguments(room - 1))
        if text != "(":
            raise NotUnderstoodError(text)
        node = self.level(0, room - 1)
        self._expect(")")
        return node

    def _arguments(self, room: int) -> tuple[Node, ...]:
        args = [self.level(0, room)]
        while (self.kind, self.text) == ("mark", ","):
            self.step()
            args.append(self.level(0, room))
        self._expect(")")
        return tuple(args)

    def _expect(self, mark: str) -> None:
        if (self.kind, self.text) != ("mark", mark):
            raise NotUnderstoodError(f"{mark} missing")
        self.step()
