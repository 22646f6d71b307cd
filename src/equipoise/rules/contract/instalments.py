"""Equal instalments in a ledger of payments: the block, its break, top-ups and the advance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Generic

from equipoise.params import Values
from equipoise.rules.bases import nil
from equipoise.rules.pot.sums import total_or_nil
from equipoise.rules.registry import DEFINITIONS, rule
from equipoise.workings import Number, named

LAST: Final = 12
"""The month in which an advance is unwound: the year's last."""
MONTHS_OF_ANOTHER: Final = 2
"""In how many months an amount set anew must be paid: one could be a coincidence."""
Months = Mapping[int, tuple[Number, ...]]


@dataclass(frozen=True, kw_only=True)
class PaymentsOfYear(Generic[Number]):
    """What one payer paid one supplier, by month of the year. Unit: pence.

    Shape: `months` holds every month that was published, one without a payment as an empty tuple;
        months that were not published are not there. `tolerance` is by how much payments may
        differ and be equal; `least` in how many months an instalment is paid.
    """

    months: Mapping[int, tuple[Number, ...]]
    tolerance: Number
    least: int


@dataclass(frozen=True, kw_only=True)
class Instalments(Generic[Number]):
    """An amount paid month after month. Unit: pence.

    `breaks_after` is the last month of it, where a later month but the year's last was published;
    `beyond` is what each such month has on top, and `anew` the amount it was set to, if it was.
    `unwound` is what the year's last month lacks of an instalment.
    """

    amount: Number
    months: tuple[int, ...]
    totals: Mapping[int, Number]
    breaks_after: int | None
    beyond: Mapping[int, Number]
    anew: Number | None
    unwound: Number | None


@rule(
    applies=DEFINITIONS,
    source="Block payments of 2020/21 as seen in NHS South East London CCG's payments over "
    "£25,000; the amounts that count as equal are house settings",
)
def instalments(
    asked: PaymentsOfYear[Number], params: Values[Number], *, known_on: date
) -> Instalments[Number] | None:
    """Return the first amount that is paid in equal instalments, and what became of it.

    An instalment is the largest payment of each of its months; None where none is in enough of
    them. A ledger shows payments, and not why: more
    than an instalment may be a top-up through a lead commissioner, or anything else.

    Unit: pence.
    Law instalments_in_any_order: how payments of a month are listed changes nothing.
    Law an_instalment_is_a_payment: its amount stands in the ledger, in each of its months.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> paid = {month: (Fraction(40),) for month in (3, 6, 7)}
    >>> paid |= {8: (Fraction(61),), 12: (Fraction(23),)}
    >>> found = instalments(PaymentsOfYear(months=paid, tolerance=Fraction(0), least=3),
    ...     load().exact, known_on=date(2021, 4, 1))
    >>> print(found.amount, found.breaks_after, found.beyond[8], found.unwound)
    40 7 21 17
    """
    del params, known_on
    nothing = nil(asked.tolerance)
    amount = _amount(asked.months, asked.tolerance, least=asked.least)
    if amount is None:
        return None
    paid = _months_of(amount, asked.months, asked.tolerance)
    totals = {
        month: total_or_nil(payments, nothing, name=f"Paid in month {month}")
        for month, payments in sorted(asked.months.items())
    }
    after = [month for month in totals if paid[-1] < month < LAST]
    beyond = {
        month: named(totals[month] - amount, f"Beyond the instalment in month {month}")
        for month in after
        if totals[month] > amount
    }
    later = {month: asked.months[month] for month in after}
    anew = _amount(later, asked.tolerance, least=MONTHS_OF_ANOTHER)
    due = amount if anew is None else anew
    short = LAST in totals and totals[LAST] < due
    return Instalments(
        amount=amount,
        months=paid,
        totals=totals,
        breaks_after=paid[-1] if after else None,
        beyond=beyond,
        anew=anew,
        unwound=named(due - totals[LAST], "Short of an instalment at the end") if short else None,
    )


def _amount(months: Months[Number], tolerance: Number, *, least: int) -> Number | None:
    """Return the first amount that is paid in at least so many months; None if there is none."""
    for amount in _largest(months).values():
        if amount > nil(amount) and len(_months_of(amount, months, tolerance)) >= least:
            return amount
    return None


def _months_of(amount: Number, months: Months[Number], tolerance: Number) -> tuple[int, ...]:
    """Return the months whose largest payment is the amount."""
    return tuple(
        month
        for month, payment in _largest(months).items()
        if payment - amount <= tolerance and amount - payment <= tolerance
    )


def _largest(months: Months[Number]) -> dict[int, Number]:
    """Return the largest payment of each month that has any."""
    found: dict[int, Number] = {}
    for month, payments in sorted(months.items()):
        for payment in payments:
            if month not in found or payment > found[month]:
                found[month] = payment
    return found
