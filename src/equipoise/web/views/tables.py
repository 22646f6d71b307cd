"""The tables people know by number: a list of them, and each."""

from typing import Any

from django.http import Http404
from django.urls import reverse

from equipoise.reports.tables import CATALOGUE, known
from equipoise.reports.tables.showing import list_page, tables_page
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.table import Wanted, table, table_waivers
from equipoise.web.screen import Screen, Shown
from equipoise.web.versions import version_asked
from equipoise.web.visit import Visit


class TablesScreen(Screen):
    """Every table of a system's plan, by number, name and the question it answers."""

    verb = "table"
    template = "equipoise/tables.jinja"

    def show(self, visit: Visit, **named: Any) -> Shown:
        """Return the list, each with a link."""
        system = visit.looking_at(named["system"])
        return Shown(
            page=list_page(system),
            outcome=Outcome(result=CATALOGUE),
            command="equipoise table",
            trail=(("The plan", reverse("plan", args=[system])),),
            more={
                "known": [(each, reverse("table", args=[system, each.ref])) for each in CATALOGUE]
            },
        )


class TableScreen(Screen):
    """One of the tables, of the latest version or of `?version=`, of all bodies or `?org=`."""

    verb = "table"

    def show(self, visit: Visit, **named: Any) -> Shown:
        """Return the table.

        Raises: Http404 for a table there is not.
        """
        system = visit.looking_at(named["system"])
        found = known(named["name"])
        if found is None:
            raise Http404(f"There is no table {named['name']}.")
        wanted = Wanted(
            name=found.name,
            version=version_asked(visit, "version"),
            organisation=visit.request.GET.get("org") or None,
        )
        outcome = table(visit.round, system, wanted=wanted, by=visit.actor, on=visit.today)
        waivers = table_waivers(visit.round, system, wanted=wanted, by=visit.actor, on=visit.today)
        return Shown(
            page=tables_page([(found, outcome)], [], waivers=waivers),
            outcome=outcome,
            command=f"equipoise table {found.ref} {system}",
            basis=f"Round {visit.round.year}, {system}",
            trail=(("All tables", reverse("tables", args=[system])),),
        )
