"""By when each part is due: days left, days late, and what to say of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from equipoise.records.queries import due_dates
from equipoise.usecases.rounds import OpenRound

BEFORE_DUE = "round/days_before_due_count"


@dataclass(frozen=True, kw_only=True)
class Due:
    """A day by which something is due, as seen on another: `left` days to go, negative when late.

    `is_near` says that it is to be told: from some days before, and when it is late.
    """

    on: date
    left: int
    is_near: bool


@dataclass(frozen=True, kw_only=True)
class DueDates:
    """Every due date of a round: by part, for all bodies or for one."""

    dates: dict[tuple[str, str], date]
    before: int

    def of(self, organisation: str, *, part: str, on: date) -> Due | None:
        """Return when a body's part is due; its own date counts before that of all bodies."""
        day = self.dates.get((organisation, part)) or self.dates.get(("", part))
        if day is None:
            return None
        left = (day - on).days
        return Due(on=day, left=left, is_near=left <= self.before)


def dates_of(one: OpenRound) -> DueDates:
    """Return the due dates of a round as they stand: the last one set of each counts."""
    found = {(row.organisation, row.part): row.due_on for row in due_dates(one.code)}
    before = one.params.at(BEFORE_DUE, one.year.period, known_on=one.known_on)
    return DueDates(dates=found, before=int(before.value))
