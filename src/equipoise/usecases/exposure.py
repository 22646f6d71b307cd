"""Risks of a plan as its bodies have returned them, and the position that is left after them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from equipoise.cube import NoCellsError
from equipoise.rules.balance import Exposure, Risk, RiskAdjusted, risk_adjusted
from equipoise.units import PERCENT
from equipoise.usecases.lines import Lines
from equipoise.usecases.plans import LAYERS, Plan
from equipoise.workings import Figure

PART: Final = "risk"
MEASURES: Final = ("risk.gross", "risk.mitigation", "risk.probability")


@dataclass(frozen=True, kw_only=True)
class Risks:
    """The risks of a plan against its position including support."""

    plan: Plan
    position: Figure

    @property
    def reason(self) -> str:
        """Why there is no risk-adjusted position: nobody was asked, or somebody has not said."""
        if PART not in self.plan.round.record.parts:
            return "No risk return is collected in this round."
        missing = self.plan.missing(PART)
        return f"Risks are not returned by: {', '.join(missing)}." if missing else ""

    @cached_property
    def found(self) -> RiskAdjusted[Figure] | None:
        """The position after risk; None while a return of risks is missing, for that is not nil."""
        if self.reason:
            return None
        one = self.plan.round
        exposure = Exposure(position=self.position, risks=dict(self._risks()))
        return risk_adjusted(exposure, one.params, known_on=one.known_on)

    def named(self) -> Iterator[tuple[str, Figure]]:
        """Yield every figure with its name: risk/net, risk/adjusted."""
        for name, figure in vars(self.found).items() if self.found is not None else ():
            if figure is not None:
                yield f"risk/{name}", figure

    def probability(self, body: str, ref: str) -> Figure | None:
        """Return how likely a body holds its risk to be, in hundredths of a per cent."""
        lines = Lines(plan=self.plan, period=self.plan.round.year.period, unit=PERCENT)
        try:
            return lines.entered(body, MEASURES[2], f"Probability, {ref}, {body}", items=[ref])
        except NoCellsError:
            return None

    def _risks(self) -> Iterator[tuple[str, Risk[Figure]]]:
        lines = Lines(plan=self.plan, period=self.plan.round.year.period)
        listed = self.plan.cells.totals(
            ["organisation", "item"],
            organisation=sorted(self.plan.members),
            measure=MEASURES,
            layer=LAYERS,
            year=self.plan.round.year.code,
        )
        for body, ref in listed:
            named = f"{ref}, {body}"
            yield (
                f"{body}/{ref}",
                Risk(
                    gross=lines.entered_or_nil(
                        body, MEASURES[0], f"Risk before mitigation, {named}", items=[ref]
                    ),
                    mitigation=lines.entered_or_nil(
                        body, MEASURES[1], f"Mitigation, {named}", items=[ref]
                    ),
                    probability=self.probability(body, ref),
                ),
            )
