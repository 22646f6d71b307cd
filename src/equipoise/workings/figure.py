"""The self-recording number: its value is exact, and it knows how it was made."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Literal

from equipoise.workings.basis import Basis
from equipoise.workings.reference import Reference
from equipoise.workings.selector import Selector

Sign = Literal["<", "<=", ">", ">="]
Expand = Callable[[Selector], "Sequence[Figure]"]
"""Fetches a selector's cells as figures, in the order of their keys."""


def unexpanded(_: Selector) -> Sequence[Figure]:
    """Return no cells: the selector itself stands for them."""
    return ()


class InexactError(TypeError):
    """Something other than an exact figure was offered: a float, or a number with no basis."""

    def __init__(self, found: object) -> None:
        super().__init__(f"figures are exact and have a basis; {type(found).__name__} {found!r}")


class Op(StrEnum):
    """How a figure was made. The first four come from outside; `opaque` gives its value only."""

    CELL = "cell"
    PARAMETER = "parameter"
    DECISION = "decision"
    CONSTANT = "constant"
    ADD = "add"
    SUBTRACT = "sub"
    MULTIPLY = "mul"
    DIVIDE = "div"
    NEGATE = "neg"
    TOTAL = "total"
    LARGEST = "largest"
    SMALLEST = "smallest"
    CHOOSE = "choose"
    ROUND = "round"
    APPORTION = "apportion"
    OPAQUE = "opaque"


@dataclass(frozen=True, kw_only=True)
class Working:
    """One step: what was done, to which figures; for one from outside, where it came from.

    `status` is that of a parameter (final, draft, ... assumed); `rule` the rule that made it.
    """

    op: Op
    of: tuple[Figure, ...] | Selector = ()
    ref: Reference | None = None
    rule: Reference | None = None
    name: str = ""
    note: str = ""
    status: str = ""

    def parts(self, expand: Expand = unexpanded) -> tuple[Figure, ...]:
        """Return the figures this step was made of; a selector's cells come through `expand`."""
        return tuple(expand(self.of)) if isinstance(self.of, Selector) else self.of


@dataclass(frozen=True, kw_only=True, eq=False)
class Figure:
    """A number on a basis, with its working. Equal when value and basis are.

    Law the_record_makes_the_value_again: each step done once more on its parts gives its value.
    """

    value: int | Fraction
    basis: Basis
    working: Working

    def __post_init__(self) -> None:
        if type(self.value) not in (int, Fraction):
            raise InexactError(self.value)

    def named(self, name: str) -> Figure:
        """Return this figure under a name of its own: a line in words, a row in a sheet."""
        return self._recorded(name, self.working.rule)

    def made_by(self, rule: Reference) -> Figure:
        """Return this figure with the rule that made it on its record."""
        return self._recorded(self.working.name, rule)

    def _recorded(self, name: str, rule: Reference | None) -> Figure:
        """Return this figure with a name and a rule; `replace` would take three times as long."""
        of = self.working
        working = Working(
            op=of.op, of=of.of, ref=of.ref, rule=rule, name=name, note=of.note, status=of.status
        )
        return Figure(value=self.value, basis=self.basis, working=working)

    def steps(self, expand: Expand = unexpanded) -> Iterator[Figure]:
        """Yield the nearest figures beneath that are named or come from outside, in order."""
        for part in self.working.parts(expand):
            if part.working.name or not part.working.of:
                yield part
            else:
                yield from part.steps(expand)

    def everything(self, expand: Expand = unexpanded) -> Iterator[Figure]:
        """Yield this figure and every figure beneath it, each once, the nearest first."""
        waiting, seen = [self], set[int]()
        for figure in waiting:
            yield figure
            for part in figure.working.parts(expand):
                if id(part) not in seen:
                    seen.add(id(part))
                    waiting.append(part)

    def __neg__(self) -> Figure:
        return made(Op.NEGATE, -self.value, self.basis, self)

    def __add__(self, other: Figure) -> Figure:
        basis = self.basis.alike(_basis(other), "add")
        return made(Op.ADD, self.value + other.value, basis, self, other)

    def __sub__(self, other: Figure) -> Figure:
        basis = self.basis.alike(_basis(other), "subtract")
        return made(Op.SUBTRACT, self.value - other.value, basis, self, other)

    def __mul__(self, other: Figure) -> Figure:
        basis = self.basis.times(_basis(other))
        return made(Op.MULTIPLY, self.value * other.value, basis, self, other)

    def __truediv__(self, other: Figure) -> Figure:
        basis = self.basis.over(_basis(other))
        return made(Op.DIVIDE, Fraction(self.value) / other.value, basis, self, other)

    def __lt__(self, other: Figure) -> Comparison:
        self.basis.alike(_basis(other), "compare")
        return Comparison(self, "<", other, self.value < other.value)

    def __le__(self, other: Figure) -> Comparison:
        self.basis.alike(_basis(other), "compare")
        return Comparison(self, "<=", other, self.value <= other.value)

    def __gt__(self, other: Figure) -> Comparison:
        self.basis.alike(_basis(other), "compare")
        return Comparison(self, ">", other, self.value > other.value)

    def __ge__(self, other: Figure) -> Comparison:
        self.basis.alike(_basis(other), "compare")
        return Comparison(self, ">=", other, self.value >= other.value)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Figure):
            return NotImplemented
        return (self.value, self.basis) == (other.value, other.basis)

    def __hash__(self) -> int:
        return hash((self.value, self.basis))


@dataclass(frozen=True)
class Comparison:
    """A yes or no that remembers its question, so that `choose` can record it."""

    left: Figure
    sign: Sign
    right: Figure
    holds: bool

    def __bool__(self) -> bool:
        return self.holds


def given(
    value: int | Fraction,
    basis: Basis,
    ref: Reference,
    *,
    name: str,
    note: str = "",
    status: str = "",
) -> Figure:
    """Return a figure that comes from outside: a cell, a parameter, a decision.

    The kind of `ref` says which; any other kind counts as a constant.
    """
    op = Op(ref.kind) if ref.kind in ("cell", "parameter", "decision") else Op.CONSTANT
    working = Working(op=op, ref=ref, name=name, note=note, status=status)
    return Figure(value=value, basis=basis, working=working)


def constant(value: int | Fraction, basis: Basis, *, name: str) -> Figure:
    """Return a figure that is part of a definition, such as nil; never a rate or a limit."""
    return Figure(value=value, basis=basis, working=Working(op=Op.CONSTANT, name=name))


def selected(value: int, basis: Basis, selector: Selector, *, name: str) -> Figure:
    """Return the sum of the cells that `selector` names, found elsewhere to be `value`."""
    working = Working(op=Op.TOTAL, of=selector, name=name)
    return Figure(value=value, basis=basis, working=working)


def made(op: Op, value: int | Fraction, basis: Basis, *of: Figure, note: str = "") -> Figure:
    """Return the figure that `op` makes of others."""
    return Figure(value=value, basis=basis, working=Working(op=op, of=of, note=note))


def assumed(figure: Figure) -> tuple[Reference, ...]:
    """Return the references of every assumed value beneath the figure, sorted, each once."""
    found = {
        str(step.working.ref): step.working.ref
        for step in figure.everything()
        if step.working.status == "assumed" and step.working.ref
    }
    return tuple(found[text] for text in sorted(found))


def _basis(figure: Figure) -> Basis:
    if not isinstance(figure, Figure):
        raise InexactError(figure)
    return figure.basis
