"""What needs you today?"""

from typing import Any

from equipoise.reports.pages.collection import status_page
from equipoise.usecases.status import status
from equipoise.web.screen import Screen, Shown
from equipoise.web.visit import Visit


class HomeScreen(Screen):
    """What waits for the person, and what for others."""

    verb = "status"

    def show(self, visit: Visit, **named: Any) -> Shown:
        """Return the tasks of the person's own system."""
        del named
        system = visit.system
        outcome = status(visit.round, system, by=visit.actor, on=visit.today)
        return Shown(
            page=status_page(outcome),
            outcome=outcome,
            command=f"equipoise status {system}",
            basis=f"Round {visit.round.year}, {system}",
        )
