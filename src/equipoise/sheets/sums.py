"""What each cell of a form holds when it is filled: entries, and what its formulas come to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from equipoise.register import Aggregation, Measure
from equipoise.sheets.columns import Frame, asked, measures_of
from equipoise.sheets.content import Content, Item, Line
from equipoise.sheets.layout import Role, Row, Sheet, items_of, measure_by
from equipoise.sheets.shapes import MONTH_CODES, Style
from equipoise.units import Absence, FinancialYear

Amounts = Mapping[str, int]
"""Whole smallest units by the code of their column; a column without a value is not there."""


class UnplacedError(ValueError):
    """Content names lines that the form has no row for."""

    def __init__(self, lines: Sequence[Line]) -> None:
        super().__init__(f"the form has no row for {lines}")
        self.lines = lines


class BeyondYearsError(ValueError):
    """Content has amounts of years for which the form has no column."""

    def __init__(self, lines: Mapping[Line, FinancialYear]) -> None:
        named = ", ".join(
            f"{' '.join(filter(None, line))} in {year}" for line, year in lines.items()
        )
        super().__init__(f"the form has no column for amounts of later years: {named}")
        self.lines = lines


@dataclass(frozen=True, kw_only=True)
class Filled:
    """Every row's amounts by sheet and number, and the items in their rows."""

    amounts: dict[tuple[str, int], Amounts] = field(default_factory=dict)
    items: dict[tuple[str, int], Item] = field(default_factory=dict)


def filled(sheets: Sequence[Sheet], content: Content, *, frame: Frame) -> Filled:
    """Return what the sheets hold once they are filled with the content.

    Formulas count a blank as nil, because a spreadsheet does; readers do not.

    Raises: UnplacedError when the content has values of these sheets that no row is for;
        BeyondYearsError when it has amounts of later years than these sheets have.
    """
    _refuse_beyond(sheets, content, frame)
    done = Filled()
    sums: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    placed: set[Line] = set()
    for sheet in sheets:
        items = iter(items_of(sheet.form, content) if sheet.form.listed else ())
        for number, row in sheet.rows:
            at = (sheet.form.name, number)
            if row.role is Role.ITEM and (item := next(items, None)) is not None:
                done.items[at] = item
                if sheet.form.style is Style.REGISTER:
                    lines = _register(item, measures_of(sheet.form, frame))
                    done.amounts[at] = _beside(lines, content, sums)
                    placed.update(lines)
                    continue
            line = _line(row, done.items.get(at), sheet)
            if line is None:
                continue
            placed.add(line)
            done.amounts[at] = _entered(line, row.measure, content, frame)
            for code, value in done.amounts[at].items():
                sums[line[0]][code] += value
    _refuse_unplaced(sheets, content, frame, placed)
    for sheet in sheets:
        for number, row in sheet.rows:
            if not row.role.entered:
                done.amounts[sheet.form.name, number] = _calculated(row.measure, sums, frame)
    return done


def _register(item: Item, measures: Sequence[Measure]) -> list[Line]:
    """Return the lines of an item of which a register has a column for each."""
    return [(measure.code, None, item.ref) for measure in measures if measure.item]


def _beside(lines: Sequence[Line], content: Content, sums: Mapping[str, dict[str, int]]) -> Amounts:
    """Return an item's amounts by the code of their measure, and add each to its total."""
    found: dict[str, int] = {}
    for line in lines:
        for value in content.values.get(line, ()):
            if not isinstance(value, Absence):
                found[line[0]] = value
                sums[line[0]]["year"] += value
    return found


def _line(row: Row, item: Item | None, sheet: Sheet) -> Line | None:
    """Return the line that an entry row holds, if it holds one already."""
    if row.role is Role.ITEM:
        code = None if item is None else measure_by(item.attributes, sheet.form)
        return None if item is None or code is None else (code, None, item.ref)
    if row.role in (Role.ENTRY, Role.COUNTERPARTY):
        return row.measure.code, row.tag.counterparty or None, row.tag.item
    return None


def _entered(line: Line, measure: Measure, content: Content, frame: Frame) -> Amounts:
    codes = ("year",) if measure.annual else MONTH_CODES
    known = _known(codes, content.values.get(line, ()))
    later = _known(tuple(frame.later), content.later.get(line, ()))
    prior = {"prior": content.prior[line]} if line in content.prior else {}
    if measure.annual:
        return {**known, **later, **prior}
    closing = measure.aggregation is Aggregation.CLOSING
    year = known.get(MONTH_CODES[-1], 0) if closing else sum(known.values())
    return {**known, "year": year, **later, **prior}


def _known(codes: Sequence[str], values: Sequence[int | Absence]) -> dict[str, int]:
    pairs = zip(codes, values, strict=False)
    return {code: value for code, value in pairs if not isinstance(value, Absence)}


def _calculated(measure: Measure, sums: Mapping[str, Amounts], frame: Frame) -> Amounts:
    """Return the sums of the lines that make a measure; last year's, if each has a last year."""
    terms = frame.chart.terms(measure.code, frame.kind)
    codes = ["year", *MONTH_CODES, *frame.later]
    if all("prior" in sums[term.code] for _, term in terms if term.code in sums):
        codes.append("prior")
    return {
        code: sum(sign * sums.get(term.code, {}).get(code, 0) for sign, term in terms)
        for code in codes
    }


def _refuse_unplaced(
    sheets: Sequence[Sheet], content: Content, frame: Frame, placed: set[Line]
) -> None:
    parts = {sheet.form.part for sheet in sheets}
    unplaced = [
        line
        for line in [*content.values, *content.prior, *content.later]
        if line not in placed and frame.chart.get(line[0], frame.kind).part in parts
    ]
    if unplaced:
        raise UnplacedError(unplaced)


def _refuse_beyond(sheets: Sequence[Sheet], content: Content, frame: Frame) -> None:
    """Refuse amounts after the last year that a line has a column for."""
    room = {
        measure.code: len(frame.later.keys() & set(asked(measure, sheet.form, frame=frame)))
        for sheet in sheets
        for measure in measures_of(sheet.form, frame)
    }
    beyond = {
        line: FinancialYear(frame.year.starts_in + place)
        for line, values in content.later.items()
        for place, value in enumerate(values, start=1)
        if line[0] in room and place > room[line[0]] and not isinstance(value, Absence)
    }
    if beyond:
        raise BeyondYearsError(beyond)
