"""Does it add up?"""

from typing import Any, ClassVar

from django.urls import reverse

from equipoise.reports.pages.matching import matching_page
from equipoise.units import Pence
from equipoise.usecases.agree import agree
from equipoise.usecases.match import match
from equipoise.web.fields import AgreeForm
from equipoise.web.screen import Done, Screen, Shown
from equipoise.web.visit import Visit


class MatchScreen(Screen):
    """Both sides of every contract of a system, as signed now."""

    verb = "match"
    template = "equipoise/match.jinja"
    forms: ClassVar = {"agree": AgreeForm}

    def show(self, visit: Visit, **named: Any) -> Shown:
        """Return the pairs that the person may see."""
        system = visit.looking_at(named["system"])
        outcome = match(visit.round, system, by=visit.actor, on=visit.today)
        return Shown(
            page=matching_page(outcome),
            outcome=outcome,
            command=f"equipoise match {system}",
            basis=f"Plans as signed now, round {visit.round.year}, {system}",
        )

    def act_agree(self, visit: Visit, sent: dict[str, Any], **named: Any) -> Done:
        """Name or confirm the value of a contract."""
        outcome = agree(
            visit.round,
            sent["commissioner"],
            sent["provider"],
            value=Pence(sent["value"]),
            by=visit.actor,
            now=visit.now,
        )
        stand = outcome.result
        return Done(
            words=f"{stand.name}: {stand.status}.", to=reverse("match", args=[named["system"]])
        )
