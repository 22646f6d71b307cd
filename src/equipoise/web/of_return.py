"""A screen about one body's return, and the file that somebody works on before it is one."""

from __future__ import annotations

from functools import cached_property

from equipoise.usecases.outcome import Outcome
from equipoise.usecases.review import Review, review
from equipoise.usecases.rights import demand
from equipoise.web.screen import Screen
from equipoise.web.shelf import Shelf
from equipoise.web.visit import Visit


class OfReturn(Screen):
    """A page of the body that its address names."""

    verb = "review"

    @property
    def organisation(self) -> str:
        """The body that the address names."""
        return str(self.kwargs["organisation"])

    @cached_property
    def shelf(self) -> Shelf:
        """The file that the person works on."""
        return Shelf(visit=Visit.of(self.request), organisation=self.organisation)

    @cached_property
    def reviewed(self) -> Outcome[Review]:
        """The return as it stands."""
        visit = Visit.of(self.request)
        return review(visit.round, self.organisation, by=visit.actor, on=visit.today)

    def demand_submit(self, visit: Visit) -> None:
        """Refuse whoever may not submit this body's return.

        Raises: NotAllowedError.
        """
        demand(visit.actor, "submit", visit.round.subject(self.organisation), visit.today)
