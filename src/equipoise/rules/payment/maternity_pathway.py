"""The maternity pathway: one payment a phase to the lead provider, who pays the others."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic

from equipoise.params import Values
from equipoise.rules.bases import nil
from equipoise.rules.payment.years import PATHWAY
from equipoise.rules.registry import rule
from equipoise.workings import Number, named, total


class NoLeadError(ValueError):
    """A phase has no lead provider, or there is no phase at all."""

    def __init__(self, phase: str) -> None:
        super().__init__(f"no lead provider for {phase}: each phase is paid to one")


@dataclass(frozen=True, kw_only=True)
class CareElsewhere(Generic[Number]):
    """Care in a phase that another provider gave, and what its lead provider pays for it."""

    phase: str
    provider: str
    payment: Number


@dataclass(frozen=True, kw_only=True)
class Pathway(Generic[Number]):
    """A pregnancy: the price of each phase by its case mix, and the lead provider of each."""

    prices: Mapping[str, Number]
    leads: Mapping[str, str]
    elsewhere: tuple[CareElsewhere[Number], ...] = ()


@dataclass(frozen=True, kw_only=True)
class PathwayPayments(Generic[Number]):
    """What the commissioner pays, what each provider keeps, and what moved between providers."""

    commissioner: Number
    providers: Mapping[str, Number]
    moves: Mapping[str, Number]


@rule(
    applies=PATHWAY,
    source="HFMA, review calls for rethink of the maternity tariff system: antenatal, birth and "
    "postnatal payments to the lead provider, who pays the others",
)
def maternity_pathway(
    pathway: Pathway[Number], params: Values[Number], *, known_on: date
) -> PathwayPayments[Number]:
    """Return who pays whom for a pregnancy: the commissioner once a phase, then providers.

    Assumption: of a phase with care elsewhere the lead pays what is stated; no price for it
    between providers was found.
    Unit: pence.
    Raises: NoLeadError when a phase has no lead provider, or there is no phase.
    Law pathway_moves_sum_to_zero: what one provider pays, another receives.
    Law providers_keep_what_the_commissioner_pays: no more and no less, wherever care was given.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> pathway = Pathway(
    ...     prices={"antenatal": Fraction(103_900), "birth": Fraction(201_400)},
    ...     leads={"antenatal": "ZR1", "birth": "ZR2"},
    ...     elsewhere=(CareElsewhere(phase="antenatal", provider="ZR2", payment=Fraction(9_600)),))
    >>> found = maternity_pathway(pathway, load().exact, known_on=date(2018, 5, 4))
    >>> print(found.commissioner, found.providers["ZR1"], found.providers["ZR2"])
    305300 94300 211000
    """
    del params, known_on
    if not pathway.prices:
        raise NoLeadError("a pregnancy without a phase")
    for phase in [*pathway.prices, *(care.phase for care in pathway.elsewhere)]:
        if phase not in pathway.leads:
            raise NoLeadError(phase)
    nothing = nil(next(iter(pathway.prices.values())))
    received = {code: [nothing] for code in _providers(pathway)}
    moved = {code: [nothing] for code in _providers(pathway)}
    for phase, price in pathway.prices.items():
        received[pathway.leads[phase]].append(price)
    for care in pathway.elsewhere:
        moved[pathway.leads[care.phase]].append(-care.payment)
        moved[care.provider].append(care.payment)
    moves = {code: named(total(parts), f"Moved to {code}") for code, parts in moved.items()}
    return PathwayPayments(
        commissioner=named(total(pathway.prices.values()), "Paid by the commissioner"),
        providers={
            code: named(total(parts) + moves[code], f"Kept by {code}")
            for code, parts in received.items()
        },
        moves=moves,
    )


def _providers(pathway: Pathway[Number]) -> list[str]:
    others = {care.provider for care in pathway.elsewhere}
    return sorted({pathway.leads[phase] for phase in pathway.prices} | others | _payers(pathway))


def _payers(pathway: Pathway[Number]) -> set[str]:
    return {pathway.leads[care.phase] for care in pathway.elsewhere}
