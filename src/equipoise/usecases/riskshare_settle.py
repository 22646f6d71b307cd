"""Settle a risk-share agreement at the end of a month, and say what stands in the way of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction

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
from equipoise.usecases.of_files import RISK, SETTLED, SETTLEMENT
from equipoise.usecases.outcome import Outcome, Recorded
from equipoise.usecases.potting.recording import record
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.sharing_risk import NO_FILE, Asking, usable
from equipoise.usecases.sharing_risk.lodged import Lodged, lodged_text
from equipoise.workings import Figure, Reference, given


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

    Consents, and what duties ask for, are those on record: of the version of the agreement that
    is lodged there, to the byte. What earlier decisions under it moved is not moved again.

    Raises: NotAllowedError; RefusedError while a consent or what a duty asks for is missing.
    """
    demand(by, "riskshare_settle", one.subject(system), now.date())
    if asking.consents != NO_FILE or asking.duties != NO_FILE:
        raise RefusedError(
            "Answers and duties of a file are for a trial off the record: they record nothing.",
            "Leave --answers and --duties out: they are read from the record.",
        )
    lodged = lodged_text(one, system, written=asking.written)
    asking = lodged.asked(
        replace(asking, already=settled_before(one, system, name=lodged.body["name"]))
    )
    outcome = riskshare_settle(asking)
    if missing := outcome.result.missing:
        raise RefusedError(
            f"This settlement may not be: not on record is {'; '.join(missing)}.",
            f"Each consents with: equipoise riskshare sign {lodged.name} --yes; duties are shown "
            f"with: equipoise riskshare duty {lodged.name}.",
        )
    if outcome.result.consent is None:
        raise RefusedError("Nothing is due: there is nothing to record.")
    body = {"lodged": lodged.decision.number, "file": lodged.body["file"], "reason": reason}
    body |= _body(outcome.result)
    made = record(one, system, decided=(SETTLEMENT, [body]), reason=reason, by=by, now=now)
    events: tuple[Recorded, ...] = made.events
    return Outcome(
        result=outcome.result, figures=outcome.figures, adds_up=outcome.adds_up, events=events
    )


def _body(found: RiskSettled) -> dict[str, object]:
    """Return a settlement as it is recorded: moves, duties as they stand after, who agreed."""
    asking, agreement = found.asking, usable(found.asking.written)
    return {
        "agreement": agreement.name,
        "means": str(agreement.means),
        "month": asking.month,
        "stage": asking.stage,
        "moves_pence": {code: int(due.value) for code, due in found.settlement.due.items()},
        "unfunded_pence": int(found.settlement.left_over.value),
        "answers": [
            {**vars(line), "answered_on": line.answered_on.isoformat()}
            for line in asking.consents.answers
        ],
        "duties": {
            code: {
                "duty": duty.duty,
                "measured_pence": None if duty.measured is None else int(duty.measured.value),
                "past": duty.past,
            }
            for code, duty in found.duties.items()
        },
    }


def asking_on_record(one: OpenRound, asking: Asking, *, by: Actor, on: date) -> Asking:
    """Return what is asked with consents and duties of the record, where the text is lodged there.

    A text that no system of the round has lodged is asked as it was: a trial, off the record.

    Raises: NotAllowedError for somebody who may not see the agreements of the system.
    """
    for system in one.systems:
        try:
            lodged = lodged_text(one, system, written=asking.written)
        except RefusedError:
            continue
        demand(by, "riskshare_lodged", one.subject(system), on)
        return _of_record(one, system, lodged=lodged, asking=asking)
    return asking


def _of_record(one: OpenRound, system: str, *, lodged: Lodged, asking: Asking) -> Asking:
    before = settled_before(one, system, name=lodged.body["name"])
    return lodged.asked(replace(asking, already=before))


def settled_before(one: OpenRound, system: str, *, name: str) -> dict[str, int]:
    """Return what decisions under an agreement have moved in the year, in pence by account."""
    moved: dict[str, int] = {}
    for row in decisions(one.code, system):
        if row.kind == SETTLEMENT and row.body["agreement"] == name:
            for code, pence in row.body["moves_pence"].items():
                moved[code] = moved.get(code, 0) + int(pence)
    return moved


def _repaid(asking: Asking, found: Settlement[Figure]) -> dict[str, Schedule[Figure]]:
    """Return what comes back of each layer that is repaid: partners', the region's.

    Where it comes back when there is a surplus, that is told once one is named.
    """
    agreement = usable(asking.written)
    schedules = {}
    for layer, one in zip(agreement.layers, found.layers, strict=True):
        terms = layer.repayment
        bears = layer.source in (Source.PARTNERS, Source.REGION) and layer.side is Side.LOSS
        told = terms.when in (Repaid.NEXT_YEAR, Repaid.PROFILE) or (
            terms.when is Repaid.WHEN_SURPLUS and asking.surplus
        )
        if one.idle or not bears or not told:
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
            surplus=_surplus(asking),
        )
        schedules[layer.name] = repayment(owing, asking.params, known_on=asking.known_on)
    return schedules


def _surplus(asking: Asking) -> dict[int, Figure]:
    """Return what receivers have to repay from, by how many years later.

    Raises: RefusedError for a year that is not later.
    """
    for year in asking.surplus:
        if year.starts_in <= asking.year.starts_in:
            raise RefusedError(f"A surplus to repay from is of a year after {asking.year}.")
    return {
        year.starts_in - asking.year.starts_in: asking.given(
            pence, f"surplus-{year.code}", name=f"Surplus to repay from, {year}"
        )
        for year, pence in sorted(asking.surplus.items(), key=lambda pair: pair[0].starts_in)
    }


def _ratio(asking: Asking, ratio: Fraction, layer: str) -> Figure:
    basis = replace(asking.basis, unit=RATIO)
    ref = Reference("file", (asking.written.source, layer))
    return given(ratio, basis, ref, name=f"interest, {layer}")
