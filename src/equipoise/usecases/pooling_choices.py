"""What systems chose of pooling in 2019/20, beside one another: nothing, a small share, all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from equipoise.rules.support import Expectation, Step
from equipoise.units import FinancialYear
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.pooling import Expected, Pooled, pooling
from equipoise.workings import Figure, named

CHOSEN_IN: Final = FinancialYear(2019)
"""The one year in which a link was a choice."""
NOTHING, OTHERS, WHOLE = CHOICES = ("nothing", "others", "whole")
SYSTEM: Final = ""
"""Stands for the system where a body would."""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One body, or the system, at one choice. `more` is above what nothing pooled would bring."""

    expectation: Expectation[Figure]
    more: Figure


@dataclass(frozen=True, kw_only=True)
class Choices:
    """The shares as published or assumed, and what each would be worth.

    Shape: `found` by system, choice and body.
    """

    expected: Expected
    shares: Mapping[str, Figure]
    found: Mapping[tuple[str, str, str], Choice]


def pooling_choices(asked: Pooled) -> Outcome[Choices]:
    """Return what each choice of 2019/20 would be worth to each body, whatever shares are asked.

    Raises: as `pooling`; ParameterError on a day before the choices were known.
    """
    shares = {
        name: asked.params.at(
            f"support/pooled/{name}_ratio", CHOSEN_IN.period, known_on=asked.known_on
        )
        for name in (OTHERS, WHOLE)
    }
    tried = (Fraction(0), *(Fraction(one.value) for one in shares.values()))
    outcome = pooling(replace(asked, shares=tried))
    found = {}
    for system, steps in outcome.result.systems.items():
        before = _everybody(steps.steps[0])
        for choice, step in zip(CHOICES, steps.steps, strict=True):
            for code, one in _everybody(step).items():
                more = named(one.expected - before[code].expected, "More than with nothing pooled")
                found[system, choice, code] = Choice(expectation=one, more=more)
    result = Choices(expected=outcome.result, shares=shares, found=found)
    return Outcome(result=result, figures=outcome.figures, adds_up=outcome.adds_up)


def _everybody(step: Step[Figure]) -> Mapping[str, Expectation[Figure]]:
    return {**step.bodies, SYSTEM: step.system}
