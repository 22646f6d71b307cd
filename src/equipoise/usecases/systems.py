"""A plan as the system checks look at it, with the place where each line was entered."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache

from equipoise.checks import SYSTEM, Line, Outside, Place, SystemCells, line_of
from equipoise.cube import CellKey, Cells
from equipoise.findings import Finding
from equipoise.register import Hierarchy
from equipoise.store import Digest, Store
from equipoise.usecases.held import parquet_of
from equipoise.usecases.neighbours import submitted_versions
from equipoise.usecases.plans import LAYERS, Plan
from equipoise.usecases.tolerances import Tolerance, under

ACTIVITY = "activity"


def found_wrong(plan: Plan, tolerance: Tolerance = Tolerance.PLAN) -> tuple[Finding, ...]:
    """Return what the system checks find in a plan; a tolerance decides severity only."""
    one = plan.round
    params = under(one.params, tolerance)
    return SYSTEM.findings(system_cells(plan), params, known_on=one.known_on)


def system_cells(plan: Plan) -> SystemCells:
    """Return the plan as the system checks look at it."""
    declared: dict[str, Mapping[Line, Place]] = {}

    def place_of(organisation: str, line: Line) -> Place | None:
        if organisation not in declared:  # few bodies have a finding
            declared[organisation] = _declared(plan, organisation)
        return declared[organisation].get(line) or _entered(plan, organisation, line)

    return SystemCells(
        system=plan.members[plan.system],
        members=plan.members,
        year=plan.round.year,
        cells=plan.cells,
        chart=plan.round.workspace.chart,
        layers=LAYERS,
        place_of=place_of,
        systems=_systems(plan),
        outside=_outside(plan),
    )


def _declared(plan: Plan, organisation: str) -> dict[Line, Place]:
    """Return where the year of each line was declared as a total beside its months."""
    found: dict[Line, Place] = {}
    for part, held in plan.held_of(organisation).items():
        for total in held.totals:
            if total.key.period == plan.round.year.period:
                row, column = held.words.get(str(total.source), ("", ""))
                found[line_of(total.key)] = Place(
                    ref=total.source, organisation=organisation, part=part, row=row, column=column
                )
    return found


def _entered(plan: Plan, organisation: str, line: Line) -> Place | None:
    """Return where the year of a line was entered as one amount, where it was."""
    measure, counterparty, item = line
    key = CellKey(
        organisation=organisation,
        counterparty=counterparty,
        measure=measure,
        period=plan.round.year.period,
        item=item,
        layer=LAYERS[0],
    )
    cell = plan.cells.get(key)
    if cell is None:
        return None
    part = plan.round.workspace.chart.get(measure, plan.members[organisation].kind).part
    row, column = plan.held_of(organisation)[part].words.get(str(cell.source), ("", ""))
    return Place(ref=cell.source, organisation=organisation, part=part, row=row, column=column)


def _outside(plan: Plan) -> Outside:
    """Return what bodies outside the system have submitted of activity with its members."""
    one = plan.round
    submitted = {
        row.organisation: parquet_of(one.workspace, row.reading)
        for row in submitted_versions(one, (ACTIVITY,))
    }
    bodies = sorted(submitted.keys() - plan.members.keys())
    if not bodies:
        return Outside()
    every = _opened(one.workspace.store, tuple(submitted.values()))
    return Outside(
        bodies={code: one.organisation(code) for code in bodies},
        cells=every.narrowed(organisation=bodies, counterparty=sorted(plan.members)),
    )


@lru_cache(maxsize=2)
def _opened(store: Store, parquets: tuple[str, ...]) -> Cells:
    """Return the cells of these files, opened once for every system of a round."""
    return Cells(*(store.path(Digest(parquet)) for parquet in parquets))


def _systems(plan: Plan) -> dict[str, dict[str, Fraction]]:
    """Return how much of each provider is counted under which body: as apportioned, or in law."""
    register, on = plan.round.register, plan.round.year.period.starts_on
    return {
        code: register.parents(code, Hierarchy.APPORTIONMENT, on=on)
        or register.parents(code, Hierarchy.STATUTORY, on=on)
        for code in plan.providers
    }
