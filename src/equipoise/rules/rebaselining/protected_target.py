"""The protected target: what was promised and may not fall, nor come later, in a replan."""

from dataclasses import dataclass
from datetime import date
from typing import Generic

from equipoise.params import Values
from equipoise.rules.registry import rule
from equipoise.units import Period
from equipoise.workings import Number, named


class ProtectedTargetError(ValueError):
    """A replan lowers a protected commitment, or puts it off."""

    def __init__(self, metric: str, *, found: str, expected: str) -> None:
        super().__init__(f"{metric} is protected: {found}, where {expected}")
        self.metric, self.found, self.expected = metric, found, expected


@dataclass(frozen=True, kw_only=True)
class Promise(Generic[Number]):
    """A target and the day it is due."""

    target: Number
    due_on: date


@dataclass(frozen=True, kw_only=True)
class Commitment(Generic[Number]):
    """A commitment as it stood, and as a replan has it; more of the metric is better."""

    metric: str
    is_protected: bool
    before: Promise[Number]
    after: Promise[Number]


@rule(
    applies=Period.parse("2023/24"),
    published=date(2023, 11, 8),
    source="NHS England, letter of 8 November 2023: commitments on beds and ambulance capacity are "
    "to be implemented in full and without further delay",
)
def protected_target(
    commitment: Commitment[Number], params: Values[Number], *, known_on: date
) -> Number:
    """Return the target that a replan leaves a commitment.

    Assumption: a commitment is a least amount, so that a higher target, or an earlier day, is
        never a cut.
    Unit: that of the metric.
    Raises: ProtectedTargetError when a protected target falls, or is due later than it was.
    Law a_protected_target_never_falls: what is returned is the target before, or more.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> beds = Commitment(metric="Core beds", is_protected=True,
    ...     before=Promise(target=Fraction(120), due_on=date(2024, 1, 1)),
    ...     after=Promise(target=Fraction(119), due_on=date(2024, 1, 1)))
    >>> protected_target(beds, load().exact, known_on=date(2023, 11, 8))
    Traceback (most recent call last):
        ...
    equipoise.rules.rebaselining.protected_target.ProtectedTargetError: Core beds is protected: \
its target would fall, where it may not
    """
    del params, known_on
    before, after = commitment.before, commitment.after
    if commitment.is_protected and bool(after.target < before.target):
        raise ProtectedTargetError(
            commitment.metric, found="its target would fall", expected="it may not"
        )
    if commitment.is_protected and after.due_on > before.due_on:
        raise ProtectedTargetError(
            commitment.metric,
            found=f"it would be due on {after.due_on}",
            expected=f"it was on {before.due_on}",
        )
    return named(after.target, f"Target, {commitment.metric}")
