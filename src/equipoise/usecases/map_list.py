"""Draft what the codes of a ledger's list stand for: known ones placed, the others told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from equipoise.records import Actor
from equipoise.sheets import ListRefusal, MapDraft, draft_map
from equipoise.usecases.foreign import LISTS, Mapped
from equipoise.usecases.intake import identity_of
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound


@dataclass(frozen=True, kw_only=True)
class MappedList:
    """A drafted map of a ledger's codes; `path` is where it is, if it was written."""

    file: Path
    draft: MapDraft
    path: Path | None = None


def is_list(file: Path) -> bool:
    """Return whether a file is a ledger's list by its name, and no workbook.

    >>> is_list(Path("ledger.CSV")), is_list(Path("TAC.xlsx"))
    (True, False)
    """
    return file.suffix.lower() in LISTS


def map_list(
    one: OpenRound,
    file: Mapped,
    *,
    organisation: str,
    by: Actor,
    on: date,
    to: Path | None = None,
) -> Outcome[MappedList]:
    """Return a draft of what the codes of a list stand for, and the codes that nothing is known of.

    The draft is written to `to`, a row for each code: those that are known with their line of the
    plan, the others with a blank for the body to fill in. Nothing is stored or submitted.

    Raises: NotAllowedError; RefusedError for a list that cannot be read, or one that has a map,
        which is checked with it; UnknownError for no such body; OSError for no such file.
    """
    demand(by, "map_form", one.subject(organisation), on)
    identity = identity_of(one, organisation)
    if file.mapping is not None:
        raise RefusedError(
            "A list that has a map is checked with it, and each code without a line is told.",
            f"equipoise check {file.path} --with {file.mapping}",
        )
    draft = draft_map(file.path, chart=one.workspace.chart, year=identity.year)
    if isinstance(draft, ListRefusal):
        raise RefusedError(draft.message)
    if to is not None:
        to.write_text(draft.text, "utf-8-sig")
    return Outcome(result=MappedList(file=file.path, draft=draft, path=to))
