"""The clauses of a risk-share agreement, in words that its signatories can read and argue over.

They are made of what is settled and simulated, and of nothing else: what is not in the text of the
agreement is not in its clauses.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from equipoise.reports.pages.page import listed
from equipoise.rules.riskshare import (
    Agreement,
    BodyKind,
    Decides,
    Key,
    Layer,
    Limit,
    Means,
    Of,
    Repaid,
    Repayment,
    Side,
    Source,
    Trigger,
    When,
)
from equipoise.units import PENCE

KINDS: Final[Mapping[BodyKind, str]] = {
    BodyKind.ICB: "an integrated care board",
    BodyKind.NHS_TRUST: "an NHS trust",
    BodyKind.FOUNDATION_TRUST: "an NHS foundation trust",
    BodyKind.COUNCIL: "a council",
    BodyKind.SYSTEM: "an integrated care system",
}
KEYS: Final[Mapping[Key, str]] = {
    Key.EQUAL: "in equal parts",
    Key.TURNOVER: "in proportion to turnover",
    Key.ALLOCATION: "in proportion to allocation",
    Key.CONTRACT: "in proportion to contract value",
    Key.POPULATION: "in proportion to population",
    Key.BENEFIT: "in proportion to benefit",
    Key.PERFORMANCE: "in proportion to performance",
    Key.NEED: "in proportion to need",
    Key.LOSS: "in proportion to what each lost of its budget",
}
WHEN: Final[Mapping[When, str]] = {
    When.MONTH: "at the end of each month",
    When.QUARTER: "at the end of each quarter",
    When.YEAR: "at the end of the year",
}
DUTIES: Final = (
    "Nothing in this agreement takes a party past a statutory duty on that party's own consent.",
    "An integrated care board goes past section 223GC only with the consent of its board and with "
    "notice to NHS England, both on record.",
    "An NHS trust goes past its cumulative break-even only with its effect shown and the "
    "regulator's agreement on record.",
    "A foundation trust has no break-even duty; its cash and the terms of its licence are shown "
    "before it pays.",
    "Each board keeps its own accountability.",
)


@dataclass(frozen=True, kw_only=True)
class Clause:
    """One clause: a heading and its sentences, each numbered beneath it."""

    heading: str
    sentences: tuple[str, ...]


def clauses(agreement: Agreement[Fraction]) -> tuple[Clause, ...]:
    """Return the clauses of an agreement, in the order in which it is read and settled."""
    layers = (
        Clause(heading=layer.name, sentences=tuple(_layer(layer, place)))
        for place, layer in enumerate(agreement.layers, start=1)
    )
    found = (
        Clause(heading="Parties", sentences=tuple(_parties(agreement))),
        Clause(heading="Term and scope", sentences=tuple(_term(agreement))),
        Clause(heading="Money set aside", sentences=tuple(_funds(agreement))),
        *layers,
        Clause(
            heading="What nobody bears",
            sentences=(
                "What these layers are called upon for and do not bear is unfunded. It stays with "
                "the party whose variance it is, and is escalated.",
            ),
        ),
        Clause(heading="Consent", sentences=tuple(_consent(agreement))),
        Clause(heading="Statutory duties", sentences=DUTIES),
    )
    return tuple(clause for clause in found if clause.sentences)


def as_markdown(agreement: Agreement[Fraction]) -> str:
    """Return the clauses as Markdown, numbered, with a place to sign for each party."""
    lines = [f"# {agreement.title}", ""]
    for number, clause in enumerate(clauses(agreement), start=1):
        lines += [f"## {number}. {clause.heading}", ""]
        for part, told in enumerate(clause.sentences, start=1):
            lines += [f"{number}.{part} {told}", ""]
    lines += ["## Signatories", "", "| Party | Name and role | Date |", "|---|---|---|"]
    return "\n".join([*lines, *(f"| {code} |  |  |" for code in agreement.parties), ""])


def _parties(agreement: Agreement[Fraction]) -> Iterator[str]:
    for code, party in agreement.parties.items():
        measures = [
            f"{measure} {pounds(value) if measure not in PEOPLE else f'{int(value):,}'}"
            for measure, value in party.measures.items()
        ]
        told = f", with {listed(measures)}" if measures else ""
        yield f"{code}, {KINDS[party.kind]}{told}."


PEOPLE: Final = (Key.POPULATION, Key.PERFORMANCE, Key.NEED)
"""Measures that are no money."""


def _term(agreement: Agreement[Fraction]) -> Iterator[str]:
    yield f"This agreement begins on {agreement.starts_on} and ends before {agreement.ends_on}."
    if agreement.means is Means.TRANSFER:
        yield "Money moves as transfers of income, which sum to nil among parties and funds."
    else:
        yield (
            "Targets move, and no cash does: what one party's is raised by, others' are lowered "
            "by. A raised target is delivered once the reported outturn reaches it."
        )
    scope = agreement.scope
    if scope.places:
        yield f"It reaches into the places {listed(scope.places)}."
    if scope.collaboratives:
        yield f"It reaches into the collaboratives {listed(scope.collaboratives)}."


def _funds(agreement: Agreement[Fraction]) -> Iterator[str]:
    for name, fund in agreement.funds.items():
        yield f"{fund.holder} holds {name}, {pounds(fund.amount)}."


def _layer(layer: Layer[Fraction], place: int) -> Iterator[str]:
    yield _called(layer, place)
    yield _borne(layer)
    yield from _limits(layer)
    yield from _terms(layer.trigger)
    yield from _repaid(layer.repayment)


def _called(layer: Layer[Fraction], place: int) -> str:
    trigger, is_loss = layer.trigger, layer.side is Side.LOSS
    what = "an adverse variance" if is_loss else "a favourable variance"
    if trigger.of is Of.ASK:
        asked = [f"{pounds(amount)} for {code}" for code, amount in trigger.asks.items()]
        return f"Layer {place} bears what was asked for: {listed(asked)}."
    whose = {
        Of.BODY: f"{what} of {_any(layer.claimants)}",
        Of.SYSTEM: f"{what} of all parties together",
    }[trigger.of]
    beyond = f" beyond {_limit(trigger.tolerance)}" if trigger.tolerance.is_set else ""
    earlier = "" if place == 1 else ", as far as earlier layers left it"
    return f"Layer {place} is called up for {whose}{beyond}{earlier}, {WHEN[trigger.when]}."


def _borne(layer: Layer[Fraction]) -> str:
    verb = "bears" if layer.side is Side.LOSS else "keeps"
    match layer.source:
        case Source.OWN:
            return f"The party whose variance it is {verb} it itself."
        case Source.RETAINED:
            return "It stays with the party whose variance it is, as a deficit all agree to."
        case Source.REGION:
            return "The region bears it."
        case Source.PARTNERS:
            share = "bear it" if layer.side is Side.LOSS else "receive it"
            who = listed(layer.bearers) if layer.bearers else "All parties"
            return f"{who} {share}, {_key(layer)}."
        case Source.CONTINGENCY | Source.RESERVE | Source.POOL:
            way = "is drawn from" if layer.side is Side.LOSS else "is paid into"
            return f"It {way} {layer.fund}{', until that is spent' if 'from' in way else ''}."


def _key(layer: Layer[Fraction]) -> str:
    if layer.key is not Key.CUSTOM:
        return KEYS[layer.key]
    bearers = layer.bearers or tuple(layer.weights)
    whole = sum(layer.weights[code] for code in bearers)
    parts = [f"{code} {_percent(layer.weights[code] / whole)}" for code in bearers]
    return f"in these parts: {listed(parts)}"


def _limits(layer: Layer[Fraction]) -> Iterator[str]:
    if layer.only_surplus:
        yield "Only a party in surplus pays, and no more than its surplus."
    if layer.cap.is_set:
        yield f"Nobody has more than {_limit(layer.cap)} of it."
    if layer.floor.is_set:
        yield f"Each has at least {_limit(layer.floor)} of it, where there is as much."
    if layer.most is not None:
        yield f"The layer ends at {pounds(layer.most)} in all."


def _terms(trigger: Trigger[Fraction]) -> Iterator[str]:
    if len(trigger.stages) == 1:
        yield f"It is settled on {trigger.stages[0]} positions alone."
    if trigger.excludes:
        yield f"It does not cover variance caused by {listed(trigger.excludes)}."
    if trigger.within:
        yield f"It covers variance of {listed(trigger.within)} alone."
    if trigger.conditions:
        yield f"It needs on record that these are met: {listed(trigger.conditions)}."


def _repaid(repayment: Repayment) -> Iterator[str]:
    interest = (
        f", with {_percent(repayment.interest)} simple interest a year on what is owed"
        if repayment.interest
        else ""
    )
    words = {
        Repaid.NONE: "",
        Repaid.NEXT_YEAR: "It is repaid in the next year",
        Repaid.PROFILE: f"It is repaid in {repayment.years} equal yearly instalments",
        Repaid.WHEN_SURPLUS: "It is repaid from the surpluses of those who received it",
    }[repayment.when]
    if words:
        yield f"{words}{interest}."


def _consent(agreement: Agreement[Fraction]) -> Iterator[str]:
    consent = agreement.consent
    yield {
        Decides.ALL: "An act under this agreement needs the agreement of every party.",
        Decides.AFFECTED: "An act under this agreement needs the agreement of every party whose "
        "money or target it moves.",
        Decides.MAJORITY: "An act under this agreement needs the agreement of "
        f"{_percent(consent.share or Fraction(0))} of the parties, counted of all.",
        Decides.LEAD: f"An act under this agreement is decided by {consent.lead}.",
    }[consent.rule]
    if consent.regional:
        yield "It needs the region's approval besides."
    yield "An act for which an agreement is missing is refused."


def _any(codes: Iterable[str]) -> str:
    return listed(codes) or "any party"


def _limit(limit: Limit[Fraction]) -> str:
    if limit.of_turnover is not None:
        return f"{_percent(limit.of_turnover)} of turnover"
    return pounds(limit.amount or Fraction(0))


def pounds(pence: Fraction) -> str:
    """Return money of an agreement in full: pence only where there are any.

    >>> pounds(Fraction(400_000_000)), pounds(Fraction(150))
    ('£4,000,000', '£1.50')
    """
    whole, part = divmod(int(pence), PENCE.per_whole)
    return f"£{whole:,}" + (f".{part:02}" if part else "")


def _percent(ratio: Fraction) -> str:
    """Return a ratio as people write it, up to four places."""
    hundredths = ratio * 100
    return f"{hundredths.numerator / hundredths.denominator:.4f}".rstrip("0").rstrip(".") + "%"
