"""Last year's form, or version 1, brought into this round: recognised, named, migrated, refused."""

import json
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from equipoise.cli.app import equipoise
from equipoise.reports.pages.acts import check_page
from equipoise.sheets import Reading, read_return
from equipoise.units import Absence, FinancialYear
from equipoise.usecases.check import check
from equipoise.usecases.intake import stated_organisation
from equipoise.usecases.migrate import Migrated, migrate
from equipoise.usecases.refusals import RefusedError, UnknownError
from tests.northmere_round import TODAY, YEAR, Northmere
from tests.workbooks.form_v1 import trust
from tests.workbooks.planting import CHART, DIGEST, planted

LAST = FinancialYear(2022)


def last_years(plan: Northmere, folder: Path, **cells: str) -> Path:
    """Return the return of ZR2 as if it had been sent a year before."""
    path = folder / "ZR2-2022-23.xlsx"
    path.write_bytes(planted(plan.files["ZR2"].read_bytes(), "_meta", B6="'2022/23", **cells))
    return path


def version_1(folder: Path, year: FinancialYear) -> Path:
    path = folder / "ZR2-v1.xlsx"
    path.write_bytes(replace(trust(year), round=YEAR.code).workbook())
    return path


def into_this_round(plan: Northmere, file: Path) -> tuple[Migrated, Reading]:
    to = file.with_name("ZR2-new.xlsx")
    made = migrate(plan.one, file, into=to, by=plan.editor("ZR2"), on=TODAY).result
    found = read_return(to, digest=DIGEST, chart=CHART)
    assert isinstance(found, Reading)
    return made, found


def test_last_years_form_is_named_and_becomes_this_rounds(
    opened: Northmere, tmp_path: Path
) -> None:
    """ZR2 had 520,000 of its ICB and 6,000 of support."""
    file = last_years(opened, tmp_path)
    intake = check(opened.one, file, None, by=opened.editor("ZR2"), on=TODAY)
    (told,) = intake.findings
    assert told.code == "EQ-TPL-002"
    assert told.message == "This is last year's form (2022/23); returns are due for 2023/24."
    assert told.remedy.startswith("Migrate it with: equipoise migrate FILE --into NEW.xlsx")
    made, found = into_this_round(opened, file)
    assert (found.organisation, found.year, found.round) == ("ZR2", YEAR, YEAR.code)
    assert all(isinstance(cell.value, Absence) for cell in found.cells)
    book = openpyxl.load_workbook(made.path)
    assert (book["Income"]["E23"].value, book["Income"]["E11"].value) == (520_000, 6_000)
    assert {item.ref for item in found.items} == {item.ref for item in made.old.items}
    again = check(opened.one, made.path, None, by=opened.editor("ZR2"), on=TODAY)
    assert {one.code for one in again.findings} == {"EQ-TPL-004"}
    assert made.left
    assert all(one.why for one in made.left)


@pytest.mark.parametrize("name", ["B5", "B6"])
def test_nothing_but_its_year_or_round_is_told_of_a_form_of_another(
    opened: Northmere, tmp_path: Path, name: str
) -> None:
    """A fault that this round's own form is told of is not told of it; another body's name is."""
    of_now = planted(opened.files["ZR2"].read_bytes(), "Income", G23="'n/a", F23=1)
    named = {"B5": "'2022-23.June", "B6": "'2022/23"}
    told = {}
    for which, given in (
        ("now", of_now),
        ("then", planted(of_now, "_meta", **{name: named[name]})),
        ("another's", planted(of_now, "_meta", B3="ZR1", **{name: named[name]})),
    ):
        file = tmp_path / f"{which}.xlsx"
        file.write_bytes(given)
        found = check(opened.one, file, "ZR2", by=opened.editor("ZR2"), on=TODAY)
        told[which] = [finding.code for finding in found.findings]
    assert "EQ-TPL-003" in told["now"]
    assert "EQ-TPL-002" not in told["now"]
    assert told["then"] == ["EQ-TPL-002"]
    assert told["another's"] == ["EQ-TPL-001", "EQ-TPL-002"]


def test_version_1_is_named_and_every_cell_of_it_is_carried(
    opened: Northmere, tmp_path: Path
) -> None:
    file = version_1(tmp_path, YEAR)
    assert stated_organisation(opened.one, file, own="ZQ1") == "ZR2"
    (told,) = check(opened.one, file, None, by=opened.editor("ZR2"), on=TODAY).findings
    assert told.code == "EQ-TPL-002"
    assert told.message == (
        "This is version 1 of the form (2023/24); returns are due for 2023/24, in version 2."
    )
    made, found = into_this_round(opened, file)
    assert made.left == ()
    assert found.version == "2"
    assert openpyxl.load_workbook(made.path)["Income"]["G23"].value == 40_000


def test_a_form_of_this_round_is_not_migrated(opened: Northmere, tmp_path: Path) -> None:
    by, to = opened.editor("ZR2"), tmp_path / "new.xlsx"
    with pytest.raises(RefusedError, match="this round's already: version 2, 2023/24"):
        migrate(opened.one, opened.files["ZR2"], into=to, by=by, on=TODAY)
    later = tmp_path / "later.xlsx"
    later.write_bytes(planted(opened.files["ZR2"].read_bytes(), "_meta", B6="'2024/25"))
    with pytest.raises(RefusedError, match="2024/25, a later year than this round's, 2023/24"):
        migrate(opened.one, later, into=to, by=by, on=TODAY)
    with pytest.raises(
        RefusedError, match=r"The form is of ZR2 as an ICB; in this round it is a provider"
    ):
        migrate(
            opened.one,
            last_years(opened, tmp_path, B4="icb", B8="'finance"),
            into=to,
            by=by,
            on=TODAY,
        )
    assert not to.exists()


def test_what_cannot_be_read_or_is_nobodys_is_refused(opened: Northmere, tmp_path: Path) -> None:
    by, to = opened.editor("ZR2"), tmp_path / "new.xlsx"
    bad = tmp_path / "bad.xlsx"
    bad.write_bytes(b"PK not really")
    with pytest.raises(RefusedError, match="not an Excel workbook"):
        migrate(opened.one, bad, into=to, by=by, on=TODAY)
    with pytest.raises(UnknownError, match="ZR9"):
        migrate(opened.one, last_years(opened, tmp_path, B3="ZR9"), into=to, by=by, on=TODAY)
    file = last_years(opened, tmp_path)
    before = file.read_bytes()
    with pytest.raises(RefusedError, match="is the old form itself"):
        migrate(opened.one, file, into=file, by=by, on=TODAY)
    assert file.read_bytes() == before
    assert not to.exists()


def test_a_form_is_migrated_at_the_command_line(opened: Northmere, tmp_path: Path) -> None:
    file, to = last_years(opened, tmp_path), tmp_path / "new.xlsx"
    home = ["--home", str(opened.workspace.home), "--as", "zr2.editor", "--format", "json"]
    asked = ["migrate", str(file), "--into", str(to), *home]
    result = CliRunner().invoke(equipoise, asked)
    assert result.exit_code == 0, result.output
    answer = json.loads(result.output)
    tables = {table["name"]: table["rows"] for table in answer["tables"]}
    (payer,) = [
        row["cells"]
        for row in tables["carried"]
        if (row["cells"]["sheet"]["value"], row["cells"]["cells"]["value"]) == ("Income", "G23:R23")
    ]
    assert (payer["to_sheet"]["value"], payer["to"]["value"]) == ("Income", "E23")
    assert {row["cells"]["why"]["value"] for row in tables["left"]} == {
        "the year of this line is its last month",
        "last year's amount is not this year's plan, and its sheet has no last year",
    }
    assert to.exists()
    refused = CliRunner().invoke(equipoise, ["migrate", str(to), "--into", str(file), *home])
    assert refused.exit_code == 4
    checked = CliRunner().invoke(equipoise, ["check", str(version_1(tmp_path, LAST)), *home])
    assert checked.exit_code == 1


def test_the_next_step_after_a_check_is_to_migrate_an_earlier_form_and_no_later_one(
    opened: Northmere, tmp_path: Path
) -> None:
    later = tmp_path / "later.xlsx"
    later.write_bytes(planted(opened.files["ZR2"].read_bytes(), "_meta", B6="'2024/25"))
    for file, named in (
        (last_years(opened, tmp_path), True),
        (version_1(tmp_path, LAST), True),
        (later, False),
        (opened.files["ZR2"], False),
    ):
        outcome = check(opened.one, file, None, by=opened.editor("ZR2"), on=TODAY)
        (step,) = check_page(outcome, file).next_steps
        assert step.startswith("equipoise migrate ") is named
