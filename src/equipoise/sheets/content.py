"""What goes into a form, and what of it comes back: whose form it is, its items, its values."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from equipoise.cube import Cell
from equipoise.register import Kind
from equipoise.units import Absence, FinancialYear, Period
from equipoise.workings import Reference

Line = tuple[str, str | None, str]
"""Measure, counterparty if there is one, item if there is one."""
MONTHS = 12


@dataclass(frozen=True, kw_only=True)
class Identity:
    """Whose form it is, and for what: a body of a kind, a round, a year, and how many of them."""

    organisation: str
    name: str
    kind: Kind
    round: str
    year: FinancialYear
    years: int = 1


@dataclass(frozen=True, kw_only=True)
class Item:
    """A scheme, project, risk, sign-off or chapter as it is described in its row.

    Shape: `kind` is the word of the chart for it; `attributes` are its other words by the tag of
        their column, and one left blank is not among them.
    """

    ref: str
    name: str
    kind: str
    attributes: Mapping[str, str]
    source: Reference


@dataclass(frozen=True, kw_only=True)
class Content:
    """What a form is filled with.

    Shape: `values` holds the twelve months of a line, or one value where it is of the year alone,
        each a whole number of smallest units or why there is none; `later` the years after it;
        `prior` its last year; `counterparties` names by code, in the order of
        their rows; `usual` are by part those of them that have a row without a figure, all if None;
        `notice` a line on every sheet; `made_on` the day in the file's properties, by default the
        first of the year.
    """

    values: Mapping[Line, Sequence[int | Absence]] = field(default_factory=dict)
    later: Mapping[Line, Sequence[int | Absence]] = field(default_factory=dict)
    prior: Mapping[Line, int] = field(default_factory=dict)
    items: Sequence[Item] = ()
    counterparties: Mapping[str, str] = field(default_factory=dict)
    usual: Mapping[str, Collection[str]] | None = None
    notice: str = ""
    made_on: date | None = None


def content_of(
    cells: Iterable[Cell],
    items: Sequence[Item] = (),
    *,
    counterparties: Mapping[str, str] | None = None,
    prior: Mapping[Line, int] | None = None,
    notice: str = "",
) -> Content:
    """Return content that holds the amounts of the cells; a month without a cell is missing.

    The cells are of one body and layer: of the months of one year, of that year alone where the
    line has no months, and of the years after it. A counterparty among them without a name comes
    after those with one.

    Raises: ValueError when two cells are of one line and month, or a cell is of another period.
    Law a_form_gives_back_what_it_is_filled_with: filled, read and filled again, the same cells.
    """
    values: dict[Line, list[int | Absence]] = {}
    later: dict[Line, dict[Period, int | Absence]] = {}
    seen = set()
    names = dict(counterparties or {})
    listed = list(cells)
    year = min((cell.key.period.year.period for cell in listed), default=None)
    for cell in listed:
        key = cell.key
        line = (key.measure, key.counterparty, key.item)
        code = key.period.code
        whole = (line, key.period.year.period)
        twice = (line, key.period) in seen or (whole in seen and code != "Y")
        if twice or code[0] not in "MY" or (code == "Y" and line in values and whole[1] == year):
            raise ValueError(f"a form holds each amount of a line once: {key}")
        seen.add((line, key.period))
        if whole[1] != year:
            later.setdefault(line, {})[key.period] = cell.value
        elif code.startswith("M"):
            row = values.setdefault(line, [Absence.MISSING] * MONTHS)
            row[int(code[1:]) - 1] = cell.value
        else:
            values[line] = [cell.value]
        if key.counterparty is not None:
            names.setdefault(key.counterparty, "")
    return Content(
        values=values,
        later={line: _each_year(found, year) for line, found in later.items()},
        prior=prior or {},
        items=items,
        counterparties=names,
        notice=notice,
    )


def _each_year(found: Mapping[Period, int | Absence], first: Period | None) -> list[int | Absence]:
    """Return the value of every year after the first, up to the last there is; a gap is missing."""
    assert first is not None, "a later year comes after a first one"
    starts, last = first.year.starts_in + 1, max(found).year.starts_in
    years = (FinancialYear(start).period for start in range(starts, last + 1))
    return [found.get(year, Absence.MISSING) for year in years]
