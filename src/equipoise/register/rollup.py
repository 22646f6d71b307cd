"""Money carried up a hierarchy: what each body holds with those below it, to the penny."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from equipoise.units import Pence, apportion


class View(StrEnum):
    """As whom bodies of the past are counted."""

    AS_WAS = "as was"
    """Under their own codes, whatever became of them."""
    AS_IS = "as is"
    """Under the bodies that hold them on the day asked for."""


@dataclass(frozen=True, kw_only=True)
class RollUp:
    """What every body comes to.

    `totals` holds each body with all that came up to it. `kept` holds what a body did not pass
    on: the totals at the top, and what no parent counts. Kept amounts sum to what was put in.
    """

    totals: Mapping[str, Pence]
    kept: Mapping[str, Pence]

    @property
    def total(self) -> Pence:
        """The whole, over all bodies: the national total."""
        return Pence(sum(self.kept.values()))

    def differs_from(self, other: RollUp) -> dict[str, Pence]:
        """Return body by body what is kept here above what is kept there; nil is left out.

        Law as_was_and_as_is_reconcile: over the same amounts the differences sum to nil,
            whatever the hierarchies and days.
        """
        codes = sorted(self.kept.keys() | other.kept.keys())
        moved = {code: self.kept.get(code, 0) - other.kept.get(code, 0) for code in codes}
        return {code: Pence(pence) for code, pence in moved.items() if pence}


def carried(
    amounts: Mapping[str, Pence], shares: Mapping[str, Mapping[str, Fraction]]
) -> dict[str, Pence]:
    """Return `amounts` moved to the bodies of `shares`; a code without shares stays itself.

    Law carrying_keeps_the_total: no penny is made or lost.
    """
    held: dict[str, Pence] = {}
    for code, amount in sorted(amounts.items()):
        for body, part in apportion(amount, shares.get(code, {code: Fraction(1)})).items():
            held[body] = Pence(held.get(body, 0) + part)
    return held


def rolled_up(
    amounts: Mapping[str, Pence],
    parents: Mapping[str, Mapping[str, Fraction]],
    *,
    upwards: Iterable[str],
) -> RollUp:
    """Return `amounts` carried up by `parents`; `upwards` lists every body below its parents.

    Law nothing_is_lost_on_the_way_up: kept amounts sum to the amounts put in.
    """
    totals = dict(amounts)
    kept: dict[str, Pence] = {}
    for code in upwards:
        held = totals.setdefault(code, Pence(0))
        above = parents.get(code, {})
        rest = 1 - sum(above.values(), Fraction(0))
        weights = {**above, code: rest} if rest else dict(above)
        parts = apportion(held, weights)
        for parent, part in parts.items():
            if parent == code:
                kept[code] = part
            else:
                totals[parent] = Pence(totals.get(parent, 0) + part)
    assert sum(kept.values()) == sum(amounts.values()), "a penny went astray"
    return RollUp(totals=dict(sorted(totals.items())), kept=dict(sorted(kept.items())))
