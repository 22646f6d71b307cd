"""Does it add up? Every contract of a system, with a page for each."""

from typing import Any

from equipoise.reports.pages.matching import matching_page
from equipoise.usecases.match import Look, match
from equipoise.web.links import pair_links
from equipoise.web.screen import Screen, Shown
from equipoise.web.visit import Visit


class MatchScreen(Screen):
    """Both sides of every contract of a system, as signed now or with drafts."""

    verb = "match"
    template = "equipoise/match.jinja"

    def show(self, visit: Visit, **named: Any) -> Shown:
        """Return the pairs that the person may see; with `?proposed=yes` drafts count too."""
        system = visit.looking_at(named["system"])
        proposed = visit.request.GET.get("proposed") == "yes"
        outcome = match(
            visit.round, system, by=visit.actor, on=visit.today, look=Look(proposed=proposed)
        )
        counted = "with drafts that nobody has signed yet" if proposed else "as signed now"
        return Shown(
            page=matching_page(outcome),
            outcome=outcome,
            command=f"equipoise match {system}{' --proposed' if proposed else ''}",
            basis=f"Plans {counted}, round {visit.round.year}, {system}",
            more={
                "pairs": pair_links(system, outcome.result.mismatch.pairs),
                "system": system,
                "proposed": proposed,
            },
        )
