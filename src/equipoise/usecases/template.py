"""Make a body's workbook: its codes, last year and latest figures already in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

from equipoise.cube import Cell, Cells
from equipoise.records import Actor
from equipoise.records.models import Version
from equipoise.records.queries import versions
from equipoise.register import Aggregation, Kind
from equipoise.sheets import Content, Identity, Item, content_of, write_template
from equipoise.store import Digest
from equipoise.units import FinancialYear
from equipoise.usecases.held import get_held
from equipoise.usecases.intake import identity_of
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.packs import notice
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.versions import chosen_parts, latest


@dataclass(frozen=True, kw_only=True)
class Template:
    """A workbook that was written, whose it is, and which parts it holds."""

    path: Path
    identity: Identity
    parts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Filling:
    """Which parts a workbook holds, all that the body owes if none is named, and which version.

    Shape: without a `number`, each part is filled with the version that counts.
    """

    parts: tuple[str, ...] = ()
    number: int | None = None


LATEST: Final = Filling()


def template(
    one: OpenRound,
    organisation: str,
    path: Path,
    *,
    by: Actor,
    on: date,
    filling: Filling = LATEST,
) -> Outcome[Template]:
    """Return the workbook written to `path`, filled with the latest version where there is one.

    With a `number`, each part is filled with its version of that number; a part that was never
    returned stays blank. Agreed moves are added to the lines they belong to: what is sent back
    holds them.

    Raises: NotAllowedError; UnknownError for no such body or part; RefusedError for a part that
        was returned and has no version of that number, or where nothing was returned at all.
    Law a_version_comes_back_as_it_was_returned: of any version, the same cells.
    """
    demand(by, "template", one.subject(organisation), on)
    chosen = chosen_parts(one, organisation, filling.parts)
    identity = identity_of(one, organisation)
    rows = _rows(one, organisation, chosen, filling.number)
    content = _content(one, organisation, rows, parts=chosen)
    with path.open("wb") as stream:
        write_template(stream, identity, chart=one.workspace.chart, parts=chosen, content=content)
    return Outcome(result=Template(path=path, identity=identity, parts=chosen))


def _rows(
    one: OpenRound, organisation: str, parts: tuple[str, ...], number: int | None
) -> list[Version]:
    """Return the versions that fill the parts; a part that was never returned has none."""
    if number is None:
        return [row for part in parts if (row := latest(one, organisation, part)) is not None]
    stored = {part: versions(one.code, organisation, part=part) for part in parts}
    rows = [row for found in stored.values() for row in found if row.number == number]
    if missing := [part for part, found in stored.items() if found and not _has(found, number)]:
        there = "; ".join(
            f"{part} {', '.join(f'v{row.number}' for row in stored[part])}" for part in missing
        )
        raise RefusedError(
            f"{organisation} has no version {number} of {', '.join(missing)}. There is: {there}.",
            "Name another version, or with --part only the parts that have this one.",
        )
    if not rows:
        raise RefusedError(
            f"{organisation} has no version {number}: it has returned nothing yet.",
            "Leave --version out for a blank workbook.",
        )
    return rows


def _has(found: Sequence[Version], number: int) -> bool:
    return any(row.number == number for row in found)


def _content(
    one: OpenRound, organisation: str, rows: Sequence[Version], *, parts: Sequence[str]
) -> Content:
    """Return what the parts are filled with; one that was returned has the rows it came with."""
    cells: list[Cell] = []
    items: list[Item] = []
    for row in rows:
        found, described = version_cells(one, row)
        cells += [cell for cell in found if not _yearly(one, cell)]
        items += described
    content = content_of(
        cells,
        items,
        counterparties=counterparties(one, organisation, cells),
        prior=one.prior(organisation),
        notice=notices(one),
    )
    returned = {row.part for row in rows}
    blank = [part for part in parts if part not in returned]
    return replace(content, usual=dict.fromkeys(blank, usual_counterparties(one, organisation)))


def notices(one: OpenRound) -> str:
    """Return what every sheet of the round's forms says, by its packs."""
    found = (notice(one.workspace.packs / pack) for pack in one.record.packs)
    return " ".join(filter(None, found))


def version_cells(one: OpenRound, row: Version) -> tuple[list[Cell], list[Item]]:
    """Return a part's cells of its plan years, moves added to the lines they change."""
    years = identity_of(one, row.organisation).years
    later = {FinancialYear(one.year.starts_in + n).period for n in range(1, years)}
    held = get_held(one.workspace, row.reading)
    merged: dict[object, Cell] = {}
    for cell in Cells(one.workspace.store.path(Digest(held.parquet))):
        key = cell.key
        if key.period not in one.year.period and key.period not in later:
            continue
        line = (key.measure, key.counterparty, key.item, key.period)
        before = merged.get(line)
        merged[line] = cell if before is None else _added(before, cell)
    return list(merged.values()), list(held.items)


def _yearly(one: OpenRound, cell: Cell) -> bool:
    """Return whether a cell is of the whole year where the form asks for months.

    A return that came as a year only has such; its months stay blank, as nobody may guess them.
    """
    if cell.key.period != one.year.period:
        return False
    kind = one.organisation(cell.key.organisation).kind
    aggregation = one.workspace.chart.get(cell.key.measure, kind).aggregation
    return aggregation in (Aggregation.SUM, Aggregation.CLOSING)


def _added(one: Cell, other: Cell) -> Cell:
    """Return one cell with the value of both; a blank stays a blank."""
    plan, move = sorted((one, other), key=lambda cell: cell.key.layer_base != "plan")
    if not isinstance(plan.value, int) or not isinstance(move.value, int):
        return plan
    return Cell(key=plan.key, value=plan.value + move.value, source=plan.source)


def counterparties(one: OpenRound, organisation: str, cells: Sequence[Cell]) -> dict[str, str]:
    """Return the names of the bodies that a body's contracts are with, the usual ones first.

    The others are those with a figure, of this year or of last.
    """
    usual, prior = usual_counterparties(one, organisation), one.prior(organisation)
    figures = {cell.key.counterparty for cell in cells} | {other for _, other, _ in prior}
    used = sorted(figures - {None, *usual}, key=str)
    return {
        code: one.organisation(code).name if code in one.register else code
        for code in (*usual, *filter(None, used))
    }


def usual_counterparties(one: OpenRound, organisation: str) -> tuple[str, ...]:
    """Return the bodies that have a row without a figure: the own system's, and England's.

    Each is a row that must be filled, so others have one only in a list where they have a figure.
    """
    body = one.organisation(organisation)
    system = one.system_of(organisation)
    if body.kind is Kind.ICB:
        members = one.members(system).values()
        return tuple(member.code for member in members if member.kind is Kind.PROVIDER)
    if body.kind is Kind.NATIONAL:
        return ()
    return (system, *(found.code for found in one.register.of_kind(Kind.NATIONAL)))
