"""Import the actuals of a body to the end of a month: a version of them, never written over."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from io import StringIO
from pathlib import Path
from typing import Final

from equipoise.checks import MONTH, MonthList, MonthRow
from equipoise.checks.month_list import COLUMNS
from equipoise.cube import Cell, CellKey
from equipoise.findings import Finding, Severity
from equipoise.records import Actor
from equipoise.records.changes import change
from equipoise.records.models import Version
from equipoise.records.queries import find_same, next_version, stream_head, versions
from equipoise.register import Aggregation, Measure
from equipoise.units import PENCE, Absence, FinancialYear, Pence, Period
from equipoise.usecases.events import all_recorded
from equipoise.usecases.held import Held, Stored, get_held, put_all_held, put_cells
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.versions import part_ref
from equipoise.workings import Reference

MOST_BYTES: Final = 4_000_000
ACTUAL: Final = "actual"


@dataclass(frozen=True, kw_only=True)
class Imported:
    """What became of a list: its version; None where something must be fixed or explained."""

    organisation: str
    month: Period
    file_name: str
    version: Reference | None
    unchanged: bool = False


def month_import(
    one: OpenRound, organisation: str, *, path: Path, number: int, by: Actor, now: datetime,
    note: str = "",
) -> Outcome[Imported]:  # fmt: skip
    """Return the version that a list of actuals became, or what is wrong with it.

    A cost that falls and a month that is restated need a note; the version before stays as it is.
    The same list again is the same version.

    Raises: NotAllowedError; UnknownError for no such body; RefusedError for a file that is no
        such list.
    """
    one.organisation(organisation)
    demand(by, "month_import", one.subject(organisation), now.date())
    rows = _rows(path)
    seen = stream_head(one.stream).sequence
    found = _listed(one, organisation, rows, path=path, number=number)
    findings = _weighed(MONTH.findings(found, one.params, known_on=one.known_on), note)
    month = one.year.month(number)
    result = Imported(organisation=organisation, month=month, file_name=path.name, version=None)
    if any(each.severity is not Severity.NOTE for each in findings):
        return Outcome(result=result, findings=findings)
    kept = _kept(one, found, path.name, findings)
    same = find_same(one.code, organisation, digests={kept.part: (kept.cells_digest, kept.reading)})
    if kept.part in same:
        result = replace(result, version=part_ref(same[kept.part]), unchanged=True)
        return Outcome(result=result, findings=findings)
    with change(one.stream, by=by, now=now, reason=note, expected=seen) as work:
        ref = part_ref(_entered(one, kept, by=by, now=now))
        body = {"file": kept.file, "file_name": kept.file_name, "cells": kept.cells_digest}
        events = (work.event("month_import", ref, {**body, "reading": kept.reading}),)
    result = replace(result, version=ref)
    return Outcome(result=result, findings=findings, events=all_recorded(events))


def part_of_month(number: int) -> str:
    """Return the part that actuals to the end of a month are versions of.

    >>> part_of_month(6)
    'actual-M06'
    """
    return f"{ACTUAL}-M{number:02}"


def to_date(year: FinancialYear, number: int) -> Period:
    """Return the period from 1 April to the end of a month.

    >>> print(to_date(FinancialYear(2023), 6))
    2023-04-01 to 2023-10-01
    """
    return Period(year.period.starts_on, year.month(number).ends_on)


def actual_version(one: OpenRound, organisation: str, *, number: int) -> Version | None:
    """Return the latest actuals of a body to the end of a month; None where none were imported."""
    found = versions(one.code, organisation, part=part_of_month(number))
    return found[-1] if found else None


def actuals_of(one: OpenRound, organisation: str, *, number: int) -> Mapping[str, Pence]:
    """Return the latest actuals by line, without those that are absent; none where none are."""
    row = actual_version(one, organisation, number=number)
    if row is None:
        return {}
    cells = get_held(one.workspace, row.reading).totals
    return {cell.key.measure: Pence(cell.value) for cell in cells if isinstance(cell.value, int)}


def _listed(
    one: OpenRound, organisation: str, rows: tuple[MonthRow, ...], *, path: Path, number: int
) -> MonthList:
    """Return the list beside what is known, its file stored."""
    return MonthList(
        year=one.year,
        month=number,
        file=str(one.workspace.put_file(path)),
        organisation=organisation,
        rows=rows,
        known=_known(one, organisation),
        before=actuals_of(one, organisation, number=number - 1),
        after=actuals_of(one, organisation, number=number + 1),
        same=actuals_of(one, organisation, number=number),
    )


def _known(one: OpenRound, organisation: str) -> Mapping[str, bool]:
    """Return the lines that a list may hold, and whether each is a cost."""
    kind = one.organisation(organisation).kind
    return {
        measure.code: measure.sign < 0
        for measure in one.workspace.chart.lines
        if kind in measure.kinds and _summed(measure)
    }


def _summed(measure: Measure) -> bool:
    """Return whether a line is entered, in money, and its months make its year."""
    money = measure.unit == PENCE and measure.aggregation is Aggregation.SUM
    return money and measure.entered and measure.part == "finance"


def _weighed(findings: tuple[Finding, ...], note: str) -> tuple[Finding, ...]:
    """Return the findings; what a note explains is told, and holds nothing up."""
    if not note.strip():
        return findings
    return tuple(
        replace(each, severity=Severity.NOTE) if each.severity is Severity.EXPLAIN else each
        for each in findings
    )


def _kept(
    one: OpenRound, found: MonthList, file_name: str, findings: tuple[Finding, ...]
) -> Stored:
    """Return the list as it is stored: a cell for each row, absent where it is blank."""
    period = to_date(one.year, found.month)
    cells = [
        Cell(
            key=CellKey(organisation=found.organisation, counterparty=None, measure=row.line,
                        period=period, layer=ACTUAL),
            value=Absence.MISSING if row.pence is None else row.pence,
            source=found.place(row, "value").ref,
        )
        for row in found.rows
    ]  # fmt: skip
    digest, parquet = put_cells(one.workspace, cells)
    held = Held(
        organisation=found.organisation,
        part=part_of_month(found.month),
        file=found.file,
        file_name=file_name,
        cells_digest=digest,
        parquet=parquet,
        totals=cells,
        items=(),
        words={},
        findings=findings,
    )
    (stored,) = put_all_held(one.workspace, [held])
    return stored


def _entered(one: OpenRound, kept: Stored, *, by: Actor, now: datetime) -> Version:
    return Version.objects.create(
        round=one.record,
        organisation=kept.organisation,
        part=kept.part,
        number=next_version(one.code, kept.organisation, part=kept.part),
        file=kept.file,
        cells=kept.cells_digest,
        totals=kept.totals,
        reading=kept.reading,
        parent=None,
        decision="",
        prepared_by=by.person,
        prepared_at=now,
    )


def _rows(path: Path) -> tuple[MonthRow, ...]:
    """Return the rows of the list, each with its number."""
    if path.stat().st_size > MOST_BYTES:
        raise RefusedError(f"{path.name} is larger than a list of actuals can be.")
    try:
        reader = csv.reader(StringIO(path.read_text("utf-8-sig"), newline=""), strict=True)
        listed = [(reader.line_num, [cell.strip() for cell in cells]) for cells in reader if cells]
    except (UnicodeDecodeError, csv.Error) as error:
        raise RefusedError(f"{path.name} is not a csv file: {error}.") from error
    remedy = f"Begin it with the columns {','.join(COLUMNS)}, and give each row one of each."
    if not listed or listed[0][1] != list(COLUMNS) or len(listed) == 1:
        raise RefusedError(f"{path.name} is no list of actuals.", remedy)
    for number, cells in listed:
        if len(cells) != len(COLUMNS):
            raise RefusedError(f"{path.name}, row {number}, has {len(cells)} cells.", remedy)
    return tuple(
        MonthRow(number=number, code=cells[0], line=cells[1], value=cells[2])
        for number, cells in listed[1:]
    )
