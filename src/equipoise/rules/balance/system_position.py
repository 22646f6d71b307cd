"""The system's position: the sum of its members' positions, with support and before it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic

from equipoise.params import Values
from equipoise.rules.bases import excluding, movement, nil
from equipoise.rules.registry import DEFINITIONS, rule
from equipoise.workings import Number, named, total


class NobodyReturnedError(ValueError):
    """No member's return is there, so there is nothing to add up."""

    def __init__(self, members: tuple[str, ...]) -> None:
        super().__init__(f"no return is there from any of: {', '.join(members) or 'no members'}")


@dataclass(frozen=True, kw_only=True)
class MemberPosition(Generic[Number]):
    """One body's adjusted position including support, and the support counted in it."""

    including: Number
    support: Number | None = None
    """None for a body that can be given none."""


@dataclass(frozen=True, kw_only=True)
class BothReadings(Generic[Number]):
    """One position, read both ways."""

    including: Number
    excluding: Number


@dataclass(frozen=True, kw_only=True)
class SystemPosition(Generic[Number]):
    """The sum over members whose return is there, and who else is a member."""

    including: Number
    support: Number
    excluding: Number
    members: Mapping[str, BothReadings[Number]]
    missing: tuple[str, ...]


@rule(
    applies=DEFINITIONS,
    source="NHS England, 2025/26 quarter 4 financial performance: both readings for every body",
)
def system_position(
    members: Mapping[str, MemberPosition[Number] | None],
    params: Values[Number],
    *,
    known_on: date,
) -> SystemPosition[Number]:
    """Return the system's position including and excluding support, side by side.

    A member without a return is given as None: it is named, and never counted as zero.

    Unit: pence; a surplus is positive.
    Raises: NobodyReturnedError when no member's return is there.
    Law members_in_any_order: listing them otherwise changes nothing.
    Law the_readings_differ_by_support: including less excluding is the support.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> members = {
    ...     "ZQ1": MemberPosition(including=Fraction(6_000)),
    ...     "ZR2": MemberPosition(including=Fraction(-3_000), support=Fraction(6_000))}
    >>> found = system_position(members, load().exact, known_on=date(2023, 5, 4))
    >>> print(found.including, found.excluding)
    3000 -3000
    """
    del params, known_on
    received = {code: member for code, member in members.items() if member is not None}
    if not received:
        raise NobodyReturnedError(tuple(sorted(members)))
    support = {
        code: nil(member.including)
        if member.support is None
        else movement(member.support, member.including)
        for code, member in received.items()
    }
    whole = named(total(member.including for member in received.values()), "Position")
    all_support = named(total(support.values()), "Support")
    return SystemPosition(
        including=whole,
        support=all_support,
        excluding=named(excluding(whole, all_support), "Position before support"),
        members={
            code: BothReadings(
                including=member.including,
                excluding=named(
                    excluding(member.including, support[code]), f"Position of {code} before support"
                ),
            )
            for code, member in received.items()
        },
        missing=tuple(sorted(members.keys() - received.keys())),
    )
