"""A page's tables as a file: csv of one, a workbook, or JSON as the command line writes it."""

from __future__ import annotations

from io import BytesIO
from typing import Any, Final

from django.http import Http404, HttpResponse

from equipoise.reports import csv_text, xlsx
from equipoise.reports.pages.answering import page_json, page_tables
from equipoise.reports.pages.page import Page
from equipoise.usecases.outcome import Outcome
from equipoise.web.visit import Visit

WORKBOOK: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def answered(visit: Visit, page: Page, *, outcome: Outcome[Any], verb: str) -> HttpResponse | None:
    """Return the page in the format asked for; None where that is the page itself.

    Raises: Http404 for a format there is not, or a table that the page has not.
    """
    match visit.format:
        case "html":
            return None
        case "json":
            return HttpResponse(page_json(page, outcome, verb), content_type="application/json")
        case "csv":
            return _csv(visit, page)
        case "xlsx":
            stream = BytesIO()
            xlsx(page_tables(page), stream, visit.units)
            return as_file(stream.getvalue(), f"{verb or 'page'}.xlsx", kind=WORKBOOK)
    raise Http404(f"There is no format {visit.format!r}: csv, xlsx or json.")


def as_file(content: bytes, name: str, *, kind: str) -> HttpResponse:
    """Return bytes to be kept under a name."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _csv(visit: Visit, page: Page) -> HttpResponse:
    name = visit.request.GET.get("table")
    found = [table for table in page_tables(page) if name in (None, table.name)]
    if not found:
        raise Http404(f"This page has no table {name!r}.")
    content = csv_text(found[0], visit.units).encode("utf-8-sig")  # Excel knows it by its mark
    return as_file(content, f"{found[0].name}.csv", kind="text/csv")
