"""Changes of organisations from 2000 to 2018: the successions that the list states wholly."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Final

from equipoise.register import Succession
from equipoise.sources.chains import without_circles
from equipoise.sources.misfit import Misfit
from equipoise.sources.table import Row, Table, read_table

WHOLE: Final = frozenset({"merger", "name_change"})
"""Kinds of change in which all of a body goes to one other."""
STEPS: Final = ("first", "second", "third")


@dataclass(frozen=True, kw_only=True)
class Changes:
    """The rows, the successions in them, and what they leave open."""

    rows: tuple[Row, ...]
    successions: tuple[Succession, ...]
    misfits: tuple[Misfit, ...]


def changes(path: Path) -> Changes:
    """Return the successions of the list.

    A split has no published shares, so it is a misfit and not a succession; so is a change
    without its day, and a body to which the list gives several different ends.
    """
    table = read_table(path, "organisation_changes")
    whole: dict[str, dict[tuple[str, date], Row]] = {}
    misfits = [*table.misfits, *_undated(table)]
    for row in table.rows:
        for before, after, on, kind in _steps(row):
            if kind not in WHOLE:
                why = f"{kind} of {before} to {after} without a published share"
                misfits.append(table.misfit(row, found=kind, expected="a share", why=why))
            elif before == after:
                why = f"{kind} of {before} into itself"
                misfits.append(table.misfit(row, found=after, expected="another code", why=why))
            else:
                whole.setdefault(before, {}).setdefault((after, on), row)
    for before, ends in whole.items():
        for (after, on), row in list(ends.items())[1:]:
            why = f"{before} has more than one end"
            first = " on ".join(map(str, next(iter(ends))))
            misfits.append(table.misfit(row, found=f"{after} on {on}", expected=first, why=why))
    successions, circles = without_circles(_successions(table, whole))
    return Changes(rows=table.rows, successions=successions, misfits=(*misfits, *circles))


def _steps(row: Row) -> Iterator[tuple[str, str, date, str]]:
    before = row["code"]
    for step in STEPS:
        after, on = row[step], row[f"{step}_on"]
        if after and on:
            yield before, after, date.fromisoformat(on), row[f"{step}_kind"]
            before = after


def _undated(table: Table) -> Iterator[Misfit]:
    for row in table.rows:
        for step in STEPS:
            if row[step] and not row[f"{step}_on"]:
                why = f"no day of the change to {row[step]}"
                yield table.misfit(row, found="", expected="a day", why=why)


def _successions(
    table: Table, whole: dict[str, dict[tuple[str, date], Row]]
) -> Iterator[Succession]:
    for before, ends in whole.items():
        if len(ends) == 1:
            after, on = next(iter(ends))
            yield Succession(
                predecessor=before,
                successor=after,
                on=on,
                share=Fraction(1),
                source=table.source,
            )
