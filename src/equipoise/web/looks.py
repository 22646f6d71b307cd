"""When a person last looked at a round: kept from one sign-in to the next."""

from __future__ import annotations

from datetime import datetime

from equipoise.usecases.news import Look
from equipoise.web.models import LastLook
from equipoise.web.visit import Visit


def last_look(visit: Visit) -> Look | None:
    """Return when the person last looked before this sign-in; None for a first look."""
    kept = visit.request.session.get(_key(visit))
    if kept is not None:
        return Look(at=datetime.fromisoformat(kept["at"]), sequence=kept["sequence"])
    if _key(visit) in visit.request.session:
        return None
    row = LastLook.objects.filter(owner=visit.request.user.pk, round=visit.round.code).first()
    return None if row is None else Look(at=row.at, sequence=row.sequence)


def looked(visit: Visit, since: Look | None, *, head: int) -> None:
    """Keep that the person looks now; what is told of stays the same until they sign in again."""
    told = None if since is None else {"at": since.at.isoformat(), "sequence": since.sequence}
    visit.request.session[_key(visit)] = told
    LastLook.objects.update_or_create(
        owner_id=visit.request.user.pk,
        round=visit.round.code,
        defaults={"sequence": head, "at": visit.now},
    )


def _key(visit: Visit) -> str:
    return f"look-{visit.round.code}"
