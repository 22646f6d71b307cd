"""The risk-adjusted position: what is left of a plan when risks that nobody mitigates come true."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic

from equipoise.params import Values
from equipoise.rules.bases import as_ratio, movement, nil
from equipoise.rules.registry import DEFINITIONS, rule
from equipoise.workings import Number, named, total


@dataclass(frozen=True, kw_only=True)
class Risk(Generic[Number]):
    """One risk, and what would be done about it; both are entered as positive numbers.

    `probability` is in hundredths of a per cent; None where the body has given none.
    """

    gross: Number
    mitigation: Number
    probability: Number | None = None


@dataclass(frozen=True, kw_only=True)
class Exposure(Generic[Number]):
    """A position, and the risks to it that its bodies have returned."""

    position: Number
    risks: Mapping[str, Risk[Number]]


@dataclass(frozen=True, kw_only=True)
class RiskAdjusted(Generic[Number]):
    """The position after all that stays unmitigated, and what is to be expected of the risks."""

    gross: Number
    mitigation: Number
    net: Number
    """What stays unmitigated."""
    adjusted: Number
    """The position less what stays unmitigated."""
    expected: Number | None
    """Before mitigation, by probability, of the risks that have one; None if none has."""
    without_probability: Number
    """Risks before mitigation that no expectation counts."""


@rule(
    applies=DEFINITIONS,
    source="Low, 2024/25: Bedfordshire, Luton and Milton Keynes planned balance with unmitigated "
    "risk of £55.7m; the risk-adjusted position and the expectation are house definitions",
)
def risk_adjusted(
    exposure: Exposure[Number], params: Values[Number], *, known_on: date
) -> RiskAdjusted[Number]:
    """Return the position less net unmitigated risk, and the expected risk beside it.

    Assumption: mitigation is counted in full; risks come true one by one, and all at most once.
    Unit: pence; a surplus is positive, and a risk a positive amount against it.
    Law risks_in_any_order: listing them otherwise changes nothing.
    Law a_mitigated_risk_moves_nothing: one whose mitigation is as large leaves the position.
    Law certainty_is_expected_in_full: at 100% the expectation is the gross risk.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> risks = {"R1": Risk(gross=Fraction(600), mitigation=Fraction(43))}
    >>> exposure = Exposure(position=Fraction(0), risks=risks)
    >>> print(risk_adjusted(exposure, load().exact, known_on=date(2024, 6, 12)).adjusted)
    -557
    """
    del params, known_on
    position = exposure.position
    risks = exposure.risks.values()
    gross = _sum((each.gross for each in risks), position, name="Gross risk")
    mitigation = _sum((each.mitigation for each in risks), position, name="Mitigation")
    net = named(gross - mitigation, "Net unmitigated risk")
    likely = [
        each.gross * as_ratio(each.probability) for each in risks if each.probability is not None
    ]
    others = (each.gross for each in risks if each.probability is None)
    return RiskAdjusted(
        gross=gross,
        mitigation=mitigation,
        net=net,
        adjusted=named(position - net, "Risk-adjusted position"),
        expected=_sum(likely, position, name="Expected risk") if likely else None,
        without_probability=_sum(others, position, name="Risk without a probability"),
    )


def _sum(amounts: Iterable[Number], position: Number, *, name: str) -> Number:
    """Return amounts that move a position, summed; nil where there are none."""
    listed = [movement(amount, position) for amount in amounts] or [nil(position)]
    return named(total(listed), name)
