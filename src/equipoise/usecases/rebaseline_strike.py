"""Enter a strike in the log: whose, when, how many days, and which parts of its cost count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from equipoise.params import ParameterError
from equipoise.records import Actor
from equipoise.rules.rebaselining.strike_cost import PARTS
from equipoise.units import Pence
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.potting import Act
from equipoise.usecases.potting.recording import refuse_day
from equipoise.usecases.rebaselining.exercise import open_exercise
from equipoise.usecases.rebaselining.kinds import STRIKE
from equipoise.usecases.rebaselining.recording import note, refuse_blank, refuse_unknown
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound


@dataclass(frozen=True, kw_only=True)
class StrikeDays:
    """A strike by one staff group, from a day on.

    `stated` is what the system says a part of it costs it, in place of an estimate. Unit: pence.
    """

    group: str
    from_day: date
    days: int
    parts: tuple[str, ...] = PARTS
    stated: Mapping[str, Pence] = field(default_factory=dict)
    source: str = ""

    @property
    def code(self) -> str:
        """What it is called: the group and its first day."""
        return f"{self.group}.{self.from_day}"


def rebaseline_strike(
    one: OpenRound, system: str, *, strike: StrikeDays, by: Actor, now: datetime
) -> Outcome[Act]:
    """Return the strike as a decision; entered again from the same day, the last counts.

    Raises: NotAllowedError; UnknownError for no such part of a cost; RefusedError for no day, a
        day outside the year, a stated cost without a source, below nil or of a part that does not
        count, or a group and part whose cost nobody has published.
    """
    demand(by, "rebaseline_strike", one.subject(system), now.date())
    exercise = open_exercise(one, system)
    refuse_unknown("part of a strike's cost", strike.parts, known=PARTS)
    refuse_day(one, strike.from_day)
    if strike.days <= 0 or not strike.parts:
        raise RefusedError("A strike has at least one day, and one part of its cost that counts.")
    _refuse_unclear(strike)
    _refuse_uncosted(one, strike, on=now.date())
    body = {
        "code": strike.code,
        "group": strike.group,
        "from_day": strike.from_day.isoformat(),
        "days": strike.days,
        "parts": list(strike.parts),
        "stated_pence": dict(strike.stated),
        "source": strike.source,
    }
    return note(exercise, STRIKE, body=body, by=by, now=now)


def _refuse_unclear(strike: StrikeDays) -> None:
    """Refuse a stated cost that rests on nothing, or is of a part that does not count.

    Raises: RefusedError.
    """
    if not strike.stated:
        return
    refuse_blank(source=strike.source)
    for part, pence in strike.stated.items():
        if part not in strike.parts:
            raise RefusedError(
                f"A cost of {part.replace('_', ' ')} is stated, which does not count here.",
                "Name that part with --part too, or leave its cost out.",
            )
        if pence < 0:
            raise RefusedError("A strike costs nil or more: a cost is positive.")


def _refuse_uncosted(one: OpenRound, strike: StrikeDays, *, on: date) -> None:
    """Refuse a part of a day's cost that nobody has published: it is not nil.

    Raises: RefusedError naming the group and the part.
    """
    for part in (part for part in strike.parts if part not in strike.stated):
        path = f"rebaselining/strike/{strike.group}/{part}_per_day_pence"
        try:
            one.params.at(path, one.year.period, known_on=on)
        except ParameterError as error:
            raise RefusedError(
                f"No {part.replace('_', ' ')} of a day of strike by {strike.group} is known for "
                f"{one.year}.",
                "State what it costs you with --cost, leave it out with --part, or add it to a "
                "rule pack with its source.",
            ) from error
