"""The specialised top-up of a spell: a share of its price, for providers that are eligible."""

from datetime import date

from equipoise.params import Values
from equipoise.rules.payment.at_prices import SpellAtPrices
from equipoise.rules.payment.years import PSS_TOP_UPS
from equipoise.rules.registry import rule
from equipoise.workings import Number, largest, named


@rule(
    applies=PSS_TOP_UPS,
    source="National tariff workbook 2022/23, sheet 15, and sheet 8: applied to reduced prices",
)
def top_up(stay: SpellAtPrices[Number], params: Values[Number], *, known_on: date) -> Number | None:
    """Return the share by which a specialised spell is paid more; None if it earns none.

    Assumption: of several flags the one with the highest rate counts; which a spell carries
    first, and which providers are eligible, is decided by tools that are not at hand.
    Unit: a ratio of the spell's price, reduced or not.
    Law one_top_up_counts: the rate is that of one of the flags, and no flag pays more.

    >>> from dataclasses import replace
    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> from equipoise.rules.payment.sample import BOOK, spell, stay
    >>> rates = {"NCBPS06Z": Fraction("0.1362"), "NCBPS06A": None}
    >>> of = stay(spell(specialised=("NCBPS06A", "NCBPS06Z")), replace(BOOK, top_ups=rates))
    >>> print(top_up(of, load(), known_on=date(2023, 5, 4)).value)
    681/5000
    """
    del params, known_on
    if not stay.top_ups:
        return None
    return named(largest(*(rate for _, rate in sorted(stay.top_ups.items()))), "Top-up")
