"""Efficiency of a plan's bodies: the whole, and the parts that are late, unknown or risky."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from equipoise.cube import NoCellsError
from equipoise.rules.balance import Efficiencies, Efficiency, efficiency
from equipoise.usecases.lines import Lines
from equipoise.usecases.plans import LAYERS, Plan
from equipoise.workings import Figure, constant, total

MEASURES: Final = ("efficiency.recurrent", "efficiency.non_recurrent")
SECOND_HALF: Final = tuple(f"M{number:02}" for number in range(7, 13))


@dataclass(frozen=True, kw_only=True)
class Savings:
    """What the bodies of a plan mean to save; each sum is worked out when it is asked for."""

    plan: Plan

    @cached_property
    def efficiency(self) -> Efficiency[Figure]:
        """Efficiency of all members, and how much of it lasts, is late, unknown or risky."""
        plans = Efficiencies(
            recurrent=self._all(MEASURES[0], "Recurrent efficiency"),
            non_recurrent=self._all(MEASURES[1], "One-off efficiency"),
            second_half=self._second_half(),
            unidentified=self._chosen("Unidentified efficiency", "status", "unidentified"),
            high_risk=self._chosen("High-risk efficiency", "risk", "high"),
            system_stretch=self._chosen("System stretch", "status", "system stretch"),
        )
        return efficiency(plans, self.plan.round.params, known_on=self.plan.round.known_on)

    @property
    def system_stretch(self) -> tuple[Figure, ...]:
        """What no body owns yet, by the body in whose return it stands."""
        return tuple(self._by_body("System stretch", "status", "system stretch").values())

    def named(self) -> Iterator[tuple[str, Figure]]:
        """Yield every figure with its name: efficiency/total, efficiency/recurrent_share."""
        found = self.efficiency
        yield "efficiency/total", found.total
        parts = {name: share for name, share in vars(found).items() if name != "total"}
        for name, share in parts.items():
            if share is not None:
                yield f"efficiency/{name}", share.part
                if share.ratio is not None:
                    yield f"efficiency/{name}_share", share.ratio

    def _all(self, measure: str, name: str) -> Figure:
        return self._lines.entered_or_nil(tuple(self.plan.members), measure, name)

    def _chosen(self, name: str, attribute: str, value: str) -> Figure:
        """Return the sum of the schemes of which an attribute has this value."""
        by_body = self._by_body(name, attribute, value)
        if not by_body:
            return constant(0, self._lines.basis, name=name)
        return total(by_body.values()).named(name)

    def _by_body(self, name: str, attribute: str, value: str) -> Mapping[str, Figure]:
        """Return that sum for each body: two bodies may have schemes of one reference."""
        chosen: dict[str, list[str]] = {}
        for (body, ref), item in sorted(self.plan.items("efficiency").items()):
            if item.attributes.get(attribute, "").casefold() == value:
                chosen.setdefault(body, []).append(ref)
        return {
            body: self._lines.entered_or_nil(body, MEASURES, f"{name}, {body}", items=refs)
            for body, refs in chosen.items()
        }

    def _second_half(self) -> Figure:
        """Return what is planned for months 7 to 12, on the basis of the year."""
        name = "Efficiency in months 7 to 12"
        try:
            return self.plan.cells.figure(
                self._lines.basis,
                name,
                organisation=tuple(self.plan.members),
                measure=MEASURES,
                layer=LAYERS,
                year=self.plan.round.year.code,
                period=SECOND_HALF,
            )
        except NoCellsError:
            return constant(0, self._lines.basis, name=name)

    @property
    def _lines(self) -> Lines:
        return Lines(plan=self.plan, period=self.plan.round.year.period)
