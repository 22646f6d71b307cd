"""The gate: whether a rebased plan may be submitted, and what still stands in the way."""

from dataclasses import dataclass
from datetime import date
from typing import Generic

from equipoise.params import Values
from equipoise.rules.bases import nil
from equipoise.rules.registry import rule
from equipoise.units import Period
from equipoise.workings import Number


@dataclass(frozen=True, kw_only=True)
class RebasedPlan(Generic[Number]):
    """What a rebased plan comes to, what it cuts, and what it says.

    `cut` are the protected commitments whose target is lower, or due later, than it was.

    Unit: pence; the gap is below nil, the agency reduction positive.
    """

    gap: Number
    agency_reduction: Number
    cut: tuple[str, ...]
    untested: tuple[str, ...]
    """Actions that do not say what they do to one of the priorities."""
    has_assumptions: bool
    has_safety_statement: bool


@dataclass(frozen=True, kw_only=True)
class Gate:
    """Each condition, in the order it is looked at."""

    gap_closed: bool
    commitments_untouched: bool
    assumptions_set: bool
    agency_reduced: bool
    priorities_tested: bool
    safety_stated: bool

    @property
    def passes(self) -> bool:
        """Whether every condition is met."""
        return all(vars(self).values())


@rule(
    applies=Period.parse("2023/24"),
    published=date(2023, 11, 8),
    source="NHS England, letter of 8 November 2023: balance, beds and ambulances in full, an "
    "efficiency plan that includes lower agency staffing, no further strikes assumed; a safety "
    "statement (founding requirement F-002-09)",
)
def gate(plan: RebasedPlan[Number], params: Values[Number], *, known_on: date) -> Gate:
    """Return which conditions of submission a rebased plan meets.

    Law a_penny_keeps_the_gate_shut: a gap of any size below nil.
    Law every_condition_can_shut_the_gate: alone, whatever the others are.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> plan = RebasedPlan(gap=Fraction(0), agency_reduction=Fraction(5), cut=(), untested=(),
    ...     has_assumptions=True, has_safety_statement=False)
    >>> found = gate(plan, load().exact, known_on=date(2023, 11, 8))
    >>> found.gap_closed, found.safety_stated, found.passes
    (True, False, False)
    """
    del params, known_on
    return Gate(
        gap_closed=not bool(plan.gap < nil(plan.gap)),
        commitments_untouched=not plan.cut,
        assumptions_set=plan.has_assumptions,
        agency_reduced=bool(plan.agency_reduction > nil(plan.agency_reduction)),
        priorities_tested=not plan.untested,
        safety_stated=plan.has_safety_statement,
    )
