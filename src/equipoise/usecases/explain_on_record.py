"""Why a figure worked out from a file on record is what it is: elective care, support."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from equipoise.records import Actor
from equipoise.units import FinancialYear
from equipoise.usecases.explanation import Explanation
from equipoise.usecases.of_files import ELECTIVE, SUPPORT
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.payments import payments
from equipoise.usecases.refusals import RefusedError, UnknownError
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.support_asked import Way
from equipoise.usecases.support_on_record import support_on_record
from equipoise.workings import Figure, Reference, assumed

ON_RECORD = (ELECTIVE, SUPPORT)
"""What may be lodged, by the first word of its references."""
REPLAYED = FinancialYear(2020)
"""The rule of the year that is replayed on plans of a year without a fund."""


def explain_on_record(
    one: OpenRound, ref: Reference, *, by: Actor, on: date
) -> Outcome[Explanation]:
    """Return the working of a figure of the file that counts, worked out anew.

    Raises: NotAllowedError; UnknownError when no such file is on record, or it has no such figure.
    """
    kind, code, system = ref.parts[:3]
    if code != one.code or system not in one.systems:
        raise UnknownError("figure", str(ref))
    figures = _figures(one, kind, system=system, by=by, on=on)
    asked = Reference("figure", ref.parts)
    if asked not in figures:
        raise UnknownError("figure", str(ref), tuple(sorted(map(str, figures))))
    figure = figures[asked]
    found = Explanation(
        ref=asked, title=figure.working.name, figure=figure, assumed=assumed(figure)
    )
    return Outcome(result=found, figures={asked: figure})


def _figures(
    one: OpenRound, kind: str, *, system: str, by: Actor, on: date
) -> Mapping[Reference, Figure]:
    if kind == ELECTIVE:
        return payments(one, system, by=by, on=on).figures
    try:
        return support_on_record(one, system, way=Way(), by=by, on=on)[1].figures
    except RefusedError:
        replay = Way(terms=REPLAYED, model=True)
        return support_on_record(one, system, way=replay, by=by, on=on)[1].figures
