"""What a body has of a support fund, by quarter and to date."""

from dataclasses import dataclass
from typing import Generic

from equipoise.workings import Number


@dataclass(frozen=True, kw_only=True)
class EarnedQuarter(Generic[Number]):
    """What a body has of a quarter. Unit: pence.

    `again` is what earlier quarters lost and this one brings back; `given` is what of `system` a
    recorded decision gave.
    """

    tranche: Number
    own: Number
    system: Number
    access: Number
    again: Number
    given: Number
    earned: Number
    own_hit: bool
    system_hit: bool


@dataclass(frozen=True, kw_only=True)
class Earned(Generic[Number]):
    """A body's year to date. Unit: pence.

    `withheld` is what was not earned of the support due to date. Where cash is paid early it was
    paid: `financing` is then the same sum, which is no income. `at_risk` is what the results of
    others may still cost, of the quarters to come.
    """

    quarters: tuple[EarnedQuarter[Number], ...]
    allocation: Number
    due: Number
    earned: Number
    withheld: Number
    financing: Number
    at_risk: Number
