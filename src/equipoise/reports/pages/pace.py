"""Allocations on their way to target: what each area opens with, gets, and how far it then is."""

from __future__ import annotations

from typing import Final

from equipoise.reports.display import percent
from equipoise.reports.pages.allocation import LEVELS, LICENCE
from equipoise.reports.pages.misfits import misfits_table
from equipoise.reports.pages.page import Page, counted, million
from equipoise.reports.table import Column, ColumnKind, Row, Sign, Table
from equipoise.usecases.of_files import ALLOCATION
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.pace import NAMES, PacedAreas
from equipoise.workings import Reference, total

HELD: Final = {"floor": "At its floor", "cap": "At its cap", "": ""}


def pace_page(outcome: Outcome[PacedAreas]) -> Page:
    """Return every area's allocation, its growth, and its distance before and after."""
    found = outcome.result
    areas = found.pace.areas.values()
    floors = sum(area.held == "floor" for area in areas)
    caps = sum(area.held == "cap" for area in areas)
    level = LEVELS[found.allocated.level].lower()
    misfits = (*found.allocated.populations.needs.misfits, *found.openings.misfits)
    return Page(
        title=f"{found.allocated.title}, {found.allocated.populations.year}: pace of change",
        sentences=(
            f"{million(int(found.allocated.quantum.value))} shared among "
            f"{counted(len(areas), level)}, to the penny.",
            f"Base growth is {percent(found.pace.base_growth.value)}; {floors} of "
            f"{counted(len(areas), level)} are held at a floor and {caps} at a cap.",
        ),
        tables=(_areas(found),),
        cards=(misfits_table(misfits),) if misfits else (),
        facts={
            "licence": LICENCE,
            "sources": [found.allocated.populations.file, found.openings.source],
        },
    )


def _areas(found: PacedAreas) -> Table:
    start = (ALLOCATION, found.allocated.populations.year.code, found.allocated.level)
    return Table(
        name="pace",
        title="From opening allocation to allocation",
        sentence="",
        basis=f"{found.allocated.populations.year}; distance: above target is positive",
        columns=(
            Column(key="area", title=LEVELS[found.allocated.level]),
            Column(key="opening", title="Opening", kind=ColumnKind.MONEY, sign=Sign.SIZE),
            Column(key="target", title="Target", kind=ColumnKind.MONEY, sign=Sign.SIZE),
            Column(
                key="opening_distance",
                title="Opening distance",
                kind=ColumnKind.RATIO,
                basis="of target",
            ),
            Column(key="growth", title="Growth", kind=ColumnKind.RATIO, basis="of opening"),
            Column(key="allocation", title="Allocation", kind=ColumnKind.MONEY, sign=Sign.SIZE),
            Column(
                key="closing_distance",
                title="Closing distance",
                kind=ColumnKind.RATIO,
                basis="of target",
            ),
            Column(key="held", title="Held"),
        ),
        rows=(
            *(
                Row(
                    cells={
                        "area": f"{code} {found.allocated.areas[code].name}".strip(),
                        "opening": found.areas.areas[code].opening,
                        "target": found.areas.areas[code].target,
                        "opening_distance": area.opening_distance,
                        "growth": area.growth,
                        "allocation": area.allocation,
                        "closing_distance": area.closing_distance,
                        "held": HELD[area.held],
                    },
                    refs={
                        name: Reference("figure", (*start, code, name))
                        for name in NAMES
                        if name != "floor"
                    },
                )
                for code, area in found.pace.areas.items()
            ),
            Row(
                cells={
                    "area": "England",
                    "opening": total(area.opening for area in found.areas.areas.values()),
                    "target": total(area.target for area in found.areas.areas.values()),
                    "allocation": total(area.allocation for area in found.pace.areas.values()),
                },
                emphasis=True,
            ),
        ),
        notes=(
            "Nobody may be further under target than the limit of the year, nor grow by less than "
            "the minimum.",
            LICENCE,
        ),
    )
