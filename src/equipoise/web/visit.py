"""One request as use cases see it: which workspace and round, who, when, and how to show it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from typing import cast

from django.http import HttpRequest

from equipoise.reports import MoneyUnits
from equipoise.usecases.refusals import UnknownError
from equipoise.usecases.rights import Actor, may
from equipoise.usecases.rounds import OpenRound, actor_named, open_round, round_codes
from equipoise.usecases.workspace import Workspace
from equipoise.web.place import workspace

KEPT = "equipoise.visit"
"""Where a request keeps its visit."""
VIA = "web"
"""The door, as events on record name it."""


@dataclass(frozen=True, kw_only=True)
class Visit:
    """A signed-in person's request."""

    request: HttpRequest

    @classmethod
    def of(cls, request: HttpRequest) -> Visit:
        """Return the visit of a request: one, however often it is asked for."""
        found: Visit = request.META.setdefault(KEPT, cls(request=request))
        return found

    @property
    def workspace(self) -> Workspace:
        """The workspace of the service."""
        return workspace()

    @cached_property
    def now(self) -> datetime:
        """The time of the request: the clock's, or EQUIPOISE_NOW for a repeatable run."""
        fixed = os.environ.get("EQUIPOISE_NOW")
        found = datetime.fromisoformat(fixed) if fixed else datetime.now(UTC)
        return found if found.tzinfo else found.replace(tzinfo=UTC)

    @property
    def today(self) -> date:
        """The day of the request."""
        return self.now.date()

    @cached_property
    def actor(self) -> Actor:
        """Who asks, in their role on this day.

        Raises: UnknownError when their account has no role today.
        """
        name = self.request.user.get_username()
        return actor_named(self.workspace, name, via=VIA, on=self.today)

    @cached_property
    def rounds(self) -> tuple[str, ...]:
        """The rounds there are, the latest first."""
        return tuple(reversed(round_codes()))

    @cached_property
    def round(self) -> OpenRound:
        """The round asked for with `?year=`, else the one last looked at, else the latest.

        Raises: UnknownError when there is no such round, or none at all.
        """
        asked = self.request.GET.get("year") or self.request.session.get("year")
        if asked in self.rounds:
            code = asked
        elif self.request.GET.get("year"):
            raise UnknownError("round", str(asked), self.rounds)
        else:
            code = self.rounds[0] if self.rounds else None
        self.request.session["year"] = code
        return open_round(self.workspace, code)

    @cached_property
    def system(self) -> str:
        """The system the actor works in: their own, else the only one or the one last looked at."""
        one = self.round
        own = [each for each in one.systems if self.actor.organisation in one.members(each)]
        last = self.request.session.get("system")
        return (own or [each for each in one.systems if each == last] or list(one.systems))[0]

    def may(self, verb: str, body: str) -> bool:
        """Return whether the actor may do this to that body today: a form is shown or not."""
        return may(self.actor, verb, self.round.subject(body), self.today)

    def looking_at(self, system: str) -> str:
        """Return the system named, remembered for the next page.

        Raises: UnknownError when the round has no such system.
        """
        self.round.members(system)
        self.request.session["system"] = system
        return system

    @property
    def is_confirmed(self) -> bool:
        """Whether what was asked once more was answered with yes."""
        return self.request.POST.get("confirmed") == "yes"

    @cached_property
    def units(self) -> MoneyUnits:
        """What money is shown in: as asked for with `?units=`, and remembered."""
        asked = self.request.GET.get("units", self.request.session.get("units", "m"))
        found = cast(MoneyUnits, asked) if asked in ("k", "m") else "m"
        self.request.session["units"] = found
        return found

    @property
    def format(self) -> str:
        """How to answer: html, csv, xlsx or json."""
        return self.request.GET.get("format", "html")
