"""The settlement of a risk-share agreement: who pays whom, or whose target moves, and what is left.

Layers are settled in their order. Each is called upon for what earlier ones left, and borne as it
says; what a partner pays, whoever had the variance receives. Nothing is made or lost on the way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain
from types import MappingProxyType
from typing import Final, Generic

from equipoise.params import Values
from equipoise.rules.bases import nil, one
from equipoise.rules.registry import DEFINITIONS, rule
from equipoise.rules.riskshare.agreement import (
    FUNDS,
    KEPT,
    REGION,
    Agreement,
    Key,
    Layer,
    Party,
    Side,
    Source,
)
from equipoise.rules.riskshare.claims import (
    Standing,
    Taken,
    Variance,
    claims,
    idle,
    measured,
    resolved,
)
from equipoise.rules.riskshare.shares import filled, in_proportion, summed
from equipoise.units import COUNT
from equipoise.workings import Number, largest, named, smallest, total

LAST: Final = 12


class NobodySharesError(ValueError):
    """An agreement has no party, or positions are of others than its parties."""


class UnevenError(ValueError):
    """What was settled before does not sum to nil."""


@dataclass(frozen=True, kw_only=True)
class PositionsToShare(Generic[Number]):
    """An agreement, and how each of its parties stands at the end of a month. Unit: pence.

    `positions` are variances from plan or target of the year to date; `met` the conditions that
    are on record as met; `already` what was moved before in this year, by account.
    """

    agreement: Agreement[Number]
    positions: Mapping[str, tuple[Variance[Number], ...]]
    nothing: Number
    month: int = LAST
    stage: str = "actual"
    met: frozenset[str] = frozenset()
    already: Mapping[str, Number] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, kw_only=True)
class Settled(Generic[Number]):
    """What one layer came to. Unit: pence.

    `claimed` and `covered` by whose variance it is, `borne` by who bears it (a body, a fund, the
    region); of a gain, `borne` is received. `idle` says why it was not called up.
    """

    layer: str
    side: Side
    claimed: Mapping[str, Number]
    covered: Mapping[str, Number]
    borne: Mapping[str, Number]
    idle: str = ""


@dataclass(frozen=True, kw_only=True)
class Settlement(Generic[Number]):
    """What an agreement comes to in one month. Unit: pence; received is positive.

    `moves` by account (a party, a fund, the region) sum to nil, and so do `due`, which are less
    what moved before. `shifts` are the same as changes of targets. `after` is each party's
    variance once moves count; `unfunded` what nobody bears, to be escalated.
    """

    layers: tuple[Settled[Number], ...]
    moves: Mapping[str, Number]
    due: Mapping[str, Number]
    shifts: Mapping[str, Number]
    after: Mapping[str, Number]
    unfunded: Mapping[str, Number]
    left_over: Number


@rule(
    applies=DEFINITIONS,
    source="Risk-share agreements as evidenced from 2017/18: layers in order, each with a source, "
    "a trigger, a key, caps; what cannot be borne is escalated",
)
def settle(
    sharing: PositionsToShare[Number], params: Values[Number], *, known_on: date
) -> Settlement[Number]:
    """Return who pays whom under an agreement at the end of a month, and what nobody bears.

    Unit: pence; received is positive, paid negative.
    Assumption: amounts are shared in whole pence, odd pennies by largest remainder.
    Raises: NobodySharesError; NoMeasureError; UnevenError.
    Law settled_moves_sum_to_zero: of parties, funds and the region together, and so does the due.
    Law settled_in_any_order_of_parties: listing them otherwise changes nothing.
    Law a_bearer_stays_within_cap_and_floor: whatever the overspend.
    Law a_larger_overspend_asks_no_less_of_anybody: of partners that had none themselves.
    Law a_loss_is_covered_kept_or_escalated: nothing a layer was called upon for disappears.
    Law settled_twice_nothing_is_due: what was moved already is not moved again.

    An overspend of 12 in £m, 2 of it from a contingency, the rest by turnover up to 0.8% of it:

    >>> from fractions import Fraction as F
    >>> from equipoise.params import load
    >>> from equipoise.rules.riskshare.agreement import (
    ...     BodyKind, Consenting, Fund, Limit, Means, Party)
    >>> parties = {code: Party(kind=BodyKind.FOUNDATION_TRUST, measures={"turnover": F(much)})
    ...     for code, much in (("A", 60_000), ("B", 30_000), ("C", 10_000))}
    >>> layers = (Layer(name="first", source=Source.CONTINGENCY, fund="icb"),
    ...     Layer(name="then", source=Source.PARTNERS, key=Key.TURNOVER,
    ...         cap=Limit(of_turnover=F("0.008"))))
    >>> agreement = Agreement(name="x", title="x", starts_on=date(2023, 4, 1),
    ...     ends_on=date(2024, 4, 1), means=Means.TRANSFER, parties=parties,
    ...     funds={"icb": Fund(holder="ICB", amount=F(200))}, layers=layers)
    >>> found = settle(PositionsToShare(agreement=agreement, nothing=F(0),
    ...     positions={"A": (Variance(amount=F(-1200)),)}), load().exact, known_on=date(2024, 4, 1))
    >>> {code: str(much) for code, much in found.layers[1].borne.items()}
    {'A': '480', 'B': '240', 'C': '80'}
    >>> str(found.left_over)
    '200'
    """
    del params, known_on
    _refuse(sharing)
    standing = _begun(sharing)
    settled = []
    for layer in sharing.agreement.layers:
        found, standing = _layer(layer, sharing, standing)
        settled.append(found)
    moves = {code: named(amount, f"Moved, {code}") for code, amount in standing.moved.items()}
    unfunded = _unfunded(sharing, standing)
    already = sharing.already
    return Settlement(
        layers=tuple(settled),
        moves=moves,
        due={
            account: named(amount - already.get(account, standing.nil), f"Due, {account}")
            for account, amount in moves.items()
        },
        shifts={account: named(-amount, f"Shift, {account}") for account, amount in moves.items()},
        after={
            code: named(standing.variance(code) + moves[code], f"After settlement, {code}")
            for code in sharing.agreement.parties
        },
        unfunded=unfunded,
        left_over=named(summed(unfunded.values(), standing.nil), "Unfunded, to be escalated"),
    )


def _refuse(sharing: PositionsToShare[Number]) -> None:
    parties = set(sharing.agreement.parties)
    if not parties:
        raise NobodySharesError("the agreement has no party")
    if unknown := sorted(set(sharing.positions) - parties):
        raise NobodySharesError(f"no party to the agreement: {', '.join(unknown)}")
    before = summed(sharing.already.values(), sharing.nothing)
    if before < sharing.nothing or before > sharing.nothing:
        raise UnevenError("what was settled before does not sum to nil")
    accounts = parties | set(sharing.agreement.funds) | {REGION}
    if strangers := sorted(set(sharing.already) - accounts):
        raise NobodySharesError(f"settled before, with nobody's part: {', '.join(strangers)}")


def _begun(sharing: PositionsToShare[Number]) -> Standing[Number]:
    none = nil(sharing.nothing)
    agreement = sharing.agreement
    parties = sorted(agreement.parties)
    accounts = parties + sorted(agreement.funds) + [REGION]
    return Standing(
        nil=none,
        lines={code: tuple(sharing.positions.get(code, ())) for code in parties},
        taken=(),
        covered={side: dict.fromkeys(parties, none) for side in Side},
        moved=dict.fromkeys(accounts, none),
        paid=dict.fromkeys(parties, none),
        drawn=dict.fromkeys(agreement.funds, none),
    )


def _layer(
    layer: Layer[Number], sharing: PositionsToShare[Number], standing: Standing[Number]
) -> tuple[Settled[Number], Standing[Number]]:
    """Return what a layer comes to, and how far the settlement is after it."""
    why = idle(layer, month=sharing.month, stage=sharing.stage, met=sharing.met)
    if why:
        none: dict[str, Number] = {}
        return Settled(
            layer=layer.name, side=layer.side, claimed=none, covered=none, borne=none, idle=why
        ), standing
    claimed = {
        code: named(amount, f"{layer.name}: asked for {code}")
        for code, amount in claims(layer, sharing.agreement, standing=standing).items()
    }
    borne = _borne(layer, sharing.agreement, standing, whole=total(claimed.values()))
    if layer.source in KEPT:
        covered = _kept(layer, sharing.agreement, claimed, standing)
        borne = covered
    else:
        covered = in_proportion(total(borne.values()), claimed)
    borne = {code: named(much, f"{layer.name}: borne by {code}") for code, much in borne.items()}
    covered = {code: named(much, f"{layer.name}: for {code}") for code, much in covered.items()}
    found = Settled(
        layer=layer.name, side=layer.side, claimed=claimed, covered=covered, borne=borne
    )
    return found, _after(layer, standing, found)


def _kept(
    layer: Layer[Number],
    agreement: Agreement[Number],
    claimed: Mapping[str, Number],
    standing: Standing[Number],
) -> dict[str, Number]:
    """Return what each keeps of its own variance: up to the cap, where there is one."""
    kept = {}
    for code, amount in claimed.items():
        cap = resolved(layer.cap, agreement.parties[code], code=code)
        kept[code] = amount if cap is None else smallest(amount, cap)
    if layer.most is None:
        return kept
    return in_proportion(smallest(summed(kept.values(), standing.nil), layer.most), kept)


def _borne(
    layer: Layer[Number],
    agreement: Agreement[Number],
    standing: Standing[Number],
    *,
    whole: Number,
) -> dict[str, Number]:
    """Return what each bearer takes of what a layer is called upon for."""
    if layer.most is not None:
        whole = smallest(whole, layer.most)
    if layer.source in FUNDS:
        if layer.side is Side.LOSS:
            left = agreement.funds[layer.fund].amount - standing.drawn[layer.fund]
            whole = smallest(whole, left)
        return {layer.fund: whole}
    if layer.source is Source.REGION:
        return {REGION: whole}
    bearers = sorted(layer.bearers or agreement.parties)
    parties = {code: agreement.parties[code] for code in bearers}
    caps = _caps(layer, parties, standing)
    floors = {}
    for code, party in parties.items():
        floor = resolved(layer.floor, party, code=code)
        if floor is not None:
            floors[code] = smallest(floor, caps[code]) if code in caps else floor
    return filled(whole, _weights(layer, parties, standing), floors=floors, caps=caps)


def _caps(
    layer: Layer[Number], parties: Mapping[str, Party[Number]], standing: Standing[Number]
) -> dict[str, Number]:
    """Return the most that each bearer takes, where there is a most."""
    caps = {}
    for code, party in parties.items():
        cap = resolved(layer.cap, party, code=code)
        if layer.only_surplus:
            left = largest(standing.nil, standing.variance(code) + standing.moved[code])
            cap = left if cap is None else smallest(cap, left)
        if cap is not None:
            caps[code] = cap
    return caps


def _weights(
    layer: Layer[Number], parties: Mapping[str, Party[Number]], standing: Standing[Number]
) -> dict[str, Number]:
    if layer.key is Key.EQUAL:
        return dict.fromkeys(parties, one(standing.nil, unit=COUNT))
    if layer.key is Key.CUSTOM:
        return {code: measured(layer.weights, code, of=layer.name) for code in parties}
    return {code: measured(party.measures, layer.key, of=code) for code, party in parties.items()}


def _after(
    layer: Layer[Number], standing: Standing[Number], found: Settled[Number]
) -> Standing[Number]:
    """Return the standing once a layer is settled."""
    side = {
        code: amount + found.covered[code] for code, amount in standing.covered[layer.side].items()
    }
    covered = {**standing.covered, layer.side: side}
    taken = Taken(side=layer.side, of=standing.counted(layer), covered=found.covered)
    standing = replace(standing, taken=tuple(chain(standing.taken, (taken,))))
    if layer.source in KEPT:
        return replace(standing, covered=covered)
    moved = dict(standing.moved)
    for account, amount in found.borne.items():
        moved[account] = moved[account] + (-amount if layer.side is Side.LOSS else amount)
    for code, amount in found.covered.items():
        moved[code] = moved[code] + (amount if layer.side is Side.LOSS else -amount)
    if layer.side is Side.GAIN:
        return replace(standing, covered=covered, moved=moved)
    paid = {code: amount + found.borne.get(code, standing.nil)
            for code, amount in standing.paid.items()}  # fmt: skip
    drawn = {fund: amount + found.borne.get(fund, standing.nil)
             for fund, amount in standing.drawn.items()}  # fmt: skip
    return replace(standing, covered=covered, moved=moved, paid=paid, drawn=drawn)


def _unfunded(sharing: PositionsToShare[Number], standing: Standing[Number]) -> dict[str, Number]:
    """Return what a layer would still be called upon for: of the one with the most.

    What a body keeps of its own is asked of nobody else, and so is not left unfunded.
    """
    most = dict.fromkeys(sharing.agreement.parties, standing.nil)
    for layer in sharing.agreement.layers:
        why = idle(layer, month=sharing.month, stage=sharing.stage, met=sharing.met)
        if layer.side is Side.LOSS and layer.source not in KEPT and not why:
            left = claims(layer, sharing.agreement, standing=standing)
            if total(left.values()) > total(most.values()):
                most = left
    return most
