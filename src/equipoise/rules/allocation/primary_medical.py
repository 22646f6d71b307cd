"""Primary medical care: the weighted population that its target follows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic

from equipoise.params import Values
from equipoise.rules.bases import one
from equipoise.rules.registry import rule
from equipoise.units import RATIO, Period
from equipoise.workings import Number, named


@dataclass(frozen=True, kw_only=True)
class MedicalNeed(Generic[Number]):
    """A practice's people weighted for primary medical care, and for health inequalities."""

    need: Number
    health_inequalities: Number


@dataclass(frozen=True, kw_only=True)
class MedicalNeeds(Generic[Number]):
    """The practices of a year. Unit: people."""

    period: Period
    practices: Mapping[str, MedicalNeed[Number]]


@rule(
    applies=Period.parse("2022-04-01 to 2026-04-01"),
    published=date(2022, 4, 1),
    source="NHS England, place-based allocation tool, need-weighted populations by GP practice of "
    "2022/23 to 2025/26: Final PMC WP in every row",
)
def primary_medical(
    needs: MedicalNeeds[Number], params: Values[Number], *, known_on: date
) -> Mapping[str, Number]:
    """Return each practice's weighted population for primary medical care.

    Unit: people.
    Raises: ParameterError where the share of health inequalities is not published.
    Law medical_people_sum_to_people: over England, as both parts do.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> practice = MedicalNeed(need=Fraction(100), health_inequalities=Fraction(200))
    >>> needs = MedicalNeeds(period=Period.parse("2023/24"), practices={"ZA1": practice})
    >>> str(primary_medical(needs, load().exact, known_on=date(2023, 4, 1))["ZA1"])
    '115'
    """
    path = "allocation/primary_medical/health_inequalities_ratio"
    inequalities = params.at(path, needs.period, known_on=known_on)
    rest = named(one(inequalities, unit=RATIO) - inequalities, "Share that follows need")
    return {
        code: named(
            practice.need * rest + practice.health_inequalities * inequalities,
            f"Weighted population for primary medical care, {code}",
        )
        for code, practice in needs.practices.items()
    }
