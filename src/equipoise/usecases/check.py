"""Check a returned workbook: everything that is wrong, at its cell, in the sender's words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from equipoise.records import Actor
from equipoise.usecases.intake import Intake, take_in
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound


def check(one: OpenRound, path: Path, organisation: str, *, by: Actor, on: date) -> Outcome[Intake]:
    """Return the file's findings; nothing is submitted and no version is made.

    Raises: NotAllowedError; UnknownError for no such body; OSError for no such file.
    """
    demand(by, "check", one.subject(organisation), on)
    intake = take_in(one, path, organisation)
    return Outcome(result=intake, findings=intake.findings)
