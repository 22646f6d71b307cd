"""Positions of every body and system, as was and as is: before and after mergers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from equipoise.cube import IncompleteError, NoCellsError
from equipoise.records import Actor
from equipoise.records.queries import latest_system_version
from equipoise.register import View
from equipoise.register.views import BothViews, Grouped, both_views
from equipoise.rules.balance import NobodyReturnedError
from equipoise.units import Pence
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.plans import plan_of
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.statement import Statement
from equipoise.workings import Basis, Figure, Support


@dataclass(frozen=True, kw_only=True)
class Seen:
    """How positions are looked at: grouped as which bodies, on which day, on which reading."""

    view: View
    on: date
    support: Support = Support.WITH


@dataclass(frozen=True, kw_only=True)
class Positions:
    """Positions in both views. `own` are the figures of the bodies that planned them.

    `missing` are the systems of which no version is collated, or one has a blank; they are
    named, and never counted as nil.
    """

    seen: Seen
    views: BothViews
    own: dict[str, Figure]
    versions: dict[str, int]
    missing: tuple[str, ...]
    basis: Basis | None

    @property
    def shown(self) -> Grouped:
        """The view that was asked for."""
        return self.views.was if self.seen.view is View.AS_WAS else self.views.is_now


def positions(one: OpenRound, *, seen: Seen, by: Actor, on: date) -> Outcome[Positions]:
    """Return the latest collated positions, as was and as is.

    As was, each body stands under its own code in the system it plans in. As is, what it plans
    goes to the bodies that hold it on the day of `seen`, by their shares and to the penny.

    Raises: NotAllowedError.
    """
    demand(by, "positions", one.subject(one.systems[0]), on)
    own: dict[str, Figure] = {}
    versions: dict[str, int] = {}
    for system in one.systems:
        found = _of_system(one, system, seen.support)
        if found is not None:
            versions[system], members = found
            own |= members
    amounts = {code: Pence(int(figure.value)) for code, figure in own.items()}
    first_day = one.year.period.starts_on
    views = both_views(one.register, amounts, was_on=first_day, is_on=seen.on)
    assert views.was.total == views.is_now.total, "a merger made or lost money"
    result = Positions(
        seen=seen,
        views=views,
        own=own,
        versions=versions,
        missing=tuple(system for system in one.systems if system not in versions),
        basis=next((figure.basis for figure in own.values()), None),
    )
    return Outcome(result=result)


def _of_system(
    one: OpenRound, system: str, support: Support
) -> tuple[int, dict[str, Figure]] | None:
    """Return the version of a system's plan and its members' positions; None without them."""
    version = latest_system_version(one.code, system)
    if version is None:
        return None
    try:
        found = Statement(plan=plan_of(one, version)).position
    except (IncompleteError, NoCellsError, NobodyReturnedError):
        return None
    return version.number, {
        code: both.including if support is Support.WITH else both.excluding
        for code, both in found.members.items()
    }
