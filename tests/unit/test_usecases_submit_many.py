"""A folder handed in: whose each file is, who may, and that one refused stops no other."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from equipoise.records.models import Version
from equipoise.usecases.submit_many import FileOutcome, submit_many
from tests.cli_calls import Caller
from tests.northmere_round import START, Northmere


def handed_in(plan: Northmere, *files: Path, by: str = "") -> tuple[FileOutcome, ...]:
    outcome = submit_many(
        plan.one,
        files,
        by=lambda code: plan.actor(by or f"{code.lower()}.editor"),
        now=START,
        processes=1,
    )
    return outcome.result


def test_a_file_is_the_body_s_that_its_name_begins_with(
    opened: Northmere, returns: Mapping[str, Path], tmp_path: Path
) -> None:
    """Even where the file says that it is of another: that is a finding, and no version."""
    path = tmp_path / "zr2 return.xlsx"
    shutil.copy(returns["ZR1"], path)
    (found,) = handed_in(opened, path)
    assert found.outcome is not None
    assert (found.organisation, found.word) == ("ZR2", "Not a return")
    assert [finding.code for finding in found.outcome.findings][:1] == ["EQ-TPL-001"]
    assert Version.objects.count() == 0


def test_a_file_without_such_a_name_is_whose_it_says(
    opened: Northmere, returns: Mapping[str, Path], tmp_path: Path
) -> None:
    path = tmp_path / "return (final) v2.xlsx"
    shutil.copy(returns["ZR1"], path)
    (found,) = handed_in(opened, path)
    assert (found.organisation, found.word) == ("ZR1", "Submitted")


def test_one_that_is_refused_stops_no_other(
    opened: Northmere, returns: Mapping[str, Path], tmp_path: Path
) -> None:
    gone, good = tmp_path / "ZR2-gone.xlsx", returns["ZR3 corrected"]
    nobody = tmp_path / "nobody.xlsx"
    nobody.write_bytes(b"")
    found = handed_in(opened, gone, nobody, good, returns["ZQ1"], by="zr3.editor")
    assert [file.word for file in found] == ["Refused", "Refused", "Submitted", "Refused"]
    assert "No such file" in found[0].refused
    assert "has no right to submit returns for ZQ1" in found[3].refused


@pytest.mark.parametrize(
    ("person", "allowed"),
    [("zq1.lead", True), ("region.lead", True), ("national.lead", True), ("auditor", False),
     ("zr2.editor", False), ("zr1.approver", False)],
)  # fmt: skip
def test_who_may_hand_in_what_others_sent(
    opened: Northmere, returns: Mapping[str, Path], person: str, allowed: bool
) -> None:
    (found,) = handed_in(opened, returns["ZR1"], by=person)
    assert (found.word == "Submitted") is allowed


def test_a_locked_plan_takes_nothing_in(locked: Northmere, returns: Mapping[str, Path]) -> None:
    (found,) = handed_in(locked, returns["ZR1"])
    assert found.refused.startswith("Version 3 is locked.")


def test_nothing_is_handed_in_from_an_empty_folder(opened: Northmere) -> None:
    assert handed_in(opened) == ()


def test_the_command_tells_each_file_and_sums_up(
    opened: Northmere, returns: Mapping[str, Path]
) -> None:
    folder = returns["ZR1"].parent
    called = Caller(opened.workspace.home)(
        "submit-many", str(folder), "--as", "national.lead", "--processes", "1", code=1
    )
    assert "  1 of 5: ZQ1-2023-24.xlsx: Submitted\n" in called.err
    assert "Returns handed in: 5 files" in called.out
    assert "4 submitted and 1 there is a problem." in called.said
    assert "Total WTE is not the sum of the rows above" in called.said
