"""What the strikes on the log cost: estimated by day and part, or as the system itself says."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from equipoise.params import Parameters
from equipoise.rules.rebaselining import Strike, StrikeCost, strike_cost
from equipoise.units import COUNT, PENCE, Period, Unit
from equipoise.usecases.potting import Act
from equipoise.workings import Figure

Given = Callable[[Act, int, str, Unit], Figure]
"""Makes a figure of what a decision names: its act, the number, a name and a unit."""


def costed(
    act: Act, given: Given, *, period: Period, share: Figure, params: Parameters
) -> StrikeCost[Figure]:
    """Return what one strike costs, by what was known on the day it was entered."""
    code = act.body["code"]
    stated: Mapping[str, int] = act.body.get("stated_pence", {})
    strike = Strike(
        group=act.body["group"],
        period=period,
        days=given(act, act.body["days"], f"Days of {code}", COUNT),
        share=share,
        parts=tuple(act.body["parts"]),
        stated={
            part: given(act, pence, f"{part.replace('_', ' ').capitalize()} as stated", PENCE)
            for part, pence in stated.items()
        },
    )
    return strike_cost(strike, params, known_on=act.decision.at.date())
