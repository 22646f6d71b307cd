"""Why this number?"""

from typing import Any

from equipoise.reports.pages.reasons import explanation_page
from equipoise.usecases.explain import explain
from equipoise.web.screen import Screen, Shown
from equipoise.web.visit import Visit
from equipoise.workings import Reference


class ExplainScreen(Screen):
    """What stands behind a reference."""

    verb = "explain"

    def show(self, visit: Visit, **named: Any) -> Shown:
        """Return the working of a figure, down to cells of files."""
        ref = Reference.parse(named["ref"])
        outcome = explain(visit.round, ref, by=visit.actor, on=visit.today)
        return Shown(
            page=explanation_page(outcome), outcome=outcome, command=f"equipoise explain {ref}"
        )
