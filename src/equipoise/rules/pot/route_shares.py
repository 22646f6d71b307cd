"""Route shares: how much of a pot came by formula, by bidding, ring-fenced, or by transfer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic

from equipoise.params import Values
from equipoise.rules.balance.shares import Share, share
from equipoise.rules.registry import DEFINITIONS, rule
from equipoise.workings import Number, named, total


@dataclass(frozen=True, kw_only=True)
class Routed(Generic[Number]):
    """What came by each route: at least one."""

    amounts: Mapping[str, Number]


@rule(
    applies=DEFINITIONS,
    source="Founding requirement F-001-07: no more bidding for money tied to single priorities; "
    "show the share that comes by bidding",
)
def route_shares(
    routes: Routed[Number], params: Values[Number], *, known_on: date
) -> Mapping[str, Share[Number]]:
    """Return each route's part of all money; a share of nil is not available.

    Unit: ratio.
    Law route_shares_sum_to_one: exactly, where there is any money.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> routes = Routed(amounts={"formula": Fraction(3), "bid": Fraction(1)})
    >>> found = route_shares(routes, load().exact, known_on=date(2023, 4, 1))
    >>> print(found["bid"].ratio)
    1/4
    """
    del params, known_on
    everything = named(total(routes.amounts.values()), "All sources")
    return {
        route: share(amount, everything, name=f"Share of sources by {route}")
        for route, amount in routes.amounts.items()
    }
