"""Nobody looks first: another body's value shows once both have submitted, and never a draft."""

from pathlib import Path

import pytest

from equipoise.rules.balance import PairKey, PairStatus
from equipoise.usecases.explain import explain
from equipoise.usecases.match import Look, Matched, match
from equipoise.usecases.refusals import RefusedError, UnknownError
from equipoise.usecases.submit import submit
from equipoise.workings import Reference
from tests.northmere_round import SYSTEM, TODAY, Northmere, thousands
from tests.workbooks.planting import planted

KEY = PairKey("ZQ1", "ZR3")
DRAFTS = Look(proposed=True)


def seen(plan: Northmere, name: str, look: Look | None = None) -> Matched:
    return match(plan.one, SYSTEM, by=plan.actor(name), on=TODAY, look=look).result


def values(found: Matched, key: PairKey = KEY) -> tuple[int | None, int | None]:
    """Return what the trust expects and what the ICB plans to pay, in £000."""
    pair = found.mismatch.pairs[key]
    income, spend = (None if s is None else thousands(s) for s in (pair.income, pair.spend))
    return income, spend


@pytest.fixture
def drafted(handed_in: Northmere, tmp_path: Path) -> Northmere:
    """ZQ1 and ZR1 have signed; the year of a contract of ZR3 is typed over, so it is a draft."""
    handed_in.submit("ZQ1")
    handed_in.sign("ZQ1", "ZR1")
    path = tmp_path / "ZR3.xlsx"
    path.write_bytes(planted(handed_in.files["ZR3 corrected"].read_bytes(), "Income", F23="1"))
    outcome = submit(handed_in.one, path, "ZR3", by=handed_in.editor("ZR3"), now=handed_in.now())
    assert outcome.result.blocked
    return handed_in


@pytest.mark.parametrize("name", ["zr3.editor", "zr3.contracts", "zr3.approver"])
@pytest.mark.parametrize("look", [Look(), DRAFTS])
def test_a_body_sees_its_own_draft_and_nothing_of_another(
    drafted: Northmere, name: str, look: Look
) -> None:
    """What ZQ1 has signed is not shown to ZR3 before its own is in."""
    found = seen(drafted, name, look)
    assert values(found) == (358_800, None)
    assert found.mismatch.pairs[KEY].status is PairStatus.NO_COUNTERPARTY
    assert set(found.pairs) == {KEY, PairKey("X24", "ZR3")}


@pytest.mark.parametrize(
    "name", ["zq1.lead", "zq1.system", "zq1.editor", "region.lead", "national.lead", "auditor"]
)
@pytest.mark.parametrize("look", [Look(), DRAFTS])
def test_nobody_else_sees_a_draft(drafted: Northmere, name: str, look: Look) -> None:
    assert values(seen(drafted, name, look)) == (None, 360_000)
    assert values(seen(drafted, name, look), PairKey("ZQ1", "ZR1")) == (1_023_500, 1_020_000)


@pytest.mark.parametrize("pin", ["signed", "proposed"])
def test_no_reference_leads_round_it(drafted: Northmere, pin: str) -> None:
    cell = Reference.parse(f"cell:2023-24/ZQ1/spend.healthcare/M06/ZR3/plan@{pin}")
    draft = Reference.parse(f"cell:2023-24/ZR3/income.patient_care/M06/ZQ1/plan@{pin}")
    pair = "figure:2023-24/ZQ1/match/ZQ1/ZR3"
    unseen = [
        ("zr3.contracts", cell),
        ("zr3.contracts", Reference.parse(f"{pair}/spend@{pin}")),
        ("zq1.lead", draft),
        ("zq1.lead", Reference.parse(f"{pair}/income@{pin}")),
    ]
    for name, ref in unseen:
        with pytest.raises(UnknownError):
            explain(drafted.one, ref, by=drafted.actor(name), on=TODAY)
    assert explain(drafted.one, cell, by=drafted.lead, on=TODAY).result.figure is not None
    own = drafted.actor("zr3.contracts")
    assert explain(drafted.one, draft, by=own, on=TODAY).result.figure is not None


def test_both_sides_see_both_once_both_have_submitted(drafted: Northmere) -> None:
    drafted.submit("ZR3", "ZR3 corrected")
    for look in (Look(), DRAFTS):
        _, spend = values(seen(drafted, "zr3.editor", look))
        assert spend == 360_000  # its own is submitted, and not yet signed
    drafted.sign("ZR3")
    for name in ("zr3.editor", "zq1.editor", "zq1.lead"):
        assert values(seen(drafted, name)) == (358_800, 360_000)


def test_a_draft_that_carries_out_a_decision_was_named_by_both(collated: Northmere) -> None:
    collated.settle("ZR3", 359_400)
    for name in ("zr3.editor", "zq1.lead"):
        assert values(seen(collated, name, DRAFTS)) == (359_400, 359_400)
        assert values(seen(collated, name)) == (358_800, 360_000)


def test_a_body_without_a_return_of_its_own_has_nothing_to_match(handed_in: Northmere) -> None:
    handed_in.sign("ZR1")
    for name in ("zr2.editor", "zq1.editor"):
        with pytest.raises(RefusedError, match="is there to be matched yet"):
            seen(handed_in, name)
    assert values(seen(handed_in, "zq1.lead"), PairKey("ZQ1", "ZR1")) == (1_023_500, None)
