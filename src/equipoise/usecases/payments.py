"""Elective money of a system from the file on record: as known on a day, and what a change did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from equipoise.records import Actor
from equipoise.sources import elective_care
from equipoise.usecases.elective import Asked, decided, revisions
from equipoise.usecases.erf import Recovered, erf
from equipoise.usecases.lodge_file import FileKind, FileOnRecord, file_on_record, opened
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.swing import NOBODY, Swung, swing

GAIN = "elective-gain"
"""The line of a system's pot by which an elective gain is shared: whose it is, by award."""


@dataclass(frozen=True, kw_only=True)
class Payments:
    """What elective care comes to on a day, on every day its rules were published, and why."""

    file: FileOnRecord
    known_on: date
    published: tuple[date, ...]
    recovered: Outcome[Recovered]
    swung: Outcome[Swung] | None


def payments(
    one: OpenRound, system: str, *, by: Actor, on: date, known: date | None = None
) -> Outcome[Payments]:
    """Return what a system earns or repays by the rules known on a day, today unless named.

    `swung` is None until a rule of the year was revised; it compares with the rules as they were
    first published.
    Whose a gain is, is what an agreed award of the pot says; without one the ICB holds it.

    Raises: NotAllowedError; UnknownError while no file of elective care is on record;
        RefusedError for a year without an elective scheme.
    """
    demand(by, "payments", one.subject(system), on)
    found = file_on_record(one, system, kind=FileKind.ELECTIVE)
    with opened(one, found) as path:
        care = elective_care(path)
    asked = Asked(care=care, year=one.year, params=one.params, known_on=known or on)
    published = revisions(asked.params, asked.schemes)
    recovered = erf(asked)
    swung = None
    if any(day <= asked.known_on for day in published[1:]):
        awards = decided(one, (system,), line=GAIN, by=by, on=on) if known is None else NOBODY
        swung = swing(asked, before=published[0], decisions=awards)
    result = Payments(
        file=found,
        known_on=asked.known_on,
        published=published,
        recovered=recovered,
        swung=swung,
    )
    figures = {**recovered.figures, **(swung.figures if swung else {})}
    return Outcome(result=result, findings=recovered.findings, figures=figures)
