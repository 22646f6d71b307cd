"""Say how each ICB's opening deficit stands by its four tests: frozen, written off, reinstated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from equipoise.rules.debt import Conditional, Opening, YearOfTests, icb_write_off
from equipoise.sources import FundRow
from equipoise.units import FinancialYear
from equipoise.usecases.filed import Filed
from equipoise.usecases.of_files import DEBT
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.refusals import RefusedError
from equipoise.workings import Figure, Reference

COMMISSIONER: Final = "commissioner"
ADJUSTMENT: Final = "adjustment"
SYSTEM: Final = "system"
ICB: Final = "icb"
WHAT: Final = (COMMISSIONER, ADJUSTMENT, SYSTEM, ICB)
YEARS: Final = (FinancialYear(2022), FinancialYear(2023))


@dataclass(frozen=True, kw_only=True)
class OpeningsTested:
    """How each ICB's opening position stands."""

    asked: Filed
    icbs: Mapping[str, Conditional[Figure]]


def debt_tests(asked: Filed) -> Outcome[OpeningsTested]:
    """Return each ICB's opening position, what is owed of it, and the tests failed or to come.

    A year counts once both its tests are in the file. Nobody averages: one failed test reinstates.

    Raises: RefusedError for a file without rows, a row that is none of the four kinds, a test of
        another year, one of a pair alone, or an ICB without commissioners.
    """
    asked.rows("icb")
    icbs = {
        icb: icb_write_off(_opening(asked, icb), asked.values, known_on=asked.known_on)
        for icb in sorted({row.texts["icb"] for row in asked.file.rows})
    }
    figures = {
        Reference("figure", (DEBT, asked.year.code, icb, DEBT)): one.owed
        for icb, one in icbs.items()
    }
    result = OpeningsTested(asked=asked, icbs=icbs)
    return Outcome(result=result, figures=figures, adds_up=asked.adds_up)


def _opening(asked: Filed, icb: str) -> Opening[Figure]:
    commissioners: dict[str, Figure] = {}
    adjustments: list[Figure] = []
    tests: dict[tuple[str, FinancialYear], Figure] = {}
    for row in (row for row in asked.file.rows if row.texts["icb"] == icb):
        what, of = row.texts["what"].lower(), row.texts["of"]
        amount = asked.amount(row, "amount", whose="icb")
        if what == COMMISSIONER:
            commissioners[of or row.place] = amount
        elif what == ADJUSTMENT:
            adjustments.append(amount)
        else:
            tests[_test(asked, row, what)] = amount
    if not commissioners:
        raise RefusedError(
            f"{icb} has no commissioner: its opening position is their sum.",
            "Write a row of each, with what it brought in.",
        )
    some = next(iter(commissioners.values()))
    return Opening(
        commissioners=commissioners,
        adjustment=adjustments[0] if adjustments else some - some,
        years={year: found for year in YEARS if (found := _year(icb, year, tests)) is not None},
    )


def _test(asked: Filed, row: FundRow, what: str) -> tuple[str, FinancialYear]:
    if what not in WHAT:
        raise RefusedError(
            f"{asked.file.source}, {row.place}: no such row: {row.texts['what']}.",
            f"Write one of {', '.join(WHAT)}.",
        )
    for year in YEARS:
        if str(year) == row.texts["of"]:
            return what, year
    raise RefusedError(
        f"{asked.file.source}, {row.place}: the tests are of {YEARS[0]} and {YEARS[1]}.",
        f"Found: {row.texts['of'] or 'no year'}.",
    )


def _year(
    icb: str, year: FinancialYear, tests: Mapping[tuple[str, FinancialYear], Figure]
) -> YearOfTests[Figure] | None:
    pair = [tests.get((what, year)) for what in (SYSTEM, ICB)]
    system, own = pair
    if system is None and own is None:
        return None
    if system is None or own is None:
        lacks = SYSTEM if system is None else ICB
        raise RefusedError(
            f"{icb} has one test of {year} and lacks that of the {lacks}.",
            "Write both, or neither.",
        )
    return YearOfTests(system=system, icb=own)
