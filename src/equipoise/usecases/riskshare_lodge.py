"""Lodge the text of a risk-share agreement: a version by its digest, for its parties to sign."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

from equipoise.records import Actor
from equipoise.rules.riskshare import REGION
from equipoise.sources import WrittenAgreement
from equipoise.store import digest_of
from equipoise.units import Period
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.potting.recording import entered
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.sharing_risk import usable
from equipoise.usecases.sharing_risk.lodged import (
    LODGED,
    Lodged,
    lodged_in,
    named_lodged,
    terms_said,
)
from equipoise.usecases.supporting import region_of


def riskshare_lodge(
    one: OpenRound, system: str, *, written: WrittenAgreement, reason: str, by: Actor, now: datetime
) -> Outcome[Lodged]:
    """Return the agreement as lodged: nobody has consented to it by that.

    The same text is the same version. Another text is the next one, and is signed anew: nobody's
    consent is carried over.

    Raises: NotAllowedError; UnknownError for a system or a party that the round does not know;
        RefusedError for a text that does not fit, or a term that is not of the plan year.
    """
    demand(by, "riskshare_lodge", one.subject(system), now.date())
    one.members(system)
    agreement = usable(written)
    for code in agreement.parties:
        one.organisation(code)
    if not Period(agreement.starts_on, agreement.ends_on).overlaps(one.year.period):
        raise RefusedError(
            f"{agreement.name} runs from {agreement.starts_on} to before {agreement.ends_on}: no "
            f"day of it is of {one.year}.",
            "Lodge it in the round of its own year, with --year.",
        )
    if agreement.consent.regional:
        region_of(one, system)
    versions = [each for each in lodged_in(one, system) if each.body["name"] == agreement.name]
    digest = str(digest_of(BytesIO(written.text)))
    if versions and versions[-1].body["file"] == digest:
        return Outcome(result=versions[-1])
    body = {
        "name": agreement.name,
        "title": agreement.title,
        "version": len(versions) + 1,
        "file": str(one.workspace.put(BytesIO(written.text))),
        "starts_on": agreement.starts_on.isoformat(),
        "ends_on": agreement.ends_on.isoformat(),
        "signatories": sorted(agreement.parties),
        "consent": terms_said(agreement),
        "asked": [*sorted(agreement.parties), *([REGION] if agreement.consent.regional else [])],
        "reason": reason,
    }
    numbers, events = entered(one, system, decided=(LODGED, [body]), reason=reason, by=by, now=now)
    return Outcome(result=named_lodged(one, f"D{numbers[0]}"), events=events)
