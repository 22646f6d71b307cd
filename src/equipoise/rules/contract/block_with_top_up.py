"""April to September 2020: the nationally set block and the top-up, whatever is done."""

from dataclasses import dataclass
from datetime import date
from typing import Generic

from equipoise.params import Values
from equipoise.rules.contract.payment import Payment, payment
from equipoise.rules.registry import rule
from equipoise.units import Period
from equipoise.workings import Number


@dataclass(frozen=True, kw_only=True)
class BlockMonths(Generic[Number]):
    """The months of a block, and the top-up of the same months. Unit: pence."""

    block: Number
    top_up: Number


@rule(
    applies=Period.parse("2020-04-01 to 2020-10-01"),
    published=date(2020, 3, 18),
    source="NHS England, Covid-19 block contract methodology; HSJ 7027150",
)
def block_with_top_up(
    months: BlockMonths[Number], params: Values[Number], *, known_on: date
) -> Payment[Number]:
    """Return the block, fixed, and the top-up beside it.

    Unit: whole pence.
    Law a_top_up_leaves_the_block_alone: the fixed part is the block, whatever is added.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> months = BlockMonths(block=Fraction(600), top_up=Fraction(10))
    >>> print(block_with_top_up(months, load().exact, known_on=date(2020, 4, 1)).total)
    610
    """
    del params, known_on
    return payment(months.block, fixed=(months.block,), adjustments=(months.top_up,))
