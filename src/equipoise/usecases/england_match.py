"""Every contract of a round at once: England's matching in one pass over all returns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from equipoise.cube import Cells
from equipoise.records.models import Version
from equipoise.rules.balance import Contracts, Mismatch, PairKey, Share, mismatch
from equipoise.rules.balance.shares import share
from equipoise.usecases.contracting import SUMS, still_open
from equipoise.usecases.disputes import disputed_pairs
from equipoise.usecases.held import parquet_of
from equipoise.usecases.neighbours import PART_OF, every_line, submitted_versions
from equipoise.usecases.pairs import (
    CONTRACTS,
    SPECIALISED,
    SUPPORT,
    Pairs,
    Terms,
    basis_of,
    paired,
    summed,
    whole,
)
from equipoise.usecases.plans import Plan
from equipoise.usecases.rounds import OpenRound
from equipoise.workings import Figure


@dataclass(frozen=True, kw_only=True)
class SystemMatch:
    """The contracts of one system's members with anybody, as part of all of England's.

    `mismatch` is None where no member names a contract. `open_pairs` are those of any kind, of
    care, support or specialised lines, that differ or are in dispute.
    """

    mismatch: Mismatch[Figure] | None
    open_pairs: tuple[PairKey, ...]

    @property
    def adds_up(self) -> bool | None:
        """Whether no tested pair differs; None where none is tested."""
        if self.mismatch is None or not self.mismatch.by_provider:
            return None
        return not self.open_pairs and self.mismatch.gross.value == 0

    @property
    def share(self) -> Share[Figure] | None:
        """The matched part of all income that the system's contracts hold, tested or not."""
        if self.mismatch is None:
            return None
        return matched_share(self.mismatch)


@dataclass(frozen=True, kw_only=True)
class EnglandMatch:
    """Every pair of a round, read once; each system's part is taken from them.

    `versions` are the returns that count: those of a system's collated version, and otherwise
    what bodies have submitted.
    """

    round: OpenRound
    versions: tuple[Version, ...]

    @cached_property
    def cells(self) -> Cells:
        """The lines of contracts of all returns."""
        workspace = self.round.workspace
        parquets = (parquet_of(workspace, row.reading) for row in self.versions)
        return every_line(workspace.store, tuple(parquets))

    @cached_property
    def contracts(self) -> Pairs:
        """Every pair of care."""
        return self._pairs(CONTRACTS).get("", {})

    @cached_property
    def matching(self) -> Mismatch[Figure] | None:
        """England's contracts compared; None where nobody names one."""
        return self._compared(self.contracts) if self.contracts else None

    @cached_property
    def systems(self) -> Mapping[str, SystemMatch]:
        """The part of each system, by its code."""
        return {system: self._system(system) for system in self.round.systems}

    def named(self) -> Iterator[tuple[str, Figure]]:
        """Yield England's sums and each system's, with their names: match/ZQ1/matched."""
        found = {"": self.matching}
        found |= {f"{code}/": one.mismatch for code, one in self.systems.items()}
        for where, one in found.items():
            for name in SUMS if one is not None else ():
                yield f"match/{where}{name}", getattr(one, name)

    def _system(self, system: str) -> SystemMatch:
        members = self.round.members(system).keys()
        own = {key: pair for key, pair in self.contracts.items() if members & set(key)}
        open_pairs = [key for key in self._open if members & set(key)]
        return SystemMatch(
            mismatch=self._compared(own) if own else None, open_pairs=tuple(open_pairs)
        )

    @cached_property
    def _open(self) -> tuple[PairKey, ...]:
        """Return the pairs of any kind that differ or are in dispute, each once."""
        apart = [*self._pairs(SUPPORT).values(), *self._pairs(SPECIALISED).values()]
        every = [self._compared(pairs) for pairs in apart]
        every += [self.matching] if self.matching is not None else []
        return tuple(sorted({key for one in every for key in still_open(one)}))

    def _pairs(self, terms: Terms) -> Mapping[str, Pairs]:
        basis = basis_of(self.round)
        return paired(
            whole(summed(self.cells, (terms.paid,), title="Income", basis=basis)),
            whole(summed(self.cells, terms.paying, title="Spend", basis=basis)),
            answering={row.organisation for row in self.versions if row.part == terms.part},
            basis=basis,
        )

    def _compared(self, pairs: Pairs) -> Mismatch[Figure]:
        one = self.round
        contracts = Contracts(period=one.year.period, pairs=pairs, disputed=self._disputed)
        return mismatch(contracts, one.params, known_on=one.known_on)

    @cached_property
    def _disputed(self) -> frozenset[PairKey]:
        return disputed_pairs(self.round)


def england_match(one: OpenRound, plans: Sequence[Plan] = ()) -> EnglandMatch:
    """Return the matching of every contract of a round, in one pass over the returns that count.

    `plans` are collated versions: their members' parts count instead of what was submitted since.
    A month that is blank makes its pair untested, as it is one by one.

    Law england_matches_as_its_systems_do: each system's sums are those of `match`.
    """
    rows = {(row.organisation, row.part): row for row in submitted_versions(one)}
    for plan in plans:
        for row in plan.versions:
            if row.part in PART_OF.values():
                rows[row.organisation, row.part] = row
    return EnglandMatch(round=one, versions=tuple(rows[key] for key in sorted(rows)))


def matched_share(found: Mismatch[Figure]) -> Share[Figure]:
    """Return the matched amount as a share of all income, whether it could be tested or not."""
    income = (found.income_tested + found.income_untested).named("All income of contracts")
    return share(found.matched, income, name="Matched share of income")
