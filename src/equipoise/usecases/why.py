"""Why a figure worked out from files is what it is, asked of the outcome that holds it."""

from __future__ import annotations

from equipoise.usecases.explanation import Explanation
from equipoise.usecases.of_files import ANSWERS, PAID, PROPOSED
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.refusals import UnknownError
from equipoise.workings import assumed


def why(outcome: Outcome[object], name: str) -> Outcome[Explanation]:
    """Return why an area, a place, a budget, a contract or a supplier gets what it does, by name.

    Raises: UnknownError naming those there are.
    """
    end = next(end for end in ANSWERS if any(ref.parts[-1] == end for ref in outcome.figures))
    ends = [ref for ref in outcome.figures if ref.parts[-1] == end]
    named = {
        ", ".join(ref.parts[2:-1]) if end in (PROPOSED, PAID) else ref.parts[-2]: ref
        for ref in ends
    }
    ref = {of.casefold(): ref for of, ref in named.items()}.get(name.casefold())
    if ref is None:
        raise UnknownError("area, place, budget, contract or supplier", name, tuple(sorted(named)))
    figure = outcome.figures[ref]
    found = Explanation(ref=ref, title=figure.working.name, figure=figure, assumed=assumed(figure))
    return Outcome(result=found, figures={ref: figure})
