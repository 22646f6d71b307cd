"""A contract: its parties, how it pays, and its baseline by month and point of delivery."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final, Generic

from equipoise.rules.bases import nil
from equipoise.rules.contract.scope import Mechanism, Part, part_of
from equipoise.rules.pot.sums import total_or_nil
from equipoise.units import FinancialYear, Period
from equipoise.workings import Number

ADJUSTMENTS: Final[Mapping[str, str]] = {
    "best_practice": "Best practice, beyond or below what was expected",
    "advice_and_guidance": "Advice and guidance",
    "cquin_withdrawn": "CQUIN not earned",
    "top_up": "Top-up",
    "covid": "Covid money",
}
"""What is paid on top, by the word it has in files; CQUIN not earned is taken off."""


@dataclass(frozen=True, kw_only=True)
class Contract(Generic[Number]):
    """What a commissioner and a provider have agreed for a year, and what came of it.

    Unit: pence, all in the one `price_base`. Shape: `baseline` and `actual` are by point of
        delivery, then by month of the year; at least one baseline is there. `reference` is what
        emergencies were worth in the baseline year of the tariff; `adjustments` are by their word.
        A month without an amount has none yet.
    """

    commissioner: str
    provider: str
    year: FinancialYear
    mechanism: Mechanism
    price_base: str
    baseline: Mapping[str, Mapping[int, Number]]
    actual: Mapping[str, Mapping[int, Number]]
    reference: Mapping[int, Number]
    adjustments: Mapping[str, Mapping[int, Number]]

    @property
    def as_planned(self) -> Contract[Number]:
        """The contract as if activity were its baseline and nothing were adjusted."""
        return replace(self, actual=self.baseline, adjustments={})

    @property
    def nothing(self) -> Number:
        """Nil, on the basis of its amounts."""
        return nil(next(amount for of in self.baseline.values() for amount in of.values()))

    def part(self, pod: str) -> Part:
        """Return what a point of delivery is to the model of the contract."""
        return part_of(self.mechanism, pod, period=self.year.period)

    def pods(self, *parts: Part) -> tuple[str, ...]:
        """Return the points of delivery of some parts that the contract has a baseline of."""
        return tuple(pod for pod in sorted(self.baseline) if self.part(pod) in parts)

    @property
    def moving(self) -> tuple[str, ...]:
        """The points of delivery whose activity moves what is paid."""
        return tuple(pod for pod in sorted(self.baseline) if self.part(pod) is not Part.FIXED)

    def months_in(self, months: Iterable[int]) -> tuple[int, ...]:
        """Return the months from the first for which all activity that moves pay is there."""
        found = []
        for month in months:
            if any(month not in self.actual.get(pod, {}) for pod in self.moving):
                break
            found.append(month)
        return tuple(found)

    def planned(self, months: tuple[int, ...], *parts: Part) -> Number:
        """Return the baseline of some parts in some months."""
        return self._sum(self.baseline, months, self.pods(*parts), name="Baseline")

    def done(self, months: tuple[int, ...], *parts: Part) -> Number:
        """Return the actual value of some parts in some months, which must be there."""
        return self._sum(self.actual, months, self.pods(*parts), name="Actual")

    def adjusted(self, months: tuple[int, ...], word: str) -> Number:
        """Return an adjustment in some months; nil where none is written."""
        amounts = self.adjustments.get(word, {})
        return total_or_nil(
            (amounts[month] for month in months if month in amounts),
            self.nothing,
            name=ADJUSTMENTS[word],
        )

    def days(self, months: tuple[int, ...]) -> Period:
        """Return the period from the first of some months to the last."""
        first, last = self.year.month(months[0]), self.year.month(months[-1])
        return Period(first.starts_on, last.ends_on)

    def _sum(
        self,
        layer: Mapping[str, Mapping[int, Number]],
        months: tuple[int, ...],
        pods: tuple[str, ...],
        *,
        name: str,
    ) -> Number:
        amounts = (layer[pod][month] for pod in pods for month in months)
        return total_or_nil(amounts, self.nothing, name=f"{name} of {', '.join(pods) or 'none'}")
