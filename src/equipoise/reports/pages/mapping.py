"""What a mapping of somebody else's form leaves open, and what was filled into one."""

from pathlib import Path

from equipoise.reports.pages.acts import quoted
from equipoise.reports.pages.page import Page, counted
from equipoise.reports.table import Column, ColumnKind, Row, Table
from equipoise.usecases.fill_form import FilledForm
from equipoise.usecases.map_form import MappedForm
from equipoise.usecases.map_list import MappedList
from equipoise.usecases.outcome import Outcome

SHEET, CELL = Column(key="sheet", title="Sheet"), Column(key="cell", title="Cell")
ROW, COLUMN = Column(key="row", title="Row"), Column(key="column", title="Column")
MEASURE = Column(key="measure", title="Measure")
TITLE = Column(key="title", title="Line of the plan")
LINE = Column(key="line", title="Line of the mapping", kind=ColumnKind.COUNT)
PERIOD = Column(key="period", title="Period")
NEEDED = Column(key="needed", title="What is needed")
SUBCODE = Column(key="subcode", title="Sub code")
SHOWN = 12
"""Lines of a list that are named for one code: a year of months."""


def mapping_page(outcome: Outcome[MappedForm]) -> Page:
    """Return how a mapping fits a form: what is placed and what nothing stands for."""
    made = outcome.result
    report = made.report
    run, count = report.formulas.run, report.formulas.formulas
    verb = "Drafted a mapping" if made.drafted else "The mapping fits so"
    beside = f", written to {made.path}" if made.path else ""
    name = quoted(made.path) if made.path else "MAPPING"
    return Page(
        title=f"Mapping of {made.form.name}",
        sentences=(
            f"{verb}{beside}: {counted(report.placed, 'amount')} placed; "
            f"{counted(len(report.unmapped), 'line')} of the plan and "
            f"{counted(len(report.cells), 'cell')} of the form without one.",
            f"Of {counted(count, 'formula')} of the form, {run:,} are understood and are worked "
            "out again when it is checked.",
        ),
        tables=(_unmapped(made), _several(made), _unplaced(made), _cells(made)),
        next_steps=(f"equipoise check {quoted(made.form)} --with {name}",),
        facts={"placed": report.placed, "formulas": count, "understood": run},
    )


def list_page(outcome: Outcome[MappedList]) -> Page:
    """Return which codes of a ledger's list are placed, and which are to be placed by hand."""
    made, draft = outcome.result, outcome.result.draft
    placed, left = len(draft.ledger_map.lines), len(draft.unplaced)
    check = f"equipoise check {quoted(made.file)} --with {quoted(made.path or Path('MAP.csv'))}"
    draft_step = f"equipoise map {quoted(made.file)} --to MAP.csv"
    written = (f"The draft is in {made.path}.",) if made.path else ()
    return Page(
        title=f"Map of the codes of {made.file.name}",
        sentences=(
            f"{counted(placed, 'code')} placed, {left or 'none'} left to place.",
            *written,
            "Say for each code which line of the plan it is (measure), whether the ledger writes "
            "it as the form does (sign 1) or the other way round (-1), and £000 or £ (unit).",
        ),
        alerts=tuple(f"The list has no column for {fault.column}." for fault in draft.faults),
        tables=(_placed(made), _to_place(made)),
        next_steps=(check,) if made.path else (draft_step,),
        facts={"placed": placed, "unplaced": [one.subcode for one in draft.unplaced]},
    )


def filled_page(outcome: Outcome[FilledForm]) -> Page:
    """Return where a form was written, and which of its places were left as they were."""
    made = outcome.result
    rows = tuple(
        Row(cells={"sheet": one.line.sheet, "cell": " ".join((one.line.at, one.line.under)).strip(),
                   "measure": one.line.measure, "period": one.line.period, "why": one.why})
        for one in made.left
    )  # fmt: skip
    table = Table(
        name="left",
        title="Places left as they were",
        sentence="Nothing was written to these." if rows else "Every place was written to.",
        basis="",
        columns=(SHEET, CELL, MEASURE, PERIOD, Column(key="why", title="Why")),
        rows=rows,
    )
    return Page(
        title=f"Form of {made.organisation}",
        sentences=(
            f"{made.path} holds {counted(made.written, 'figure')} of {made.organisation}. Open and "
            "save it, so that its own formulas are worked out.",
        ),
        tables=(table,),
        facts={"path": str(made.path), "written": made.written},
    )


def _placed(made: MappedList) -> Table:
    rows = [
        Row(cells={"subcode": one.subcode, "measure": one.measure, "other": one.counterparty,
                   "unit": one.unit})
        for one in made.draft.ledger_map.lines
    ]  # fmt: skip
    return _table(
        "placed_codes",
        "Codes that are known",
        (SUBCODE, MEASURE, Column(key="other", title="Counterparty"),
         Column(key="unit", title="Unit taken")),
        rows,
    )  # fmt: skip


def _to_place(made: MappedList) -> Table:
    rows = [
        Row(cells={"subcode": one.subcode, "lines": ", ".join(map(str, one.lines[:SHOWN])),
                   "hint": one.hint})
        for one in made.draft.unplaced
    ]  # fmt: skip
    return _table(
        "unplaced_codes",
        "Codes that nothing is known of",
        (SUBCODE, Column(key="lines", title="Lines of the list"), Column(key="hint", title="Hint")),
        rows,
    )


def _unmapped(made: MappedForm) -> Table:
    rows = [
        Row(cells={"measure": measure.code, "title": measure.title, "part": measure.part})
        for measure in made.report.unmapped
    ]
    return _table(
        "unmapped_lines",
        "Lines of the plan that nothing stands for",
        (MEASURE, TITLE, Column(key="part", title="Part")),
        rows,
    )


def _several(made: MappedForm) -> Table:
    rows = [
        Row(cells={"measure": line.measure, "period": line.period,
                   "cells": ", ".join(f"{spot.sheet} {spot.cell}" for spot in spots)})
        for line, spots in made.report.several
    ]  # fmt: skip
    return _table(
        "several_cells",
        "Lines of the plan that several cells make",
        (MEASURE, PERIOD, Column(key="cells", title="Cells that are added")),
        rows,
    )


def _unplaced(made: MappedForm) -> Table:
    rows = [
        Row(cells={"line": number, "measure": line.measure, "needed": expected})
        for number, line, expected in made.report.unplaced
    ]
    rows += [
        Row(cells={"line": int(fault.place.parts[-1].partition(".")[0]), "measure": fault.found,
                   "needed": fault.expected})
        for fault in made.form_map.faults
    ]  # fmt: skip
    return _table(
        "unplaced_lines",
        "Lines of the mapping that lead nowhere, or to a cell mapped already",
        (LINE, MEASURE, NEEDED),
        rows,
    )


def _cells(made: MappedForm) -> Table:
    rows = [
        Row(cells={"sheet": one.spot.sheet, "cell": one.spot.cell, "row": one.row,
                   "column": one.column})
        for one in made.report.cells
    ]  # fmt: skip
    return _table(
        "unmapped_cells",
        "Cells to be filled in that the mapping says nothing of",
        (SHEET, CELL, ROW, COLUMN),
        rows,
    )


def _table(name: str, title: str, columns: tuple[Column, ...], rows: list[Row]) -> Table:
    sentence = f"{counted(len(rows), 'entry', 'entries')}." if rows else "There are none."
    return Table(
        name=name, title=title, sentence=sentence, basis="", columns=columns, rows=tuple(rows)
    )
