"""What is only proposed enters no round, and nothing of a round rests on it."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from equipoise.params import ParameterError
from equipoise.samples import PACK
from equipoise.units import FinancialYear
from equipoise.usecases.packs import PackError
from equipoise.usecases.planned_on import refuse_proposals
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rights import OPERATOR
from equipoise.usecases.round_open import round_open
from equipoise.usecases.round_rules import Rules, round_rules
from equipoise.usecases.rounds import open_round
from equipoise.usecases.submit import submit
from equipoise.usecases.workspace import Workspace
from tests.northmere_round import START, YEAR, Northmere

ENTRY = """\
  - applies: {applies}
    value: {value}
    published: {published}
    status: {status}
    kind: primary
    source: A letter of the region
    place: page 1
"""
HEADING = "body,year,entry,amount,reason,allocation,interest,status\n"
PROFILE = "ZR1,2023/24,repaid,300,Profile,,,{status}\n"


def pack_of(folder: Path, *entries: str, debts: str = "") -> Path:
    """Write a pack of parameters, and debts where there are any."""
    pack = folder / "proposing"
    (pack / "params" / "debt").mkdir(parents=True)
    if entries:
        head = "title: Charge on public dividend capital\nunit: ratio\nvalues:\n"
        path = pack / "params" / "debt" / "public_dividend_ratio.yaml"
        path.write_text(head + "".join(entries), "utf-8")
    if debts:
        (pack / "debts.csv").write_text(debts, "utf-8")
    return pack


def entry(status: str, *, applies: str = "2023/24", published: str = "2023-01-31") -> str:
    return ENTRY.format(applies=applies, value="0.03", published=published, status=status)


def test_what_a_pack_proposes_for_the_year_is_refused_and_named(tmp_path: Path) -> None:
    pack = pack_of(tmp_path, entry("proposed"))
    with pytest.raises(RefusedError) as refused:
        refuse_proposals(pack, YEAR)
    assert "debt/public_dividend_ratio (A letter of the region, 2023-01-31)" in str(refused.value)
    assert "Nobody has agreed to a proposal, so no plan may rest on it" in str(refused.value)
    assert "equipoise debt FILE --model" in refused.value.remedy
    for other in (FinancialYear(2022), FinancialYear(2024)):
        refuse_proposals(pack, other)


@pytest.mark.parametrize("status", ["final", "draft", "assumed"])
def test_what_was_agreed_later_replaces_a_proposal(tmp_path: Path, status: str) -> None:
    agreed = entry(status, published="2023-02-01")
    refuse_proposals(pack_of(tmp_path / "after", entry("proposed"), agreed), YEAR)
    before = entry(status, published="2023-01-30")
    with pytest.raises(RefusedError):
        refuse_proposals(pack_of(tmp_path / "before", entry("proposed"), before), YEAR)
    elsewhere = entry(status, published="2023-02-01", applies="2022/23")
    with pytest.raises(RefusedError):
        refuse_proposals(pack_of(tmp_path / "year", entry("proposed"), elsewhere), YEAR)


def test_a_suspended_rule_is_no_agreement(tmp_path: Path) -> None:
    suspended = entry("suspended", published="2023-02-01")
    with pytest.raises(RefusedError):
        refuse_proposals(pack_of(tmp_path, entry("proposed"), suspended), YEAR)


def test_a_proposed_profile_of_repayment_is_refused(tmp_path: Path) -> None:
    proposed = pack_of(tmp_path / "a", debts=HEADING + PROFILE.format(status="proposed"))
    with pytest.raises(RefusedError, match=r"repaid of ZR1, 2023/24 \(debts.csv, row 2\)"):
        refuse_proposals(proposed, YEAR)
    refuse_proposals(proposed, FinancialYear(2024))
    for name, status in (("b", "agreed"), ("c", "")):
        refuse_proposals(pack_of(tmp_path / name, debts=HEADING + PROFILE.format(status=status)),
                         YEAR)  # fmt: skip
    hoped = pack_of(tmp_path / "d", debts=HEADING + PROFILE.format(status="hoped"))
    with pytest.raises(PackError, match=r"debts.csv: an entry is agreed or proposed"):
        refuse_proposals(hoped, YEAR)


def test_no_round_opens_on_a_proposal(tmp_path: Path) -> None:
    shutil.copytree(PACK, tmp_path / "northmere")
    (tmp_path / "northmere" / "debts.csv").write_text(
        HEADING + PROFILE.format(status="proposed"), "utf-8"
    )
    workspace = Workspace.open(tmp_path / "home")
    with pytest.raises(RefusedError, match="no plan may rest on it"):
        round_open(workspace, YEAR, by=OPERATOR, now=START, pack=tmp_path / "northmere")
    assert not (workspace.packs / "northmere").exists()


def test_no_later_rules_of_a_round_are_proposals(opened: Northmere, tmp_path: Path) -> None:
    pack = pack_of(tmp_path, entry("proposed"))
    with pytest.raises(RefusedError, match="no plan may rest on it"):
        round_rules(
            opened.one,
            Rules(known_on=date(2023, 3, 30), pack=pack),
            reason="A letter",
            by=OPERATOR,
            now=opened.now(),
        )
    assert open_round(opened.workspace).record.packs == ["northmere"]


def test_no_return_relies_on_a_proposal(opened: Northmere) -> None:
    """A pack that was changed by hand after the round was opened is refused as it is used."""
    (opened.workspace.packs / "northmere" / "debts.csv").write_text(
        HEADING + PROFILE.format(status="proposed"), "utf-8"
    )
    again = open_round(opened.workspace)
    with pytest.raises(RefusedError, match="repaid of ZR1"):
        submit(again, opened.files["ZR1"], "ZR1", by=opened.editor("ZR1"), now=opened.now())


def test_a_pack_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match="status is one of"):
        refuse_proposals(pack_of(tmp_path, entry("hoped")), YEAR)
