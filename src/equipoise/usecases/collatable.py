"""Which versions of parts a system's plan would be collated of, and whether that is new."""

from __future__ import annotations

from collections.abc import Iterable

from equipoise.records import ReturnStatus
from equipoise.records.models import SystemVersion, Version
from equipoise.usecases.plans import get_manifest
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.versions import Standing, kept_at, latest_signed, was_accepted

INCLUDABLE = frozenset({ReturnStatus.ACCEPTED, ReturnStatus.INCLUDED})


def counting(one: OpenRound, standing: Standing) -> Version | None:
    """Return the version of one part that counts, if any does.

    That is the accepted one, also while its part is reopened; or, where decisions were carried
    out since, the youngest of its line that the body has signed. One that was sent back does not
    count.
    """
    head, newest = standing.head, standing.version
    if head is None or newest is None:
        return None
    kept = kept_at(one, head)
    if kept is not None or standing.status is ReturnStatus.RETURNED:
        return kept
    if newest.decision:
        signed = latest_signed(one, standing.organisation, standing.part)
        return signed if signed is not None and was_accepted(signed) else None
    return newest if standing.status in INCLUDABLE else None


def is_same(one: OpenRound, before: SystemVersion | None, *, rows: Iterable[Version]) -> bool:
    """Return whether a version of the plan is made of these very versions of parts."""
    if before is None:
        return False
    numbers = {(row.organisation, row.part): row.number for row in rows}
    return get_manifest(one, before).numbers == numbers
