"""Write a form: a workbook without macros, filled with what is known, ready to be typed into."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from typing import BinaryIO, Final

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from equipoise.register import Chart
from equipoise.sheets.appearance import Appearance
from equipoise.sheets.columns import Frame
from equipoise.sheets.content import Content, Identity
from equipoise.sheets.formulas import Grid
from equipoise.sheets.layout import laid_out
from equipoise.sheets.meta import meta_rows
from equipoise.sheets.page import Page, write_page
from equipoise.sheets.shapes import META
from equipoise.sheets.sums import filled

NO_CONTENT: Final = Content()
OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def write_template(
    stream: BinaryIO,
    identity: Identity,
    *,
    chart: Chart,
    parts: Sequence[str],
    content: Content = NO_CONTENT,
) -> None:
    """Write the form of a body to `stream`.

    Raises: NoFormError for a part that such a body does not fill in; UnplacedError when the
        content has values of these parts that no row is for; BeyondYearsError when it has amounts
        of later years than the form has.
    Law the_same_form_twice_is_the_same_bytes: no clock and no chance is in it.
    """
    frame = Frame(kind=identity.kind, year=identity.year, chart=chart, years=identity.years)
    sheets = laid_out(frame, tuple(parts), content=content)
    grid = Grid(
        {sheet.form.name: dict(sheet.rows) for sheet in sheets},
        {sheet.form.name: {c.code: c.place for c in sheet.columns} for sheet in sheets},
    )
    values = filled(sheets, content, frame=frame)
    with Workbook(stream, OPTIONS) as workbook:
        made_on = content.made_on or identity.year.period.starts_on
        title = f"{identity.organisation} {identity.name}, {identity.year}, {identity.round}"
        workbook.set_properties({"title": title, "created": datetime.combine(made_on, time())})
        looks = Appearance(workbook)
        for sheet in sheets:
            paper = workbook.add_worksheet(sheet.form.name)
            page = Page(
                sheet=sheet, frame=frame, paper=paper, looks=looks, grid=grid, filled=values
            )
            write_page(page, identity, content=content)
        _write_meta(
            workbook.add_worksheet(META), meta_rows(identity, frame, parts=parts, sheets=sheets)
        )


def _write_meta(paper: Worksheet, rows: list[tuple[str, ...]]) -> None:
    paper.hide()
    paper.protect()
    for number, row in enumerate(rows):
        for place, text in enumerate(row):
            paper.write_string(number, place, text)
