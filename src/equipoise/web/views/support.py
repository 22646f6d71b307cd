"""Who earns what if the body and its system hit or miss?"""

from typing import Any, ClassVar

from django.urls import reverse

from equipoise.reports.pages.supporting import support_page
from equipoise.units import FinancialYear
from equipoise.usecases.lodge_file import FileKind, lodge_file
from equipoise.usecases.refusals import RefusedError, UnknownError
from equipoise.usecases.support_asked import Way
from equipoise.usecases.support_on_record import support_on_record
from equipoise.web.fields import FileForm
from equipoise.web.screen import Done, Screen, Shown, nothing_yet
from equipoise.web.uploads import on_disk
from equipoise.web.visit import Visit

FUNDS = tuple(FinancialYear(year) for year in (*range(2016, 2021), *range(2024, 2029)))
"""The years that had a fund: those between had none."""


class SupportScreen(Screen):
    """Support from the file on record, by the year's fund or by the rule of `?terms=`."""

    verb = "support_on_record"
    template = "equipoise/support.jinja"
    forms: ClassVar = {"lodge": FileForm}

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

    def act_lodge(self, visit: Visit, sent: dict[str, Any], **named: Any) -> Done:
        """Put a file of support on record."""
        with on_disk(sent["file"]) as path:
            found = lodge_file(
                visit.round,
                named["system"],
                kind=FileKind.SUPPORT,
                path=path,
                by=visit.actor,
                now=visit.now,
            ).result
        return Done(words=f"{found.name} is on record.", to=visit.request.path)


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
