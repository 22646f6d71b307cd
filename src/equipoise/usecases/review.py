"""Look at one body's return: where each part stands, what was found, what it comes to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from equipoise.cube import Cell, Cells
from equipoise.findings import Finding, Waived
from equipoise.records import Actor, ReturnStatus
from equipoise.records.models import Version
from equipoise.records.queries import versions
from equipoise.store import Digest
from equipoise.usecases.collect import Line, line_of
from equipoise.usecases.comments import Comment, comments_on
from equipoise.usecases.due import dates_of
from equipoise.usecases.headlines import Headline, headlines
from equipoise.usecases.held import get_held
from equipoise.usecases.judged import weigh
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.signoff import waiting_for_signature
from equipoise.usecases.versions import latest, part_ref, signature, standings
from equipoise.usecases.waivers import WaiverStand, waiver_stands
from equipoise.workings import Reference

OPEN: Final = frozenset({ReturnStatus.DRAFT, ReturnStatus.CHECKED, ReturnStatus.RETURNED})
"""Statuses of a part that its body is to do something about."""


@dataclass(frozen=True, kw_only=True)
class Handed:
    """A version of a part as it was handed in: from which file, by whom, and who signed it.

    `counts` says that it is the one that counts now.
    """

    ref: Reference
    part: str
    number: int
    file: str
    file_name: str
    prepared_by: str
    prepared_on: date
    signed_by: str
    counts: bool


@dataclass(frozen=True, kw_only=True)
class Review:
    """One body's return as it stands.

    `lines` are its parts as on the board; `explanations` the sentences given, by code;
    `history` every version, the latest first; `to_sign` those that wait for a signature.
    """

    organisation: str
    name: str
    lines: tuple[Line, ...]
    headlines: tuple[Headline, ...]
    explanations: Mapping[str, str]
    waived: tuple[Waived, ...]
    waivers: tuple[WaiverStand, ...]
    comments: tuple[Comment, ...]
    history: tuple[Handed, ...]
    to_sign: tuple[Handed, ...]

    @property
    def to_mend(self) -> tuple[Line, ...]:
        """The parts that have come in and wait for their body: drafts, and what was sent back."""
        return tuple(line for line in self.lines if line.status in OPEN)

    @property
    def due(self) -> tuple[Line, ...]:
        """The parts that nobody has signed."""
        return tuple(line for line in self.lines if not line.signed)

    @property
    def counting(self) -> tuple[Handed, ...]:
        """The versions that count, by part."""
        return tuple(handed for handed in self.history if handed.counts)


def review(one: OpenRound, organisation: str, *, by: Actor, on: date) -> Outcome[Review]:
    """Return a body's return as it stands, with every finding that counts.

    Raises: NotAllowedError; UnknownError for no such body, or one of no system of the round.
    """
    demand(by, "review", one.subject(one.organisation(organisation).code), on)
    body, dates = one.organisation(organisation), dates_of(one)
    stood = standings(one, [organisation])
    lines, findings = [], dict[Finding, None]()
    explanations: dict[str, str] = {}
    waived: dict[Waived, None] = {}
    for standing in stood:
        line, counting = line_of(one, standing, dates=dates, on=on)
        lines.append(line)
        findings |= dict.fromkeys(counting)
        if standing.version is not None:
            found = weigh(one, standing.version, on=on)
            explanations |= found.explanations
            waived |= dict.fromkeys(found.waived)
    rows, numbers = _rows(one, organisation), {line.part: line.version for line in lines}
    history = tuple(
        _handed(one, row, counts=row.number == numbers[part])
        for part, own in rows.items()
        for row in reversed(own)
    )
    waiting = [part_ref(row) for row in waiting_for_signature(one, organisation)]
    result = Review(
        organisation=organisation,
        name=body.name,
        lines=tuple(lines),
        headlines=headlines_of(one, organisation),
        explanations=explanations,
        waived=tuple(waived),
        waivers=waiver_stands(one, [organisation]),
        comments=comments_on(one, organisation, by=by),
        history=history,
        to_sign=tuple(handed for handed in history if handed.ref in waiting),
    )
    return Outcome(result=result, findings=tuple(findings))


def headlines_of(one: OpenRound, organisation: str) -> tuple[Headline, ...]:
    """Return the headline figures of the versions that count, beside those before them."""
    now, before = [], []
    for own in _rows(one, organisation).values():
        newest = latest(one, organisation, own[0].part) if own else None
        if newest is not None:
            now.append(newest)
            before += [row for row in own if row.number < newest.number][-1:]
    return headlines(
        cells_of(one, now),
        cells_of(one, before),
        chart=one.workspace.chart,
        kind=one.organisation(organisation).kind,
        year=one.year,
    )


def _rows(one: OpenRound, organisation: str) -> dict[str, tuple[Version, ...]]:
    """Return every version of each part of a body's return, the oldest first."""
    parts = one.parts(one.organisation(organisation).kind)
    return {part: versions(one.code, organisation, part=part) for part in parts}


def cells_of(one: OpenRound, rows: list[Version]) -> tuple[Cell, ...]:
    """Return the cells of versions of parts of one body."""
    paths = (get_held(one.workspace, row.reading).parquet for row in rows)
    files = [one.workspace.store.path(Digest(path)) for path in paths]
    return tuple(Cells(*files)) if files else ()


def _handed(one: OpenRound, row: Version, *, counts: bool) -> Handed:
    signed = signature(row)
    return Handed(
        ref=part_ref(row),
        part=row.part,
        number=row.number,
        file=row.file,
        file_name=get_held(one.workspace, row.reading).file_name,
        prepared_by=row.prepared_by,
        prepared_on=row.prepared_at.date(),
        signed_by=signed.person if signed else "",
        counts=counts,
    )
