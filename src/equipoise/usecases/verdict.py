"""What a plan comes to against its limits, for whoever reads it, agrees it or locks it."""

from __future__ import annotations

from dataclasses import dataclass

from equipoise.units import Pence
from equipoise.usecases.statement import Statement
from equipoise.workings import Figure, Support


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """The tests of one plan. None where no limit is known, or there is nothing to share.

    `position` is on the reading of support that the control total states, including it where
    none is known; `other` is on the other reading. `beyond_limit` is nil when the control total
    is met exactly and below nil when it is missed; `over_envelope` is above nil when there is
    too much capital. `net` and `gross` are what tested contracts of care differ by, and
    `only_icb_differs` says whether the ICB is the payer of each that does. `open_pairs` counts the
    pairs, of care, support or specialised lines, that are Not agreed or Disputed.

    Unit: pence
    """

    position: Figure
    other: Figure
    reading: Support
    limit: Figure | None
    beyond_limit: Pence | None
    net: Pence
    gross: Pence
    only_icb_differs: bool
    open_pairs: int
    envelope: Figure | None
    over_envelope: Pence | None
    one_off_share: Figure | None

    @property
    def other_reading(self) -> Support:
        """The reading of support that `other` is on."""
        return Support.WITHOUT if self.reading is Support.WITH else Support.WITH


def verdict(statement: Statement) -> Verdict:
    """Return the tests of a plan.

    Raises: NoCellsError, IncompleteError and NobodyReturnedError as `Statement` does.
    """
    found, limit, capital = statement.position, statement.limit, statement.capital
    reading = Support.WITH if limit is None else limit.basis.support or Support.WITH
    both = found.including, found.excluding
    position, other = both if reading is Support.WITH else both[::-1]
    return Verdict(
        position=position,
        other=other,
        reading=reading,
        limit=limit,
        beyond_limit=None if limit is None else Pence(int(position.value) - int(limit.value)),
        net=Pence(int(statement.matching.net.value)),
        gross=Pence(int(statement.matching.gross.value)),
        only_icb_differs=_differing(statement) <= set(statement.plan.commissioners),
        open_pairs=len(statement.contracting.open_pairs),
        envelope=None if capital is None else capital.envelope,
        over_envelope=None if capital is None else Pence(-int(capital.headroom.value)),
        one_off_share=statement.efficiency.non_recurrent.ratio,
    )


def _differing(statement: Statement) -> set[str]:
    """Return the payers of the contracts that differ."""
    pairs = statement.matching.pairs.items()
    return {
        key.commissioner
        for key, pair in pairs
        if pair.difference is not None and pair.difference.value
    }


def one_off_effect(before: Statement, after: Statement) -> Pence:
    """Return by how much the position less one-off efficiency changed; above nil is better.

    Unit: pence
    """
    then, now = before.underlying, after.underlying
    return Pence(int(now.reported_less_one_off.value) - int(then.reported_less_one_off.value))
