"""Last year's form, or version 1, brought into this round: recognised, named, migrated, refused."""

import json
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from equipoise.cli.app import equipoise
from equipoise.register import Kind, Organisation, Register, Succession
from equipoise.reports.pages.acts import check_page
from equipoise.reports.pages.migrating import migration_page
from equipoise.sheets import Reading, read_return
from equipoise.units import Absence, FinancialYear
from equipoise.usecases.check import check
from equipoise.usecases.intake import stated_organisation
from equipoise.usecases.migrate import Migrated, migrate
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.refusals import RefusedError, UnknownError
from equipoise.usecases.rounds import OpenRound
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


def after_mergers(
    one: OpenRound, *steps: tuple[str, str, str], opens_on: date | None = date(2023, 4, 1)
) -> OpenRound:
    """Return the round in whose register ZR8 and ZR9 ended, and ZR2 began on a day."""
    register = one.register
    bodies = [
        replace(body, opens_on=opens_on) if body.code == "ZR2" else body
        for body in register.organisations
    ]
    bodies += [
        Organisation(code=code, name=f"{code} Hospitals", kind=Kind.PROVIDER, source="made up")
        for code in ("ZR8", "ZR9")
    ]
    successions = [
        Succession(
            predecessor=old, successor=new, on=date.fromisoformat(on), share=share, source="made up"
        )
        for old, new, on in steps
        if (share := Fraction(1, sum(old == other for other, *_ in steps)))
    ]
    return replace(one, register=Register(tuple(bodies), register.links, tuple(successions)))


def of_zr8(plan: Northmere, folder: Path, one: OpenRound) -> Outcome[Migrated]:
    file = last_years(plan, folder, B3="ZR8")
    return migrate(one, file, into=folder / "new.xlsx", by=plan.editor("ZR2"), on=TODAY)


@pytest.mark.parametrize(
    "steps",
    [
        [("ZR8", "ZR2", "2023-04-01")],
        [("ZR8", "ZR9", "2022-10-01"), ("ZR9", "ZR2", "2023-04-01")],
        [("ZR8", "ZR2", "2023-04-01"), ("ZR9", "ZR1", "2023-04-01")],
    ],
)
def test_the_form_of_a_body_that_another_followed_whole_becomes_that_ones(
    opened: Northmere, tmp_path: Path, steps: list[tuple[str, str, str]]
) -> None:
    one = after_mergers(opened.one, *steps)
    if steps[1:] and steps[1][0] == "ZR9" and steps[1][1] == "ZR2":
        one = begun(one, "ZR9", date(2022, 10, 1))
    outcome = of_zr8(opened, tmp_path, one)
    made = outcome.result
    assert (made.old.organisation, made.identity.organisation) == ("ZR8", "ZR2")
    book = openpyxl.load_workbook(made.path)
    assert (book["_meta"]["B3"].value, book["Income"]["E23"].value) == ("ZR2", 520_000)
    page = migration_page(outcome)
    assert page.facts["form_of"] == "ZR8"
    assert page.alerts == ()
    last = steps[-1] if steps[-1][1] == "ZR2" else steps[0]
    assert (
        f"ZR2 took over the whole of {last[0]} on 1 April 2023: it takes over its form."
        in page.sentences
    )


@pytest.mark.parametrize(
    ("steps", "opens_on", "said"),
    [
        ([("ZR8", "ZR2", "2023-04-01"), ("ZR9", "ZR2", "2023-04-01")], date(2023, 4, 1),
         "ZR8 went into ZR2 on 2023-04-01, whose last year is that of ZR9 too: one form is not the "
         "whole of it. Ask for this round's workbook with: equipoise template --org ZR2."),
        ([("ZR8", "ZR2", "2023-04-01")], date(2023, 3, 31), "is that of ZR2 too"),
        ([("ZR8", "ZR2", "2023-04-01")], None, "is that of ZR2 too"),
        ([("ZR8", "ZR2", "2023-04-01"), ("ZR8", "ZR1", "2023-04-01")], date(2023, 4, 1),
         "ZR8 was divided on 2023-04-01, into ZR1 and ZR2: its form is not the last year of any of "
         "them. Ask for this round's workbook with: equipoise template --org ZR1, equipoise "
         "template --org ZR2."),
    ],
)  # fmt: skip
def test_a_form_that_is_the_whole_last_year_of_no_body_is_refused_with_who_followed(
    opened: Northmere,
    tmp_path: Path,
    steps: list[tuple[str, str, str]],
    opens_on: date | None,
    said: str,
) -> None:
    one = after_mergers(opened.one, *steps, opens_on=opens_on)
    with pytest.raises(RefusedError) as refused:
        of_zr8(opened, tmp_path, one)
    assert said in str(refused.value)
    assert not (tmp_path / "new.xlsx").exists()


@pytest.mark.parametrize(
    ("on", "told"),
    [("2022-04-01", False), ("2022-04-02", True), ("2023-04-01", True), ("2023-04-02", False)],
)
def test_a_body_that_another_joined_since_keeps_its_form_and_is_told_so(
    opened: Northmere, tmp_path: Path, on: str, told: bool
) -> None:
    """Since the first day of the form's year, and before this plan's year has begun."""
    one = after_mergers(opened.one, ("ZR9", "ZR2", on), opens_on=date(2013, 4, 1))
    file = last_years(opened, tmp_path)
    outcome = migrate(one, file, into=tmp_path / "new.xlsx", by=opened.editor("ZR2"), on=TODAY)
    alerts = migration_page(outcome).alerts
    assert [alert.startswith("ZR9 went into ZR2 on ") for alert in alerts] == [True] * told


def begun(one: OpenRound, code: str, on: date) -> OpenRound:
    """Return the round in whose register a body begins on a day."""
    bodies = (
        replace(body, opens_on=on) if body.code == code else body
        for body in one.register.organisations
    )
    return replace(one, register=replace(one.register, organisations=tuple(bodies)))


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
