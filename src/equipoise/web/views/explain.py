"""Why this number?"""

from io import BytesIO
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from equipoise.reports import in_full, working_workbook
from equipoise.reports.explanation import INDENT
from equipoise.reports.pages.reasons import explanation_page
from equipoise.usecases.explain import explain
from equipoise.usecases.explanation import Explanation
from equipoise.usecases.outcome import Outcome
from equipoise.web.files import WORKBOOK, as_file
from equipoise.web.screen import Screen, Shown
from equipoise.web.tree import tree
from equipoise.web.visit import Visit
from equipoise.workings import Reference


class ExplainScreen(Screen):
    """What stands behind a reference, step by step; `?format=working` as live formulas."""

    verb = "explain"
    template = "equipoise/explain.jinja"

    def get(self, request: HttpRequest, **named: Any) -> HttpResponseBase:
        """Answer with the page, or with the working as a workbook."""
        visit = Visit.of(request)
        if visit.format != "working":
            return super().get(request, **named)
        outcome = self._explained(visit, named["ref"])
        figure = outcome.result.figure
        if figure is None:
            raise Http404(f"{outcome.result.ref} is no figure: it has no working.")
        stream = BytesIO()
        title, notice = outcome.result.title, str(figure.basis)
        working_workbook(figure, outcome.expand, stream, title=title, notice=notice)
        return as_file(stream.getvalue(), "working.xlsx", kind=WORKBOOK)

    def show(self, visit: Visit, **named: Any) -> Shown:
        """Return the working of a figure, down to cells of files."""
        outcome = self._explained(visit, named["ref"])
        page = explanation_page(outcome)
        ref, *lines = page.sentences
        figure = outcome.result.figure
        return Shown(
            page=page,
            outcome=outcome,
            command=f"equipoise explain {ref}",
            basis="" if figure is None else str(figure.basis),
            more={
                "tree": tree(lines, indent=INDENT),
                "is_figure": figure is not None,
                "value": "" if figure is None else in_full(figure.value, figure.basis.unit),
            },
        )

    def _explained(self, visit: Visit, ref: str) -> Outcome[Explanation]:
        asked = Reference.parse(ref)
        return explain(visit.round, asked, by=visit.actor, on=visit.today)
