"""A file that was put on record."""

from equipoise.reports.pages.page import Page
from equipoise.usecases.lodge_file import FileKind, FileOnRecord
from equipoise.usecases.outcome import Outcome

WORDS = {FileKind.ELECTIVE: "elective care", FileKind.SUPPORT: "support"}


def lodged_file_page(outcome: Outcome[FileOnRecord]) -> Page:
    """Return which file counts from now on."""
    found = outcome.result
    return Page(
        title="On record",
        sentences=(
            f"{found.name} is the {WORDS[found.kind]} of {found.system} from now on.",
            f"Its digest is {found.digest}.",
        ),
        facts={"file": found.digest, "kind": str(found.kind), "system": found.system},
    )
