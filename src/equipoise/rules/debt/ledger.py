"""The ledger of a body's historic debt: what it began with, what came and went, what is left."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Generic

from equipoise.params import Values
from equipoise.rules.bases import nil
from equipoise.rules.registry import DEFINITIONS, rule
from equipoise.units import FinancialYear
from equipoise.workings import Number, named


class Movement(StrEnum):
    """What moves a debt. A repayment is as the body's own profile says: no rule sets one."""

    ADDED = "added"
    REPAID = "repaid"
    WRITTEN_OFF = "written off"
    CONVERTED = "converted"
    REINSTATED = "reinstated"


UP = frozenset({Movement.ADDED, Movement.REINSTATED})


class MoreThanOwedError(ValueError):
    """An entry takes off more than is owed."""

    def __init__(self, body: str, year: FinancialYear) -> None:
        super().__init__(f"{body}, {year}: more is taken off than is owed")


@dataclass(frozen=True, kw_only=True)
class Entry(Generic[Number]):
    """One movement: in which year, of which kind, how much (nil or more), and why."""

    year: FinancialYear
    kind: Movement
    amount: Number
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Debt(Generic[Number]):
    """A body's debt as it began, where it came from, and its entries in order. Unit: pence."""

    body: str
    origin: str
    opening: Number
    entries: tuple[Entry[Number], ...]


@dataclass(frozen=True, kw_only=True)
class Line(Generic[Number]):
    """An entry, and what is owed after it. Unit: pence."""

    entry: Entry[Number]
    moved: Number
    owed: Number


@dataclass(frozen=True, kw_only=True)
class Ledger(Generic[Number]):
    """What it began with, every line, and what is owed at the end. Unit: pence."""

    opening: Number
    lines: tuple[Line[Number], ...]
    owed: Number


@rule(
    applies=DEFINITIONS,
    source="The house: historic debt is held apart from the result of a year, by body",
)
def ledger(debt: Debt[Number], params: Values[Number], *, known_on: date) -> Ledger[Number]:
    """Return a body's debt after each entry, and at the end.

    Unit: pence; what is owed is nil or more.
    Raises: MoreThanOwedError for an entry that takes off more than is owed.
    Law what_is_owed_is_what_came_less_what_went: in whatever order it came.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> entries = (Entry(year=FinancialYear(2020), kind=Movement.WRITTEN_OFF, amount=Fraction(88)),
    ...     Entry(year=FinancialYear(2021), kind=Movement.REPAID, amount=Fraction(9)))
    >>> debt = Debt(body="15N", origin="2015/16", opening=Fraction(177), entries=entries)
    >>> print(ledger(debt, load().exact, known_on=date(2021, 5, 4)).owed)
    80
    """
    del params, known_on
    owed, lines = debt.opening, []
    for entry in debt.entries:
        moved = entry.amount if entry.kind in UP else -entry.amount
        owed = named(owed + moved, f"Owed after {entry.year}")
        if owed < nil(owed):
            raise MoreThanOwedError(debt.body, entry.year)
        lines.append(Line(entry=entry, moved=named(moved, entry.kind.capitalize()), owed=owed))
    return Ledger(
        opening=named(debt.opening, "Owed at first"),
        lines=tuple(lines),
        owed=named(owed, "Owed at the end"),
    )
