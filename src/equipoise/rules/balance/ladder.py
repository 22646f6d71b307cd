"""The control total ladder: from the sum of plans, rung by rung, to what is still to be found."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Generic

from equipoise.params import Values
from equipoise.rules.bases import excluding, held_against, including, movement, nil
from equipoise.rules.registry import DEFINITIONS, rule
from equipoise.workings import Figure, Number, Support, named, total


class LimitWithoutBasisError(ValueError):
    """The limit does not say, or says twice, whether it counts support in."""

    def __init__(self, limit: Figure | Fraction, readings: set[Support]) -> None:
        pence = limit.value if isinstance(limit, Figure) else limit
        found = " and ".join(sorted(readings)) or "neither"
        super().__init__(
            f"state one reading of the limit of {pence} pence, "
            f"{Support.WITH} or {Support.WITHOUT}; found {found}"
        )


@dataclass(frozen=True, kw_only=True)
class PlansAndLimit(Generic[Number]):
    """What a system agreed to meet, and what its members' plans come to, on one reading."""

    limit: Number
    sum_of_plans: Number
    support: Number
    """Support counted in, or left out of, both: it leads to the other reading."""
    remaining_mismatch: Number
    """Provider income above commissioner spend, net: money on one side only."""
    agreed_matching: tuple[Number, ...] = ()
    """What agreed contract values have done to the position of each body."""
    system_stretch: tuple[Number, ...] = ()
    """Efficiency counted in the plans that no body owns yet; a saving is positive."""
    agreed_actions: tuple[Number, ...] = ()
    proposed_actions: tuple[Number, ...] = ()
    stated: Support | None = None
    """The reading of a limit that is a bare fraction; a figure carries its own."""


@dataclass(frozen=True, kw_only=True)
class Rungs(Generic[Number]):
    """The ladder on one reading. A gap or a balance above nil is money still to be found."""

    control_total: Number
    sum_of_plans: Number
    matching_effect: Number
    adjusted_sum: Number
    system_stretch: Number
    """What no body owns, taken off: nil or below."""
    gap: Number
    agreed_actions: Number
    balance: Number
    proposed_actions: Number
    balance_with_proposals: Number


@dataclass(frozen=True, kw_only=True)
class Ladder(Generic[Number]):
    """The same ladder twice: as the limit is stated, and on the other reading."""

    reading: Support
    stated: Rungs[Number]
    other: Rungs[Number]

    def on(self, reading: Support) -> Rungs[Number]:
        """Return the rungs on one reading."""
        return self.stated if reading is self.reading else self.other


@rule(
    applies=DEFINITIONS,
    source="NHS England board, financial performance update, 27 March 2025: plans against limits, "
    "with and without support; the order of the rungs is the house's",
)
def ladder(
    plans: PlansAndLimit[Number],
    params: Values[Number],
    *,
    known_on: date,
) -> Ladder[Number]:
    """Return how far the plans are from the limit, now and with what is agreed and proposed.

    Assumption: income that nobody plans to pay is no income, and efficiency that no body owns
        is none; so both are taken off the plans.
    Unit: pence; a surplus is positive, and a gap above nil is money still to be found.
    Raises: LimitWithoutBasisError when the limit's reading is not stated; UnlikeBasesError when
        the sum of plans stands on another.
    Law gap_closes_only_by_agreed_actions: a proposal moves the balance with proposals alone.
    Law other_basis_shows_the_same_gap: and the same balances.
    Law stretch_stays_in_the_gap: efficiency that no body owns widens it, pound for pound.
    Law the_rungs_add_up: each is the one before it and what was added.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> plans = PlansAndLimit(
    ...     limit=Fraction(-9_000), sum_of_plans=Fraction(-9_000), stated=Support.WITH,
    ...     support=Fraction(6_000), remaining_mismatch=Fraction(2_300))
    >>> found = ladder(plans, load().exact, known_on=date(2023, 5, 4))
    >>> print(found.stated.gap, found.other.adjusted_sum, found.other.gap)
    2300 -17300 2300
    """
    del params, known_on
    reading = stated_reading(plans.limit, plans.stated)
    sum_of_plans = plans.sum_of_plans
    limit = held_against(plans.limit, sum_of_plans)
    turned = excluding if reading is Support.WITH else including
    return Ladder(
        reading=reading,
        stated=_rungs(plans, limit, sum_of_plans),
        other=_rungs(plans, turned(limit, plans.support), turned(sum_of_plans, plans.support)),
    )


def stated_reading(limit: Figure | Fraction, stated: Support | None) -> Support:
    """Return the one reading that a limit states, by itself or beside it.

    Raises: LimitWithoutBasisError, naming both, when it states none, or two.
    """
    carried = limit.basis.support if isinstance(limit, Figure) else None
    readings = {reading for reading in (carried, stated) if reading}
    if len(readings) != 1:
        raise LimitWithoutBasisError(limit, readings)
    return readings.pop()


def _rungs(plans: PlansAndLimit[Number], limit: Number, sum_of_plans: Number) -> Rungs[Number]:
    def moved(amounts: tuple[Number, ...], name: str) -> Number:
        listed = [movement(amount, limit) for amount in amounts] or [nil(limit)]
        return named(total(listed), name)

    control_total = named(limit, "Control total")
    sum_of_plans = named(sum_of_plans, "Sum of plans")
    agreed_matching = moved(plans.agreed_matching, "Agreed matching")
    unmatched = movement(plans.remaining_mismatch, limit)
    effect = named(agreed_matching - unmatched, "Matching effect")
    adjusted = named(sum_of_plans + effect, "Adjusted sum of plans")
    stretch = moved(plans.system_stretch, "Unallocated system stretch")
    taken_off = named(-stretch, "Unallocated system stretch, taken off")
    owned = adjusted
    if plans.system_stretch:
        owned = named(adjusted + taken_off, "Adjusted sum without system stretch")
    gap = named(control_total - owned, "Gap to control total")
    agreed = moved(plans.agreed_actions, "Agreed closing actions")
    balance = named(gap - agreed, "Balance")
    proposed = moved(plans.proposed_actions, "Proposed closing actions")
    return Rungs(
        control_total=control_total,
        sum_of_plans=sum_of_plans,
        matching_effect=effect,
        adjusted_sum=adjusted,
        system_stretch=taken_off,
        gap=gap,
        agreed_actions=agreed,
        balance=balance,
        proposed_actions=proposed,
        balance_with_proposals=named(balance - proposed, "Balance with proposals"),
    )
