"""Capital headroom: what a system's envelope leaves after its members' operational capital."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic

from equipoise.params import Values
from equipoise.rules.bases import held_against, nil
from equipoise.rules.registry import rule
from equipoise.units import Period
from equipoise.workings import Number, named, total


@dataclass(frozen=True, kw_only=True)
class CapitalPlans(Generic[Number]):
    """The envelope, and each member's operational capital; national programmes are outside it."""

    envelope: Number
    operational: Mapping[str, Number]


@dataclass(frozen=True, kw_only=True)
class Headroom(Generic[Number]):
    """What is planned, and what is left: below nil, by how much the envelope is exceeded."""

    envelope: Number
    planned: Number
    headroom: Number
    breach: bool


@rule(
    applies=Period.parse("2020-04-01 to 2026-04-01"),
    source="Surrey Heartlands, joint capital plan 2023/24: a system may not exceed its envelope; "
    "NHS England, capital guidance 2026/27: from then on limits go direct to providers",
)
def headroom(
    plans: CapitalPlans[Number],
    params: Values[Number],
    *,
    known_on: date,
) -> Headroom[Number]:
    """Return the envelope less the sum of operational capital, and whether that is a breach.

    Assumption: no over-planning allowance (none was found published).
    Unit: pence; capital is positive, and headroom above nil is still to be used.
    Law capital_moves_between_members_freely: only the sum is held against the envelope.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> plans = CapitalPlans(envelope=Fraction(92_000), operational={"ZR1": Fraction(93_200)})
    >>> found = headroom(plans, load().exact, known_on=date(2023, 5, 4))
    >>> print(found.headroom, found.breach)
    -1200 True
    """
    del params, known_on
    listed = tuple(plans.operational.values())
    planned = named(total(listed) if listed else nil(plans.envelope), "Operational capital")
    envelope = named(held_against(plans.envelope, planned), "Capital envelope")
    left = named(envelope - planned, "Capital headroom")
    return Headroom(
        envelope=envelope, planned=planned, headroom=left, breach=bool(left < nil(left))
    )
