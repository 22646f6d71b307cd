"""What a plan means for one body: its support by every outcome, and its elective money."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from equipoise.records import Actor
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.payments import Payments, payments
from equipoise.usecases.refusals import RefusedError, UnknownError
from equipoise.usecases.rights import Role, demand
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.support import Supported
from equipoise.usecases.support_asked import Way
from equipoise.usecases.support_on_record import support_on_record


@dataclass(frozen=True, kw_only=True)
class Meaning:
    """What is on record that a body's result depends on; None, with why, where nothing is."""

    organisation: str
    system: str
    support: Supported | None
    without_support: str
    payments: Payments | None


def meaning(
    one: OpenRound, organisation: str, *, way: Way, by: Actor, on: date, known: date | None = None
) -> Outcome[Meaning]:
    """Return what the files on record mean for one body, by one way of reading support.

    The body sees its own rows alone: what is the others' is used, and not shown.

    Raises: NotAllowedError; UnknownError for no such body.
    """
    demand(by, "meaning", one.subject(organisation), on)
    system = one.system_of(organisation)
    reader = replace(by, role=Role.AUDITOR)  # the whole file is read, and one body's rows shown
    supported, why = None, ""
    try:
        _, found = support_on_record(one, system, way=way, by=reader, on=on)
        supported = found.result
    except (RefusedError, UnknownError) as error:
        why = str(error)
    try:
        paid = payments(one, system, by=reader, on=on, known=known).result
    except (RefusedError, UnknownError):
        paid = None
    return Outcome(
        result=Meaning(
            organisation=organisation,
            system=system,
            support=supported,
            without_support=why,
            payments=paid,
        )
    )
