"""In balance: how many bodies are, of those whose return is there, and how deep the rest are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic

from equipoise.params import Values
from equipoise.rules.bases import held_against, nil, one
from equipoise.rules.registry import DEFINITIONS, rule
from equipoise.units import COUNT, Period
from equipoise.workings import Number, choose, named, smallest, total


@dataclass(frozen=True, kw_only=True)
class Positions(Generic[Number]):
    """Each body's position on one reading: organisations or systems. None is no return."""

    period: Period
    positions: Mapping[str, Number | None]


@dataclass(frozen=True, kw_only=True)
class InBalance(Generic[Number]):
    """The count, and what it is out of. Sums are None when nobody has returned."""

    in_balance: Mapping[str, bool]
    """By body, of those received."""
    missing: tuple[str, ...]
    count: Number | None
    gross_deficit: Number | None
    """The sum of the positions below nil alone; a surplus elsewhere does not lessen it."""
    net: Number | None

    @property
    def received(self) -> int:
        """How many bodies the count is out of."""
        return len(self.in_balance)


@rule(
    applies=DEFINITIONS,
    source="Mandate 2021-22: number of organisations and of systems in balance; a trust is, at "
    "an adjusted financial performance of nil or better (TAC28, OTD0230)",
)
def in_balance(
    bodies: Positions[Number], params: Values[Number], *, known_on: date
) -> InBalance[Number]:
    """Return which bodies are in balance, their count, and gross and net apart.

    Unit: pence, and a count; a surplus is positive, so the gross deficit is nil or below.
    Raises: ParameterError when no tolerance was known.
    Law missing_returns_are_counted_never_summed: they are named, and change no sum.
    Law gross_deficit_is_at_most_net: surpluses can only better the net.
    Law tolerance_moves_no_money: it decides the count only.
    Law bodies_in_any_order: listing them otherwise changes nothing.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> each = {"ZR1": Fraction(5), "ZR2": Fraction(-3), "ZR3": None}
    >>> bodies = Positions(period=Period.parse("2023/24"), positions=each)
    >>> found = in_balance(bodies, load().exact, known_on=date(2023, 5, 4))
    >>> print(f"{found.count} of {found.received} in balance; missing {found.missing}")
    1 of 2 in balance; missing ('ZR3',)
    """
    received = {code: number for code, number in bodies.positions.items() if number is not None}
    missing = tuple(sorted(bodies.positions.keys() - received.keys()))
    if not received:
        return InBalance(in_balance={}, missing=missing, count=None, gross_deficit=None, net=None)
    published = params.at("mandate/balance_tolerance_pence", bodies.period, known_on=known_on)
    some = next(iter(received.values()))
    floor = named(-held_against(published, some), "Least position in balance")
    none, each = nil(some), one(some, unit=COUNT)
    nobody = each - each
    counts = [choose(number >= floor, each, nobody) for number in received.values()]
    return InBalance(
        in_balance={code: bool(number >= floor) for code, number in received.items()},
        missing=missing,
        count=named(total(counts), "Bodies in balance"),
        gross_deficit=named(
            total(smallest(number, none) for number in received.values()), "Gross deficit"
        ),
        net=named(total(received.values()), "Net position"),
    )
