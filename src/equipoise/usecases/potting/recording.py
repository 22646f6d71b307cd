"""Writing decisions of the pot: one change, a number each, and the proposer's own consent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from equipoise.records import Actor
from equipoise.records.changes import change
from equipoise.records.models import Consent, Decision
from equipoise.records.queries import next_decision, stream_head
from equipoise.units import PENCE
from equipoise.usecases.decisions import named_decision
from equipoise.usecases.drafts import decision_ref
from equipoise.usecases.events import all_recorded
from equipoise.usecases.outcome import Outcome, Recorded
from equipoise.usecases.potting.acts import Act, acts_of
from equipoise.usecases.potting.agreeing import YES, Agreement, speaks_for
from equipoise.usecases.potting.kinds import WITHDRAWAL
from equipoise.usecases.potting.postings import PotLine
from equipoise.usecases.potting.pot import Pot
from equipoise.usecases.refusals import RefusedError, UnknownError
from equipoise.usecases.rounds import OpenRound


@dataclass(frozen=True, kw_only=True)
class Terms:
    """From which day a decision counts, why it was taken, and who has to agree to it."""

    effective_on: date
    reason: str
    source: str = ""
    agreement: Agreement = Agreement.NONE
    parties: tuple[str, ...] = ()

    def body(self) -> dict[str, object]:
        """Return them as they are recorded."""
        return {
            "effective_on": self.effective_on.isoformat(),
            "reason": self.reason,
            "source": self.source,
            "agreement": str(self.agreement),
            "parties": list(self.parties),
        }


def record(
    one: OpenRound,
    system: str,
    *,
    decided: tuple[str, Sequence[Mapping[str, object]]],
    reason: str,
    by: Actor,
    now: datetime,
) -> Outcome[tuple[Act, ...]]:
    """Return decisions of one kind, recorded together: the kind, and what each says.

    Whoever proposes says yes for the party they speak for.
    """
    numbers, events = entered(one, system, decided=decided, reason=reason, by=by, now=now)
    acts = tuple(act for act in acts_of(one, system) if act.decision.number in numbers)
    return Outcome(result=acts, events=events)


def entered(
    one: OpenRound,
    system: str,
    *,
    decided: tuple[str, Sequence[Mapping[str, object]]],
    reason: str,
    by: Actor,
    now: datetime,
) -> tuple[range, tuple[Recorded, ...]]:
    """Return the numbers and the events of decisions of one kind, written in one change."""
    kind, bodies = decided
    seen = stream_head(one.stream).sequence
    with change(one.stream, by=by, now=now, reason=reason, expected=seen) as work:
        first = next_decision(one.code)
        said = {}
        for number, body in enumerate(bodies, start=first):
            found = Decision.objects.create(
                round=one.record,
                number=number,
                kind=kind,
                system=system,
                base=None,
                body=body,
                proposed_by=by.person,
                organisation=by.organisation,
                at=now,
            )
            said[decision_ref(one.code, number)] = body
            if speaks_for(by, _parties(body)) is not None:
                consent(found, YES, by=by, now=now)
        events = work.events(kind, said)
    return range(first, first + len(bodies)), all_recorded(events)


def consent(found: Decision, answer: str, *, by: Actor, now: datetime) -> None:
    """Record an answer to a decision, within a change."""
    Consent.objects.create(
        decision=found,
        organisation=by.organisation,
        person=by.person,
        role=by.role,
        at=now,
        answer=answer,
    )


def pot_now(one: OpenRound, system: str, *, on: date, as_at: date | None = None) -> Pot:
    """Return a system's pot as it is known, at the end of the year unless a day is named."""
    day = as_at or last_day(one)
    return Pot(round=one, system=system, as_at=day, known=on, acts=acts_of(one, system))


def taken(pot: Pot) -> Mapping[str, PotLine]:
    """Return the lines whose code is not free: all but those withdrawn that hold nothing."""
    return {
        code: line for code, line in pot.lines.items() if pot.held[code].value or line.act.counts
    }


def last_day(one: OpenRound) -> date:
    """Return the last day of the plan year."""
    return one.year.period.ends_on - timedelta(days=1)


def named_act(one: OpenRound, name: str) -> Act:
    """Return the decision about a pot under a short name such as D7.

    Raises: UnknownError when there is none.
    """
    found = named_decision(one, name)
    acts = {act.decision.number: act for act in acts_of(one, found.system)}
    if found.number not in acts:
        raise UnknownError("decision about a pot:", name)
    return acts[found.number]


def refuse_terms(one: OpenRound, terms: Terms, *, own: str) -> None:
    """Refuse a day outside the plan year, a blank reason, and an agreement of nobody else.

    Raises: RefusedError; UnknownError for a party that the round does not know.
    """
    refuse_day(one, terms.effective_on)
    if not terms.reason.strip():
        raise RefusedError("A decision needs a reason.", "Say why with --reason.")
    for party in terms.parties:
        one.organisation(party.partition("/")[0])
    if len(set(terms.parties)) != len(terms.parties):
        raise RefusedError("A party is named twice.")
    others = [party for party in terms.parties if party != own]
    if terms.agreement is not Agreement.NONE and not others:
        raise RefusedError(
            "An agreement needs a party besides the body that proposes it.",
            "Name who has to agree with --party.",
        )


def refuse_day(one: OpenRound, day: date) -> None:
    """Refuse a day that is not of the plan year."""
    period = one.year.period
    if not period.starts_on <= day < period.ends_on:
        raise RefusedError(
            f"{day} is not a day of {one.year}.",
            f"Name one from {period.starts_on} on, before {period.ends_on}.",
        )


def pounds(pence: int) -> str:
    """Return money to the penny, for a refusal that a penny decides; below nil in brackets.

    >>> pounds(1_800_000_001), pounds(-5)
    ('£18,000,000.01', '£(0.05)')
    """
    whole, part = divmod(abs(pence), PENCE.per_whole)
    size = f"{whole:,}.{part:02}"
    return f"£{size}" if pence >= 0 else f"£({size})"


def withdrawals(acts: Sequence[Act]) -> frozenset[int]:
    """Return the numbers of the decisions that a withdrawal has been proposed for."""
    return frozenset(int(act.body["of"]) for act in acts if act.kind == WITHDRAWAL)


def _parties(body: Mapping[str, object]) -> Sequence[str]:
    parties = body.get("parties", ())
    assert isinstance(parties, list | tuple)
    return parties
