"""Which part of a contract a point of delivery belongs to, under each payment model.

Sources are those of the models: what each leaves fixed and what it lets move with activity.
Assumption: mental health, community, ambulance and other services were paid in blocks before
2020 too; drugs and devices outside prices are passed through, except inside a block.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from equipoise.units import Period


class Mechanism(StrEnum):
    """How a contract pays."""

    TARIFF = "tariff"
    """Price times activity, with the marginal rate for emergencies (to 2018/19)."""
    BLENDED = "blended"
    """Emergencies fixed, and 20% of what differs; the rest at prices (2019/20)."""
    PRICES = "prices"
    """Price times activity without a marginal rate: below a threshold, or outside a scope."""
    BLOCK = "block"
    """Nationally set, with a top-up (April to September 2020)."""
    ENVELOPE = "envelope"
    """The block inside a system's envelope (from October 2020, rolled over in 2021/22)."""
    ALIGNED = "aligned"
    """Aligned payment and incentive (from 2022/23)."""
    URGENT = "urgent"
    """Aligned, with a variable part for urgent and emergency care (from 2026/27)."""
    LOW_VOLUME = "low-volume"
    """A value set nationally, in twelfths, without transactions in the year."""
    ACTIVITY = "activity"
    """The unit price for each unit."""
    LOCAL = "local"
    """What the two sides have agreed."""


class Part(StrEnum):
    """What a point of delivery is to a model."""

    FIXED = "fixed"
    ELECTIVE = "elective"
    EMERGENCY = "emergency"
    EPISODIC = "episodic"
    """Paid at the price of each unit."""
    PASSED_THROUGH = "passed through"
    """Paid at what was spent."""


PODS: Final[Mapping[str, str]] = {
    "EL": "Ordinary elective",
    "DC": "Day case",
    "OPPROC": "Outpatient procedure",
    "OPFA": "Outpatient first attendance",
    "OPFU": "Outpatient follow-up",
    "NEL": "Non-elective",
    "AE": "Accident and emergency",
    "MAT": "Maternity",
    "MH": "Mental health",
    "COM": "Community",
    "AMB": "Ambulance",
    "DRUG": "Drugs and devices outside prices",
    "OTHER": "Other",
}
"""Points of delivery, and what people call them."""
ELECTIVE_2022: Final = frozenset({"EL", "DC", "OPPROC", "OPFA", "OPFU"})
ELECTIVE_2023: Final = ELECTIVE_2022 - {"OPFU"}
"""From 2023/24 a follow-up is in the fixed part."""
URGENT_CARE: Final = frozenset({"NEL", "AE"})
BLOCKS: Final = frozenset({"MH", "COM", "AMB", "OTHER"})
FROM_2023: Final = Period.parse("2023-04-01 to 2029-04-01")
ALL_FIXED: Final = frozenset({Mechanism.BLOCK, Mechanism.ENVELOPE, Mechanism.LOW_VOLUME,
                              Mechanism.LOCAL})  # fmt: skip
"""Models under which activity moves nothing."""


def part_of(mechanism: Mechanism, pod: str, *, period: Period) -> Part:
    """Return the part that a point of delivery belongs to.

    >>> part_of(Mechanism.ALIGNED, "OPFU", period=Period.parse("2022/23"))
    <Part.ELECTIVE: 'elective'>
    >>> part_of(Mechanism.ALIGNED, "OPFU", period=Period.parse("2023/24"))
    <Part.FIXED: 'fixed'>
    """
    assert pod in PODS, f"no point of delivery: {pod}"
    if mechanism in ALL_FIXED:
        return Part.FIXED
    if mechanism is Mechanism.ACTIVITY:
        return Part.EPISODIC
    if pod == "DRUG":
        return Part.PASSED_THROUGH
    if mechanism in (Mechanism.ALIGNED, Mechanism.URGENT):
        elective = ELECTIVE_2023 if period in FROM_2023 else ELECTIVE_2022
        if pod in elective:
            return Part.ELECTIVE
        urgent = mechanism is Mechanism.URGENT and pod in URGENT_CARE
        return Part.EMERGENCY if urgent else Part.FIXED
    if pod in BLOCKS:
        return Part.FIXED
    if mechanism is Mechanism.PRICES:
        return Part.EPISODIC
    emergencies = URGENT_CARE if mechanism is Mechanism.BLENDED else {"NEL"}
    return Part.EMERGENCY if pod in emergencies else Part.EPISODIC
