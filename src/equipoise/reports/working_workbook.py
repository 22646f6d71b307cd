"""The working of a figure as a workbook of live formulas, for an auditor to follow and change."""

from collections.abc import Sequence
from typing import Any, BinaryIO, Final

from xlsxwriter import Workbook

from equipoise.reports.as_xlsx import MADE_ON, SAFE, printable
from equipoise.reports.display import tidied
from equipoise.reports.explanation import explanation
from equipoise.reports.places import place, source
from equipoise.units import RATIO
from equipoise.workings import Expand, Figure, words
from equipoise.workings.spreadsheet import Row, rows

FIRST_ROW: Final = 6
"""Where the working begins: beneath the title, two notices, a blank row and the heads."""
HEADS: Final = ("Step", "Value", "Unit", "Where it comes from", "Check")
WIDTHS: Final = (50, 24, 22, 60, 10)
RECALCULATE: Final = (
    "Every value is a formula, and the last row is the figure. The file holds no results: "
    "a spreadsheet works them out when it opens. Every check must say TRUE."
)


def working_workbook(
    figure: Figure, expand: Expand, stream: BinaryIO, *, title: str, notice: str
) -> None:
    """Write the working of the figure to `stream` as formulas without results.

    Three sheets: the working, the same in words, and where each value from outside comes from.
    `notice` stands at the top of each, such as that the data are made up.

    Shape: on the first sheet column A is the step, B its formula, C its unit, D its reference,
        and E a check; the last row is the figure.
    """
    steps = list(figure.everything(expand))
    with Workbook(stream, SAFE) as book:
        book.set_properties({"title": title, "comments": notice, "created": MADE_ON})
        _write_working(book, rows(figure, expand, first=FIRST_ROW), [title, notice, RECALCULATE])
        told = [(line,) for line in explanation(figure, expand, sources={})]
        _write_lines(book, "In words", [("The working in words",), (notice,), *told])
        heads = [("Value", "Amount", "Reference", "Where it comes from", "Status")]
        _write_lines(book, "Sources", [*heads, *_sources(steps)])


def _write_working(book: Any, steps: Sequence[Row], above: Sequence[str]) -> None:
    sheet = book.add_worksheet("Working")
    printable(sheet)
    bold = book.add_format({"bold": True, "bottom": 1})
    for row, line in enumerate(above):
        sheet.write_string(row, 0, tidied(line))
    for column, head in enumerate(HEADS):
        sheet.write_string(FIRST_ROW - 2, column, head, bold)
        sheet.set_column(column, column, WIDTHS[column])
    sheet.freeze_panes(FIRST_ROW - 1, 1)
    whole = book.add_format({"num_format": "#,##0_);(#,##0)"})
    plain = book.add_format()
    for row, step in enumerate(steps, start=FIRST_ROW - 1):
        sheet.write_string(row, 0, tidied(step.label))
        style = plain if step.unit == RATIO.name else whole
        sheet.write_formula(row, 1, step.formula, style, "")  # "" writes no result
        sheet.write_string(row, 2, step.unit)
        sheet.write_string(row, 3, step.source or "worked out")
        if step.check:
            sheet.write_formula(row, 4, step.check, plain, "")


def _write_lines(book: Any, name: str, lines: Sequence[Sequence[str]]) -> None:
    sheet = book.add_worksheet(name)
    printable(sheet)
    for row, line in enumerate(lines):
        for column, text in enumerate(line):
            sheet.write_string(row, column, text)
    for column in range(len(lines[0])):
        longest = max(len(line[column]) for line in lines if column < len(line))
        sheet.set_column(column, column, min(longest + 2, max(WIDTHS)))


def _sources(steps: Sequence[Figure]) -> list[tuple[str, ...]]:
    """Return a row for every value from outside, each reference once, sorted."""
    found = {}
    for step in steps:
        work = step.working
        if work.ref:
            read = source(step)
            where = place(read) if read else work.note
            named = (work.name, words.amount(step), str(work.ref), where, work.status)
            found[str(work.ref)] = tuple(map(tidied, named))
    return [found[ref] for ref in sorted(found)]
