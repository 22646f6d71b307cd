"""Risk-share agreements on a round's record: their text by digest, who signed, what was shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from io import BytesIO
from typing import Any, Final

from equipoise.params import Parameters
from equipoise.records.models import Consent as Answer
from equipoise.records.queries import consents, decisions
from equipoise.register import Kind
from equipoise.rules.riskshare import (
    REGION,
    Agreement,
    Asked,
    Consent,
    Consenting,
    Decides,
    consent,
)
from equipoise.sources import AnswerLine, DutyLine, RiskFile, WrittenAgreement
from equipoise.store import digest_of
from equipoise.units import Pence
from equipoise.usecases.decisions import named_decision
from equipoise.usecases.recorded import RecordedDecision
from equipoise.usecases.refusals import RefusedError, UnknownError
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.sharing_risk.asking import Asking

LODGED: Final = "riskshare-agreement"
SHOWN: Final = "riskshare-duty"
"""Kinds of decision: an agreement's text is lodged; what a duty asks for is put on record."""


@dataclass(frozen=True, kw_only=True)
class Lodged(RecordedDecision):
    """A version of an agreement: its answers by party, and what its parties' duties show.

    `superseded`: a later version of the same agreement is lodged. `shown` are statements about
    duties in the order they were made.
    """

    answers: Mapping[str, Answer]
    shown: tuple[Mapping[str, Any], ...]
    superseded: bool

    @property
    def terms(self) -> Consenting:
        """Whose agreement an act under it needs."""
        said = self.body["consent"]
        share = said["share"]
        return Consenting(
            rule=Decides(said["rule"]),
            share=None if share is None else Fraction(share),
            lead=said["lead"],
            regional=said["regional"],
        )

    @property
    def parties(self) -> tuple[str, ...]:
        """Its signatories."""
        return tuple(self.body["signatories"])

    def consent(self, params: Parameters, *, known_on: date) -> Consent:
        """Return whose consent is there and whose is missing, were an act to touch everybody."""
        said = {party: answer.answer for party, answer in self.answers.items()}
        asked = Asked(terms=self.terms, parties=self.parties, affected=self.parties, answers=said)
        return consent(asked, params, known_on=known_on)

    def asked(self, asking: Asking) -> Asking:
        """Return what is asked with the consents and the duties of the record alone."""
        return replace(
            asking,
            record=f"{self.name} of round {self.decision.round_id}",
            consents=RiskFile(source=f"record, {self.name}", answers=self._said()),
            duties=RiskFile(source=f"record, {self.name}", duties=self._duties(asking.month)),
        )

    def _said(self) -> tuple[AnswerLine, ...]:
        return tuple(
            AnswerLine(
                party=party,
                answer=answer.answer,
                by=answer.person,
                role=answer.role,
                answered_on=answer.at.date(),
            )
            for party, answer in self.answers.items()
        )

    def _duties(self, month: int) -> tuple[DutyLine, ...]:
        """Return what is shown for a month: the last figures of each body, all that is recorded."""
        figures: dict[str, Mapping[str, Any]] = {}
        recorded: dict[str, set[str]] = {}
        for one in (one for one in self.shown if one["month"] == month):
            recorded.setdefault(one["body"], set()).update(one["recorded"])
            if one["position_pence"] is not None:
                figures[one["body"]] = one
        return tuple(
            DutyLine(
                body=body,
                position=Pence(one["position_pence"]),
                brought_forward=_pence(one["brought_forward_pence"]),
                cash=_pence(one["cash_pence"]),
                licence=one["licence"],
                recorded=frozenset(recorded[body]),
                place=one["decision"],
            )
            for body, one in figures.items()
        )


def lodged_in(one: OpenRound, system: str, *, known: date | None = None) -> tuple[Lodged, ...]:
    """Return every version of an agreement on a system's record, as known at the end of a day."""
    rows = [row for row in decisions(one.code, system) if known is None or row.at.date() <= known]
    last = {row.body["name"]: row.number for row in rows if row.kind == LODGED}
    shown: dict[int, list[Mapping[str, Any]]] = {}
    for row in rows:
        if row.kind == SHOWN:
            said = {**row.body, "decision": f"D{row.number}"}
            shown.setdefault(row.body["of"], []).append(said)
    return tuple(
        Lodged(
            decision=row,
            answers={
                party_of(one, system, organisation=answer.organisation): answer
                for answer in consents(row)
                if known is None or answer.at.date() <= known
            },
            shown=tuple(shown.get(row.number, ())),
            superseded=last[row.body["name"]] != row.number,
        )
        for row in rows
        if row.kind == LODGED
    )


def named_lodged(one: OpenRound, name: str) -> Lodged:
    """Return the version of an agreement under a short name such as D4, if it is the last one.

    Raises: UnknownError when there is none; RefusedError for one that a later version replaced.
    """
    found = named_decision(one, name)
    for each in lodged_in(one, found.system):
        if each.decision.number == found.number:
            if each.superseded:
                raise RefusedError(
                    f"{each.name} is an earlier version of {each.body['name']}.",
                    f"See the last one: equipoise riskshare lodged {found.system}.",
                )
            return each
    raise UnknownError("agreement lodged as", name)


def lodged_text(one: OpenRound, system: str, *, written: WrittenAgreement) -> Lodged:
    """Return the version on record that has this text, to the byte.

    Raises: RefusedError when it is not lodged, or a later version replaced it.
    """
    digest = str(digest_of(BytesIO(written.text)))
    found = [each for each in lodged_in(one, system) if each.body["file"] == digest]
    if not found:
        raise RefusedError(
            f"The text of {written.source} is not lodged on the record of {system}: nobody has "
            "agreed to it there.",
            f"Lodge it with: equipoise riskshare lodge {system} {written.source}.",
        )
    return named_lodged(one, found[-1].name)


def party_of(one: OpenRound, system: str, *, organisation: str) -> str:
    """Return the party that a body speaks for: itself, or the region above the system."""
    above = one.subject(system).above
    if organisation in above and one.organisation(organisation).kind is Kind.REGION:
        return REGION
    return organisation


def terms_said(agreement: Agreement[Fraction]) -> dict[str, object]:
    """Return whose agreement an act needs, as it is recorded."""
    terms = agreement.consent
    return {
        "rule": str(terms.rule),
        "share": None if terms.share is None else str(terms.share),
        "lead": terms.lead,
        "regional": terms.regional,
    }


def _pence(found: int | None) -> Pence | None:
    return None if found is None else Pence(found)
