"""Support of a system from the file on record: what each body earns, and what others risk."""

from __future__ import annotations

from datetime import date

from equipoise.records import Actor
from equipoise.sources import support_years
from equipoise.usecases.lodge_file import FileKind, FileOnRecord, file_on_record, opened
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.support import Supported, support
from equipoise.usecases.support_asked import Asked, Way
from equipoise.usecases.support_recorded import on_record

VERB = "support_on_record"


def support_on_record(
    one: OpenRound, system: str, *, way: Way, by: Actor, on: date
) -> tuple[FileOnRecord, Outcome[Supported]]:
    """Return the file that counts, and what its bodies earn read in this way.

    Decisions about support are those on the same record.

    Raises: NotAllowedError; UnknownError while no file of support is on record; RefusedError for
        a year without a fund, or one that was suspended unless the way is a model.
    """
    demand(by, VERB, one.subject(system), on)
    found = file_on_record(one, system, kind=FileKind.SUPPORT)
    with opened(one, found) as path:
        years = support_years(path)
    asked = Asked(years=years, year=one.year, params=one.params, known_on=on, way=way)
    return found, support(on_record(one, asked, by=by, on=on))
