"""The settlement of an agreement over many draws at once: what `riskshare/settle` does to each.

Amounts are whole numbers of parts of a penny held in floats, so that every sum is exact: in each
draw the moves of parties, funds and the region sum to nil.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from equipoise.rules.riskshare import FUNDS, KEPT, Of, Side, Source
from equipoise.simulate.sharing import capped, in_proportion
from equipoise.simulate.shocks import Floats
from equipoise.simulate.terms import Term, Terms


@dataclass(kw_only=True)
class Draws:
    """How far a chunk of draws has come: a row for each party, fund, or nothing but the draws.

    `need` is what each party's variance lacks, less what is covered of it; `given` what of its
    gain is shared; `paid` what it bore for losses. `taken` is what each layer covered, where some
    do not count everything.
    """

    lines: Floats
    variance: Floats
    need: Floats
    moved: Floats
    paid: Floats
    given: Floats
    covered: Floats
    funds: Floats
    drawn: Floats
    region: Floats
    taken: list[tuple[Term, Floats]]


def begun(terms: Terms, lines: Floats, *, whose: Floats) -> Draws:
    """Return a chunk of draws before any layer: `whose` says which line is which party's."""
    one_each = len(whose) == len(lines) and bool((whose == np.eye(len(lines))).all())
    variance = lines if one_each else whose @ lines
    shape, count = variance.shape, lines.shape[1]
    return Draws(
        lines=lines,
        variance=variance,
        need=-variance,
        moved=np.zeros(shape),
        paid=np.zeros(shape),
        given=np.zeros(shape),
        covered=np.zeros(shape),
        funds=np.zeros((len(terms.funds), count)),
        drawn=np.zeros((len(terms.funds), count)),
        region=np.zeros(count),
        taken=[],
    )


def settled(terms: Terms, draws: Draws) -> Draws:
    """Return the draws with every layer settled, in order."""
    for term in terms.layers:
        _settle(terms, term, draws)
    return draws


def unfunded(terms: Terms, draws: Draws) -> Floats:
    """Return what layers would still be called upon for in each draw: of the one with the most."""
    most = np.zeros(draws.lines.shape[1])
    seen = set[object]()
    for term in terms.layers:
        asks_others = term.layer.side is Side.LOSS and term.layer.source not in KEPT
        if asks_others and repr(term.calls) not in seen:
            seen.add(repr(term.calls))
            np.maximum(most, _claimed(term, draws).sum(axis=0), out=most)
    return most


def _settle(terms: Terms, term: Term, draws: Draws) -> None:
    claimed = _claimed(term, draws)
    if term.layer.source in KEPT:
        _cover(term, draws, _kept(term, claimed))
        return
    whole = claimed.sum(axis=0)
    np.minimum(whole, term.most, out=whole)
    sign = 1.0 if term.layer.side is Side.LOSS else -1.0
    if term.layer.source is Source.PARTNERS:
        borne = _borne(term, draws, whole)
        whole = borne.sum(axis=0)
        draws.moved -= borne if sign > 0 else -borne
        if sign > 0:
            draws.paid += borne
    elif term.layer.source in FUNDS:
        fund = terms.funds.index(term.layer.fund)
        if sign > 0:
            np.minimum(whole, terms.amounts[fund] - draws.drawn[fund], out=whole)
            draws.drawn[fund] += whole
        draws.funds[fund] -= sign * whole
    else:
        draws.region -= sign * whole
    covered = in_proportion(whole, claimed)
    _cover(term, draws, covered)
    if sign > 0:
        draws.moved += covered
    else:
        draws.moved -= covered


def _claimed(term: Term, draws: Draws) -> Floats:
    """Return what each party calls upon a layer for in each draw."""
    is_loss = term.layer.side is Side.LOSS
    if term.asks is not None:
        claim = term.asks[:, None] - (draws.covered if is_loss else draws.given)
    else:
        claim = _variance_left(term, draws, is_loss=is_loss)
    np.maximum(claim, 0.0, out=claim)
    if term.claimants is not None:
        claim *= term.claimants[:, None]
    if term.layer.trigger.of is not Of.SYSTEM:
        return claim
    counted = draws.variance if term.counted is None else term.counted @ draws.lines
    together = counted.sum(axis=0)
    taken = _overlapping(term, draws, is_loss=is_loss).sum(axis=0)
    left = (-together if is_loss else together) - term.allowance - taken
    whole = np.minimum(claim.sum(axis=0), np.maximum(left, 0.0))
    return in_proportion(whole, claim)


def _variance_left(term: Term, draws: Draws, *, is_loss: bool) -> Floats:
    if is_loss:
        claim = draws.need.copy()
    else:
        claim = draws.variance - draws.paid
        claim -= draws.given
    if term.counted is None and term.tolerance is None:
        return claim
    beyond = draws.variance if term.counted is None else term.counted @ draws.lines
    beyond = -beyond if is_loss else beyond.copy()
    if term.tolerance is not None:
        beyond -= term.tolerance[:, None]
    beyond -= _overlapping(term, draws, is_loss=is_loss)
    return np.minimum(claim, beyond, out=claim)


def _overlapping(term: Term, draws: Draws, *, is_loss: bool) -> Floats:
    """Return what is covered of what a layer counts."""
    whole = draws.covered if is_loss else draws.given
    apart = [
        covered
        for earlier, covered in draws.taken
        if earlier.layer.side is term.layer.side and not earlier.of & term.of
    ]
    for covered in apart:
        whole = whole - covered
    return whole


def _kept(term: Term, claimed: Floats) -> Floats:
    kept = np.minimum(claimed, term.caps[:, None])
    if np.isinf(term.most):
        return kept
    return in_proportion(np.minimum(kept.sum(axis=0), term.most), kept)


def _borne(term: Term, draws: Draws, whole: Floats) -> Floats:
    if term.sharing is not None:
        return term.sharing.borne(whole)
    left = np.maximum(draws.variance + draws.moved, 0.0)
    return capped(whole, term.weights, caps=np.minimum(left, term.caps[:, None]))


def _cover(term: Term, draws: Draws, covered: Floats) -> None:
    if term.counted is not None:
        draws.taken.append((term, covered))
    if term.layer.side is Side.LOSS:
        draws.need -= covered
        draws.covered += covered
    else:
        draws.given += covered
