"""Who earns what if the body and its system hit or miss?"""

from typing import Any

from django.urls import reverse

from equipoise.reports.pages.supporting import support_page
from equipoise.rules.support import SCHEMES
from equipoise.units import FinancialYear
from equipoise.usecases.lodge_file import FileKind
from equipoise.usecases.refusals import RefusedError, UnknownError
from equipoise.usecases.support_asked import Way
from equipoise.usecases.support_on_record import support_on_record
from equipoise.web.lodging import LodgingScreen
from equipoise.web.screen import Shown, nothing_yet
from equipoise.web.visit import Visit

FUNDS = sorted({scheme.applies.year for scheme in SCHEMES})
"""The years that had a fund."""


class SupportScreen(LodgingScreen):
    """Support from the file on record, by the year's fund or by the rule of `?terms=`."""

    verb = "support_on_record"
    template = "equipoise/support.jinja"
    kind = FileKind.SUPPORT

    def show(self, visit: Visit, **named: Any) -> Shown:
        """Return what each body earns, own result by system result."""
        system = visit.looking_at(named["system"])
        way = way_asked(visit)
        terms = f" --terms {way.terms} --model" if way.terms else ""
        frame: dict[str, Any] = {
            "command": f"equipoise support FILE --year {visit.round.year}{terms}",
            "trail": (("The plan", reverse("plan", args=[system])),),
        }
        more = {
            "may_lodge": visit.may("lodge_file", system),
            "years": [(year.code, str(year)) for year in FUNDS],
            "terms": way.terms.code if way.terms else "",
        }
        try:
            file, outcome = support_on_record(
                visit.round, system, way=way, by=visit.actor, on=visit.today
            )
        except UnknownError:
            words = f"No support of {system} is on record yet: its lead lodges a file of it."
            page, nothing = nothing_yet("Support, risk share and recovery", words)
            return Shown(page=page, outcome=nothing, more=more, **frame)
        except RefusedError as error:
            page, nothing = nothing_yet("Support, risk share and recovery", error.reason)
            return Shown(page=page, outcome=nothing, more={**more, "has_file": True}, **frame)
        return Shown(
            page=support_page(outcome),
            outcome=outcome,
            basis=f"From {file.name}, lodged by {file.person}; {visit.round.year}, {system}",
            more={**more, "has_file": True},
            **frame,
        )


def way_asked(visit: Visit) -> Way:
    """Return by which rule support is read: the year's own, or the one of `?terms=`, as a model.

    Raises: UnknownError for what is no year.
    """
    text = visit.request.GET.get("terms")
    if not text:
        return Way()
    try:
        return Way(terms=FinancialYear.parse(text), model=True)
    except ValueError as error:
        raise UnknownError("year", text) from error
