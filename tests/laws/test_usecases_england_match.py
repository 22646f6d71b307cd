"""The law of England's matching: one pass over all returns says what each system's match says."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from equipoise.units import Absence
from equipoise.usecases.contracting import SUMS, Contracting
from equipoise.usecases.england_match import england_match
from equipoise.usecases.plans import collated as version_of
from equipoise.usecases.plans import plan_of, signed_plan
from tests.neighbours_cases import Row, hand_in
from tests.northmere import Homes
from tests.northmere_round import SYSTEM

Returns = Mapping[str, Mapping[Row, int | Absence]]
NOBODY: Returns = {}
SEVERAL: Returns = {
    "X24": {
        ("spend.direct", "ZR1", ""): 180_000,
        ("spend.specialised", "ZR2", ""): 20_000,
        ("spend.support", "ZR2", ""): 6_000,
        ("spend.direct", "ZR8", ""): 900,
    },
    "ZQ8": {("spend.healthcare", "ZR3", ""): 500},
    "ZR8": {("income.patient_care", "ZQ1", ""): 70, ("nonpay.purchased", "ZR1", ""): 20},
}
BLANK: Returns = {**SEVERAL, "X24": {("spend.direct", "ZR3", ""): Absence.MISSING}}


@pytest.mark.parametrize("said", [NOBODY, SEVERAL, BLANK])
@pytest.mark.parametrize("stage", ["collated", "matched"])
def test_england_matches_as_its_systems_do(
    homes: Homes, tmp_path: Path, stage: str, said: Returns
) -> None:
    plan = homes.at(stage, tmp_path / "home")
    version = plan_of(plan.one, version_of(plan.one, SYSTEM))
    for code, rows in said.items():
        hand_in(plan.one, code, rows)
    signed = signed_plan(plan.one, SYSTEM)
    for plans, one in (((), signed), ((version,), signed)):
        whole = england_match(plan.one, plans).systems[SYSTEM]
        alone = Contracting(plan=one)
        assert whole.mismatch is not None
        assert whole.mismatch.pairs == alone.matching.pairs
        for name in SUMS:
            assert getattr(whole.mismatch, name) == getattr(alone.matching, name)
        assert sorted(whole.open_pairs) == sorted(alone.open_pairs)
