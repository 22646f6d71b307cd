"""Replan the rest of the year: past months are actual and stay so, the others are forecast."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

from equipoise.records import Actor
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.potting import Act
from equipoise.usecases.rebaselining import Exercise
from equipoise.usecases.rebaselining.files import Fault, Line, lines_of, refuse_faults
from equipoise.usecases.rebaselining.kinds import ASSUMPTION, REPLAN
from equipoise.usecases.rebaselining.recording import (
    month_of,
    note,
    refuse_unknown,
    working_on,
)
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rounds import OpenRound

HEADING: Final = ("organisation", "month", "stage", "net_expenditure_thousands")
ACTUAL: Final = "actual"
FORECAST: Final = "forecast"
MONTHS: Final = range(1, 13)


def rebaseline_plan(
    one: OpenRound,
    system: str,
    *,
    path: Path,
    rests_on: tuple[str, ...] = (),
    by: Actor,
    now: datetime,
) -> Outcome[Act]:
    """Return the replan as a decision: every member's net expenditure by month, before actions.

    An ICB's is all it spends; a trust's is its expenditure less its income, support included.

    Raises: NotAllowedError; UnknownError for an assumption nobody has recorded; RefusedError for
        a file that lacks a body or a month, calls a month actual that has not ended, or changes
        a month that was actual before.
    """
    exercise = working_on(one, system, verb="rebaseline_plan", by=by, now=now)
    assumptions = (*exercise.letter.named("assumptions"), *exercise.coded(ASSUMPTION))
    refuse_unknown("planning assumption", rests_on, known=assumptions)
    lines = lines_of(path, HEADING)
    _refuse_lines(path, lines, tuple(sorted(one.members(system))))
    closed = _closed(path, lines)
    ended = month_of(one, now.date())
    if closed > ended:
        raise RefusedError(f"Month {closed} has not ended: {ended} months of {one.year} have.")
    cells = _cells(lines)
    _refuse_changed(exercise, cells, closed=closed)
    body = {
        "closed": closed,
        "cells": {organisation: list(found) for organisation, found in cells.items()},
        "rests_on": list(rests_on),
        "file": str(one.workspace.put_file(path)),
    }
    return note(exercise, REPLAN, body=body, by=by, now=now)


def _refuse_lines(path: Path, lines: tuple[Line, ...], members: tuple[str, ...]) -> None:
    faults: list[Fault] = []
    seen: set[tuple[str, str]] = set()
    for line in lines:
        key = (line["organisation"], line["month"])
        if line["organisation"] not in members:
            faults.append(line.fault("organisation", f"one of {', '.join(members)}"))
        elif line["month"] not in map(str, MONTHS) or key in seen:
            faults.append(line.fault("month", "1 (April) to 12 (March), each once"))
        elif line["stage"] not in (ACTUAL, FORECAST):
            faults.append(line.fault("stage", f"{ACTUAL} or {FORECAST}"))
        elif line.pence("net_expenditure_thousands") is None:
            faults.append(line.fault("net_expenditure_thousands", "an amount in £000"))
        seen.add(key)
    refuse_faults(path, faults)
    missing = [f"{code} {m}" for code in members for m in MONTHS if (code, str(m)) not in seen]
    if missing:
        raise RefusedError(
            f"{path.name} lacks {len(missing)} months: {', '.join(missing[:5])}.",
            "Give every member all twelve: a month that is not there is not nil.",
        )


def _closed(path: Path, lines: tuple[Line, ...]) -> int:
    """Return how many months are actual: the same first ones for every body."""
    actual = {int(line["month"]) for line in lines if line["stage"] == ACTUAL}
    forecast = {int(line["month"]) for line in lines if line["stage"] == FORECAST}
    if actual & forecast or actual != set(MONTHS[: len(actual)]):
        raise RefusedError(
            f"{path.name}: actual months are the first ones, and the same for every body."
        )
    return len(actual)


def _cells(lines: tuple[Line, ...]) -> Mapping[str, tuple[int, ...]]:
    found: dict[str, dict[int, int]] = {}
    for line in lines:
        pence = line.pence("net_expenditure_thousands")
        assert pence is not None, "what is no amount was refused before"
        found.setdefault(line["organisation"], {})[int(line["month"])] = pence
    return {code: tuple(own[month] for month in MONTHS) for code, own in sorted(found.items())}


def _refuse_changed(
    exercise: Exercise, cells: Mapping[str, tuple[int, ...]], *, closed: int
) -> None:
    """Refuse another figure for a month that was actual in the replan before.

    Raises: RefusedError naming the first body and month that differ.
    """
    before = exercise.last(REPLAN)
    if before is None:
        return
    was = before.body["closed"]
    if closed < was:
        raise RefusedError(f"{was} months were actual in {before.name}, and {closed} are here.")
    for code, own in cells.items():
        for month, (then, now) in enumerate(
            zip(before.body["cells"][code][:was], own[:was], strict=True), start=1
        ):
            if then != now:
                raise RefusedError(
                    f"Month {month} of {code} was actual in {before.name}, and is another amount "
                    "here.",
                    "Past months stay as they were; enter what came of them later in the month "
                    "it is found in.",
                )
