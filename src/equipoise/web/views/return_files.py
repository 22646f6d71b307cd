"""Files of a return: the template to fill in, and a marked-up copy of what was uploaded."""

from __future__ import annotations

from io import BytesIO

from django.http import Http404, HttpRequest, HttpResponse
from django.views import View

from equipoise.usecases.check import check
from equipoise.usecases.template import Filling, template
from equipoise.usecases.workspace import scratch
from equipoise.web.files import WORKBOOK, as_file
from equipoise.web.shelf import Shelf
from equipoise.web.visit import Visit


class TemplateFile(View):
    """The workbook of a body, its codes, last year and latest figures already in it."""

    def get(self, request: HttpRequest, organisation: str) -> HttpResponse:
        """Answer with the workbook; `?part=` names parts, all of them if none is named."""
        visit = Visit.of(request)
        filling = Filling(parts=tuple(request.GET.getlist("part")))
        name = f"{organisation}-{visit.round.code}.xlsx"
        with scratch() as folder:
            path = folder / "template.xlsx"
            template(
                visit.round, organisation, path, by=visit.actor, on=visit.today, filling=filling
            )
            return as_file(path.read_bytes(), name, kind=WORKBOOK)


class MarkedUpFile(View):
    """The person's own workbook with a comment in every cell that has a finding."""

    def get(self, request: HttpRequest, organisation: str) -> HttpResponse:
        """Answer with the copy.

        Raises: Http404 where no file is at hand, or it cannot be copied.
        """
        visit = Visit.of(request)
        shelf = Shelf(visit=visit, organisation=organisation)
        if shelf.row is None:
            raise Http404("There is no file at hand. Upload it first.")
        copy = BytesIO()
        with shelf.file() as given:
            check(visit.round, given, organisation, by=visit.actor, on=visit.today, copy=copy)
        if not copy.getvalue():
            raise Http404("The file cannot be copied, so there is no copy to mark up.")
        name = shelf.row.name.rpartition(".")[0]
        return as_file(copy.getvalue(), f"{name}-marked.xlsx", kind=WORKBOOK)
