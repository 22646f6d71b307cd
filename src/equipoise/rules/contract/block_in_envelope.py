"""From October 2020, and rolled over in 2021/22: the block inside a system's envelope."""

from dataclasses import dataclass
from datetime import date
from typing import Generic

from equipoise.params import Values
from equipoise.rules.contract.payment import Payment, payment
from equipoise.rules.registry import rule
from equipoise.units import Period
from equipoise.workings import Number


@dataclass(frozen=True, kw_only=True)
class EnvelopeMonths(Generic[Number]):
    """The months of a block, and a provider's part of the envelope. Unit: pence.

    `top_up` and `covid` are what the system gives it, paid through the lead commissioner.
    """

    block: Number
    top_up: Number
    covid: Number


@rule(
    applies=Period.parse("2020-10-01 to 2022-04-01"),
    published=date(2020, 9, 17),
    source="HFMA 17 September 2020, financial arrangements for the second half of 2020/21; rolled "
    "over in 2021/22 (Health Service Journal, March 2021: to October; H2 continued)",
)
def block_in_envelope(
    months: EnvelopeMonths[Number], params: Values[Number], *, known_on: date
) -> Payment[Number]:
    """Return the block, fixed, and the provider's part of top-up and Covid money.

    Unit: whole pence.
    Law the_envelope_leaves_the_block_alone: the fixed part is the block, whatever is added.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> months = EnvelopeMonths(block=Fraction(600), top_up=Fraction(60), covid=Fraction(30))
    >>> print(block_in_envelope(months, load().exact, known_on=date(2020, 10, 1)).total)
    690
    """
    del params, known_on
    return payment(months.block, fixed=(months.block,), adjustments=(months.top_up, months.covid))
