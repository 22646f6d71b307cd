"""What a layer is called upon for: by whom, for how much, of what is not covered yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic

from equipoise.rules.riskshare.agreement import (
    EVERY,
    Agreement,
    Key,
    Layer,
    Limit,
    Of,
    Party,
    Side,
)
from equipoise.rules.riskshare.shares import in_proportion, summed
from equipoise.workings import Number, largest, rounded, smallest, total


class NoMeasureError(LookupError):
    """A party lacks what a key, a cap or a tolerance measures it by."""

    def __init__(self, party: str, measure: str) -> None:
        super().__init__(f"{party} states no {measure}")


@dataclass(frozen=True, kw_only=True)
class Variance(Generic[Number]):
    """A part of a body's variance from its plan or target: from which cause, in which place.

    Unit: pence; favourable is positive, adverse negative.
    """

    amount: Number
    cause: str = ""
    scope: str = ""


@dataclass(frozen=True, kw_only=True)
class Taken(Generic[Number]):
    """What one layer has covered, by party, and of which causes and places."""

    side: Side
    of: frozenset[tuple[str, str]]
    covered: Mapping[str, Number]


@dataclass(frozen=True, kw_only=True)
class Standing(Generic[Number]):
    """How far a settlement has come. Unit: pence.

    `lines` are each party's variances, `covered` what layers have taken of them by side, `taken`
    the same layer by layer, with the causes and places that the layer counts; `moved`
    what each account has received, `paid` what each party has borne for others' losses, `drawn`
    what each fund has spent.
    """

    nil: Number
    lines: Mapping[str, tuple[Variance[Number], ...]]
    covered: Mapping[Side, Mapping[str, Number]]
    taken: tuple[Taken[Number], ...]
    moved: Mapping[str, Number]
    paid: Mapping[str, Number]
    drawn: Mapping[str, Number]

    def variance(self, party: str, layer: Layer[Number] | None = None) -> Number:
        """Return a party's variance: all of it, or what a layer counts."""
        lines = self.lines[party]
        counted = [line.amount for line in lines if layer is None or counts(layer, line)]
        return summed(counted, self.nil)

    def counted(self, layer: Layer[Number]) -> frozenset[tuple[str, str]]:
        """Return the causes and places that a layer counts, of those that anybody has."""
        lines = (line for own in self.lines.values() for line in own if counts(layer, line))
        return frozenset((line.cause, line.scope) for line in lines)

    def overlapping(self, layer: Layer[Number]) -> dict[str, Number]:
        """Return what is covered of what a layer counts.

        Assumption: what an earlier layer covered that counts any of the same causes and places is
            covered of those first.
        """
        own = self.counted(layer)
        earlier = [one for one in self.taken if one.side is layer.side and one.of & own]
        return {
            code: summed((one.covered[code] for one in earlier), self.nil) for code in self.lines
        }


def counts(layer: Layer[Number], line: Variance[Number]) -> bool:
    """Return whether a layer covers this part of a variance: neither excluded nor elsewhere."""
    trigger = layer.trigger
    return line.cause not in trigger.excludes and (
        not trigger.within or line.scope in trigger.within
    )


def idle(layer: Layer[Number], *, month: int, stage: str, met: Iterable[str]) -> str:
    """Return why a layer is not called up in this settlement; blank where it is.

    >>> from equipoise.rules.riskshare.agreement import Source, Trigger, When
    >>> layer = Layer(name="x", source=Source.OWN, trigger=Trigger(when=When.QUARTER))
    >>> idle(layer, month=5, stage="actual", met=()), idle(layer, month=6, stage="actual", met=())
    ('settled each quarter', '')
    """
    trigger = layer.trigger
    if month % EVERY[trigger.when]:
        return f"settled each {trigger.when}"
    if stage not in trigger.stages:
        return f"settled on {' or '.join(trigger.stages)} positions"
    unmet = sorted(set(trigger.conditions) - set(met))
    return f"not on record: {', '.join(unmet)}" if unmet else ""


def claims(
    layer: Layer[Number], agreement: Agreement[Number], *, standing: Standing[Number]
) -> dict[str, Number]:
    """Return what each claimant calls upon a layer for; nil for a party that is none.

    Raises: NoMeasureError where a tolerance is a part of a turnover that is not stated.
    """
    parties = agreement.parties
    overlapping = standing.overlapping(layer)
    claimed = {
        code: largest(
            standing.nil,
            _claim(layer, agreement.parties[code], standing, code=code, over=overlapping[code]),
        )
        if not layer.claimants or code in layer.claimants
        else standing.nil
        for code in parties
    }
    if layer.trigger.of is not Of.SYSTEM:
        return claimed
    together = total(standing.variance(code, layer) for code in parties)
    beyond = (together if layer.side is Side.GAIN else -together) - _allowance(
        layer, agreement, standing
    )
    left = beyond - total(overlapping.values())
    whole = smallest(total(claimed.values()), largest(standing.nil, left))
    return in_proportion(whole, claimed)


def _allowance(
    layer: Layer[Number], agreement: Agreement[Number], standing: Standing[Number]
) -> Number:
    """Return the tolerance of a system as a whole: one amount, or a part of all turnovers."""
    limit = layer.trigger.tolerance
    if limit.of_turnover is None:
        return standing.nil if limit.amount is None else limit.amount
    parties = agreement.parties.items()
    turnover = total(measured(party.measures, Key.TURNOVER, of=code) for code, party in parties)
    return rounded(turnover * limit.of_turnover)


def _claim(
    layer: Layer[Number],
    party: Party[Number],
    standing: Standing[Number],
    *,
    code: str,
    over: Number,
) -> Number:
    trigger, covered = layer.trigger, standing.covered[layer.side][code]
    if trigger.of is Of.ASK:
        return trigger.asks.get(code, standing.nil) - covered
    variance = standing.variance(code, layer)
    allowed = resolved(trigger.tolerance, party, code=code)
    none = standing.nil if trigger.of is Of.SYSTEM or allowed is None else allowed
    if layer.side is Side.LOSS:
        left = -standing.variance(code) - covered
        return smallest(left, -variance - none - over)
    # What a body has paid for others, it no longer has to share.
    left = standing.variance(code) - standing.paid[code] - covered
    return smallest(left, variance - none - over)


def resolved(limit: Limit[Number], party: Party[Number], *, code: str) -> Number | None:
    """Return a limit for a party in whole pence; None where there is none.

    Assumption: a part of turnover is rounded to the nearest penny.
    Raises: NoMeasureError where the turnover is not stated.
    """
    if limit.of_turnover is None:
        return limit.amount
    return rounded(measured(party.measures, Key.TURNOVER, of=code) * limit.of_turnover)


def measured(measures: Mapping[str, Number], key: str, *, of: str) -> Number:
    """Return one of several measures.

    Raises: NoMeasureError where the agreement does not state it.
    """
    if key not in measures:
        raise NoMeasureError(of, key)
    return measures[key]
