"""Work out a system's envelope from October 2020, and whether its members break even in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from equipoise.params import Parameters
from equipoise.rules import rule_for
from equipoise.rules.contract import Envelope, EnvelopeAndPositions
from equipoise.units import PENCE, FinancialYear, Pence, Period
from equipoise.usecases.of_files import CONTRACT, PAID
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.refusals import RefusedError
from equipoise.workings import Basis, Figure, Reference, given

ENVELOPE: Final = "envelope"
HALVES: Final = {1: (1, 6), 2: (7, 12)}
"""The first and the last month of each half of a year."""


@dataclass(frozen=True, kw_only=True)
class AskedEnvelope:
    """What a system is given for a half-year, and where its members stand. Unit: pence."""

    year: FinancialYear
    half: int
    allocation: Pence
    top_up: Pence
    covid: Pence
    positions: Mapping[str, Pence]

    @property
    def period(self) -> Period:
        """The months of the half-year."""
        first, last = HALVES[self.half]
        return Period(self.year.month(first).starts_on, self.year.month(last).ends_on)


@dataclass(frozen=True, kw_only=True)
class EnvelopeFound:
    """The envelope, and each member's position in it."""

    asked: AskedEnvelope
    envelope: Envelope[Figure]
    positions: Mapping[str, Figure]


def contract_envelope(
    asked: AskedEnvelope, params: Parameters, *, known_on: date
) -> Outcome[EnvelopeFound]:
    """Return what the envelope holds and what members do together; it adds up if they break even.

    Raises: RefusedError without a member; NoRuleError for a half-year without envelopes.
    """
    if not asked.positions:
        raise RefusedError("No member's position is named.", "Name each with --position ZR1=-500.")
    rule = rule_for("contract/envelope", asked.period, known_on=known_on)
    positions = {
        body: _given(asked, amount, f"Position of {body}")
        for body, amount in sorted(asked.positions.items())
    }
    system = EnvelopeAndPositions(
        allocation=_given(asked, asked.allocation, "Allocation with blocks"),
        top_up=_given(asked, asked.top_up, "System top-up"),
        covid=_given(asked, asked.covid, "Covid allocation"),
        positions=positions,
    )
    found: Envelope[Figure] = rule.run(system, params, known_on=known_on)
    start = (CONTRACT, asked.year.code, ENVELOPE)
    return Outcome(
        result=EnvelopeFound(asked=asked, envelope=found, positions=positions),
        figures={
            Reference("figure", (*start, PAID)): found.whole,
            Reference("figure", (*start, "position")): found.position,
        },
        adds_up=found.breaks_even,
    )


def _given(asked: AskedEnvelope, amount: Pence, name: str) -> Figure:
    ref = Reference("decision", (CONTRACT, asked.year.code, name.replace(" ", "-")))
    return given(amount, Basis(period=asked.period, unit=PENCE), ref, name=name)
