"""Sums of cells by several lists of parts at once: the SQL that adds up, and what it found.

The cells are gone through once, whatever the number of lists. They are added up by their dates, of
which there are few: to spell a year or a period for every cell would take longer than to add it up.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import lru_cache
from operator import itemgetter
from typing import Any, Final, TypeAlias

from equipoise.cube.files import STARTS_IN
from equipoise.cube.keys import LARGEST, SMALLEST
from equipoise.cube.totals import Total
from equipoise.units import Absence, FinancialYear, Period

Row: TypeAlias = tuple[Any, ...]
Listed: TypeAlias = dict[tuple[str, ...], Total]
DATES: Final = {"year": ("starts_in",), "period": ("starts_on", "ends_on")}
"""What spells a part that is not a column."""
SUMS: Final = ("known", "absence", "value", "every")


class BeyondError(ArithmeticError):
    """A sum is beyond 64 bits."""


def sums(levels: Sequence[Sequence[str]], cells: str) -> str:
    """Return SQL that adds up `cells`, which may be followed by WHERE, by the parts of each level.

    Shape: every column that some level needs, in the order of `columns`, null where a row is of a
        level that does not; then `SUMS`: a bit for each column that is null so, why the cells of
        the row are absent, if they are, what they come to, and how many they are.
    """
    held = columns(levels)
    sets = [f"({', '.join((*_needed(by), 'absence'))})" for by in _unlike(levels)]
    known = f"grouping({', '.join(held)})" if held else "0"
    listed = "".join(f"{f'{STARTS_IN} AS ' if one == 'starts_in' else ''}{one}, " for one in held)
    return (
        f"SELECT {listed}{known} AS known, absence, sum(value) AS value, count(*) AS every"
        f" FROM {cells} GROUP BY GROUPING SETS ({', '.join(sets)})"
    )


def columns(levels: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Return the columns that some level needs."""
    return tuple(sorted({column for by in levels for column in _needed(by)}))


def listed(levels: Sequence[Sequence[str]], rows: Iterable[Row]) -> tuple[Listed, ...]:
    """Return the sums that were found, of each level by its parts, sorted.

    Raises: BeyondError.
    """
    held = columns(levels)
    spellers: dict[int, list[tuple[dict[tuple[str, ...], Row], _Speller]]] = {}
    found: list[dict[tuple[str, ...], Row]] = [{} for _ in levels]
    for one, by in zip(found, levels, strict=True):
        spellers.setdefault(_known(held, by), []).append((one, _speller(held, by)))
    for row in rows:
        known, absence, value, every = row[-len(SUMS) :]
        for one, spell in spellers[known]:
            key = spell(row)
            one[key] = (*one.get(key, ()), absence, value, every)
    return tuple({key: _total(one[key]) for key in sorted(one)} for one in found)


_Speller: TypeAlias = Callable[[Row], tuple[str, ...]]


def _total(found: Row) -> Total:
    """Return what the rows of one key come to: absence, value and number of each in turn."""
    if len(found) == 3 and found[0] is None:  # all of it is there, as nearly everywhere
        total = Total(found[1], {}, found[2])
    else:
        rows = list(zip(found[::3], found[1::3], found[2::3], strict=True))
        absent = {
            kind: every
            for kind in Absence
            if (every := sum(every for absence, _, every in rows if absence == kind.value))
        }
        value = sum(value for absence, value, _ in rows if absence is None)
        total = Total(value, absent, sum(every for _, _, every in rows))
    if not SMALLEST <= total.value <= LARGEST:
        raise BeyondError
    return total


def _needed(by: Sequence[str]) -> tuple[str, ...]:
    """Return the columns by which the cells of a level are added up; days give the year as well."""
    asked = [part for part in by if part != "year" or "period" not in by]
    return tuple(sorted({column for part in asked for column in DATES.get(part, (part,))}))


def _unlike(levels: Sequence[Sequence[str]]) -> list[Sequence[str]]:
    """Return the levels, one of those that need the same columns."""
    return list({_needed(by): by for by in levels}.values())


def _known(held: Sequence[str], by: Sequence[str]) -> int:
    """Return what `grouping` gives the rows of a level: a bit for each column that they lack.

    >>> _known(["layer", "measure", "starts_in"], ["layer", "year"])
    2
    """
    needed = _needed(by)
    return sum(1 << place for place, one in enumerate(reversed(held)) if one not in needed)


def _speller(held: Sequence[str], by: Sequence[str]) -> _Speller:
    """Return what gives a row's texts for the parts of a level."""
    place = held.index
    found: list[Callable[[Row], str]] = []
    for part in by:
        if part == "period":
            found.append(lambda row: _period(row[place("starts_on")], row[place("ends_on")]))
        elif part == "year" and "period" in by:
            found.append(lambda row: _year_of(row[place("starts_on")]))
        elif part == "year":
            found.append(lambda row: _year(row[place("starts_in")]))
        else:
            found.append(itemgetter(place(part)))
    return lambda row: tuple([spell(row) for spell in found])


@lru_cache(maxsize=4096)
def _period(starts_on: date, ends_on: date) -> str:
    return Period(starts_on, ends_on).code


@lru_cache(maxsize=4096)
def _year_of(day: date) -> str:
    return FinancialYear.of(day).code


@lru_cache(maxsize=4096)
def _year(starts_in: int) -> str:
    return FinancialYear(starts_in).code
