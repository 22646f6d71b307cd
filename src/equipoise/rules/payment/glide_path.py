"""The glide path of the market forces factor: from the old data to the new in equal steps."""

from dataclasses import dataclass
from datetime import date
from typing import Final, Generic

from equipoise.params import Values
from equipoise.rules.payment.years import GLIDE
from equipoise.rules.registry import rule
from equipoise.units import FinancialYear
from equipoise.workings import Number, named, total

STEP: Final = "payment/market_forces/step_ratio"


@dataclass(frozen=True, kw_only=True)
class Glide(Generic[Number]):
    """A provider's index on the old and on the new data, and the year that is asked for."""

    year: FinancialYear
    old: Number
    new: Number


@rule(
    applies=GLIDE,
    source="HFMA, market forces factor revisions considered: new method and data in 2019/20, by "
    "a glide path of five years; 2022/23 is the fourth (national tariff workbook, sheet 13)",
)
def glide_path(index: Glide[Number], params: Values[Number], *, known_on: date) -> Number:
    """Return a provider's index in a year of the glide path: one step further each year.

    Unit: a ratio, exact.
    Raises: ParameterError outside the years of the glide path.
    Law the_glide_path_ends_at_the_new_index: in its fifth year, and never leaves the way there.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> index = Glide(year=FinancialYear(2022), old=Fraction(1), new=Fraction(11, 10))
    >>> print(glide_path(index, load().exact, known_on=date(2023, 5, 4)))
    27/25
    """
    step = params.at(STEP, index.year.period, known_on=known_on)
    count = index.year.starts_in - GLIDE.year.starts_in + 1
    moved = total([(index.new - index.old) * step] * count)
    return named(index.old + moved, f"Market forces factor in {index.year}")
