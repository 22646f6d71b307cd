"""What is paid for unbundled care: each HRG that was delivered, beside the record's own."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Generic

from equipoise.params import Values
from equipoise.rules.payment.at_prices import Delivered
from equipoise.rules.payment.years import BY_PRICE
from equipoise.rules.registry import rule
from equipoise.workings import Number, named, total


@dataclass(frozen=True, kw_only=True)
class Unbundled(Generic[Number]):
    """What is paid, None if nothing; and which HRGs have no national price."""

    payment: Number | None
    local: tuple[str, ...]


@rule(
    applies=BY_PRICE,
    source="National tariff workbook 2022/23, sheets 0 and 4b; high cost drugs and devices are "
    "outside unit prices (sheets 14a to 14c)",
)
def unbundled(
    delivered: Iterable[Delivered[Number]], params: Values[Number], *, known_on: date
) -> Unbundled[Number]:
    """Return the sum of the printed prices, and the HRGs that are left to local prices.

    Unit: pence, before market forces.
    Law unbundled_care_is_paid_or_named: each delivery is in the sum, or among the local ones.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> scans = [Delivered(hrg="RD01A", price=Fraction(11_400)), Delivered(hrg="XD07Z", price=None)]
    >>> found = unbundled(scans, load().exact, known_on=date(2023, 5, 4))
    >>> print(found.payment, found.local)
    11400 ('XD07Z',)
    """
    del params, known_on
    listed = tuple(delivered)
    prices = [each.price for each in listed if each.price is not None]
    return Unbundled(
        payment=named(total(prices), "Unbundled care") if prices else None,
        local=tuple(sorted({each.hrg for each in listed if each.price is None})),
    )
