"""The opening position of an ICB: frozen for two years, then written off or owed again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Generic

from equipoise.params import Values
from equipoise.rules.bases import nil
from equipoise.rules.registry import rule
from equipoise.units import FinancialYear, Period
from equipoise.workings import Number, choose, named, rounded, smallest, total

YEARS: Final = (FinancialYear(2022), FinancialYear(2023))
"""The two years in which a system and its ICB must each break even."""
FROZEN: Final = "frozen"
WRITTEN_OFF: Final = "written off"
REINSTATED: Final = "reinstated"
SURPLUS: Final = "kept as a surplus"


@dataclass(frozen=True, kw_only=True)
class YearOfTests(Generic[Number]):
    """What the system and its ICB ended a year with. Unit: pence; a surplus is positive."""

    system: Number
    icb: Number


@dataclass(frozen=True, kw_only=True)
class Opening(Generic[Number]):
    """Net positions of the commissioners that came together, and the years tested so far.

    `adjustment` is for the cumulative surplus of 1% once required. Unit: pence.
    """

    commissioners: Mapping[str, Number]
    adjustment: Number
    years: Mapping[FinancialYear, YearOfTests[Number]]


@dataclass(frozen=True, kw_only=True)
class Conditional(Generic[Number]):
    """What the ICB opened with, what is owed of it, and how it stands. Unit: pence.

    `failed` are the tests not met, in words; `open` those still to come.
    """

    opening: Number
    owed: Number
    state: str
    failed: tuple[str, ...]
    open: tuple[str, ...]


@rule(
    applies=Period.parse("2022-04-01 to 2024-04-01"),
    source="HFMA, 'Guidance confirms ICBs financial starting position', 2022",
)
def icb_write_off(
    debt: Opening[Number], params: Values[Number], *, known_on: date
) -> Conditional[Number]:
    """Return how the opening position of an ICB stands: four tests, and no averaging.

    Unit: pence; what is owed is nil or more.
    Law one_failed_test_reinstates: whichever it is, however well the others went.

    In £m: 34 of deficit, and a system a little below nil in the second year.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> years = {FinancialYear(2022): YearOfTests(system=Fraction(0), icb=Fraction(0)),
    ...     FinancialYear(2023): YearOfTests(system=Fraction(-1, 10), icb=Fraction(2))}
    >>> debt = Opening(commissioners={"A": Fraction(-30), "B": Fraction(8), "C": Fraction(-12)},
    ...     adjustment=Fraction(0), years=years)
    >>> found = icb_write_off(debt, load().exact, known_on=date(2024, 5, 4))
    >>> print(found.state, found.owed, *found.failed)
    reinstated 34 system in 2023/24
    """
    opening = named(total(debt.commissioners.values()) + debt.adjustment, "Opening position")
    none = nil(opening)
    failed, coming = _tests(debt)
    ratio = params.at("debt/icb_reinstated_ratio", YEARS[0].period, known_on=known_on)
    deficit = named(-smallest(none, opening), "Opening deficit")
    again = rounded(deficit * ratio)
    if not opening < none:
        state, owed = SURPLUS, none
    elif failed:
        state, owed = REINSTATED, choose(opening < none, again, none)
    else:
        state, owed = (FROZEN, deficit) if coming else (WRITTEN_OFF, none)
    return Conditional(
        opening=opening, owed=named(owed, "Owed"), state=state, failed=failed, open=coming
    )


def _tests(debt: Opening[Number]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the tests that failed, and those to come."""
    failed, coming = [], []
    for year in YEARS:
        found = debt.years.get(year)
        if found is None:
            coming += [f"system in {year}", f"ICB in {year}"]
            continue
        if found.system < nil(found.system):
            failed.append(f"system in {year}")
        if found.icb < nil(found.icb):
            failed.append(f"ICB in {year}")
    return tuple(failed), tuple(coming)
