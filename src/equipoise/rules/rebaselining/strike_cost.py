"""Strike cost: what days of strike cost England, part by part, and a system's share of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Generic

from equipoise.params import Values
from equipoise.rules.bases import in_period_of, valued
from equipoise.rules.registry import DEFINITIONS, rule
from equipoise.units import Period
from equipoise.workings import Number, named, rounded, total

COVER: Final = "cover"
LOST_ACTIVITY: Final = "lost_activity"
DEFERRED_LEAVE: Final = "deferred_leave"
PARTS: Final = (COVER, LOST_ACTIVITY, DEFERRED_LEAVE)
"""What a day costs: net premium cover; activity to recover at a premium; deferred leave and
management time."""


class NoPartsError(ValueError):
    """A cost of strikes was asked for of none of its parts."""


@dataclass(frozen=True, kw_only=True)
class Strike(Generic[Number]):
    """Whose strike, when, for how many days, and which parts of its cost are counted.

    `share` is the part of England's cost that is the system's. `stated` is what the system itself
    says that a part costs it, in place of the estimate.

    Unit: days; ratio; pence.
    """

    group: str
    period: Period
    days: Number
    share: Number
    parts: tuple[str, ...] = PARTS
    stated: Mapping[str, Number] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class StrikeCost(Generic[Number]):
    """The estimated cost to England by part and in all, None of parts stated; and to the system."""

    parts: Mapping[str, Number]
    national: Number | None
    own: Number


@rule(
    applies=DEFINITIONS,
    source="HFMA, further plan adjustments, 2023: April 2023 cost £360m in three roughly equal "
    "parts: lost activity to recover at a premium, net premium cover, deferred leave and "
    "management time",
)
def strike_cost(
    strike: Strike[Number], params: Values[Number], *, known_on: date
) -> StrikeCost[Number]:
    """Return what a strike costs by part, in all, and to one system.

    A part that the system states costs it that, whatever the days; the others are estimated.

    Assumption: each day costs alike, and a system's part of it is its share of the key by which
        the pool is shared.
    Unit: pence, positive; what is the system's in whole pence.
    Raises: NoPartsError for no part; ParameterError for a group and part without a known cost.
    Law each_part_of_a_strike_can_be_left_out: the cost is the sum of the parts that are counted.
    Law a_stated_part_stands_in_place_of_its_estimate: and needs no published cost of a day.
    Law twice_the_days_cost_twice: in England, and to the system but for the last penny.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> april = Strike(group="junior_doctors", period=Period.parse("2023/24"), days=Fraction(4),
    ...     share=Fraction(1, 50))
    >>> found = strike_cost(april, load().exact, known_on=date(2023, 11, 8))
    >>> print(found.national, found.own)
    36000000000 720000000
    """
    if not strike.parts:
        raise NoPartsError(strike.group)
    costs = {
        part: valued(strike.days, _per_day(strike, part, params, known_on=known_on))
        for part in strike.parts
        if part not in strike.stated
    }
    parts = {part: named(cost, part.replace("_", " ").capitalize()) for part, cost in costs.items()}
    own = [strike.stated[part] for part in strike.parts if part in strike.stated]
    national = None
    if parts:
        national = named(total(parts.values()), "Cost of the strike, England")
        share = in_period_of(strike.share, national)
        own.append(named(rounded(national * share), "Estimated cost, the system"))
    return StrikeCost(
        parts=parts, national=national, own=named(total(own), "Cost of the strike, the system")
    )


def _per_day(
    strike: Strike[Number], part: str, params: Values[Number], *, known_on: date
) -> Number:
    path = f"rebaselining/strike/{strike.group}/{part}_per_day_pence"
    return params.at(path, strike.period, known_on=known_on)
