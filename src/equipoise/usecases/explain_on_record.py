"""Why a figure worked out from a file on record is what it is: elective care, support."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from equipoise.records import Actor
from equipoise.usecases.explanation import Explanation
from equipoise.usecases.of_files import ELECTIVE, SUPPORT
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.payments import payments
from equipoise.usecases.refusals import UnknownError
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.support_asked import Way
from equipoise.usecases.support_on_record import support_on_record
from equipoise.workings import Figure, Reference, assumed

ON_RECORD = (ELECTIVE, SUPPORT)
"""What may be lodged, by the first word of its references."""


def explain_on_record(
    one: OpenRound, ref: Reference, *, by: Actor, on: date
) -> Outcome[Explanation]:
    """Return the working of a figure of the file that counts, worked out anew.

    Raises: NotAllowedError; UnknownError when no such file is on record, or it has no such figure.
    """
    code, system = ref.parts[1:3]
    if code != one.code or system not in one.systems:
        raise UnknownError("figure", str(ref))
    figures = _figures(one, ref, system=system, by=by, on=on)
    if ref not in figures:
        raise UnknownError("figure", str(ref), tuple(sorted(map(str, figures))))
    figure = figures[ref]
    found = Explanation(ref=ref, title=figure.working.name, figure=figure, assumed=assumed(figure))
    return Outcome(result=found, figures={ref: figure})


def _figures(
    one: OpenRound, ref: Reference, *, system: str, by: Actor, on: date
) -> Mapping[Reference, Figure]:
    if ref.parts[0] == ELECTIVE:
        return payments(one, system, by=by, on=on).figures
    try:
        way = Way.pinned(ref.pin)
    except ValueError as error:
        raise UnknownError("figure", str(ref)) from error
    return support_on_record(one, system, way=way, by=by, on=on)[1].figures
