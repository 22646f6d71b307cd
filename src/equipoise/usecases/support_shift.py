"""Propose a net-neutral shift of control totals: some take on what others are relieved of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from equipoise.records import Actor
from equipoise.units import Pence, Period
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.potting.agreeing import Agreement
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.support_give import refuse_silent
from equipoise.usecases.support_totals import TotalsAsked, proposed, refuse_mixed
from equipoise.usecases.supporting import SHIFT, SupportAct, noted, region_of


@dataclass(frozen=True, kw_only=True)
class ShiftAsked:
    """Changes by member, and the windows of the year in which a shift may be proposed.

    Unit: pence; a positive change is a tougher control total. `windows` are the days before the
    draft and before the final plans, both days included.
    """

    totals: TotalsAsked
    changes: Mapping[str, Pence]
    windows: Sequence[tuple[date, date]]
    reason: str
    source: str = ""


def support_shift(
    one: OpenRound, system: str, *, asked: ShiftAsked, by: Actor, now: datetime
) -> Outcome[SupportAct]:
    """Return the shift, proposed: it moves nothing until all it changes and the region consent.

    Raises: NotAllowedError; UnknownError for no such system; RefusedError without a reason, or
        where the shift lacks anything beside consents: a sum of nil, a day within a window, the
        control total of a body it changes.
    """
    demand(by, "support_shift", one.subject(system), now.date())
    one.members(system)
    refuse_silent(asked.reason)
    if not asked.changes:
        raise RefusedError("A shift changes control totals.", "Name each with --change ZR1=2000.")
    windows = [_window(start, end) for start, end in asked.windows]
    days = [(window.starts_on.isoformat(), window.ends_on.isoformat()) for window in windows]
    refuse_mixed(asked.totals, system)
    parties = [*sorted(asked.changes), region_of(one, system)]
    body: dict[str, object] = {
        "changes_pence": {code: int(asked.changes[code]) for code in sorted(asked.changes)},
        "windows": [list(pair) for pair in days],
        "proposed_on": now.date().isoformat(),
        "region": parties[-1],
        "reason": asked.reason,
        "source": asked.source,
        "agreement": str(Agreement.ALL),
        "parties": parties,
    }
    found = proposed(asked.totals, system, body=body)
    if found.lacks:
        raise RefusedError(
            f"This shift may not be proposed: it lacks {'; '.join(found.lacks)}.",
            "Shifts are net-neutral, and proposed ahead of draft or of final plans alone.",
        )
    return noted(one, system, kind=SHIFT, body=body, by=by, now=now)


def _window(start: date, end: date) -> Period:
    if end < start:
        raise RefusedError(f"A window from {start} cannot end on {end}.")
    return Period(starts_on=start, ends_on=date.fromordinal(end.toordinal() + 1))
