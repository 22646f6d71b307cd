"""Risk shares on record: lodged by digest, signed by each party, settled with every consent."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from equipoise.records.models import Decision
from equipoise.samples import RISKSHARE
from equipoise.sources import WrittenAgreement, risk_agreement, risk_answers
from equipoise.usecases.refusals import RefusedError, UnknownError
from equipoise.usecases.rights import NotAllowedError
from equipoise.usecases.riskshare_duty import DutyShown, riskshare_duty
from equipoise.usecases.riskshare_lodge import riskshare_lodge
from equipoise.usecases.riskshare_lodged import riskshare_lodged
from equipoise.usecases.riskshare_settle import (
    asking_on_record,
    riskshare_record,
    settled_before,
)
from equipoise.usecases.riskshare_sign import riskshare_sign
from equipoise.usecases.sharing_risk import NO_FILE, Asking
from equipoise.usecases.sharing_risk.lodged import Lodged
from equipoise.usecases.status import status
from equipoise.usecases.support_totals import support_totals
from equipoise.usecases.verify import verify
from tests.acts_refused import shift_asked
from tests.northmere_risk import northmere_asking
from tests.northmere_round import TODAY, Northmere, money

NOW = datetime(2024, 4, 15, 9, tzinfo=UTC)
ON = NOW.date()
WRITTEN = risk_agreement(RISKSHARE / "agreement.yaml")
BOARD, NOTICE, REGULATOR = "board consent", "notice to NHS England", "regulator's agreement"
SIGNERS = ("zr1.approver", "zr2.approver", "zr3.approver", "region.lead")


def bare(**said: object) -> Asking:
    """Return Northmere's question without a consent or a duty of a file."""
    return northmere_asking(consents=NO_FILE, duties=NO_FILE, **said)


def text_of(tmp_path: Path, *changes: tuple[str, str]) -> WrittenAgreement:
    text = (RISKSHARE / "agreement.yaml").read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = tmp_path / "agreement.yaml"
    path.write_text(text, "utf-8")
    return risk_agreement(path)


def lodge(plan: Northmere, written: WrittenAgreement = WRITTEN, *, who: str = "zq1.lead") -> Lodged:
    return riskshare_lodge(
        plan.one, "ZQ1", written=written, reason="", by=plan.actor(who), now=NOW
    ).result


def sign(plan: Northmere, *who: str, name: str = "D1", answer: str = "yes") -> None:
    for one in who:
        riskshare_sign(plan.one, name, answer=answer, by=plan.actor(one), now=NOW)


def show(plan: Northmere, who: str, **said: Any) -> Lodged:
    shown = DutyShown(**{"evidence": "Finance report", **said})
    return riskshare_duty(plan.one, "D1", shown=shown, by=plan.actor(who), now=NOW).result


def duties(plan: Northmere, *, month: int = 12) -> None:
    """Show what the three trusts' duties are held against, as in the duties of the sample."""
    show(plan, "zr1.approver", body="ZR1", month=month, position_pence=money(-9_000),
         cash_pence=money(31_000), licence="no undertakings")  # fmt: skip
    show(plan, "zr2.approver", body="ZR2", month=month, position_pence=money(0),
         brought_forward_pence=money(2_100))  # fmt: skip
    show(plan, "zr3.approver", body="ZR3", month=month, position_pence=money(1_200),
         cash_pence=money(18_500), licence="no undertakings")  # fmt: skip


def settle(plan: Northmere, asking: Asking | None = None) -> Decision:
    riskshare_record(
        plan.one, "ZQ1", asking=asking or bare(), reason="Board", by=plan.lead, now=NOW
    )
    return Decision.objects.filter(kind="riskshare-settlement").get()


def test_a_settlement_is_recorded_with_the_consents_on_record(opened: Northmere) -> None:
    """ZR2 pays 95,684,287 of 210,000,000 pence brought forward."""
    lodge(opened)
    sign(opened, *SIGNERS)
    duties(opened)
    row = settle(opened)
    assert row.body["lodged"] == 1
    assert row.body["agreement"] == "northmere-2023-24"
    assert row.body["moves_pence"]["contingency"] == -400_000_000
    assert sum(row.body["moves_pence"].values()) == 0
    assert {one["party"]: one["by"] for one in row.body["answers"]} == {
        "ZR1": "zr1.approver", "ZR2": "zr2.approver", "ZR3": "zr3.approver",
        "region": "region.lead",
    }  # fmt: skip
    assert row.body["answers"][0]["answered_on"] == "2024-04-15"
    assert row.body["duties"]["ZR2"] == {
        "duty": "break-even, taking one year with another",
        "measured_pence": 114_315_713,
        "past": False,
    }
    before = settled_before(opened.one, "ZQ1", name="northmere-2023-24")
    assert before == row.body["moves_pence"]
    assert settled_before(opened.one, "ZQ1", name="another") == {}
    with pytest.raises(RefusedError, match="Nothing is due"):
        settle(opened)


def test_whoever_has_not_consented_is_named(opened: Northmere) -> None:
    lodge(opened)
    with pytest.raises(RefusedError, match="agreement of ZR1; agreement of ZR2; agreement of ZR3"):
        settle(opened)
    sign(opened, "zr1.approver", "zr3.approver", "region.lead")
    sign(opened, "zr2.approver", answer="no")
    duties(opened)
    with pytest.raises(RefusedError, match="not on record is agreement of ZR2, which refused"):
        settle(opened)
    assert not Decision.objects.filter(kind="riskshare-settlement").exists()
    sign(opened, "zr2.approver")
    assert settle(opened)


def test_a_csv_of_consents_records_nothing(opened: Northmere) -> None:
    lodge(opened)
    said = risk_answers(RISKSHARE / "answers.csv")
    with pytest.raises(RefusedError, match="a trial off the record"):
        settle(opened, bare() if said == NO_FILE else northmere_asking(duties=NO_FILE))
    with pytest.raises(RefusedError, match="a trial off the record"):
        settle(opened, northmere_asking(consents=NO_FILE))


def test_a_text_that_is_not_lodged_to_the_byte_is_refused(
    opened: Northmere, tmp_path: Path
) -> None:
    with pytest.raises(RefusedError, match="not lodged on the record of ZQ1"):
        settle(opened)
    lodge(opened)
    other = text_of(tmp_path, ("amount: 4000", "amount: 4001"))
    with pytest.raises(RefusedError, match="not lodged"):
        settle(opened, bare(written=other))


def test_another_text_is_another_version_and_is_signed_anew(
    opened: Northmere, tmp_path: Path
) -> None:
    first = lodge(opened)
    assert lodge(opened).name == first.name == "D1"
    sign(opened, *SIGNERS)
    duties(opened)
    second = lodge(opened, text_of(tmp_path, ("amount: 4000", "amount: 5000")))
    assert (second.name, second.body["version"]) == ("D5", 2)
    assert second.answers == {}
    with pytest.raises(RefusedError, match="D1 is an earlier version of northmere-2023-24"):
        settle(opened)
    with pytest.raises(RefusedError, match="earlier version"):
        sign(opened, "zr1.approver")
    found = riskshare_lodged(opened.one, "ZQ1", by=opened.lead, on=TODAY).result
    assert [one.superseded for one in found.versions] == [True, False]
    assert found.consents["D1"].missing == ("ZQ1",)
    assert found.consents["D5"].missing == ("ZQ1", "ZR1", "ZR2", "ZR3", "region")


@pytest.mark.parametrize(
    ("rule", "missing"),
    [
        ("{rule: all}", ("ZQ1", "ZR3")),
        ("{rule: majority, share: 50%}", ()),
        ("{rule: majority, share: 75%}", ("ZQ1", "ZR3")),
        ("{rule: lead_decides, lead: ZQ1}", ("ZQ1",)),
        ("{rule: all, regional: yes}", ("ZQ1", "ZR3", "region")),
    ],
)
def test_whose_consent_it_takes_is_for_its_rule_to_say(
    opened: Northmere, tmp_path: Path, rule: str, missing: tuple[str, ...]
) -> None:
    lodge(opened, text_of(tmp_path, ("{rule: all_affected, regional: yes}", rule)))
    sign(opened, "zr1.approver", "zr2.approver")
    (found,) = riskshare_lodged(opened.one, "ZQ1", by=opened.lead, on=ON).result.consents.values()
    assert found.missing == missing
    assert found.stands is (not missing)
    if "regional" not in rule:
        with pytest.raises(NotAllowedError, match=r"region.lead does not speak for a party"):
            sign(opened, "region.lead")


def test_a_body_shows_its_own_and_the_region_alone_records_the_regulators(
    opened: Northmere,
) -> None:
    lodge(opened)
    with pytest.raises(NotAllowedError, match="recorded by the region or NHS England, not by ZR2"):
        show(opened, "zr2.approver", body="ZR2", recorded=(REGULATOR,))
    with pytest.raises(NotAllowedError, match="ZR2 shows the rest itself"):
        show(opened, "region.lead", body="ZR2", recorded=(BOARD,))
    with pytest.raises(NotAllowedError, match="ZR2 shows the rest itself"):
        show(opened, "region.lead", body="ZR2", position_pence=money(1), recorded=(REGULATOR,))
    with pytest.raises(NotAllowedError, match="has no right to put on record"):
        show(opened, "zr1.approver", body="ZR2", position_pence=money(1))
    show(opened, "region.lead", body="ZR2", recorded=(REGULATOR,))


@pytest.mark.parametrize(
    ("said", "error", "words"),
    [
        ({"cash_pence": money(1)}, RefusedError, "begins with the position"),
        ({"licence": "x"}, RefusedError, "begins with the position"),
        ({}, RefusedError, "Nothing is shown"),
        ({"position_pence": money(1), "evidence": " "}, RefusedError, "names its evidence"),
        ({"recorded": ("a nod",)}, UnknownError, "No thing to record: a nod"),
    ],
)
def test_statements_that_are_none(
    opened: Northmere, said: dict[str, object], error: type[Exception], words: str
) -> None:
    lodge(opened)
    with pytest.raises(error, match=words):
        show(opened, "zr1.approver", body="ZR1", **said)


def test_an_nhs_trust_passes_its_break_even_with_the_regulators_agreement_of_that_month_alone(
    opened: Northmere,
) -> None:
    """ZR2 pays 370,050,000 x 586,000 / 2,266,300 pence, of 900 (£000) brought forward."""
    lodge(opened)
    sign(opened, *SIGNERS)
    duties(opened)
    show(opened, "zr2.approver", body="ZR2", position_pence=money(0),
         brought_forward_pence=money(900))  # fmt: skip
    with pytest.raises(RefusedError, match="not on record is regulator's agreement of ZR2"):
        settle(opened)
    show(opened, "region.lead", body="ZR2", month=6, recorded=(REGULATOR,))
    with pytest.raises(RefusedError, match="regulator's agreement of ZR2"):
        settle(opened)
    show(opened, "region.lead", body="ZR2", recorded=(REGULATOR,))
    row = settle(opened)
    assert row.body["duties"]["ZR2"]["measured_pence"] == -5_684_287
    assert row.body["duties"]["ZR2"]["past"] is True


def test_an_icb_passes_section_223gc_with_its_board_and_notice(
    opened: Northmere, tmp_path: Path
) -> None:
    """The ICB alone bears the partners' layer, with nothing of its own to bear it from."""
    written = text_of(tmp_path, ("    bearers: [ZR1, ZR2, ZR3]\n", "    bearers: [ZQ1]\n"))
    lodge(opened, written)
    sign(opened, "zq1.lead", *SIGNERS)
    duties(opened)
    show(opened, "zq1.lead", body="ZQ1", position_pence=money(0))
    asking = bare(written=written)
    with pytest.raises(
        RefusedError, match="not on record is board consent of ZQ1; notice to NHS England of ZQ1"
    ):
        settle(opened, asking)
    show(opened, "zq1.lead", body="ZQ1", recorded=(BOARD,), evidence="Board of 28 March")
    with pytest.raises(RefusedError, match="not on record is notice to NHS England of ZQ1"):
        settle(opened, asking)
    show(opened, "zq1.lead", body="ZQ1", recorded=(NOTICE,), evidence="Letter of 2 April")
    assert settle(opened, asking).body["duties"]["ZQ1"]["past"] is True


def test_a_trial_reads_the_record_where_its_text_is_lodged(opened: Northmere) -> None:
    off = asking_on_record(opened.one, bare(), by=opened.lead, on=TODAY)
    assert (off.record, off.answers) == ("", {})
    lodge(opened)
    sign(opened, "zr1.approver")
    found = asking_on_record(opened.one, bare(), by=opened.lead, on=TODAY)
    assert found.record == "D1 of round 2023-24"
    assert found.answers == {"ZR1": "yes"}


def test_an_agreement_is_of_the_rounds_year_and_of_bodies_it_knows(
    opened: Northmere, tmp_path: Path
) -> None:
    next_year = text_of(
        tmp_path, ("starts_on: 2023", "starts_on: 2024"), ("ends_on: 2024", "ends_on: 2025")
    )
    with pytest.raises(RefusedError, match="no day of it is of 2023/24"):
        lodge(opened, next_year)
    stranger = text_of(tmp_path, ("  ZQ1: {kind", "  ZZ9: {kind"), ("holder: ZQ1", "holder: ZZ9"))
    with pytest.raises(UnknownError, match="ZZ9"):
        lodge(opened, stranger)


def test_status_tells_each_party_that_it_is_asked_and_the_text_is_verified(
    opened: Northmere,
) -> None:
    lodge(opened)
    region = status(opened.one, "ZQ1", by=opened.actor("region.lead"), on=TODAY).result
    assert "equipoise riskshare sign D1 --yes" in {task.command for task in region.yours}
    trust = status(opened.one, "ZQ1", by=opened.approver("ZR2"), on=TODAY).result
    assert [task.organisation for task in trust.yours] == ["ZR2"]
    found = verify(opened.one, by=opened.lead, on=TODAY).result
    assert found.faults == ()
    text = opened.workspace.store.path(Decision.objects.get().body["file"])
    text.unlink()
    gone = verify(opened.one, by=opened.lead, on=TODAY).result
    assert any("it is gone" in fault.found for fault in gone.faults)


def test_what_was_said_later_is_not_known_before(opened: Northmere) -> None:
    lodge(opened)
    later = replace(opened.actor("zr1.approver"))
    riskshare_sign(
        opened.one, "D1", answer="yes", by=later, now=datetime(2024, 4, 20, 9, tzinfo=UTC)
    )
    before = riskshare_lodged(opened.one, "ZQ1", by=opened.lead, on=TODAY, known=ON).result
    assert before.versions[0].answers == {}
    now = riskshare_lodged(opened.one, "ZQ1", by=opened.lead, on=TODAY).result
    assert set(now.versions[0].answers) == {"ZR1"}


def test_a_settlement_that_shifts_targets_moves_control_totals(
    opened: Northmere, tmp_path: Path
) -> None:
    """T10: ZR2's is tougher by its 95,684,287 pence; ZR1's is lowered, and no cash moves."""
    written = text_of(
        tmp_path, ("means: transfer", "means: target_shift"),
        ("rule: all_affected", "rule: lead_decides, lead: ZQ1"),
    )  # fmt: skip
    lodge(opened, written)
    sign(opened, "zq1.lead", "region.lead")
    duties(opened)
    row = settle(opened, bare(written=written))
    asked = replace(shift_asked().totals, known_on=ON)
    shown = support_totals(asked, opened.one, by=opened.lead, on=TODAY)
    members = shown.result.systems["ZQ1"].members
    assert members["ZR2"].by_risk_share.value == 95_684_287
    assert members["ZR2"].total.value == -900_000_000 + 95_684_287
    assert members["ZR1"].by_risk_share.value == -row.body["moves_pence"]["ZR1"] < 0
    assert members["ZQ1"].by_risk_share.value == 0
    early = replace(asked, known_on=TODAY)
    before = support_totals(early, opened.one, by=opened.lead, on=TODAY).result.systems["ZQ1"]
    assert before.members["ZR2"].total.value == -900_000_000
