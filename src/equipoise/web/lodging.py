"""A screen that reads a file on record, and on which whoever may lodges another."""

from __future__ import annotations

from typing import Any, ClassVar

from equipoise.usecases.lodge_file import FileKind, lodge_file
from equipoise.web.fields import FileForm
from equipoise.web.screen import Done, Screen
from equipoise.web.uploads import on_disk
from equipoise.web.visit import Visit


class LodgingScreen(Screen):
    """A page of a system over the last file lodged of one kind."""

    kind: ClassVar[FileKind]
    forms: ClassVar = {"lodge": FileForm}

    def act_lodge(self, visit: Visit, sent: dict[str, Any], **named: Any) -> Done:
        """Put a file on record."""
        with on_disk(sent["file"]) as path:
            found = lodge_file(
                visit.round,
                named["system"],
                kind=self.kind,
                path=path,
                by=visit.actor,
                now=visit.now,
            ).result
        return Done(words=f"{found.name} is on record.", to=visit.request.path)
