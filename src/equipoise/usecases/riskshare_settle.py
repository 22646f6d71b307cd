"""Settle a risk-share agreement at the end of a month, and say what stands in the way of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from io import BytesIO
from typing import Final

from equipoise.records import Actor
from equipoise.records.queries import decisions
from equipoise.rules.riskshare import (
    Acts,
    Asked,
    Consent,
    Duty,
    NoMeasureError,
    PaidForOthers,
    Repaid,
    Schedule,
    Settlement,
    Side,
    Source,
    consent,
    duties,
    repayment,
    settle,
)
from equipoise.units import RATIO
from equipoise.usecases.of_files import RISK, SETTLED
from equipoise.usecases.outcome import Outcome, Recorded
from equipoise.usecases.potting.recording import record
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.sharing_risk import Asking, usable
from equipoise.workings import Figure, Reference, given

SETTLEMENT: Final = "riskshare-settlement"
"""The kind of decision that records one."""


@dataclass(frozen=True, kw_only=True)
class RiskSettled:
    """A settlement, whether it may be acted on, and what comes back later.

    `duties` are of parties that it moves money or a target of; `repaid` by layer.
    """

    asking: Asking
    settlement: Settlement[Figure]
    duties: Mapping[str, Duty[Figure]]
    consent: Consent | None
    repaid: Mapping[str, Schedule[Figure]]

    @property
    def missing(self) -> tuple[str, ...]:
        """What must be on record before it may be acted on, in words."""
        needed = [
            f"{need} of {code}" for code, duty in self.duties.items() for need in duty.missing
        ]
        if self.consent is not None and not self.consent.stands:
            needed += [f"agreement of {code}" for code in self.consent.missing]
            needed += [f"agreement of {code}, which refused" for code in self.consent.refused]
        return tuple(needed)


def riskshare_settle(asking: Asking) -> Outcome[RiskSettled]:
    """Return what an agreement comes to at the end of a month, and what is missing for it.

    `adds_up` is False where anything is unfunded: it is to be escalated.

    Raises: RefusedError for files that do not fit, or a month outside the agreement's term.
    """
    sharing = asking.sharing()
    known_on = asking.known_on
    try:
        found = settle(sharing, asking.params, known_on=known_on)
    except NoMeasureError as error:
        raise RefusedError(f"{error}.", "State it in the agreement.") from error
    affected = tuple(code for code in sharing.agreement.parties if found.due[code].value)
    before = {code: asking.before(code, found.due[code]) for code in affected}
    acts = Acts(period=asking.year.period, bodies=before)
    result = RiskSettled(
        asking=asking,
        settlement=found,
        duties=duties(acts, asking.params, known_on=known_on),
        consent=_consent(asking, affected) if affected else None,
        repaid=_repaid(asking, found),
    )
    figures = {
        Reference("figure", (RISK, asking.year.code, code, SETTLED)): amount
        for code, amount in found.due.items()
    }
    return Outcome(result=result, figures=figures, adds_up=False if found.left_over.value else None)


def _consent(asking: Asking, affected: tuple[str, ...]) -> Consent:
    agreement = usable(asking.written)
    act = Asked(
        terms=agreement.consent,
        parties=tuple(agreement.parties),
        affected=affected,
        answers=asking.answers,
    )
    return consent(act, asking.params, known_on=asking.known_on)


def riskshare_record(
    one: OpenRound, system: str, *, asking: Asking, reason: str, by: Actor, now: datetime
) -> Outcome[RiskSettled]:
    """Return a settlement, recorded as a decision of the system: its moves, and who agreed.

    What earlier decisions under the same agreement moved is not moved again.

    Raises: NotAllowedError; RefusedError while a consent or what a duty asks for is missing.
    """
    demand(by, "riskshare_settle", one.subject(system), now.date())
    outcome = riskshare_settle(asking)
    if missing := outcome.result.missing:
        raise RefusedError(
            f"This settlement may not be: not on record is {'; '.join(missing)}.",
            "Put it on record with --answers and --duties, or leave the settlement as it is.",
        )
    if outcome.result.consent is None:
        raise RefusedError("Nothing is due: there is nothing to record.")
    agreement = usable(asking.written)
    body = {
        "agreement": agreement.name,
        "text": str(one.workspace.put(BytesIO(asking.written.text))),
        "means": str(agreement.means),
        "month": asking.month,
        "stage": asking.stage,
        "moves_pence": {
            code: int(amount.value) for code, amount in outcome.result.settlement.due.items()
        },
        "unfunded_pence": int(outcome.result.settlement.left_over.value),
        "answers": [
            {**vars(line), "answered_on": line.answered_on.isoformat()}
            for line in asking.consents.answers
        ],
        "reason": reason,
    }
    made = record(one, system, decided=(SETTLEMENT, [body]), reason=reason, by=by, now=now)
    events: tuple[Recorded, ...] = made.events
    return Outcome(
        result=outcome.result, figures=outcome.figures, adds_up=outcome.adds_up, events=events
    )


def settled_before(one: OpenRound, system: str, *, name: str) -> dict[str, int]:
    """Return what decisions under an agreement have moved in the year, in pence by account."""
    moved: dict[str, int] = {}
    for row in decisions(one.code, system):
        if row.kind == SETTLEMENT and row.body["agreement"] == name:
            for code, pence in row.body["moves_pence"].items():
                moved[code] = moved.get(code, 0) + int(pence)
    return moved


def _repaid(asking: Asking, found: Settlement[Figure]) -> dict[str, Schedule[Figure]]:
    """Return what comes back of each layer that is repaid in years: partners', the region's."""
    agreement = usable(asking.written)
    schedules = {}
    for layer, one in zip(agreement.layers, found.layers, strict=True):
        terms = layer.repayment
        bears = layer.source in (Source.PARTNERS, Source.REGION) and layer.side is Side.LOSS
        if one.idle or not bears or terms.when not in (Repaid.NEXT_YEAR, Repaid.PROFILE):
            continue
        interest = _ratio(asking, terms.interest, layer.name)
        owing = PaidForOthers(
            year=asking.year,
            paid=one.borne,
            received=one.covered,
            when=terms.when,
            nothing=asking.nothing,
            interest=interest,
            years=terms.years,
        )
        schedules[layer.name] = repayment(owing, asking.params, known_on=asking.known_on)
    return schedules


def _ratio(asking: Asking, ratio: Fraction, layer: str) -> Figure:
    basis = replace(asking.basis, unit=RATIO)
    ref = Reference("file", (asking.written.source, layer))
    return given(ratio, basis, ref, name=f"interest, {layer}")
