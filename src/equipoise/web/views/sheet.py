"""What stands in the file, and where was something found?"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from equipoise.reports.pages.page import Page, counted
from equipoise.usecases.sheet import Shelved, sheet
from equipoise.web.links import to_return
from equipoise.web.screen import Screen, Shown
from equipoise.web.shelf import Shelf
from equipoise.web.visit import Visit


class SheetScreen(Screen):
    """A sheet of a file that was handed in, or is at hand, with what was found at its cells."""

    verb = "review"
    template = "equipoise/sheet.jinja"

    def show(self, visit: Visit, **named: Any) -> Shown:
        """Return one sheet."""
        organisation, prefix = str(named["organisation"]), str(named["file"])
        shelf = Shelf(visit=visit, organisation=organisation)
        file: Shelved | str = prefix
        if shelf.row is not None and shelf.row.digest.startswith(prefix):
            file = shelf.shelved
        outcome = sheet(
            visit.round,
            organisation,
            file=file,
            name=visit.request.GET.get("sheet", ""),
            by=visit.actor,
            on=visit.today,
        )
        found = outcome.result
        count = counted(len(found.findings), "finding")
        page = Page(
            title=f"{found.name}, {found.file_name}",
            sentences=(f"{count} on this sheet." if found.findings else "Nothing was found here.",),
        )
        return Shown(
            page=replace(page, facts={"file": str(found.file)}),
            outcome=outcome,
            command=f"equipoise review {organisation}",
            trail=((f"Return of {organisation}", to_return(organisation)),),
            more={"sheet": found, "path": visit.request.path},
        )
