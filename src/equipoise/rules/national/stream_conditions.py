"""Conditions of a stream: how much of its money goes to what, at least or at most."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Generic

from equipoise.params import Values
from equipoise.rules.national.asking import known
from equipoise.rules.national.linear import LinearTest, bounded
from equipoise.rules.national.outcome import (
    Force,
    Level,
    Question,
    Ruling,
    Sense,
    Tested,
    answered,
    untested,
)
from equipoise.rules.registry import DEFINITIONS, rule
from equipoise.workings import Number, Reference, total

NAME: Final = "national/stream_conditions"


@dataclass(frozen=True, kw_only=True)
class StreamCondition(Generic[Number]):
    """One condition: what a stream spends on some programmes, against an amount.

    "Only on" is said as at most nil on all others. `spent` is by programme; None: not known.
    """

    stream: str
    words: str
    """What the limit is, as it stands within a sentence."""
    sense: Sense
    amount: Number | None
    spent: Mapping[str, Number | None]


@rule(
    applies=DEFINITIONS,
    source="F-004-02: the pot is of six streams, each with its conditions, as data",
)
def stream_conditions(
    conditions: Mapping[str, StreamCondition[Number]], params: Values[Number], *, known_on: date
) -> Ruling[Number]:
    """Return whether each condition of a stream is kept.

    Unit: pence; slack is room.
    Law programmes_of_a_condition_in_any_order: only their sum counts.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> only = StreamCondition(stream="transformation", words="nil outside its programmes",
    ...     sense=Sense.AT_MOST, amount=Fraction(0), spent={"running_costs": Fraction(1)})
    >>> found = stream_conditions({"only": only}, load().exact, known_on=date(2023, 5, 4))
    >>> print(found.tests["only"].verdict, found.tests["only"].slack)
    Not met -1
    """
    del params, known_on
    tests = {name: _tested(condition) for name, condition in conditions.items()}
    reason = "" if tests else "no stream of the plan has a condition"
    return Ruling(years=DEFINITIONS, tests=tests, reason=reason)


def linear(
    conditions: Mapping[str, StreamCondition[Number]], params: Values[Number], *, known_on: date
) -> tuple[LinearTest, ...]:
    """Return each condition as a constraint over cells of its stream, by programme."""
    ruling = stream_conditions(conditions, params, known_on=known_on)
    cells = {
        name: {(condition.stream, programme): 1 for programme in condition.spent}
        for name, condition in conditions.items()
    }
    return bounded(Reference("rule", tuple(NAME.split("/"))), ruling, cells=cells)


def _tested(condition: StreamCondition[Number]) -> Tested[Number]:
    question = Question(
        name=f"Spent from {condition.stream.replace('_', ' ')}",
        limit=condition.words,
        sense=condition.sense,
        level=Level.ICB,
        force=Force.LIMIT,
    )
    lacks = [f"spend on {name}" for name, spent in condition.spent.items() if spent is None]
    spent = known(condition.spent.values())
    if condition.amount is None:
        lacks.append("the amount of the condition")
    if lacks or not spent:
        return untested(question, *(lacks or ["any spend"]))
    assert condition.amount is not None
    return answered(question, number=total(spent), limit=condition.amount)
