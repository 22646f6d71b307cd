"""Whether an agreement holds together: names that somebody has, keys that everybody states."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from equipoise.rules.riskshare import (
    FUNDS,
    REGION,
    Agreement,
    Decides,
    Key,
    Layer,
    Of,
    Side,
    Source,
)
from equipoise.sources.misfit import Misfit

Terms = Agreement[Fraction]
One = Layer[Fraction]
FEWEST = 2


def faults_of(agreement: Terms, source: str) -> Iterator[Misfit]:
    """Yield everything that does not hold together, in the order of the text."""

    def misfits(told: Iterable[tuple[str, str, str, str]]) -> Iterator[Misfit]:
        for place, found, expected, why in told:
            yield Misfit(source=source, place=place, found=found, expected=expected, why=why)

    yield from misfits(_of_whole(agreement))
    names: set[str] = set()
    for layer in agreement.layers:
        if layer.name in names:
            yield from misfits([(f"layer {layer.name}", layer.name, "once", "named twice")])
        names.add(layer.name)
        for found, expected, why in (*_names(agreement, layer), *_terms(agreement, layer)):
            yield from misfits([(f"layer {layer.name}", found, expected, why)])


def _of_whole(agreement: Terms) -> Iterator[tuple[str, str, str, str]]:
    parties = ", ".join(agreement.parties)
    if len(agreement.parties) < FEWEST:
        yield "parties", parties, "two or more", "an agreement is between parties"
    if REGION in {*agreement.parties, *agreement.funds}:
        yield "parties", REGION, "another code", "the region is no party and no fund"
    if agreement.ends_on <= agreement.starts_on:
        yield "ends_on", str(agreement.ends_on), f"after {agreement.starts_on}", "no term"
    for code, fund in agreement.funds.items():
        if fund.holder not in agreement.parties:
            yield f"funds.{code}", fund.holder, parties, "no party holds it"
        if code in agreement.parties:
            yield f"funds.{code}", code, "a name of its own", "a party has that name"
    consent = agreement.consent
    if (consent.rule is Decides.MAJORITY) != (consent.share is not None):
        yield "consent", str(consent.share or ""), "share: 75%", "a majority alone has a share"
    if consent.share is not None and not 0 < consent.share <= 1:
        yield "consent", str(consent.share), "above nil, up to 100%", "no share of the parties"
    if (consent.rule is Decides.LEAD) != (consent.lead in agreement.parties):
        yield "consent", consent.lead, f"lead: one of {parties}", "a lead that decides is a party"


def _names(agreement: Terms, layer: One) -> Iterator[tuple[str, str, str]]:
    """Yield names that stand for nobody."""
    parties = ", ".join(agreement.parties)
    named = (*layer.bearers, *layer.claimants, *layer.weights, *layer.trigger.asks)
    for code in sorted(set(named) - set(agreement.parties)):
        yield code, parties, "no party to the agreement"
    if layer.source in FUNDS and layer.fund not in agreement.funds:
        yield layer.fund, f"fund: one of {', '.join(agreement.funds)}", "no fund of the agreement"
    if layer.source not in FUNDS and layer.fund:
        yield layer.fund, f"no fund with {layer.source}", "it is not borne by a fund"
    known = {*agreement.scope.places, *agreement.scope.collaboratives}
    for name in sorted(set(layer.trigger.within) - known):
        yield name, ", ".join(sorted(known)), "neither a place nor a collaborative of its scope"


def _terms(agreement: Terms, layer: One) -> Iterator[tuple[str, str, str]]:
    """Yield terms that cannot hold together."""
    bearers = [
        (code, agreement.parties[code])
        for code in layer.bearers or agreement.parties
        if code in agreement.parties
    ]
    limits = (layer.cap, layer.floor, layer.trigger.tolerance)
    if any(limit.of_turnover is not None for limit in limits):
        for code, party in agreement.parties.items():
            if Key.TURNOVER not in party.measures:
                yield "", f"turnover of {code}", f"{code} states no turnover, for a limit of it"
    if layer.source is Source.PARTNERS and layer.key not in (Key.EQUAL, Key.CUSTOM):
        for code, party in bearers:
            if layer.key not in party.measures:
                yield "", f"{layer.key} of {code}", f"{code} states no {layer.key}, the key"
    if layer.key is Key.CUSTOM and any(code not in layer.weights for code, _ in bearers):
        yield "", "a weight for each bearer", "a custom key lacks a weight"
    if layer.weights and (layer.key is not Key.CUSTOM or not any(layer.weights.values())):
        yield "weights", "key: custom, not all weights nil", "weights that share nothing"
    if (layer.trigger.of is Of.ASK) != bool(layer.trigger.asks):
        yield "", "of: ask, with asks", "an amount asked for, or nobody to ask"
    if layer.only_surplus and (layer.side is Side.GAIN or layer.floor.is_set):
        yield "only_surplus", "a loss, without a floor", "a surplus pays what it can"
    if layer.side is Side.GAIN and layer.source is Source.REGION:
        yield layer.source, "another source", "the region has no part of a gain"
    yield from _limits(layer)


def _limits(layer: One) -> Iterator[tuple[str, str, str]]:
    cap, floor = layer.cap, layer.floor
    pairs = ((floor.amount, cap.amount), (floor.of_turnover, cap.of_turnover))
    for low, high in pairs:
        if low is not None and high is not None and low > high:
            yield str(low), f"at most {high}", "the floor is above the cap"
    if cap.is_set and floor.is_set and (cap.amount is None) != (floor.amount is None):
        yield "", "both amounts, or both of turnover", "a floor and a cap that cannot be compared"
