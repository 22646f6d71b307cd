"""Draft versions that carry out a decision: the body's own cells, and moves on top of them.

Nobody changes another body's plan. A decision adds cells of its own layer to a new draft of
every body it touches; each counts when that body's approver has signed a version that holds it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from equipoise.cube import Cell, CellKey
from equipoise.records import Actor, ReturnStatus
from equipoise.records.changes import Change
from equipoise.records.models import Decision, Version
from equipoise.records.queries import next_version
from equipoise.sheets import Item
from equipoise.store import Digest
from equipoise.units import FinancialYear, Pence, Period, apportion
from equipoise.usecases.held import Held, get_held, put_held, with_cells
from equipoise.usecases.plans import Plan
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.versions import latest, part_ref, set_head
from equipoise.workings import Reference

Line = tuple[str, str | None, str]
"""Measure, counterparty, item."""
ENTRY_STEP = 1000
"""Pence: the least that two decimals of £000 can show."""


@dataclass(frozen=True, kw_only=True)
class Move:
    """By how much one line of one body changes over the year, and from which month on."""

    organisation: str
    part: str
    line: Line
    pence: int
    from_month: int = 1
    year: FinancialYear | None = None
    """The year it falls in; the plan year if None."""


def layer_of(number: int) -> str:
    """Return the layer that a decision's cells lie on.

    >>> layer_of(3)
    'transfer.D3'
    """
    return f"transfer.D{number}"


def decision_ref(round_code: str, number: int) -> Reference:
    """Return the reference of a decision: decision:2023-24/D3."""
    return Reference("decision", (round_code, f"D{number}"))


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A part of a body's return with a decision's moves in it, stored and not yet recorded."""

    base: Version
    held: Held
    reading: Digest


def prepare(
    one: OpenRound, number: int, moves: Sequence[Move], items: Iterable[tuple[str, str, Item]] = ()
) -> tuple[Draft, ...]:
    """Store the drafts that carry out a decision, one for each part touched; record nothing yet.

    `items` are schemes that the decision adds, each with the body and the part it belongs to.

    Raises: RefusedError when a part that would change has never been returned.
    """
    drafts = []
    for organisation, part in sorted({(move.organisation, move.part) for move in moves}):
        base = latest(one, organisation, part)
        if base is None:
            raise RefusedError(
                f"{organisation} has not returned {part}.",
                "A plan that is not there cannot change.",
            )
        held = get_held(one.workspace, base.reading)
        plan = Plan(round=one, system=one.system_of(organisation), pin="draft", versions=(base,))
        own = [move for move in moves if (move.organisation, move.part) == (organisation, part)]
        cells = [cell for move in own for cell in _cells(plan, number, move)]
        added = [item for whose, of, item in items if (whose, of) == (organisation, part)]
        changed = replace(with_cells(one.workspace, held, cells), items=(*held.items, *added))
        drafts.append(Draft(base=base, held=changed, reading=put_held(one.workspace, changed)))
    return tuple(drafts)


def enter(
    work: Change, drafts: Sequence[Draft], decision: Decision, *, by: Actor, now: datetime
) -> tuple[Version, ...]:
    """Record prepared drafts as the latest versions of their parts, within a change."""
    entered = []
    for draft in drafts:
        base, held = draft.base, draft.held
        number = next_version(base.round_id, base.organisation, part=base.part)
        row = Version.objects.create(
            round_id=base.round_id,
            organisation=base.organisation,
            part=base.part,
            number=number,
            file=base.file,
            cells=held.cells_digest,
            totals=base.totals,
            reading=draft.reading,
            parent=base.number,
            decision=str(decision_ref(base.round_id, decision.number)),
            prepared_by=by.person,
            prepared_at=now,
        )
        set_head(row, ReturnStatus.DRAFT)
        body = {"cells": row.cells, "reading": row.reading, "decision": row.decision}
        work.event("draft", part_ref(row), body)
        entered.append(row)
    return tuple(entered)


def _cells(plan: Plan, number: int, move: Move) -> list[Cell]:
    """Return the move's cells by month, as the line itself is phased.

    In steps that a form can show, so that the next template can hold them; in pence where the
    whole move cannot be shown so.
    """
    year = move.year or plan.round.year
    months = [p for p in year.months if int(p.code[1:]) >= move.from_month]
    step = ENTRY_STEP if move.pence % ENTRY_STEP == 0 else 1
    parts = apportion(Pence(move.pence // step), _phasing(plan, move, months))
    return [
        Cell(
            key=CellKey(
                organisation=move.organisation,
                counterparty=move.line[1],
                measure=move.line[0],
                period=month,
                item=move.line[2],
                layer=layer_of(number),
            ),
            value=part * step,
            source=decision_ref(plan.round.code, number),
        )
        for month, part in parts.items()
    ]


def _phasing(plan: Plan, move: Move, months: Sequence[Period]) -> Mapping[Period, int]:
    """Return weights by month: the line's own months, or equal ones where it has none to follow."""
    own: dict[Period, int] = {}
    for cell in plan.cells:
        key = cell.key
        line = (key.measure, key.counterparty, key.item)
        if (key.organisation, line) == (move.organisation, move.line) and isinstance(
            cell.value, int
        ):
            own[key.period] = own.get(key.period, 0) + cell.value
    weights = {month: own.get(month, 0) for month in months}
    usable = all(weight >= 0 for weight in weights.values()) and any(weights.values())
    return weights if usable else dict.fromkeys(months, 1)
