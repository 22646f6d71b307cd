"""V09: a decision that moves money between bodies does not sum to nil."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from equipoise.checks.amounts import entered, in_words
from equipoise.checks.check import Check
from equipoise.checks.subjects import SystemCells
from equipoise.findings import Finding, Severity
from equipoise.params import Parameters

CHECK: Final = Check(
    code="EQ-SYS-003",
    title="A change between bodies is not net neutral",
    severity=Severity.MUST_FIX,
    message="Decision {decision} changes the positions of several bodies by {found} (£000) in "
    "all, and should change their sum by nothing: {effects}.",
    remedy="Decide again, so that what one body gives another receives: equipoise close.",
    guidance="V09: a change between organisations of a system sums to nil, in draft and again in "
    "the final plan. Contracts are held against each other by the check of contracts.",
)
POSITION: Final = "position.including"
CONTRACTS: Final = frozenset({"income.patient_care", "spend.healthcare", "spend.specialised"})
"""Lines whose two sides the check of contracts holds against each other."""


def net_neutral_change(subject: SystemCells, _: Parameters, *, known_on: date) -> Iterator[Finding]:
    """Yield a finding for each decision whose effects on several positions do not sum to nil.

    An action of one body closes a gap and is no transfer. Agreeing a contract moves each side to
    one value, so what it changes is the mismatch there was.
    """
    del known_on
    measure = subject.chart[POSITION]
    for decision, effects in _effects(subject).items():
        whole = sum(effects.values())
        if len(effects) < 2 or not whole:
            continue
        told = ", ".join(f"{body} {in_words(value)}" for body, value in sorted(effects.items()))
        facts = {
            "decision": decision,
            "effects": told,
            "found": entered(whole, measure),
            "expected": "0",
        }
        yield CHECK.finding(subject.figure(f"transfers/{decision}"), facts, worth=abs(whole))


def _effects(subject: SystemCells) -> Mapping[str, Mapping[str, int]]:
    """Return what each decision adds to the position of each body that it touches."""
    signs = {
        (code, line.code): sign
        for code, body in subject.members.items()
        for sign, line in subject.chart.terms(POSITION, body.kind)
        if line.code not in CONTRACTS
    }
    totals = subject.cells.totals(
        ["layer", "organisation", "measure"],
        organisation=sorted(subject.members),
        year=subject.year.code,
        layer="transfer",
    )
    found: dict[str, Counter[str]] = {}
    for (layer, organisation, measure), total in totals.items():
        if (organisation, measure) in signs:
            effects = found.setdefault(layer.partition(".")[2], Counter())
            effects[organisation] += signs[organisation, measure] * total.value
    return found
