"""Risk-share agreements on record: versions by digest, consents with their days, duties shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, Final

from equipoise.reports.columns import words
from equipoise.reports.display import day, percent
from equipoise.reports.pages.page import Page, counted, entered, listed
from equipoise.reports.table import Row, Table
from equipoise.rules.riskshare import Consent, Decides
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.riskshare_lodged import AgreementsLodged
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.sharing_risk.lodged import Lodged

VERSIONS: Final = (
    words("decision", "Decision"),
    words("agreement", "Agreement"),
    words("version", "Version"),
    words("lodged", "Lodged"),
    words("text", "Digest of the text"),
    words("status", "Status"),
    words("missing", "Missing"),
)
CONSENTS: Final = (
    words("decision", "Decision"),
    words("party", "Party"),
    words("answer", "Answer"),
    words("by", "By"),
    words("role", "Role"),
    words("on", "On"),
)
DUTIES: Final = (
    words("decision", "Decision"),
    words("body", "Body"),
    words("month", "Month"),
    words("shown", "Shown"),
    words("recorded", "Recorded"),
    words("by", "By"),
    words("evidence", "Evidence"),
)


def lodged_page(outcome: Outcome[Lodged], *, one: OpenRound, on: date) -> Page:
    """Return one version of an agreement, whose consent it has, and whose is missing."""
    found = outcome.result
    consents = found.consent(one.params, known_on=on)
    body = found.body
    return Page(
        title=f"Agreement {found.name}: {body['title']}",
        sentences=(
            f"{found.name} is version {body['version']} of {body['name']}, lodged by its text: "
            f"{body['file'][:12]}.",
            f"An act under it needs {_needs(found)}.",
            *_standing(consents),
        ),
        cards=(_consents([found]), *_duties([found])),
        next_steps=tuple(
            f"equipoise riskshare sign {found.name} --yes  # by {party}"
            for party in consents.missing
        ),
        facts={
            "decision": found.name,
            "version": body["version"],
            "text": body["file"],
            "agreed": list(consents.agreed),
            "missing": list(consents.missing),
            "refused": list(consents.refused),
            "stands": consents.stands,
        },
    )


def lodged_pages(outcome: Outcome[AgreementsLodged]) -> Page:
    """Return every version on the record of a system."""
    found = outcome.result
    rows = tuple(_version(each, found.consents[each.name]) for each in found.versions)
    versions = Table(
        name="agreements",
        title="Versions lodged",
        sentence="",
        basis=f"record of round {found.round}",
        columns=VERSIONS,
        rows=rows,
    )
    return Page(
        title=f"Risk-share agreements: {found.system}",
        sentences=(
            f"{counted(len(rows), 'version')} on the record of {found.system}.",
            "A version counts with the consents that its own rule of decision asks for; what a "
            "settlement affects is said when it is settled.",
        ),
        cards=(versions, _consents(found.versions), *_duties(found.versions)) if rows else (),
        next_steps=("equipoise riskshare settle AGREEMENT POSITIONS --record SYSTEM",),
        facts={"system": found.system},
    )


def _version(found: Lodged, consents: Consent) -> Row:
    status = "Signed" if consents.stands else "Refused" if consents.refused else "To be signed"
    return Row(
        cells={
            "decision": found.name,
            "agreement": found.body["name"],
            "version": str(found.body["version"]),
            "lodged": f"{found.decision.proposed_by}, {day(found.decision.at.date())}",
            "text": found.body["file"],
            "status": "An earlier version" if found.superseded else status,
            "missing": ", ".join(consents.missing),
        }
    )


def _needs(found: Lodged) -> str:
    terms = found.terms
    region = " and of the region" if terms.regional else ""
    match terms.rule:
        case Decides.ALL:
            return f"the consent of all its parties{region}"
        case Decides.AFFECTED:
            return f"the consent of each party that it affects{region}"
        case Decides.LEAD:
            return f"the consent of its lead, {terms.lead}{region}"
        case Decides.MAJORITY:
            return f"the consent of a majority of its parties{_share(terms.share)}{region}"


def _share(share: Fraction | None) -> str:
    return "" if share is None else f" ({percent(share)})"


def _standing(consents: Consent) -> Iterator[str]:
    if consents.refused:
        yield f"{listed(consents.refused)} refused."
    if consents.missing:
        yield f"Not on record, were it to affect everybody: {listed(consents.missing)}."
    if consents.stands:
        yield "Every consent that it could need is on record."


def _consents(versions: list[Lodged] | tuple[Lodged, ...]) -> Table:
    rows = [_consent(found, party) for found in versions for party in found.body["asked"]]
    return Table(
        name="consents",
        title="Consents",
        sentence="",
        basis="the last answer of each party",
        columns=CONSENTS,
        rows=tuple(rows),
    )


def _duties(versions: list[Lodged] | tuple[Lodged, ...]) -> Iterator[Table]:
    rows = [_duty(one) for found in versions for one in found.shown]
    if rows:
        yield Table(
            name="duties",
            title="What duties ask for",
            sentence="",
            basis="as each was stated",
            columns=DUTIES,
            rows=tuple(rows),
        )


def _consent(found: Lodged, party: str) -> Row:
    answer = found.answers.get(party)
    return Row(
        cells={
            "decision": found.name,
            "party": party,
            "answer": answer.answer if answer else "to come",
            "by": answer.person if answer else "",
            "role": answer.role.replace("_", " ") if answer else "",
            "on": day(answer.at.date()) if answer else "",
        }
    )


def _duty(one: Mapping[str, Any]) -> Row:
    figures = (
        f"{name.replace('_', ' ')} {entered(one[f'{name}_pence'])}"
        for name in ("position", "brought_forward", "cash")
        if one[f"{name}_pence"] is not None
    )
    licence = [f"licence: {one['licence']}"] if one["licence"] else []
    return Row(
        cells={
            "decision": one["decision"],
            "body": one["body"],
            "month": str(one["month"]),
            "shown": "; ".join([*figures, *licence]),
            "recorded": ", ".join(one["recorded"]),
            "by": f"{one['decided_by']} ({one['role'].replace('_', ' ')})",
            "evidence": one["evidence"],
        }
    )
