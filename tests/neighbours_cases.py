"""Returns of bodies outside a system, handed in as cells: only what they say of contracts."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from hashlib import sha256

from equipoise.cube import Cell, CellKey, Cells
from equipoise.records import ReturnStatus
from equipoise.records.models import ReturnHead, Version
from equipoise.store import Digest
from equipoise.units import Absence
from equipoise.usecases.held import Held, get_held, put_all_held, put_cells, put_held
from equipoise.usecases.rounds import OpenRound
from equipoise.workings import Reference
from tests.northmere_round import START, THOUSAND, YEAR

Row = tuple[str, str, str]
"""Measure, counterparty and service line (blank where there is none)."""


def hand_in(
    one: OpenRound,
    organisation: str,
    rows: Mapping[Row, int | Absence],
    *,
    part: str = "finance",
    status: ReturnStatus = ReturnStatus.SUBMITTED,
) -> Version:
    """Record a body's part as handed in: the amounts (£000) in the first month of the year."""
    cells = [
        _cell(organisation, row, value if isinstance(value, Absence) else value * THOUSAND)
        for row, value in rows.items()
    ]
    digest, parquet = put_cells(one.workspace, cells)
    file = sha256(f"{organisation} {part}".encode()).hexdigest()
    held = Held(
        organisation=organisation,
        part=part,
        file=file,
        file_name=f"{organisation}.xlsx",
        cells_digest=digest,
        parquet=parquet,
        totals=(),
        items=(),
        words={},
    )
    (kept,) = put_all_held(one.workspace, [held])
    number = 1 + Version.objects.filter(organisation=organisation, part=part).count()
    row = Version.objects.create(
        round=one.record,
        organisation=organisation,
        part=part,
        number=number,
        file=file,
        cells=digest,
        totals=kept.totals,
        reading=kept.reading,
        parent=None,
        decision="",
        prepared_by=f"{organisation.lower()}.editor",
        prepared_at=START,
    )
    ReturnHead.objects.update_or_create(
        round=one.record,
        organisation=organisation,
        part=part,
        defaults={"number": number, "status": status},
    )
    return row


def add_cells(one: OpenRound, row: Version, cells: Iterable[Cell]) -> None:
    """Record a part handed in anew, with cells beside or instead of those of an earlier version."""
    before = get_held(one.workspace, row.reading)
    own = Cells(one.workspace.store.path(Digest(before.parquet)))
    merged = {cell.key: cell for cell in (*own, *cells)}
    digest, parquet = put_cells(one.workspace, merged.values())
    held = replace(before, cells_digest=digest, parquet=parquet)
    number = row.number + 1
    Version.objects.create(
        round=one.record,
        organisation=row.organisation,
        part=row.part,
        number=number,
        file=row.file,
        cells=held.cells_digest,
        totals=row.totals,
        reading=put_held(one.workspace, held),
        parent=None,
        decision="",
        prepared_by=row.prepared_by,
        prepared_at=START,
    )
    ReturnHead.objects.filter(
        round=one.record, organisation=row.organisation, part=row.part
    ).update(number=number, status=ReturnStatus.SUBMITTED)


def _cell(organisation: str, row: Row, value: int | Absence) -> Cell:
    measure, counterparty, item = row
    key = CellKey(
        organisation=organisation,
        counterparty=counterparty or None,
        measure=measure,
        period=YEAR.month(1),
        item=item,
        layer="plan",
    )
    return Cell(key=key, value=value, source=Reference("file", (organisation, "Spend", "F21")))
