"""The block of 2020/21: what a commissioner pays a provider each month."""

from dataclasses import dataclass
from datetime import date
from typing import Final, Generic

from equipoise.params import Values
from equipoise.rules.bases import one
from equipoise.rules.registry import rule
from equipoise.units import RATIO, Period
from equipoise.workings import Number, named, rounded, total

UPLIFT: Final = "contract/block_uplift_ratio"
MONTHS_RETURNED: Final = 9
"""The return was of month 9: what had been agreed for April to December."""


@dataclass(frozen=True, kw_only=True)
class BlockBasis(Generic[Number]):
    """What a block is built on. Unit: pence.

    `returned` is the value to month 9 of 2019/20 in the agreement of balances, as the provider
    has it; `non_contract` and `mental_health` are what a month gets besides.
    """

    period: Period
    returned: Number
    non_contract: Number
    mental_health: Number


@rule(
    applies=Period.parse("2020-04-01 to 2021-04-01"),
    published=date(2020, 3, 18),
    source="NHS England, Covid-19 block contract methodology; HSJ 7027150; HFMA 18 March 2020",
)
def monthly_block(basis: BlockBasis[Number], params: Values[Number], *, known_on: date) -> Number:
    """Return a month's block: a ninth of the return, uplifted, and the two additions.

    The uplift holds pay and insurance, no efficiency and no growth of activity.

    Unit: whole pence.
    Law a_block_grows_with_what_was_returned: more in the return is never a smaller block.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> basis = BlockBasis(period=Period.parse("2020-04-01 to 2020-10-01"),
    ...     returned=Fraction(9000), non_contract=Fraction(5), mental_health=Fraction(0))
    >>> print(monthly_block(basis, load().exact, known_on=date(2020, 4, 1)))
    1033
    """
    uplift = params.at(UPLIFT, basis.period, known_on=known_on)
    whole = one(uplift, unit=RATIO)
    months = named(total((whole,) * MONTHS_RETURNED), "Months in the return")
    month = named(basis.returned / months, "A month of 2019/20")
    uplifted = named(month * (whole + uplift), "A month of 2019/20, uplifted")
    return named(
        rounded(total((uplifted, basis.non_contract, basis.mental_health))), "Monthly block"
    )
