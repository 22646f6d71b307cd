"""Prices and conflicts in sentences."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor
from typing import Final

from equipoise.optimise.conflict import Conflict
from equipoise.optimise.constraint import Constraint
from equipoise.optimise.prices import Change, Price
from equipoise.optimise.problem import Budget
from equipoise.units import PENCE

MILLION: Final = 1_000_000


def price_in_words(price: Price, constraint: Constraint[Budget]) -> str:
    """Return what tightening costs, in the unit of the aim, and how far at least that holds.

    What is not counted in money is priced by the million pounds, as a pound of it is too little
    to be read. A range is rounded down.
    """
    more = f"{price.change.value} of {constraint.subject}"
    if price.per_pound is None:
        way = "more" if price.change is Change.MORE else "less"
        return f"{constraint.subject} can be no {way}: nothing within the limits allows it"
    reach = "" if price.up_to is None else f", up to {_pounds(price.up_to)} at least"
    if not price.per_pound:
        return f"£1 {more} costs nothing of {price.aim}{reach}"
    verb = "costs" if price.per_pound > 0 else "gains"
    size = abs(price.per_pound)
    if price.unit == PENCE:
        return f"£1 {more} {verb} £{float(size):,.2f} of {price.aim}{reach}"
    whole = price.unit.name.rpartition(" ")[2]
    return f"£1m {more} {verb} {_three_figures(size * MILLION)} {whole} of {price.aim}{reach}"


def conflict_in_words(conflict: Conflict) -> list[str]:
    """Return sentences: what cannot hold together, what it rests on, what would have to give."""
    members = [f"{one.name}: {one.sentence}" for one in conflict.members]
    said = [
        f"These {len(members)} cannot hold together"
        if len(members) > 1
        else "This one cannot hold within the limits of the budgets"
    ]
    said[0] += f": {'; '.join(members)}"
    if conflict.limits:
        said.append(f"It rests on the limits of {_listed([str(one) for one in conflict.limits])}")
    ways = [f"{name} by {_pounds(ceil(p))}" for name, p in conflict.relaxation.items()]
    said.append(f"The least that would have to give way: {_listed(ways)}")
    return said


def _listed(names: list[str]) -> str:
    shown = names if len(names) <= 4 else [*names[:3], f"{len(names) - 3} more"]
    return "; ".join(shown)


def _pounds(pence: int) -> str:
    """Return pounds as people say them: £m to one place from a million, rounded down."""
    if pence >= 100 * MILLION:
        return f"£{floor(Fraction(pence, 10 * MILLION)) / 10:,.1f}m"
    return f"£{pence // 100:,}.{pence % 100:02}"


def _three_figures(size: Fraction) -> str:
    return f"{float(size):,.0f}" if size >= 100 else f"{float(size):.3g}"
