"""The returns of a synthetic England as workbooks: one for each body, of all its form has."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Final

from equipoise.register import Chart, Kind, Measure
from equipoise.samples.england.draft import MONTHS, Draft
from equipoise.samples.england.drafts import England
from equipoise.samples.england.pack import NOTICE
from equipoise.samples.england.pooled import pooled
from equipoise.sheets import Content, Identity, Line, parts_of, write_template
from equipoise.sheets.forms import forms_of

AT_ONCE: Final = 8
"""How many workbooks a process is handed together."""
Task = tuple[Path, Identity, Content]
Told = Callable[[Path], None]


def file_name(code: str, england: England) -> str:
    """Return what the workbook of a body is called.

    Shape: begins with the body's code, by which a folder of returns is handed in.
    """
    return f"{code}-{england.year.year.code}.xlsx"


def write_returns(
    folder: Path,
    england: England,
    *,
    drafts: Mapping[str, Draft] | None = None,
    processes: int | None = None,
    told: Told = lambda _: None,
) -> Mapping[str, Path]:
    """Return the workbooks written to `folder`, by body: every one that has a form.

    `drafts` stand in place of England's own where given; `told` hears of each file that is done,
    and `processes` is how many write, as many as there are cores if None.
    """
    folder.mkdir(parents=True, exist_ok=True)
    chosen = england.drafts if drafts is None else drafts
    tasks = [
        (folder / file_name(code, england), identity_of(england, code), content_of(england, draft))
        for code, draft in chosen.items()
        if parts_of(england.kind(code))
    ]
    for path in pooled(_write, tasks, processes=processes, at_once=AT_ONCE):
        told(path)
    return {identity.organisation: path for path, identity, _ in tasks}


def identity_of(england: England, code: str) -> Identity:
    """Return whose form a body fills in."""
    return Identity(
        organisation=code,
        name=england.bodies.names[code],
        kind=england.kind(code),
        round=england.year.year.code,
        year=england.year.year,
    )


def content_of(england: England, draft: Draft) -> Content:
    """Return what a body's form is filled with: its draft, and nil where that says nothing.

    Shape: only lines that the body's form has a row for.
    """
    placed = _placed(england.kind(draft.code))
    nil: dict[Line, Sequence[int]] = {
        (line.code, None, ""): (0,) if line.annual else (0,) * MONTHS
        for line in placed.values()
        if not line.counterparty and not line.item
    }
    values = {line: months for line, months in draft.values.items() if line[0] in placed}
    prior = {line: value for line, value in draft.prior.items() if line[0] in placed}
    others = _counterparties([*values, *prior])
    names = england.bodies.names
    return Content(
        values={**nil, **values},
        prior=prior,
        items=tuple(draft.items),
        counterparties={code: names[code] for code in others},
        usual={},
        notice=NOTICE,
    )


def workbook(identity: Identity, content: Content) -> bytes:
    """Return a body's return as a workbook."""
    stream = BytesIO()
    write_template(stream, identity, chart=_chart(), parts=parts_of(identity.kind), content=content)
    return stream.getvalue()


@cache
def _chart() -> Chart:
    return Chart.load()


@cache
def _placed(kind: Kind) -> Mapping[str, Measure]:
    """Return the measures that people enter in the form of a kind of body, by code."""
    return {
        line.code: line
        for form in forms_of(kind, parts_of(kind))
        for line in _chart().of(form.part, kind)
        if line.entered and line.code.startswith(form.codes)
    }


def _counterparties(lines: Sequence[Line]) -> list[str]:
    return sorted({other for _, other, _ in lines if other is not None})


def _write(task: Task) -> Path:
    path, identity, content = task
    path.write_bytes(workbook(identity, content))
    return path
