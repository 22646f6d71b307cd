"""A synthetic England's folder: first returns, mended ones, and the manifest of what is planted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from random import Random
from typing import Final

from equipoise.register import Chart
from equipoise.samples.england.differences import Difference
from equipoise.samples.england.faults_of_systems import STATED, OfSystem, SystemFault
from equipoise.samples.england.faults_typed import TypedFault, spoil
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
    write_returns,
)
from equipoise.samples.england.written import Spot, Written
from equipoise.sheets import Content, Identity

FIRST: Final = "returns"
MENDED: Final = "mended"
MANIFEST: Final = "manifest.csv"
AT_ONCE: Final = 4
Told = Callable[[Path], None]


@dataclass(frozen=True, kw_only=True)
class Files:
    """What was written: the first return of each body, the mended ones, and the manifest."""

    first: Mapping[str, Path]
    mended: Mapping[str, Path]
    manifest: Path
    planted: tuple[Planted, ...]


@dataclass(frozen=True, kw_only=True)
class _Task:
    """One return to be spoilt; a process of its own finds the fault by what it is.

    Shape: `mended` is the finished workbook, into which a typed fault is typed; `drawn` is what the
        body plans at first, where the fault is one of its plan.
    """

    path: Path
    identity: Identity
    mended: Path
    drawn: Content | None
    what: str
    seed: str

    @property
    def fault(self) -> Fault:
        return FAULTS[self.what]


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
    england, faults = planting.england, planting.faults
    good = {code: draft for code, draft in planting.drafts.items() if code not in faults}
    first = dict(
        write_returns(folder / FIRST, england, drafts=good, processes=processes, told=told)
    )
    spoilt = {code: planting.drafts[code] for code in faults}
    mended: Mapping[str, Path] = {}
    if spoilt:
        to = folder / MENDED
        mended = write_returns(to, england, drafts=spoilt, processes=processes, told=told)
    tasks = [
        _Task(
            path=folder / FIRST / file_name(code, england),
            identity=identity_of(england, code),
            mended=mended[code],
            drawn=None
            if isinstance(fault, TypedFault)
            else content_of(england, planting.first(code)),
            what=fault.what,
            seed=f"{england.bodies.seed}/{code}/fault",
        )
        for code, fault in faults.items()
    ]
    planted: list[Planted] = []
    for task, spots in zip(
        tasks, pooled(_write, tasks, processes=processes, at_once=AT_ONCE), strict=True
    ):
        told(task.path)
        first[task.identity.organisation] = task.path
        planted += _lines(task, spots)
    for one in planting.differences:
        planted += _differing(planting, one)
    planted += [_unanswered(one) for one in planting.unanswered]
    planted += [_of_system(one, {**first, **mended}[one.body]) for one in planting.of_systems]
    ordered = tuple(sorted(planted, key=lambda one: (one.organisation, one.code, one.other)))
    write_manifest(folder / MANIFEST, ordered)
    return Files(
        first=dict(sorted(first.items())),
        mended=mended,
        manifest=folder / MANIFEST,
        planted=ordered,
    )


def _write(task: _Task) -> Sequence[Spot]:
    content = task.mended.read_bytes()
    if task.drawn is not None:
        content = workbook(task.identity, task.drawn)
    written = Written(content=content, chart=Chart.load())
    if isinstance(task.fault, TypedFault):
        spoilt = spoil(written, task.fault, random=Random(task.seed))
        task.path.write_bytes(spoilt.content)
        return [(spoilt.sheet, spoilt.cell)]
    task.path.write_bytes(written.content)
    return task.fault.at(written)


def _lines(task: _Task, spots: Sequence[Spot]) -> Iterator[Planted]:
    fault = task.fault
    codes = fault.codes if isinstance(fault, TypedFault) else (fault.code,)
    for code, (sheet, cell) in product(codes, spots):
        yield Planted(
            organisation=task.identity.organisation,
            found_by=FoundBy.SUBMIT,
            code=code,
            file=task.path.name,
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
