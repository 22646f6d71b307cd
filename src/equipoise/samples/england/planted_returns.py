"""A synthetic England's folder: first returns, mended ones, what money is shared by, a manifest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from random import Random
from typing import Final

from equipoise.register import Chart
from equipoise.samples.england.differences import Difference
from equipoise.samples.england.drawn_fault import DrawnFault
from equipoise.samples.england.faults_of_systems import STATED, OfSystem, SystemFault
from equipoise.samples.england.faults_typed import TypedFault, spoil
from equipoise.samples.england.misplaced import PLACES, Misplaced
from equipoise.samples.england.planting import (
    FAULTS,
    Fault,
    FoundBy,
    Planted,
    Planting,
    write_manifest,
)
from equipoise.samples.england.pooled import pooled
from equipoise.samples.england.returns import (
    content_of,
    file_name,
    identity_of,
    workbook,
)
from equipoise.samples.england.sharing import write_sharing
from equipoise.samples.england.written import Spot, Written
from equipoise.sheets import Content, Identity, parts_of

FIRST: Final = "returns"
MENDED: Final = "mended"
MANIFEST: Final = "manifest.csv"
AT_ONCE: Final = 4
Told = Callable[[Path], None]


@dataclass(frozen=True, kw_only=True)
class Files:
    """What was written: returns at first and mended, what money is shared by, the manifest."""

    first: Mapping[str, Path]
    mended: Mapping[str, Path]
    sharing: Path
    manifest: Path
    planted: tuple[Planted, ...]


@dataclass(frozen=True, kw_only=True)
class _Task:
    """The first return of a body, and the mended one, which has no fault.

    Shape: `content` is what the body plans once nothing is wrong. A fault is named by what it is,
        and found by that in a process of its own; `drawn` is what the body plans at first, where
        the fault is one of its plan. Without a fault there is no mended return.
    """

    first: Path
    mended: Path
    identity: Identity
    content: Content
    what: str = ""
    drawn: Content | None = None
    seed: str = ""

    @property
    def fault(self) -> Fault | None:
        return FAULTS[self.what] if self.what else None

    @property
    def paths(self) -> tuple[Path, ...]:
        return (self.first, self.mended) if self.what else (self.first,)


def write_planted(
    folder: Path,
    planting: Planting,
    *,
    processes: int | None = None,
    told: Told = lambda _: None,
) -> Files:
    """Return the files written to `folder`, every fault of a first return at a cell of it.

    A body whose first return has a fault has a mended one too; differences between two bodies
    stay in both, for them to agree. `told` hears of each workbook.
    """
    (folder / FIRST).mkdir(parents=True, exist_ok=True)
    if planting.faults:
        (folder / MENDED).mkdir(parents=True, exist_ok=True)
    tasks = [
        _task(folder, planting, code)
        for code in planting.drafts
        if parts_of(planting.england.kind(code))
    ]
    planted: list[Planted] = []
    for task, spots in zip(
        tasks, pooled(_write, tasks, processes=processes, at_once=AT_ONCE), strict=True
    ):
        for path in task.paths:
            told(path)
        planted += _lines(task, spots)
    done = {task.identity.organisation: task for task in tasks}
    for one in planting.differences:
        planted += _differing(planting, one)
    planted += [_unanswered(one) for one in planting.unanswered]
    planted += [_of_system(one, done[one.body].paths[-1]) for one in planting.of_systems]
    planted += [_misplaced(one) for one in planting.misplaced]
    ordered = tuple(sorted(planted, key=lambda one: (one.organisation, one.code, one.other)))
    write_manifest(folder / MANIFEST, ordered)
    return Files(
        first={code: done[code].first for code in sorted(done)},
        mended={code: done[code].mended for code in planting.faults},
        sharing=write_sharing(folder, planting.england, misplaced=planting.misplaced),
        manifest=folder / MANIFEST,
        planted=ordered,
    )


def _task(folder: Path, planting: Planting, code: str) -> _Task:
    england, fault = planting.england, planting.faults.get(code)
    name = file_name(code, england)
    drawn = isinstance(fault, DrawnFault)
    return _Task(
        first=folder / FIRST / name,
        mended=folder / MENDED / name,
        identity=identity_of(england, code),
        content=content_of(england, planting.drafts[code]),
        what="" if fault is None else fault.what,
        drawn=content_of(england, planting.first(code)) if drawn else None,
        seed=f"{england.bodies.seed}/{code}/fault",
    )


def _write(task: _Task) -> Sequence[Spot]:
    """Write the returns of a body, and say where the fault of the first one stands."""
    good, fault = workbook(task.identity, task.content), task.fault
    if fault is None:
        task.first.write_bytes(good)
        return ()
    task.mended.write_bytes(good)
    content = good if task.drawn is None else workbook(task.identity, task.drawn)
    written = Written(content=content, chart=Chart.load())
    if isinstance(fault, TypedFault):
        spoilt = spoil(written, fault, random=Random(task.seed))
        task.first.write_bytes(spoilt.content)
        return [(spoilt.sheet, spoilt.cell)]
    task.first.write_bytes(content)
    return fault.at(written)


def _lines(task: _Task, spots: Sequence[Spot]) -> Iterator[Planted]:
    fault = task.fault
    if fault is None:
        return
    codes = fault.codes if isinstance(fault, TypedFault) else (fault.code,)
    for code, (sheet, cell) in product(codes, spots):
        yield Planted(
            organisation=task.identity.organisation,
            found_by=FoundBy.SUBMIT,
            code=code,
            file=task.first.name,
            sheet=sheet,
            cell=cell,
            what=fault.what,
        )


def _differing(planting: Planting, one: Difference) -> Iterator[Planted]:
    """Yield what must be seen: by the payee's system, by both of two, or by England's matching."""
    england = planting.england
    within = one.payee in {trust.code for trust in england.bodies.members.get(one.payer, ())}
    code = one.of.within if within else one.of.across
    reach = "of one system" if within else "across systems"
    both = ((one.payee, one.payer), (one.payer, one.payee))
    for body, other in both if code and not within else both[:1]:
        yield Planted(
            organisation=body,
            found_by=FoundBy.COLLATE if code else FoundBy.MATCH,
            code=code,
            file=file_name(body, england) if code else "",
            other=other,
            amount=one.amount,
            unit=one.of.unit,
            what=f"{one.of.words} {reach} planned at two values",
        )


def _of_system(one: SystemFault, path: Path) -> Planted:
    """Return what must be seen of a system's plan; a stated position has a cell of its own."""
    sheet = cell = ""
    if one.of is OfSystem.STATED:
        written = Written(content=path.read_bytes(), chart=Chart.load())
        sheet, cell = written.entered(STATED[0])[0]
    return Planted(
        organisation=one.system,
        found_by=FoundBy.COLLATE,
        code=one.of.code,
        file=path.name if cell else "",
        sheet=sheet,
        cell=cell,
        amount=one.amount,
        unit="£000",
        what=one.of.words,
    )


def _misplaced(one: Misplaced) -> Planted:
    return Planted(
        organisation=one.system,
        found_by=FoundBy.PLACE,
        code=one.fault.code,
        file=PLACES,
        sheet=one.row,
        other=one.practice,
        what=one.fault.words,
    )


def _unanswered(one: Difference) -> Planted:
    return Planted(
        organisation=one.payee,
        found_by=FoundBy.MATCH,
        code="",
        other=one.payer,
        amount=one.amount,
        unit=one.of.unit,
        what="income expected from a council, which returns nothing",
    )
