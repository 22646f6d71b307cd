"""What national standards count of an ICB's spend, and the limits its rule pack sets for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Final

from equipoise.samples.england.draft import Draft
from equipoise.units import Pence, apportion

OF_SPEND: Final = {
    "mental_health": (89, 1045),
    "primary_medical": (83, 1050),
    "community": (91, 1052),
    "prevention": (42, 1041),
    "programme_pay": (4, 1000),
}
"""Of 1,000 of all spend, and what 1,000 of last year has become."""
BETTER_CARE: Final = {"social_care": 12, "out_of_hospital": 10, "other": 6, "discharge": 2}
"""Of 1,000 of all spend, for all councils of the system together."""
BASE_GROWTH: Final = Fraction(1, 25)
"""Base growth of every ICB's allocation; made up."""
MINIMUM_GROWN: Final = 1058
"""What 1,000 of last year's minimum has become: a little more than is asked for."""
SPARE_ALLOWANCE: Final = 1020
"""Of 1,000 of running costs, what the ICB may spend on them."""


def standards(draft: Draft, councils: Sequence[tuple[str, str]], *, spent: int) -> None:
    """Enter what standards count, and the Better Care Fund by council, of so much spend, £000."""
    for name, (per_mille, grown) in OF_SPEND.items():
        amount = spent * per_mille // 1000
        draft.annual(f"standards.{name}", amount)
        draft.before(f"standards.{name}", amount * 1000 // grown)
    for name, per_mille in BETTER_CARE.items():
        whole = Pence(spent * per_mille // 1000)
        for council, share in apportion(whole, {code: 1 for code, _ in councils}).items():
            draft.annual(f"better_care.{name}", share, to=council)


def better_care_minimums(draft: Draft) -> Mapping[str, Mapping[str, int]]:
    """Return last year's minimums by parameter and council, £000: what this year's grew from."""
    planned: dict[str, dict[str, int]] = {}
    for (measure, council, _), (pence,) in _of(draft, "better_care."):
        assert council is not None
        planned.setdefault(council, {})[measure.partition(".")[2]] = pence // 100_000
    parts = {
        "": ("social_care", "out_of_hospital", "other"),
        "social_care_": ("social_care",),
        "out_of_hospital_": ("out_of_hospital",),
    }
    return {
        f"national/better_care/{name}minimum_pence": {
            council: sum(each[part] for part in counted) * 1000 // MINIMUM_GROWN
            for council, each in planned.items()
        }
        for name, counted in parts.items()
    }


def allowance(draft: Draft) -> int:
    """Return what the ICB may spend on running costs, £000."""
    return draft.year("spend.running_costs") * SPARE_ALLOWANCE // 1000


def _of(draft: Draft, begins: str) -> list[tuple[tuple[str, str | None, str], Sequence[int]]]:
    return [(line, values) for line, values in draft.values.items() if line[0].startswith(begins)]
