"""What a check holds a figure against: a dated value, named as assumed where it is one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from equipoise.checks.amounts import percent
from equipoise.params import Parameters
from equipoise.units import FinancialYear


@dataclass(frozen=True, kw_only=True)
class Threshold:
    """A value of the tree; `assumed` says that no source was found for it."""

    value: Fraction
    assumed: bool

    @property
    def as_percent(self) -> str:
        """The value for a sentence, with a word about its standing."""
        return f"{percent(self.value)}{' (assumed)' if self.assumed else ''}"


def threshold(
    params: Parameters, path: str, *, year: FinancialYear, known_on: date
) -> Threshold | None:
    """Return the value for the year as published by the day; None where there is none."""
    if not params.has(path, year.period, known_on=known_on):
        return None
    found = params.at(path, year.period, known_on=known_on)
    return Threshold(value=Fraction(found.value), assumed=found.working.status == "assumed")
