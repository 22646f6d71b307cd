"""Contracts in files: what is read, and each fault at its row."""

from pathlib import Path

import pytest

from equipoise.rules.contract import Mechanism
from equipoise.samples import CONTRACTS
from equipoise.sources import contract_files
from tests.contract_files import Values, row, written

BASELINE: Values = [row("baseline", "EL", "50"), row("baseline", "NEL", "80")]


def faults(folder: Path) -> list[tuple[str, str, str]]:
    return [(misfit.place, misfit.found, misfit.why) for misfit in contract_files(folder).misfits]


def test_the_contracts_of_northmere_are_read_whole() -> None:
    found = contract_files(CONTRACTS)
    assert found.misfits == ()
    assert len(found.contracts) == 7
    assert not found.contracts["ZQ1", "ZN1"].provider_is_nhs
    assert found.contracts["X24", "ZR1"].commissioner_is_nhs_england
    assert sum(found.of(("ZQ1", "ZR1"), "baseline")["EL"].months.values()) == 9_000_000_000
    assert sorted(found.of(("ZQ1", "ZR1"), "actual")["EL"].months) == [1, 2, 3, 4, 5, 6]


def test_blank_words_stand_for_the_first(tmp_path: Path) -> None:
    found = contract_files(written(tmp_path, BASELINE, mechanism="Local", listed="YES"))
    line = found.contracts["ZQ1", "ZR1"]
    assert line.provider_is_nhs
    assert line.same_system
    assert line.has_unit_price
    assert line.is_listed
    assert line.stated is Mechanism.LOCAL
    assert not line.commissioner_is_nhs_england


def test_a_blank_month_of_activity_is_not_there_and_is_not_nil(tmp_path: Path) -> None:
    values = [*BASELINE, row("actual", "EL", ["48", "", "0"])]
    found = contract_files(written(tmp_path, values))
    assert found.misfits == ()
    assert found.of(("ZQ1", "ZR1"), "actual")["EL"].months == {1: 4_800_000, 3: 0}


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ([row("forecast", "EL", "1")], ("row 4", "forecast", "layer is baseline")),
        ([row("actual", "ELECTIVE", "1")], ("row 4", "ELECTIVE", "pod is not a point of delivery")),
        ([row("adjustment", "EL", "1")], ("row 4", "EL", "pod is not an adjustment")),
        ([row("actual", "EL", "lots")], ("row 4", "lots", "M01 is not an amount in £000")),
        ([row("baseline", "DC", ["1"] * 11)], ("row 4", "", "M12 is blank")),
        ([row("baseline", "EL", "1")], ("row 4", "EL", "stands in row 2 too")),
        ([row("actual", "EL", "1", provider="ZR9")], ("row 4", "ZQ1 with ZR9", "no such contract")),
        ([row("commissioner", "EL", "1")], ("row 4", "ZR1", "names no provider")),
        ([row("allocation", "EL", "1", provider="")], ("row 4", "EL", "not a point of delivery")),
        ([row("allocation", "ALL", "1")], ("row 4", "ZR1", "allocation names no provider")),
        ([row("allocation", "ALL", ["1"], provider="")], ("row 4", "", "M02 is blank")),
        ([row("cost", "ALL", "1")], ("row 4", "ZQ1", "cost names no commissioner")),
        ([row("cost", "ALL", "1", provider="")], ("row 4", "", "provider is blank")),
        ([row("actual", "EL", "1", base="")], ("row 4", "", "no price base")),
        ([row("actual", "EL", "1", base="old")], ("row 4", "old", "another price base than row 2")),
    ],
)
def test_a_row_that_cannot_be_used_is_told(
    tmp_path: Path, values: Values, fault: tuple[str, str, str]
) -> None:
    found = faults(written(tmp_path, [*BASELINE, *values]))
    place, was, why = fault
    assert any(each[:2] == (place, was) and why in each[2] for each in found), found


def test_a_word_that_a_column_does_not_know_is_told(tmp_path: Path) -> None:
    found = faults(written(tmp_path, BASELINE, same_system="perhaps"))
    assert ("row 2", "perhaps", "same_system is yes or no") in found


def test_a_contract_without_a_baseline_is_told(tmp_path: Path) -> None:
    found = faults(written(tmp_path, [row("actual", "EL", "1")]))
    assert found == [("row 2", "ZQ1 with ZR1", "a contract without a baseline")]


def test_a_contract_written_twice_is_told(tmp_path: Path) -> None:
    folder = written(tmp_path, BASELINE)
    path = folder / "contracts.csv"
    text = path.read_text("utf-8")
    path.write_text(text + text.splitlines()[1] + "\n", "utf-8")
    assert faults(folder) == [("row 3", "ZQ1 ZR1", "ZQ1 with ZR1 stands in row 2 too")]
