"""An agreement as arrays: the layers that are called up, in whole parts of a penny."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from equipoise.rules.riskshare import Agreement, Key, Layer, Limit, Of, Source, idle
from equipoise.rules.riskshare.claims import Variance, counts, measured, resolved
from equipoise.simulate.sharing import Fixed, fixed
from equipoise.simulate.shocks import GRID, Floats, Shock, Shocks

LAST = 12


@dataclass(frozen=True, kw_only=True)
class Term:
    """One layer that is called up. A row of an array is a party; None where all are alike.

    `of` are the causes and places it counts; `counted` says which shock of whom, None where it
    counts all. `tolerance` is of each party, or of the system as a whole; `caps` are infinite
    where there is none.
    """

    layer: Layer[Fraction]
    of: frozenset[tuple[str, str]]
    counted: Floats | None
    claimants: Floats | None
    tolerance: Floats | None
    allowance: float
    asks: Floats | None
    most: float
    caps: Floats
    weights: Floats
    sharing: Fixed | None

    @property
    def calls(self) -> tuple[object, ...]:
        """What it is called up by: layers that are alike here have the same claims."""
        return self.layer.side, self.layer.trigger, self.layer.claimants


@dataclass(frozen=True, kw_only=True)
class Terms:
    """An agreement ready for draws: parties and funds in order, what each fund has, the layers."""

    agreement: Agreement[Fraction]
    parties: tuple[str, ...]
    funds: tuple[str, ...]
    amounts: Floats
    layers: tuple[Term, ...]
    left_out: tuple[str, ...]


def terms_of(
    agreement: Agreement[Fraction], shocks: Shocks, *, met: frozenset[str] = frozenset()
) -> Terms:
    """Return an agreement ready for year-end draws; layers whose conditions are not met are out.

    Raises: NoMeasureError.
    """
    parties = tuple(sorted(agreement.parties))
    called = [
        layer for layer in agreement.layers if not idle(layer, month=LAST, stage="actual", met=met)
    ]
    funds = tuple(sorted(agreement.funds))
    return Terms(
        agreement=agreement,
        parties=parties,
        funds=funds,
        amounts=np.array([_grid(agreement.funds[fund].amount) for fund in funds]),
        layers=tuple(_term(layer, agreement, shocks) for layer in called),
        left_out=tuple(layer.name for layer in agreement.layers if layer not in called),
    )


def _term(layer: Layer[Fraction], agreement: Agreement[Fraction], shocks: Shocks) -> Term:
    parties, trigger = sorted(agreement.parties), layer.trigger
    by_system = trigger.of is Of.SYSTEM
    tolerance = _limits(trigger.tolerance, agreement, none=0.0)
    amount = trigger.tolerance.amount
    caps = _limits(layer.cap, agreement, none=np.inf)
    floors = np.minimum(_limits(layer.floor, agreement, none=0.0), caps)
    bearing = np.array([not layer.bearers or code in layer.bearers for code in parties])
    weights = np.where(bearing, _weights(layer, agreement), 0.0)
    shares = layer.source is Source.PARTNERS and not layer.only_surplus
    return Term(
        layer=layer,
        of=frozenset((one.cause, one.scope) for one in shocks.shocks if _counts(layer, one)),
        counted=_counted(layer, shocks, parties),
        claimants=_mask(layer.claimants, parties),
        tolerance=tolerance if tolerance.any() and not by_system else None,
        allowance=tolerance.sum() if amount is None else _grid(amount),
        asks=_asked(layer, parties),
        most=np.inf if layer.most is None else _grid(layer.most),
        caps=caps,
        weights=weights,
        sharing=fixed(weights, floors=floors, caps=caps) if shares else None,
    )


def _counted(layer: Layer[Fraction], shocks: Shocks, parties: list[str]) -> Floats | None:
    inside = [_counts(layer, shock) for shock in shocks.shocks]
    if all(inside):
        return None
    return np.array(
        [
            [
                float(shock.party == party and ins)
                for shock, ins in zip(shocks.shocks, inside, strict=True)
            ]
            for party in parties
        ]
    )


def _counts(layer: Layer[Fraction], shock: Shock) -> bool:
    line = Variance(amount=Fraction(0), cause=shock.cause, scope=shock.scope)
    return counts(layer, line)


def _mask(codes: tuple[str, ...], parties: list[str]) -> Floats | None:
    return np.array([float(code in codes) for code in parties]) if codes else None


def _asked(layer: Layer[Fraction], parties: list[str]) -> Floats | None:
    if layer.trigger.of is not Of.ASK:
        return None
    return np.array([_grid(layer.trigger.asks.get(code, Fraction(0))) for code in parties])


def _limits(limit: Limit[Fraction], agreement: Agreement[Fraction], *, none: float) -> Floats:
    found = []
    for code, party in sorted(agreement.parties.items()):
        amount = resolved(limit, party, code=code)
        found.append(none if amount is None else _grid(amount))
    return np.array(found)


def _weights(layer: Layer[Fraction], agreement: Agreement[Fraction]) -> Floats:
    bearers = layer.bearers or tuple(agreement.parties)
    if layer.source is not Source.PARTNERS or layer.key is Key.EQUAL:
        return np.ones(len(agreement.parties))
    found = []
    for code, party in sorted(agreement.parties.items()):
        measures = layer.weights if layer.key is Key.CUSTOM else party.measures
        key = code if layer.key is Key.CUSTOM else layer.key
        found.append(float(measured(measures, key, of=code)) if code in bearers else 0.0)
    return np.array(found)


def _grid(pence: Fraction) -> float:
    return float(pence * GRID)
