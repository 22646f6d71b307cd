"""A local agreement: what the two sides have agreed, where there is no price or no other model."""

from dataclasses import dataclass
from datetime import date
from typing import Generic

from equipoise.params import Values
from equipoise.rules.contract.payment import Payment, payment
from equipoise.rules.registry import DEFINITIONS, rule
from equipoise.workings import Number


@dataclass(frozen=True, kw_only=True)
class AgreedMonths(Generic[Number]):
    """What is agreed for some months. Unit: pence."""

    agreed: Number


@rule(
    applies=DEFINITIONS,
    source="NHS England, NHS Payment Scheme 2023/25: local payment arrangements",
)
def local_agreement(
    months: AgreedMonths[Number], params: Values[Number], *, known_on: date
) -> Payment[Number]:
    """Return what is agreed, all of it fixed.

    Unit: whole pence.
    Law a_local_agreement_pays_what_is_agreed: whatever is done.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> months = AgreedMonths(agreed=Fraction(120))
    >>> print(local_agreement(months, load().exact, known_on=date(2023, 4, 1)).fixed)
    120
    """
    del params, known_on
    return payment(months.agreed, fixed=(months.agreed,))
