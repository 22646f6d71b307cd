"""Check a returned workbook: everything that is wrong, at its cell, in the sender's words."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import BinaryIO

from equipoise.findings import Finding, apart
from equipoise.records import Actor
from equipoise.sheets import Note, mark_up
from equipoise.sheets.shapes import FORM
from equipoise.usecases.foreign import Mapped, mapped
from equipoise.usecases.intake import Intake, stated_organisation, take_in
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.waivers import granted


def check(
    one: OpenRound,
    file: Path | Mapped,
    organisation: str | None,
    *,
    by: Actor,
    on: date,
    copy: BinaryIO | None = None,
) -> Outcome[Intake]:
    """Return the file's findings that count; nothing is submitted and no version is made.

    What a waiver lets stand is in the intake alone, and in the copy.

    Without an organisation it is checked as the return of the body it says it is of, or else of
    the sender's own. To `copy`
    goes the sender's own workbook with each finding as a comment in its cell; nothing, where the
    file could not be read.

    Raises: NotAllowedError; UnknownError for no such body, or a file that names none the round
        knows; OSError for no such file.
    """
    whose = organisation or stated_organisation(one, file, own=by.organisation)
    demand(by, "check", one.subject(whose), on)
    intake = take_in(one, file, whose)
    if copy is not None and intake.reading is not None:
        foreign = intake.reading.form != FORM
        notes = [_note(finding) for finding in intake.findings]
        mark_up(mapped(file).path, notes, target=copy, foreign=foreign)
    counting, _ = apart(intake.findings, granted(one, whose), on)
    return Outcome(result=intake, findings=counting)


def _note(finding: Finding) -> Note:
    return Note(
        sheet=finding.sheet,
        cell=finding.cell,
        severity=str(finding.severity),
        code=finding.code,
        text=" ".join(filter(None, (finding.message, _facts(finding), finding.remedy))),
    )


def _facts(finding: Finding) -> str:
    """Return what the list of findings has in columns: the place in words, found, expected."""
    facts = {
        "Row": finding.row,
        "Column": finding.column,
        "Found": finding.found,
        "Expected": finding.expected,
    }
    listed = "; ".join(f"{name}: {words}" for name, words in facts.items() if words)
    return f"({listed}.)" if listed else ""
