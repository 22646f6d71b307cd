"""Repayment: what was paid under an agreement and when it comes back, year by year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Final, Generic

from equipoise.params import Values
from equipoise.rules.bases import one
from equipoise.rules.registry import DEFINITIONS, rule
from equipoise.rules.riskshare.agreement import Repaid
from equipoise.rules.riskshare.shares import in_proportion, summed
from equipoise.units import COUNT, FinancialYear
from equipoise.workings import Number, largest, named, rounded, smallest

MOST_YEARS: Final = 25


class NoScheduleError(ValueError):
    """The years of repayment are not a number of them, from one on."""


@dataclass(frozen=True, kw_only=True)
class PaidForOthers(Generic[Number]):
    """What each paid, and each received, in a year, and the terms of its coming back.

    Unit: pence, positive; both sum to the same. `interest` is a ratio a year on what is owed,
    simple; `surplus` what the receivers have to repay from, by year, where it comes back so.
    """

    year: FinancialYear
    paid: Mapping[str, Number]
    received: Mapping[str, Number]
    when: Repaid
    nothing: Number
    interest: Number
    years: int = 1
    surplus: Mapping[int, Number] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, kw_only=True)
class Instalment(Generic[Number]):
    """What comes back in one year. Unit: pence; received is positive; the moves sum to nil."""

    year: FinancialYear
    principal: Number
    interest: Number
    moves: Mapping[str, Number]


@dataclass(frozen=True, kw_only=True)
class Schedule(Generic[Number]):
    """Every instalment, and what is still owed after the last. Unit: pence."""

    instalments: tuple[Instalment[Number], ...]
    outstanding: Number


@rule(
    applies=DEFINITIONS,
    source="Risk-share agreements: none, next year, over a number of years, or when there is a "
    "surplus; East of England 2019/20, whose repayment was disputed, had none in writing",
)
def repayment(
    owing: PaidForOthers[Number], params: Values[Number], *, known_on: date
) -> Schedule[Number]:
    """Return what comes back to whom, year by year, with interest on what was owed.

    Unit: pence; received is positive.
    Assumption: principal in equal instalments; interest is simple, on what is owed at the
        beginning of each year, to the nearest penny.
    Raises: NoScheduleError.
    Law what_is_repaid_and_owed_is_what_was_paid: principal of all years, and what is outstanding.
    Law each_instalment_sums_to_zero: what comes back is what the receivers give.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> found = repayment(PaidForOthers(year=FinancialYear(2023), paid={"A": Fraction(480)},
    ...     received={"B": Fraction(480)}, when=Repaid.PROFILE, years=2, nothing=Fraction(0),
    ...     interest=Fraction(1, 20)), load().exact, known_on=date(2024, 4, 1))
    >>> [(str(one.year), str(one.principal), str(one.interest)) for one in found.instalments]
    [('2024/25', '240', '24'), ('2025/26', '240', '12')]
    """
    del params, known_on
    owed = summed(owing.paid.values(), owing.nothing)
    instalments = []
    for number, due in _parts(owing, owed):
        principal, interest = smallest(owed, due), rounded(owed * owing.interest)
        year = FinancialYear(owing.year.starts_in + number)
        instalments.append(_instalment(owing, year, principal=principal, interest=interest))
        owed = owed - principal
    left = named(owed, "Outstanding after the last")
    return Schedule(instalments=tuple(instalments), outstanding=left)


def _parts(owing: PaidForOthers[Number], owed: Number) -> list[tuple[int, Number]]:
    """Return the principal due in each year, by how many years later."""
    if not 1 <= owing.years <= MOST_YEARS:
        raise NoScheduleError(f"years of repayment: 1 to {MOST_YEARS}, not {owing.years}")
    match owing.when:
        case Repaid.NONE:
            return []
        case Repaid.WHEN_SURPLUS:
            return [
                (number, largest(owing.nothing, rounded(owing.surplus[number])))
                for number in sorted(owing.surplus)
            ]
        case Repaid.NEXT_YEAR | Repaid.PROFILE:
            count = owing.years if owing.when is Repaid.PROFILE else 1
            each = one(owing.nothing, unit=COUNT)
            parts = in_proportion(owed, {f"{year:02}": each for year in range(1, count + 1)})
            return [(int(year), part) for year, part in parts.items()]


def _instalment(
    owing: PaidForOthers[Number], year: FinancialYear, *, principal: Number, interest: Number
) -> Instalment[Number]:
    whole = principal + interest
    back = in_proportion(whole, owing.paid)
    given = in_proportion(whole, owing.received)
    moves = {}
    for code in sorted(set(back) | set(given)):
        in_, out = back.get(code, owing.nothing), given.get(code, owing.nothing)
        moves[code] = named(in_ - out, f"Repaid {year}, {code}")
    return Instalment(
        year=year,
        principal=named(principal, f"Principal {year}"),
        interest=named(interest, f"Interest {year}"),
        moves=moves,
    )
