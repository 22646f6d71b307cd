"""V07: activity across the border of the system that the two sides have planned differently."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from equipoise.checks.activity_pairs import pairs_of, told
from equipoise.checks.check import Check
from equipoise.checks.subjects import SystemCells
from equipoise.checks.thresholds import threshold
from equipoise.findings import Finding, Severity
from equipoise.params import Parameters

MATERIAL: Final = "activity/out_of_area_ratio"
CHECK: Final = Check(
    code="EQ-ACT-002",
    title="Activity out of area differs",
    severity=Severity.EXPLAIN,
    message="{what} of {provider} for {commissioner}, one of them outside the system: {provider} "
    "plans {found} in the year and {commissioner} {expected}. They differ in {months}.",
    remedy="Agree the activity with the other side, or explain which of the two is right.",
    guidance="V07: flows out of area are aligned with external commissioners where they matter.",
)


def activity_out_of_area(
    subject: SystemCells, params: Parameters, *, known_on: date
) -> Iterator[Finding]:
    """Yield a finding for each pair across the border whose year differs by a material share.

    The share is of the larger of the two. A pair is left out until both sides have returned.
    """
    material = threshold(params, MATERIAL, year=subject.year, known_on=known_on)
    if material is None:
        return
    bodies = {**subject.members, **subject.outside.bodies}
    for sides in pairs_of(subject, outside=True):
        provided, bought = sides.year
        if sides.differing and abs(provided - bought) > max(provided, bought) * material.value:
            yield told(CHECK, subject, sides=sides, bodies=bodies)
