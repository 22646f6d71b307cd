"""Write one sheet of a form: its head, its texts, its amounts and formulas, its validation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from xlsxwriter.worksheet import Worksheet

from equipoise.register import Measure
from equipoise.sheets.amounts import scale, typed
from equipoise.sheets.appearance import LEGEND, Appearance
from equipoise.sheets.columns import Column, Frame, asked, measures_of, unit_words
from equipoise.sheets.content import Content, Identity
from equipoise.sheets.formulas import Grid, formula
from equipoise.sheets.layout import Role, Row, Sheet
from equipoise.sheets.shapes import AMOUNTS, HEAD_ROW, TAGS, TAGS_ROW, Style
from equipoise.sheets.sums import Filled

MOST: Final = 10**9
"""The largest amount a cell takes, in £000 or whatever its unit is."""
ALLOWED: Final = {"format_columns": True, "format_rows": True}
FROZEN: Final = {
    Style.PLAIN: 4,
    Style.COUNTERPARTIES: 2,
    Style.SERVICES: 2,
    Style.ITEMS: 3,
    Style.REGISTER: 3,
}
"""How many columns stay in sight."""
LEGEND_PLACES: Final = {
    Style.PLAIN: (2, 3, 5),
    Style.COUNTERPARTIES: (2, 4, 7),
    Style.SERVICES: (2, 4, 7),
    Style.ITEMS: (3, 4, 6),
    Style.REGISTER: (3, 4, 6),
}
"""Columns wide enough, or followed by an empty one."""
A3: Final = 8
APART: Final = 30
"""How high the row of a heading is that no empty row sets apart from what is above, in points."""
WIDE: Final = 60
"""A column wider than this holds paragraphs, which wrap."""
TITLE: Final = 32
MESSAGE: Final = 255
"""How long a spreadsheet lets the title and the message of a hint be, in units of UTF-16."""


@dataclass(frozen=True, kw_only=True)
class Page:
    """One sheet while it is written."""

    sheet: Sheet
    frame: Frame
    paper: Worksheet
    looks: Appearance
    grid: Grid
    filled: Filled

    @cached_property
    def measures(self) -> Mapping[str, Measure]:
        """The measures of the sheet, by code."""
        return {line.code: line for line in measures_of(self.sheet.form, self.frame)}

    @cached_property
    def amounts(self) -> Sequence[Column]:
        """The columns of amounts."""
        return [column for column in self.sheet.columns if column.code in AMOUNTS]

    @cached_property
    def others(self) -> Sequence[Column]:
        """The columns of words, and those of the measures of a register."""
        return [column for column in self.sheet.columns if column.code not in AMOUNTS]

    def asked(self, row: Row) -> Sequence[str]:
        """Return the columns in which people enter an amount in a row."""
        return asked(row.measure, self.sheet.form, frame=self.frame) if row.role.entered else ()

    def known(self, number: int) -> Mapping[str, int]:
        """Return the amounts that a row is filled with, by the code of their column."""
        return self.filled.amounts.get((self.sheet.form.name, number), {})


def write_page(page: Page, identity: Identity, *, content: Content) -> None:
    """Write the sheet."""
    _write_top(page, identity, content.notice)
    _write_heads(page)
    _set_up(page)
    for number, line in page.sheet.lines.items():
        if isinstance(line, str):
            if number - 1 in page.sheet.lines:
                page.paper.set_row(number - 1, APART)
            page.paper.write_string(number - 1, 1, line, page.looks.of("section"))
            continue
        page.paper.write_string(number - 1, 0, str(line.tag))
        _write_amounts(page, number, line)
        for column in page.others:
            if (measure := page.measures.get(column.code)) is not None:
                _write_entry(page, number, line, measure)
            else:
                _write_text(page, number, line, column, content)
        _validate(page, number, line)


def _write_top(page: Page, identity: Identity, notice: str) -> None:
    """Write the title, the basis, the notice and the legend."""
    paper, looks, form = page.paper, page.looks, page.sheet.form
    title = f"{form.name}: {identity.organisation} {identity.name}"
    basis = f"{identity.year} plan, round {identity.round}: one row for each."
    if measures_of(form, page.frame):
        basis = (
            f"{identity.year} plan, {unit_words(form, page.frame)}, enter every amount as a "
            f"positive number; enter 0 where there is none, because an empty cell counts as "
            f"missing. Round: {identity.round}."
        )
    paper.write_string(0, 1, title, looks.of("title"))
    paper.write_string(1, 1, basis, looks.of("basis"))
    if notice:
        paper.write_string(2, 1, notice, looks.of("notice"))
    for place, (style, words) in zip(LEGEND_PLACES[form.style], LEGEND, strict=True):
        paper.write_string(3, place - 1, words, looks.of(style))


def _write_heads(page: Page) -> None:
    """Write the tags and the words of the columns."""
    paper = page.paper
    paper.set_column(0, 0, None, None, {"hidden": True})
    paper.set_row(TAGS_ROW - 1, None, None, {"hidden": True})
    paper.set_row(HEAD_ROW - 1, 48)
    paper.write_string(TAGS_ROW - 1, 0, TAGS)
    for column in page.sheet.columns:
        place = column.place - 1
        paper.write_string(TAGS_ROW - 1, place, column.code)
        paper.write_string(HEAD_ROW - 1, place, column.words, page.looks.of("head"))
        paper.set_column(place, place, column.width)


def _set_up(page: Page) -> None:
    """Lock the sheet, and set how it scrolls and prints."""
    paper = page.paper
    paper.protect("", ALLOWED)
    paper.hide_gridlines(2)
    paper.freeze_panes(HEAD_ROW, FROZEN[page.sheet.form.style])
    paper.set_landscape()
    paper.set_paper(A3)
    paper.print_area(0, 1, max(page.sheet.lines) - 1, page.sheet.columns[-2].place - 1)
    paper.fit_to_pages(1, 0)
    paper.repeat_rows(HEAD_ROW - 1)


def _write_entry(page: Page, number: int, row: Row, measure: Measure) -> None:
    """Write an item's amount of a measure that has a column, or an empty cell to enter it in."""
    if row.role is not Role.ITEM:
        return
    place = next(c.place - 1 for c in page.sheet.columns if c.code == measure.code)
    amounts = page.known(number)
    look = page.looks.of("enter", measure.unit)
    if measure.code in amounts:
        value = typed(amounts[measure.code], measure.unit)
        page.paper.write_number(number - 1, place, value, look)
    else:
        page.paper.write_blank(number - 1, place, None, look)


def _write_amounts(page: Page, number: int, row: Row) -> None:
    """Write the amounts of a row, or the cells to enter them in."""
    if row.role is Role.ITEM and page.sheet.form.style is Style.REGISTER:
        return
    entered = page.asked(row)
    for column in page.amounts:
        _write_amount(page, number, row, column, entered=column.code in entered)


def _write_amount(page: Page, number: int, row: Row, column: Column, *, entered: bool) -> None:
    """Write a formula with its result, a value, or an empty cell in the colour of its use."""
    at, unit, prior = (number - 1, column.place - 1), row.measure.unit, column.code == "prior"
    amounts = page.known(number)
    value = typed(amounts[column.code], unit) if column.code in amounts else None
    text = None if prior and value is None else formula(
        page.sheet.form, number, code=column.code, grid=page.grid
    )  # fmt: skip
    if text is not None:
        look = "total" if not row.role.entered else "calculated" if amounts else "unused"
        page.paper.write_formula(*at, f"={text}", page.looks.of(look, unit), value or 0)
        return
    if not prior and not entered:
        return
    style = "enter" if not prior else "prefilled" if row.role.entered else "total"
    look = page.looks.of(style, unit)
    if value is None:
        page.paper.write_blank(*at, None, look)
    else:
        page.paper.write_number(*at, value, look)


def _write_text(page: Page, number: int, row: Row, column: Column, content: Content) -> None:
    """Write what a row says of itself, or an empty cell where that is to be typed."""
    at, item = (number - 1, column.place - 1), page.filled.items.get(
        (page.sheet.form.name, number)
    )  # fmt: skip
    text, look = "", "enter"
    if column.code == "help":
        text = "" if row.role in (Role.SPARE, Role.ITEM) else row.measure.help
        look = "help"
    elif row.role is Role.ITEM:
        words = {} if item is None else {"ref": item.ref, "name": item.name, **item.attributes}
        text = words.get(column.code, "")
        always = item is not None and item.ref in dict(page.sheet.form.fixed)
        if always and column.code in ("ref", "name"):
            look = "prefilled"
        elif column.width > WIDE:
            look = "enter_text"
    elif column.code == _words_column(page.sheet):
        text, look = row.words, "words" if row.role.entered else "total_words"
    elif row.role is Role.COUNTERPARTY:
        code = row.tag.counterparty
        names = {"code": code, "name": content.counterparties[code], "service": row.tag.item}
        text = names[column.code]
        look = "prefilled"
    elif row.role is not Role.SPARE:
        return
    if text:
        page.paper.write_string(*at, text, page.looks.of(look))
    elif look != "help":
        page.paper.write_blank(*at, None, page.looks.of(look))


def _words_column(sheet: Sheet) -> str:
    return "name" if sheet.form.listed else "words"


def _cut(text: str, units: int) -> str:
    return text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore")


def _validate(page: Page, number: int, row: Row) -> None:
    """Let the months take numbers only and lists their words, and show help on the row's words."""
    places = {column.code: column.place - 1 for column in page.sheet.columns}
    at = number - 1
    if row.role is not Role.ITEM:
        words = places[_words_column(page.sheet)]
        hint = {"validate": "any", "input_title": _cut(row.words, TITLE)}
        page.paper.data_validation(
            at, words, at, words, {**hint, "input_message": _cut(row.measure.help, MESSAGE)}
        )
    if not row.role.entered:
        return
    if row.role is Role.ITEM:
        for attribute in page.sheet.form.attributes:
            if attribute.choices:
                place = places[attribute.code]
                listed = {"validate": "list", "source": list(attribute.choices)}
                page.paper.data_validation(at, place, at, place, listed)
    for measure in page.measures.values():
        if row.role is Role.ITEM and measure.code in places:
            _numbers(page, at, [places[measure.code]], measure)
    columns = [places[code] for code in page.asked(row)]
    if columns:
        _numbers(page, at, columns, row.measure)


def _numbers(page: Page, at: int, columns: Sequence[int], measure: Measure) -> None:
    """Let the columns, which stand together, take numbers only."""
    expected = scale(measure.unit).expected
    page.paper.data_validation(
        at,
        min(columns),
        at,
        max(columns),
        {
            "validate": "decimal",
            "criteria": "between",
            "minimum": -MOST,
            "maximum": MOST,
            "error_title": "A number is needed",
            "error_message": f"Enter {expected}: no words, no pound sign, no percent sign.",
        },
    )
