"""Northmere in the synthetic England of 2023/24: its own plan, as version 3 has it.

Version 3 is the plan after both contracts were agreed, two actions closed the gap, and a part of
Ward block B went to the next year.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from equipoise.register import Kind
from equipoise.samples.england import commissioner, plans
from equipoise.samples.england.draft import Draft
from equipoise.samples.northmere import NAMES, content_of_body
from equipoise.sheets import Line
from equipoise.units import Absence

VERSION_3: Final[dict[str, dict[Line, int]]] = {
    "ZR1": {
        ("income.patient_care", "ZQ1", ""): -2_000,
        ("nonpay.other", None, ""): -1_500,
        ("capital.operational", None, "ZR1-C1"): -1_200,
        ("nature.fixed", None, ""): -2_000,
        ("bridge.growth", None, ""): -2_000,
        ("bridge.efficiency", None, ""): 1_500,
        ("underlying.stated", None, ""): -2_000,
    },
    "ZR3": {
        ("income.patient_care", "ZQ1", ""): 600,
        ("nature.fixed", None, ""): 600,
        ("bridge.growth", None, ""): 600,
        ("underlying.stated", None, ""): 600,
    },
    "ZQ1": {
        ("spend.healthcare", "ZR1", ""): 1_500,
        ("spend.healthcare", "ZR3", ""): -600,
        ("spend.prescribing", None, ""): -800,
        ("bridge.growth", None, ""): -900,
        ("bridge.efficiency", None, ""): 800,
        ("underlying.stated", None, ""): -100,
    },
}
"""By body, £000: what differs from version 1."""
ACTIONS: Final = {
    "ZR1": ("Sale of equipment", "Non-recurrent", 1_500, "Director of finance"),
    "ZQ1": ("Prescribing review", "Recurrent", 800, "Director of medicines"),
}
"""The closing actions: name, kind, £000, owner."""


def northmere_drafts() -> dict[str, Draft]:
    """Return the four bodies of Northmere as their returns of version 3 have them."""
    return {code: _version_3(code) for code in NAMES}


def _version_3(code: str) -> Draft:
    content = content_of_body(code)
    draft = Draft(
        code=code,
        values={line: _whole(months) for line, months in content.values.items()},
        prior=dict(content.prior),
        items=list(content.items),
    )
    for line, thousands in VERSION_3.get(code, {}).items():
        draft.add(line, thousands)
    if code in ACTIONS:
        name, kind, thousands, owner = ACTIONS[code]
        measure = "efficiency.recurrent" if kind == "Recurrent" else "efficiency.non_recurrent"
        ref = draft.item(
            f"{code}-D1", name, "scheme", recurrent=kind, status="Fully developed", risk="Low",
            owner=owner, category="Non-pay",
        )  # fmt: skip
        draft.money(measure, thousands, item=ref)
    for scheme in [item for item in draft.items if item.kind == "scheme"]:
        plans.sign_off(draft, scheme.ref, name=scheme.name, impact="Low")
    if NAMES[code][1] is Kind.ICB:
        commissioner.quality(draft)
    plans.narrative(NAMES[code][0], draft)
    return draft


def _whole(months: Sequence[int | Absence]) -> tuple[int, ...]:
    found = tuple(month for month in months if isinstance(month, int))
    assert len(found) == len(months), "Northmere leaves no blank"
    return found
