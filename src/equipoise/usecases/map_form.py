"""Draft what the cells of somebody else's form stand for, or say how a mapping fits one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from equipoise.records import Actor
from equipoise.sheets import (
    Aim,
    FormMap,
    Limits,
    MapReport,
    Refusal,
    draft_form,
    map_report,
    open_cells,
    survey,
)
from equipoise.usecases.foreign import Mapped, form_map_of
from equipoise.usecases.intake import identity_of
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound


@dataclass(frozen=True, kw_only=True)
class MappedForm:
    """A mapping of a form, drafted or as it was, and how it fits; `path` is where a draft is."""

    form: Path
    form_map: FormMap
    report: MapReport
    drafted: bool
    path: Path | None = None


def map_form(
    one: OpenRound,
    file: Mapped,
    *,
    organisation: str,
    by: Actor,
    on: date,
    to: Path | None = None,
) -> Outcome[MappedForm]:
    """Return the mapping of a workbook, drafted where none is named, and what it leaves open.

    A draft is written to `to`; nothing is stored, and nothing is submitted.

    Raises: NotAllowedError; RefusedError for a workbook or a mapping that cannot be read;
        UnknownError for no such body; OSError for no such file.
    """
    demand(by, "map_form", one.subject(organisation), on)
    identity = identity_of(one, organisation)
    book = survey(file.path, Limits())
    if isinstance(book, Refusal):
        raise RefusedError(book.message)
    inputs = open_cells(file.path)
    if isinstance(inputs, Refusal):
        raise RefusedError(inputs.message)
    aim = Aim(chart=one.workspace.chart, kind=identity.kind, year=one.year)
    if file.mapping is None:
        form_map = draft_form(book, aim)
        if to is not None:
            to.write_text(form_map.text, "utf-8-sig")
    else:
        form_map = form_map_of(one, one.workspace.put_file(file.mapping), identity)
    made = MappedForm(
        form=file.path,
        form_map=form_map,
        report=map_report(book, form_map, aim=aim, inputs=inputs),
        drafted=file.mapping is None,
        path=to if file.mapping is None else None,
    )
    return Outcome(result=made)
