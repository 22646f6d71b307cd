"""The elective money that a new target restores: the swing of a system's own elective care."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from equipoise.sources import elective_care
from equipoise.units import Pence
from equipoise.usecases.elective import Asked, Way
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.swing import swing


def restored_of(one: OpenRound, system: str, *, path: Path, from_day: date) -> Pence:
    """Return what the rules known on a day are worth to a system over those of the day before.

    The activity is the same, and afterwards nothing is taken back, as the letter of November
    2023 has it.

    Unit: pence.
    Raises: RefusedError for a file without the system's care, or rows that cannot be read.
    """
    asked = Asked(
        care=elective_care(path),
        year=one.year,
        params=one.params,
        known_on=from_day,
        way=Way(full_allocation=True),
    )
    found = swing(asked, before=from_day - timedelta(days=1))
    if found.adds_up is False or system not in found.result.systems:
        raise RefusedError(
            f"{path.name} does not say all of the elective care of {system}.",
            f"See what is wrong with: equipoise swing {path.name}.",
        )
    return Pence(int(found.result.systems[system].allocation.swing.value))
