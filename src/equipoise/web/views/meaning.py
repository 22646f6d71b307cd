"""What does this mean for you?"""

from typing import Any

from equipoise.reports.display import day
from equipoise.reports.pages.meaning_page import meaning_page
from equipoise.usecases.meaning import meaning
from equipoise.web.screen import Screen, Shown
from equipoise.web.views.payments import day_asked
from equipoise.web.views.support import FUNDS, way_asked
from equipoise.web.visit import Visit


class MeaningScreen(Screen):
    """A body's support by every outcome and its elective money, by `?terms=` and `?known=`."""

    verb = "meaning"
    template = "equipoise/meaning.jinja"

    def show(self, visit: Visit, **named: Any) -> Shown:
        """Return what the files on record mean for one body."""
        code, way = named["organisation"], way_asked(visit)
        known = day_asked(visit)
        outcome = meaning(visit.round, code, way=way, by=visit.actor, on=visit.today, known=known)
        found = outcome.result
        days = found.payments.published if found.payments else ()
        return Shown(
            page=meaning_page(outcome),
            outcome=outcome,
            command=f"equipoise meaning {code}",
            basis=f"Round {visit.round.year}, {code}, full year, as known on "
            f"{day(known or visit.today)}",
            more={
                "years": [(year.code, str(year)) for year in FUNDS],
                "terms": way.terms.code if way.terms else "",
                "days": [(each.isoformat(), day(each)) for each in days],
                "known": known.isoformat() if known else "",
            },
        )
