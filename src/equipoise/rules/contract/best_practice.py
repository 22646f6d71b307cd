"""Best practice under aligned payment: what more or fewer compliant cases than expected earn."""

from dataclasses import dataclass
from datetime import date
from typing import Generic

from equipoise.params import Values
from equipoise.rules.bases import valued
from equipoise.rules.registry import rule
from equipoise.units import Period
from equipoise.workings import Number, named


@dataclass(frozen=True, kw_only=True)
class BestPractice(Generic[Number]):
    """Compliant cases expected and counted, and the two prices of one. Unit: spells; pence."""

    expected: Number
    actual: Number
    price: Number
    unit_price: Number


@rule(
    applies=Period.parse("2022-04-01 to 2026-04-01"),
    source="HFMA, quality: link to payment system here to stay: the fixed part is adjusted",
)
def best_practice(cases: BestPractice[Number], params: Values[Number], *, known_on: date) -> Number:
    """Return what the fixed part is adjusted by, before market forces: below nil for fewer cases.

    Unit: pence.
    Law best_practice_is_continuous_at_what_was_expected: as expected it moves nothing.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> cases = BestPractice(expected=Fraction(80), actual=Fraction(92),
    ...     price=Fraction(133_500), unit_price=Fraction(0))
    >>> print(best_practice(cases, load().exact, known_on=date(2022, 4, 1)))
    1602000
    """
    del params, known_on
    more = named(cases.actual - cases.expected, "Cases above or below what was expected")
    dearer = named(cases.price - cases.unit_price, "Best practice price beyond the unit price")
    return named(valued(more, dearer), "Best practice adjustment")
