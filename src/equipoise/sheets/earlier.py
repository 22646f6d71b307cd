"""Read a form of any version by the safe path, to be migrated."""

from pathlib import Path

from equipoise.register import Chart
from equipoise.sheets.forms_earlier import EDITIONS
from equipoise.sheets.limits import Limits
from equipoise.sheets.reading import HOUSE_LIMITS, Whole, read_whole
from equipoise.sheets.refusals import Refusal
from equipoise.sheets.surveying import survey


def read_any_version(
    path: Path, *, digest: str, chart: Chart, limits: Limits = HOUSE_LIMITS
) -> Whole | Refusal:
    """Return a form of any version as it was read, or why the file is not read at all.

    The file is opened by another process only, under `limits`, as a return is.
    """
    book = survey(path, limits)
    if isinstance(book, Refusal):
        return book
    return read_whole(book, digest=digest, chart=chart, editions=EDITIONS)
