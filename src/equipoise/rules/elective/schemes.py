"""Elective schemes by year: what each is called, and where its terms stand among the parameters.

What a scheme pays is data (`params/elective`); here is only which schemes there were.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from equipoise.units import FinancialYear, Period

SYSTEM: Final = "system"
COMMISSIONER: Final = "commissioner"
VALUE: Final = "value of 2019/20 at this year's prices"


class NoElectiveSchemeError(LookupError):
    """The year, or the months asked about, had no elective scheme."""

    def __init__(self, year: FinancialYear) -> None:
        why = (
            "its money is in core allocations, and activity plans take the place of a target"
            if year >= IN_CORE
            else "schemes began in September 2020"
        )
        super().__init__(f"{year} has no elective scheme: {why}")


@dataclass(frozen=True, kw_only=True)
class Scheme:
    """One scheme: `path` is its folder of parameters, `assessed` whose activity it judges."""

    title: str
    path: str
    applies: Period
    assessed: str
    baseline: str


IN_CORE: Final = FinancialYear(2025)
"""The first year without a scheme again."""
SCHEMES: Final = (
    Scheme(
        title="Elective incentive scheme: elective care and outpatient procedures",
        path="eis_procedures",
        applies=Period.parse("2020-09-01 to 2021-04-01"),
        assessed=SYSTEM,
        baseline="value of the same month of 2019/20",
    ),
    Scheme(
        title="Elective incentive scheme: outpatient attendances",
        path="eis_attendances",
        applies=Period.parse("2020-09-01 to 2021-04-01"),
        assessed=SYSTEM,
        baseline="value of the same month of 2019/20",
    ),
    Scheme(
        title="Elective recovery fund, first half of 2021/22",
        path="erf",
        applies=Period.parse("2021-04-01 to 2021-10-01"),
        assessed=SYSTEM,
        baseline="value of the same month of 2019/20, adjusted for working days",
    ),
    Scheme(
        title="Elective recovery fund, second half of 2021/22",
        path="erf",
        applies=Period.parse("2021-10-01 to 2022-04-01"),
        assessed=SYSTEM,
        baseline="completed pathways (clock stops) of 2019/20, at their value",
    ),
    *(
        Scheme(
            title=f"Elective recovery fund {year}",
            path="erf",
            applies=year.period,
            assessed=COMMISSIONER,
            baseline=VALUE,
        )
        for year in map(FinancialYear, range(2022, IN_CORE.starts_in))
    ),
)


def schemes_of(year: FinancialYear) -> tuple[Scheme, ...]:
    """Return the elective schemes of a year, in the order of their months.

    Raises: NoElectiveSchemeError for a year without one.

    >>> [scheme.path for scheme in schemes_of(FinancialYear(2020))]
    ['eis_procedures', 'eis_attendances']
    """
    found = tuple(scheme for scheme in SCHEMES if scheme.applies.overlaps(year.period))
    if not found:
        raise NoElectiveSchemeError(year)
    return found
