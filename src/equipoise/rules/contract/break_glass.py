"""Break-glass of blended payment: when activity is so far from plan that both sides talk again."""

from dataclasses import dataclass
from datetime import date
from typing import Final, Generic

from equipoise.params import Values
from equipoise.rules.bases import nil
from equipoise.rules.registry import rule
from equipoise.units import Period
from equipoise.workings import Number, largest, named

UNKNOWN: Final = (
    "The national band of break-glass was not found published: whether the fixed part is to be "
    "agreed anew cannot be said without a band."
)


@dataclass(frozen=True, kw_only=True)
class PlanAndBand(Generic[Number]):
    """Emergencies as planned and as they were, and the band both sides hold to, if any."""

    planned: Number
    actual: Number
    band: Number | None


@dataclass(frozen=True, kw_only=True)
class BreakGlass(Generic[Number]):
    """How far activity is from plan. `broken` is None where no band is known, and why says so."""

    difference: Number
    broken: bool | None
    why: str


@rule(
    applies=Period.parse("2019-04-01 to 2021-04-01"),
    source="Guidance on blended payment 2020/21, contents of sections 3.7 to 3.10 (readkong.com): "
    "there is a break-glass; its band is not in what could be read",
)
def break_glass(
    asked: PlanAndBand[Number], params: Values[Number], *, known_on: date
) -> BreakGlass[Number]:
    """Return how far emergencies are from plan, and whether that is beyond the band.

    Beyond it the fixed part is agreed anew by both sides; nothing changes of itself.

    Unit: pence; the band is a ratio of the plan.
    Law without_a_band_nothing_is_broken_or_whole: it is not known, and says so.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> plan = PlanAndBand(planned=Fraction(100), actual=Fraction(120), band=None)
    >>> print(break_glass(plan, load().exact, known_on=date(2019, 4, 1)).broken)
    None
    """
    del params, known_on
    differs = named(asked.actual - asked.planned, "Emergencies above or below plan")
    if asked.band is None:
        return BreakGlass(difference=differs, broken=None, why=UNKNOWN)
    size = largest(differs, nil(differs) - differs)
    broken = bool(size > asked.band * asked.planned)
    why = "beyond the band: agree the fixed part anew" if broken else "within the band"
    return BreakGlass(difference=differs, broken=broken, why=why)
