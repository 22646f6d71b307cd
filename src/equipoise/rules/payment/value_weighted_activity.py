"""Value-weighted activity: one period's activity beside another's, both at one year's prices."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic

from equipoise.params import Values
from equipoise.rules.balance.shares import share
from equipoise.rules.bases import in_period_of, nil, valued
from equipoise.rules.payment.years import BY_PRICE
from equipoise.rules.registry import rule
from equipoise.workings import Number, named, total


class NoActivityError(ValueError):
    """There is no line of activity, so there is nothing to compare."""


@dataclass(frozen=True, kw_only=True)
class ActivityLine(Generic[Number]):
    """How much was done of one thing in two periods, and its price, None where it has none."""

    before: Number
    after: Number
    price: Number | None


@dataclass(frozen=True, kw_only=True)
class Valued(Generic[Number]):
    """One period: its priced activity at the prices, and how much of all activity is priced."""

    value: Number | None
    priced: Number
    everything: Number
    coverage: Number | None


@dataclass(frozen=True, kw_only=True)
class ValueWeighted(Generic[Number]):
    """The later period beside the earlier: by value, by count of what is priced, and of all."""

    before: Valued[Number]
    after: Valued[Number]
    by_value: Number | None
    by_priced_count: Number | None
    by_count: Number | None


@rule(
    applies=BY_PRICE,
    source="NHS England, elective schemes since 2020/21: activity is weighed by price; month 13 "
    "hospital activity of 2020/21 at the unit prices of 2022/23",
)
def value_weighted_activity(
    lines: Mapping[str, ActivityLine[Number]], params: Values[Number], *, known_on: date
) -> ValueWeighted[Number]:
    """Return two periods' activity at one price list, and the later as a share of the earlier.

    Coverage: only lines with a price count by value, in both periods alike; how much of all
    activity they are stands beside every result. A period without any has no share.

    Unit: pence, counts and ratios; market forces are left out, being alike in both periods.
    Raises: NoActivityError when there is no line.
    Law the_price_level_is_irrelevant: every price doubled gives the same shares.
    Law value_and_count_agree_at_one_price: where all lines are priced alike.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> lines = {"first": ActivityLine(before=Fraction(10), after=Fraction(8), price=Fraction(200)),
    ...          "follow-up": ActivityLine(before=Fraction(10), after=Fraction(12),
    ...                                    price=Fraction(100)),
    ...          "other": ActivityLine(before=Fraction(5), after=Fraction(5), price=None)}
    >>> found = value_weighted_activity(lines, load().exact, known_on=date(2023, 5, 4))
    >>> print(found.by_value, found.by_priced_count, found.by_count, found.before.coverage)
    14/15 1 1 4/5
    """
    del params, known_on
    if not lines:
        raise NoActivityError("there is no activity to compare")
    listed = [lines[name] for name in sorted(lines)]
    before = _valued([(line.before, line.price) for line in listed], "before")
    after = _valued([(line.after, line.price) for line in listed], "after")
    return ValueWeighted(
        before=before,
        after=after,
        by_value=_beside(after.value, before.value, "Later as a share of earlier, by value"),
        by_priced_count=_beside(
            after.priced, before.priced, "Later as a share of earlier, by count of the priced"
        ),
        by_count=_beside(
            after.everything, before.everything, "Later as a share of earlier, by count"
        ),
    )


def _valued(listed: list[tuple[Number, Number | None]], when: str) -> Valued[Number]:
    everything = named(total(count for count, _ in listed), f"All activity {when}")
    counts = [nil(everything)]
    counts += [count for count, price in listed if price is not None]
    counted = total(counts)
    worth = [valued(count, price) for count, price in listed if price is not None]
    return Valued(
        value=named(total(worth), f"Value {when}") if worth else None,
        priced=named(counted, f"Priced activity {when}"),
        everything=everything,
        coverage=share(counted, everything, name=f"Share that is priced {when}").ratio,
    )


def _beside(after: Number | None, before: Number | None, name: str) -> Number | None:
    if after is None or before is None:
        return None
    return share(after, in_period_of(before, after), name=name).ratio
