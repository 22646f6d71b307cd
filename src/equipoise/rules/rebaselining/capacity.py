"""Capacity: what is done in core hours and at a premium, each with its cost, never mixed."""

from dataclasses import dataclass
from datetime import date
from typing import Generic

from equipoise.params import Values
from equipoise.rules.bases import each_whole, nil
from equipoise.rules.registry import rule
from equipoise.units import SPELLS, Period
from equipoise.workings import Number, named


@dataclass(frozen=True, kw_only=True)
class Worked(Generic[Number]):
    """Activity, and what it costs.

    Unit: spells; pence.
    """

    activity: Number
    cost: Number


@dataclass(frozen=True, kw_only=True)
class ElectiveWork(Generic[Number]):
    """The same work in core capacity, and in premium: extra sessions, outsourcing, agency."""

    core: Worked[Number]
    premium: Worked[Number]


@dataclass(frozen=True, kw_only=True)
class Capacity(Generic[Number]):
    """What one spell costs in each, and the part done at a premium; None where nothing is done."""

    core_each: Number | None
    premium_each: Number | None
    premium_share: Number | None


@rule(
    applies=Period.parse("2023/24"),
    published=date(2023, 11, 8),
    source="NHS England, letter of 8 November 2023: an elective plan that drives productivity from "
    "core capacity (founding requirement F-002-12)",
)
def capacity(
    work: ElectiveWork[Number], params: Values[Number], *, known_on: date
) -> Capacity[Number]:
    """Return what one spell costs in core capacity and at a premium, and how much is premium.

    Unit: pence to the nearest penny; ratio of all spells.
    Law core_and_premium_never_mix: what one costs each is its own cost over its own spells.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> work = ElectiveWork(core=Worked(activity=Fraction(800), cost=Fraction(2_400_00)),
    ...     premium=Worked(activity=Fraction(200), cost=Fraction(900_00)))
    >>> found = capacity(work, load().exact, known_on=date(2023, 11, 8))
    >>> print(found.core_each, found.premium_each, found.premium_share)
    300 450 1/5
    """
    del params, known_on
    everything = work.core.activity + work.premium.activity
    share = None
    if everything != nil(everything):
        share = named(work.premium.activity / everything, "Share done at a premium")
    return Capacity(
        core_each=_each(work.core, "Cost of one spell in core capacity"),
        premium_each=_each(work.premium, "Cost of one spell at a premium"),
        premium_share=share,
    )


def _each(worked: Worked[Number], name: str) -> Number | None:
    if worked.activity == nil(worked.activity):
        return None
    return named(each_whole(worked.cost, worked.activity, unit=SPELLS), name)
