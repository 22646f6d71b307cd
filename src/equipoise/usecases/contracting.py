"""The contracts of a plan compared: care, support and specialised lines, each on its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from equipoise.params import Parameters
from equipoise.rules.balance import OPEN, Contracts, Mismatch, PairKey, PairMatch, mismatch
from equipoise.usecases.disputes import disputed_pairs
from equipoise.usecases.pairs import CONTRACTS, SPECIALISED, SUPPORT, Pairs, pairs_of
from equipoise.usecases.plans import Plan
from equipoise.usecases.tolerances import ASKED, Tolerance, under
from equipoise.workings import Figure

KINDS_OF_CONTRACT: Final = frozenset({"match", "match-support", "match-specialised"})
"""The first word of the names of figures here."""
SUMS: Final = ("net", "gross", "matched", "income_tested", "income_untested")
"""What all pairs come to, by the names the sums have in references."""


@dataclass(frozen=True, kw_only=True)
class Contracting:
    """Every pair of a plan, compared. Each kind is worked out when it is first asked for.

    `tolerance` decides the words for a difference; every sum and difference is the raw one.
    """

    plan: Plan
    tolerance: Tolerance = Tolerance.PLAN

    @cached_property
    def contracts(self) -> Contracts[Figure]:
        """Every pair of care: what one expects beside what the other plans to pay."""
        return self._contracts(pairs_of(self.plan, CONTRACTS).get("", {}))

    @cached_property
    def support(self) -> Mismatch[Figure] | None:
        """Deficit support expected beside that planned; None where nobody names any."""
        pairs = pairs_of(self.plan, SUPPORT).get("", {})
        return self.compared(pairs) if pairs else None

    @cached_property
    def specialised(self) -> Mapping[str, Mismatch[Figure]]:
        """Each service line of specialised contracts, of which: never added to the contracts."""
        found = pairs_of(self.plan, SPECIALISED)
        return {line: self.compared(pairs) for line, pairs in found.items()}

    @cached_property
    def matching(self) -> Mismatch[Figure]:
        """Every pair of care compared, and what the differences come to.

        Raises: NothingToMatchError when no body has returned a contract.
        """
        return self.compared(self.contracts.pairs)

    @property
    def allowed(self) -> Figure:
        """The difference up to which a pair may be explained; it moves no sum."""
        one = self.plan.round
        params = under(self._params, self.tolerance)
        return params.at(ASKED, one.year.period, known_on=one.known_on)

    @property
    def open_pairs(self) -> tuple[PairKey, ...]:
        """The pairs of any kind that do not agree, or are in dispute."""
        kinds = [self.matching, *self.specialised.values()]
        if self.support is not None:
            kinds.append(self.support)
        return tuple(dict.fromkeys(key for kind in kinds for key in still_open(kind)))

    def compared(self, pairs: Pairs) -> Mismatch[Figure]:
        """Return some pairs compared, and what they come to."""
        params = under(self._params, self.tolerance)
        known_on = self.plan.round.known_on
        return mismatch(self._contracts(pairs), params, known_on=known_on)

    def named(self) -> Iterator[tuple[str, Figure]]:
        """Yield every figure with its name: match/ZQ1/ZR1/income, match-support/net."""
        yield from _named("match", self.matching)
        if self.support is not None:
            yield from _named("match-support", self.support)
        for line, found in self.specialised.items():
            yield from _named(f"match-specialised/{line}", found)

    def _contracts(self, pairs: Pairs) -> Contracts[Figure]:
        period = self.plan.round.year.period
        return Contracts(period=period, pairs=pairs, disputed=self._disputed)

    @cached_property
    def _disputed(self) -> frozenset[PairKey]:
        return disputed_pairs(self.plan.round)

    @property
    def _params(self) -> Parameters:
        return self.plan.round.params


def still_open(found: Mismatch[Figure]) -> tuple[PairKey, ...]:
    """Return the pairs that do not agree or are in dispute."""
    return tuple(key for key, pair in found.pairs.items() if pair.status in OPEN)


def sides_of(pair: PairMatch[Figure]) -> dict[str, Figure]:
    """Return the figures of a pair, by the names they have in references."""
    sides = {"income": pair.income, "spend": pair.spend, "difference": pair.difference}
    return {name: figure for name, figure in sides.items() if figure is not None}


def _named(kind: str, found: Mismatch[Figure]) -> Iterator[tuple[str, Figure]]:
    for key, pair in sorted(found.pairs.items()):
        for name, figure in sides_of(pair).items():
            yield f"{kind}/{key.commissioner}/{key.provider}/{name}", figure
    for name in SUMS:
        yield f"{kind}/{name}", getattr(found, name)
