"""A rule as a constraint: coefficients over cells of a distribution, for an optimiser to take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Final

from equipoise.rules.national.outcome import Ruling, Sense, Tested, Verdict
from equipoise.workings import Figure, Number, Reference

Cell = tuple[str, str]
"""A body, and the stream or programme that money of its goes to."""
PENNY: Final = 1
"""The smallest step of money: "more than" is at least a penny more."""


class MissingCellError(ValueError):
    """A distribution lacks a cell that a constraint is over."""

    def __init__(self, name: str, cell: Cell) -> None:
        super().__init__(f"{name}: the distribution has no cell {cell}")


@dataclass(frozen=True, kw_only=True)
class LinearTest:
    """The sum of coefficient times amount, at least or at most the bound.

    Unit: amounts in whole pence. Coefficients and bound are whole, so that both say to the
        penny what the rule says; an optimiser may scale them together.
    Law linear_form_agrees_with_the_rule: on any whole-pence distribution, at either side of the
        threshold.
    """

    rule: Reference
    subject: str
    coefficients: Mapping[Cell, int]
    sense: Sense
    bound: int

    def __post_init__(self) -> None:
        assert self.sense is not Sense.MORE_THAN, "what is strict is a penny more, in the bound"

    @property
    def name(self) -> str:
        """The rule's reference, and which of its tests: rule:national/mental_health ZQ1."""
        return f"{self.rule} {self.subject}"

    def room(self, amounts: Mapping[Cell, int]) -> int:
        """Return how far within its bound a distribution is; below nil, how far outside.

        Raises: MissingCellError when a cell is not in the distribution.
        """
        found = 0
        for cell, coefficient in self.coefficients.items():
            if cell not in amounts:
                raise MissingCellError(self.name, cell)
            found += coefficient * amounts[cell]
        return self.bound - found if self.sense is Sense.AT_MOST else found - self.bound

    def holds(self, amounts: Mapping[Cell, int]) -> bool:
        """Return whether a distribution keeps to it."""
        return self.room(amounts) >= 0


def bounded(
    rule: Reference, ruling: Ruling[Number], *, cells: Mapping[str, Mapping[Cell, int]]
) -> tuple[LinearTest, ...]:
    """Return the tests of a ruling as constraints, each over its cells; untested ones are left out.

    The limits must not depend on the amounts in the cells.
    """
    return tuple(
        LinearTest(
            rule=rule,
            subject=subject,
            coefficients=cells[subject],
            sense=Sense.AT_MOST if test.question.sense is Sense.AT_MOST else Sense.AT_LEAST,
            bound=_bound(test),
        )
        for subject, test in ruling.tests.items()
        if test.verdict is not Verdict.NOT_TESTED
    )


def whole(number: Number) -> int:
    """Return the whole pence that a number is.

    Raises: AssertionError when it is no whole number.
    """
    value = _value(number)
    assert value == int(value), f"money is in whole pence: {value}"
    return int(value)


def _bound(test: Tested[Number]) -> int:
    assert test.limit is not None
    exact = _value(test.limit)
    match test.question.sense:
        case Sense.AT_MOST:
            return floor(exact)
        case Sense.AT_LEAST:
            return ceil(exact)
    return floor(exact) + PENNY


def _value(number: Number) -> int | Fraction:
    if isinstance(number, Figure):
        return number.value
    return number
