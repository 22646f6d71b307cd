"""A real ledger against the figures its folder prints: £ million by month, exact supplier name."""

import json
from datetime import date
from pathlib import Path

import pytest

from equipoise.params import load
from equipoise.sources import PaymentsLedger, payments_ledger
from equipoise.usecases.ledger_detect import Detected, LedgerLook, ledger_detect
from tests.cli_calls import Caller
from tests.shared_data import needs, shared

FOLDER = "fin-london-ledgers-2020-21"
FILE = shared(FOLDER, "SEL.csv.gz")
KINGS = "KING`S COLLEGE HOSPITAL NHS FOUNDATION TRUST"
CROYDON = "CROYDON HEALTH SERVICES NHS TRUST"
AMBULANCE = "LONDON AMBULANCE SERVICE NHS TRUST"
GUYS = "GUYS & ST THOMAS HOSPITAL NHS FOUNDATION TRUST"
PRINTED = {
    KINGS: {1: "-2.106", 3: "39.841", 6: "39.841", 7: "39.872", 8: "60.758", 9: "75.991",
            11: "57.928", 12: "23.499"},
    CROYDON: {1: "-0.066", 3: "1.219", 6: "1.219", 7: "1.219", 8: "1.219", 9: "1.219",
              11: "1.219"},
    AMBULANCE: {3: "7.448", 6: "7.448", 7: "7.448", 8: "7.448", 9: "7.879", 11: "7.879"},
}  # fmt: skip
pytestmark = needs(FOLDER)


@pytest.fixture(scope="module")
def ledger() -> PaymentsLedger:
    return payments_ledger(FILE)


@pytest.fixture(scope="module")
def exact(ledger: PaymentsLedger) -> Detected:
    return detected(ledger, exact_names=True)


def detected(ledger: PaymentsLedger, *, exact_names: bool) -> Detected:
    look = LedgerLook(params=load(), known_on=date(2026, 5, 4), exact_names=exact_names)
    return ledger_detect(ledger, look).result


def test_every_line_is_read(ledger: PaymentsLedger) -> None:
    """18,467 rows, £1,763,598,505; 1,117 name a public body; 2,302 credits."""
    assert ledger.misfits == ()
    assert len(ledger.payments) == 18_467
    assert sum(payment.amount for payment in ledger.payments) == 176_359_850_500
    assert len(ledger.payments) - len(ledger.unnamed) == 1_117
    assert sum(payment.amount < 0 for payment in ledger.payments) == 2_302


def test_eight_of_twelve_months_are_there(exact: Detected) -> None:
    assert str(exact.year) == "2020/21"
    assert exact.months == (1, 3, 6, 7, 8, 9, 11, 12)
    assert exact.missing == (2, 4, 5, 10)


@pytest.mark.parametrize("supplier", PRINTED)
def test_months_of_a_supplier_are_those_printed(exact: Detected, supplier: str) -> None:
    found = {month: f"{paid / 100_000_000:.3f}" for month, paid in exact.paid[supplier].items()}
    assert found == PRINTED[supplier]


def test_the_block_breaks_after_month_7_and_the_advance_is_unwound(exact: Detected) -> None:
    kings = exact.blocks[KINGS].found
    assert kings.amount.value == 3_984_070_000
    assert kings.months == (3, 6, 7)
    assert kings.breaks_after == 7
    assert sorted(kings.beyond) == [8, 9, 11]
    assert kings.unwound is not None
    croydon = exact.blocks[CROYDON].found
    assert croydon.amount.value == 121_870_000
    assert croydon.anew is not None
    assert croydon.anew.value == 121_867_200
    assert croydon.unwound is not None
    assert croydon.unwound.value == 121_867_200
    assert exact.blocks[AMBULANCE].found.months == (3, 6, 7, 8)


def test_a_supplier_under_two_spellings_is_one_only_by_the_rule(
    ledger: PaymentsLedger, exact: Detected
) -> None:
    assert GUYS not in exact.blocks
    guys = detected(ledger, exact_names=False).blocks[GUYS]
    assert guys.spellings == (GUYS, f"TRUST {GUYS}")
    assert guys.found.months == (3, 6, 7)
    assert guys.found.amount.value == 4_038_120_000


def test_the_command_says_what_it_found(tmp_path: Path) -> None:
    call = Caller(tmp_path / "home")
    told = call("ledger", "detect", str(FILE)).said
    assert "39 of them break after month 7." in told
    assert "4 months of 2020/21 not in the ledger: M02, M04, M05 and M10." in told
    assert "4,029 texts have ? for a hyphen, and are read so." in told
    answer = json.loads(call("ledger", "detect", str(FILE), "--format", "json").out)
    assert answer["facts"]["unnamed"] == 176_359_850_500 - 145_975_925_500
