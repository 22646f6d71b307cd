"""What moved between two versions, and why?"""

from typing import Any

from django.urls import reverse

from equipoise.reports.charts.catalogue import bridge_picture
from equipoise.reports.pages.bridging import bridge_page
from equipoise.usecases.bridge import bridge
from equipoise.usecases.plan import plan
from equipoise.web.screen import Screen, Shown
from equipoise.web.versions import version_asked
from equipoise.web.visit import Visit


class BridgeScreen(Screen):
    """The bridge (P1) from `?from=v1` to `?to=v3`; from the first to the latest if left out."""

    verb = "bridge"
    template = "equipoise/bridge.jinja"

    def show(self, visit: Visit, **named: Any) -> Shown:
        """Return the steps, drawn and as tables."""
        system = visit.looking_at(named["system"])
        latest = plan(visit.round, system, by=visit.actor, on=visit.today).result.latest
        first = version_asked(visit, "from") or 1
        last = version_asked(visit, "to") or latest
        outcome = bridge(
            visit.round, system, before=first, after=last, by=visit.actor, on=visit.today
        )
        return Shown(
            page=bridge_page(outcome),
            outcome=outcome,
            command=f"equipoise bridge v{first} v{last} --system {system}",
            basis=f"Version {first} to version {last}, round {visit.round.year}, full year, "
            "including support",
            trail=(("The plan", reverse("plan", args=[system])),),
            more={
                "picture": bridge_picture(outcome),
                "versions": tuple(range(1, latest + 1)),
                "first": first,
                "last": last,
            },
        )
