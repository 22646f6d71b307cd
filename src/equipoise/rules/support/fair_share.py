"""The fair-share link of 2024/25: capital for a system below its fair share, or taken from it."""

from dataclasses import dataclass
from datetime import date
from typing import Generic

from equipoise.params import Values
from equipoise.rules.bases import nil
from equipoise.rules.registry import rule
from equipoise.units import Period
from equipoise.workings import Number, choose, largest, named, rounded


@dataclass(frozen=True, kw_only=True)
class Spending(Generic[Number]):
    """A system's fair share, what it plans to spend net, and its capital envelope. Unit: pence."""

    period: Period
    fair_share: Number
    planned: Number
    envelope: Number


@dataclass(frozen=True, kw_only=True)
class CapitalLink(Generic[Number]):
    """Headroom below fair share, and what follows. Unit: pence.

    `usable` may be spent if the plan is delivered. `largest_cut` is the most that may be taken;
    what was taken of it is a decision of the centre.
    """

    headroom: Number
    bonus: Number
    usable: Number
    largest_cut: Number


@rule(
    applies=Period.parse("2024/25"),
    source="Health Service Journal, NHS England imposes a new financial regime, 2024 (7037231)",
)
def fair_share(
    spending: Spending[Number], params: Values[Number], *, known_on: date
) -> CapitalLink[Number]:
    """Return the capital that follows from a system's plan against its fair share.

    Assumption: what is left of the headroom is usable on delivery.
    Unit: pence.
    Law a_bonus_and_what_is_usable_are_the_headroom: where there is any.

    In £m: a plan of 990 for a fair share of 1,000; and one of 1,010, with an envelope of 60.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> for planned in (990, 1_010):
    ...     spending = Spending(period=Period.parse("2024/25"), fair_share=Fraction(1_000),
    ...         planned=Fraction(planned), envelope=Fraction(60))
    ...     found = fair_share(spending, load().exact, known_on=date(2024, 6, 12))
    ...     print(found.headroom, found.bonus, found.usable, found.largest_cut)
    10 3 7 0
    -10 0 0 6
    """

    headroom = named(spending.fair_share - spending.planned, "Headroom below fair share")
    bonus_ratio, cut_ratio = (
        params.at(f"support/fair_share/{name}_ratio", spending.period, known_on=known_on)
        for name in ("capital_bonus", "capital_cut")
    )
    return _link(headroom, spending.envelope, rates=(bonus_ratio, cut_ratio))


def _link(
    headroom: Number, envelope: Number, *, rates: tuple[Number, Number]
) -> CapitalLink[Number]:
    none = nil(headroom)
    room, (bonus_ratio, cut_ratio) = largest(none, headroom), rates
    bonus = named(rounded(room * bonus_ratio), "Capital bonus")
    cut = choose(headroom < none, rounded(envelope * cut_ratio), none)
    return CapitalLink(
        headroom=headroom,
        bonus=bonus,
        usable=named(room - bonus, "Usable on delivery"),
        largest_cut=named(cut, "Largest cut of the envelope"),
    )
