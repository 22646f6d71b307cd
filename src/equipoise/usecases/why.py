"""Why a figure worked out from files is what it is, asked of the outcome that holds it."""

from __future__ import annotations

from typing import Final

from equipoise.usecases.explanation import Explanation
from equipoise.usecases.of_files import ADJUSTMENT, ANSWERS, PAID, PROPOSED, SWING
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.refusals import UnknownError
from equipoise.workings import assumed

KINDS: Final = "area, place, budget, contract, supplier, system, trust or period"
WHOLE: Final = (PROPOSED, PAID, ADJUSTMENT, SWING)
"""Answers of what has several names, such as a body and a stream, or a system and a trust."""


def why(outcome: Outcome[object], name: str) -> Outcome[Explanation]:
    """Return why an area, a place, a budget, a contract or a supplier gets what it does, by name.

    Raises: UnknownError naming those there are.
    """
    end = next(end for end in ANSWERS if any(ref.parts[-1] == end for ref in outcome.figures))
    ends = [ref for ref in outcome.figures if ref.parts[-1] == end]
    named = {", ".join(ref.parts[2:-1]) if end in WHOLE else ref.parts[-2]: ref for ref in ends}
    ref = {of.casefold(): ref for of, ref in named.items()}.get(name.casefold())
    if ref is None:
        raise UnknownError(KINDS, name, tuple(sorted(named)))
    figure = outcome.figures[ref]
    found = Explanation(ref=ref, title=figure.working.name, figure=figure, assumed=assumed(figure))
    return Outcome(result=found, figures={ref: figure})
