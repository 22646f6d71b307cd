"""Successions that a list states: those that can hold together, and those that go round."""

from __future__ import annotations

from collections.abc import Iterable

from equipoise.register import Succession
from equipoise.register.hierarchy import circle_of
from equipoise.sources.misfit import Misfit


def without_circles(
    steps: Iterable[Succession],
) -> tuple[tuple[Succession, ...], tuple[Misfit, ...]]:
    """Return the successions without those that go round, and a misfit for each of these.

    Shape: every predecessor has one successor.
    """
    held = {step.predecessor: step for step in steps}
    misfits = []
    while circle := circle_of({code: {step.successor} for code, step in held.items()}):
        for code in sorted(set(circle)):
            step = held.pop(code)
            misfits.append(
                Misfit(
                    source=step.source,
                    place=code,
                    found=" > ".join(circle),
                    expected="an end",
                    why="successions go round",
                )
            )
    return tuple(held.values()), tuple(misfits)
