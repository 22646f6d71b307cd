"""Show what changed between two versions of a part, what it is worth, and which checks flipped."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from equipoise.records import Actor
from equipoise.records.models import Event, Version
from equipoise.records.queries import version
from equipoise.usecases.comparison import Comparison, Side, compare
from equipoise.usecases.held import parquet_of
from equipoise.usecases.judged import judged
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.refusals import RefusedError, UnknownError
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.versions import chosen_parts, latest, part_ref
from equipoise.workings import Reference


@dataclass(frozen=True, kw_only=True)
class Changes:
    """Two versions of a part and what lies between them; `note` is what the later came with."""

    before: Reference
    after: Reference
    note: str
    comparison: Comparison


def changes(
    one: OpenRound,
    organisation: str,
    *,
    part: str,
    between: tuple[int | None, int | None] = (None, None),
    by: Actor,
    on: date,
) -> Outcome[Changes]:
    """Return what changed `between` two versions of a part, by their numbers.

    Without the later, it is the one that counts; without the earlier, the one that counted when
    the later was handed in, or else the one it was made from.

    Raises: NotAllowedError; UnknownError for no such part or version; RefusedError when there is
        none before it.
    """
    demand(by, "changes", one.subject(organisation), on)
    (chosen,) = chosen_parts(one, organisation, (part,))
    first, last = between
    after = _named(one, organisation, chosen, last)
    made = Event.objects.filter(verb__in=("submit", "draft"), subject=str(part_ref(after)))
    event = made.order_by("sequence").last()
    number = first or _before(after, event)
    if number is None:
        raise RefusedError(f"{part_ref(after)} is the first: there is none before it.")
    before = _named(one, organisation, chosen, number)
    then, now = (
        Side(parquet=parquet_of(one.workspace, row.reading), findings=judged(one, row))
        for row in (before, after)
    )
    compared = compare(
        {part: (then, now)},
        workspace=one.workspace,
        kind=one.organisation(organisation).kind,
        year=one.year,
    )
    found = Changes(
        before=part_ref(before),
        after=part_ref(after),
        note="" if event is None else event.reason,
        comparison=compared[part],
    )
    return Outcome(result=found)


def _named(one: OpenRound, organisation: str, part: str, number: int | None) -> Version:
    row = (
        latest(one, organisation, part)
        if number is None
        else version(one.code, organisation, part=part, number=number)
    )
    if row is None:
        raise UnknownError(
            f"version of {organisation} {part}:", f"v{number}" if number else "not yet started"
        )
    return row


def _before(row: Version, event: Event | None) -> int | None:
    """Return the number of the version that one took the place of; None for the first."""
    told = None if event is None else event.facts.get("instead_of")
    if isinstance(told, int) and told != row.number:
        return told
    return row.parent or (row.number - 1 or None)
