"""Control totals: whom a limit binds in a year, and what a system's comes to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, Generic

from equipoise.params import Values
from equipoise.rules.registry import DEFINITIONS, rule
from equipoise.units import FinancialYear, Period
from equipoise.workings import Number, named, rounded, total


class Binds(StrEnum):
    """Whom a limit of the year binds."""

    ORGANISATION = "organisation"
    SYSTEM = "system"
    BOTH = "organisation and system"


BINDS: Final = (
    (Period.parse("2016-04-01 to 2019-04-01"), Binds.ORGANISATION),
    (Period.parse("2019-04-01 to 2020-04-01"), Binds.BOTH),
    (Period.parse("2020-04-01 to 2026-04-01"), Binds.SYSTEM),
    (Period.parse("2026-04-01 to 2029-04-01"), Binds.ORGANISATION),
)
"""Whom limits bind by year: organisations, systems as the sum, organisations again."""


class LimitYearError(LookupError):
    """No limits are known of the year."""

    def __init__(self, year: FinancialYear) -> None:
        super().__init__(f"whom limits bind is known from 2016/17 to 2028/29, and not in {year}")


@dataclass(frozen=True, kw_only=True)
class Member(Generic[Number]):
    """A body's own control total, and its plan, which is another thing. Unit: pence.

    `signed`: it agreed to its control total. `weight`: the share of it that counts in this
    system, for a body that spans several; None is all.
    """

    control_total: Number
    plan: Number
    signed: bool = True
    weight: Number | None = None


@dataclass(frozen=True, kw_only=True)
class Members(Generic[Number]):
    """The members of a system in a year, on one reading."""

    period: Period
    members: Mapping[str, Member[Number]]


@dataclass(frozen=True, kw_only=True)
class ControlTotals(Generic[Number]):
    """Whom limits bind; each member's headroom to its own; the system's limit, and its headroom.

    Unit: pence; headroom is how much better the plan is than the limit.
    """

    binds: Binds
    members: Mapping[str, Number]
    control_total: Number
    plan: Number
    headroom: Number


@rule(
    applies=DEFINITIONS,
    source="HFMA, 'Initial planning guidance published', 2018, on the sum of control totals; NHS "
    "England, finance business rules from 2026/27: each body must break even",
)
def control_totals(
    system: Members[Number], params: Values[Number], *, known_on: date
) -> ControlTotals[Number]:
    """Return whom limits bind, and how the plans stand to them.

    Unit: pence; a surplus is positive.
    Raises: LimitYearError outside 2016/17 to 2028/29.
    Law control_totals_come_to_the_system: where all signed and none spans systems.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> members = {code: Member(control_total=Fraction(limit), plan=Fraction(plan))
    ...     for code, limit, plan in (("A", -12, -12), ("B", 3, 2), ("C", -1, -1), ("CCG", 0, 0))}
    >>> found = control_totals(Members(period=Period.parse("2019/20"), members=members),
    ...     load().exact, known_on=date(2019, 5, 4))
    >>> print(found.binds, found.control_total, found.headroom, found.members["B"])
    organisation and system -10 -1 -1
    """
    unsigned = params.at("support/unsigned_in_sum_ratio", system.period, known_on=known_on)
    counted = [_counted(member, unsigned) for member in system.members.values()]
    whole = named(total(limit for limit, _ in counted), "Control total of the system")
    planned = named(total(plan for _, plan in counted), "Plans of the system")
    return ControlTotals(
        binds=binds_in(system.period.year),
        members={code: _headroom(code, member) for code, member in system.members.items()},
        control_total=whole,
        plan=planned,
        headroom=named(planned - whole, "Headroom of the system"),
    )


def _headroom(code: str, member: Member[Number]) -> Number:
    return named(member.plan - member.control_total, f"Headroom of {code}")


def _counted(member: Member[Number], unsigned: Number) -> tuple[Number, Number]:
    """Return what counts in the system of a member's control total, and of its plan."""
    limit, plan = member.control_total, member.plan
    if member.weight is not None:
        limit, plan = rounded(limit * member.weight), rounded(plan * member.weight)
    return limit if member.signed else rounded(limit * unsigned), plan


def binds_in(year: FinancialYear) -> Binds:
    """Return whom limits bind in a year.

    Raises: LimitYearError outside 2016/17 to 2028/29.

    >>> print(binds_in(FinancialYear(2025)), binds_in(FinancialYear(2026)), sep="; ")
    system; organisation
    """
    for period, binds in BINDS:
        if year.period in period:
            return binds
    raise LimitYearError(year)
