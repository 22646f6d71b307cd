"""Who has returned what, and what stands in the way?"""

from typing import Any

from equipoise.reports.pages.collection import board_page
from equipoise.usecases.collect import collect
from equipoise.web.screen import Screen, Shown
from equipoise.web.visit import Visit


class CollectScreen(Screen):
    """The collection board of a system."""

    verb = "collect"

    def show(self, visit: Visit, **named: Any) -> Shown:
        """Return the board."""
        system = visit.looking_at(named["system"])
        outcome = collect(visit.round, system, by=visit.actor, on=visit.today)
        return Shown(
            page=board_page(outcome),
            outcome=outcome,
            command=f"equipoise collect {system}",
            basis=f"Round {visit.round.year}, {system}",
        )
