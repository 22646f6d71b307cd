"""The form that is written for a body: prefilled, and the same plan when it comes back."""

import shutil
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path

import openpyxl
import pytest
from django.db import connections

from equipoise.params import load
from equipoise.samples import PACK
from equipoise.samples.england.pack import write_pack
from equipoise.samples.england.returns import content_of, identity_of, workbook
from equipoise.units import FinancialYear
from equipoise.usecases.close import close
from equipoise.usecases.intake import PLAN_YEARS
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.plans import proposed_plan
from equipoise.usecases.refusals import RefusedError, UnknownError
from equipoise.usecases.rights import OPERATOR, NotAllowedError
from equipoise.usecases.round_open import round_open
from equipoise.usecases.rounds import actor_named, open_round
from equipoise.usecases.statement import Statement
from equipoise.usecases.submit import Submitted, submit
from equipoise.usecases.template import Filling, Template, counterparties, template
from equipoise.usecases.workspace import Workspace
from tests.england_rules import known_on, small
from tests.northmere_figures import positions
from tests.northmere_round import ACTIONS, START, SYSTEM, TODAY, YEAR, Northmere, thousands
from tests.workbooks.planting import planted


def written(plan: Northmere, code: str, folder: Path, *parts: str) -> Template:
    path = folder / f"{code}.xlsx"
    by = plan.editor(code)
    return template(plan.one, code, path, by=by, on=TODAY, filling=Filling(parts=parts)).result


def returned_again(plan: Northmere, form: Template, code: str) -> Outcome[Submitted]:
    return submit(plan.one, form.path, code, by=plan.editor(code), now=plan.now())


def latest(plan: Northmere) -> Statement:
    return Statement(plan=proposed_plan(plan.one, SYSTEM))


ASKED_ANEW = {
    "ZR1": {"EQ-TPL-004", "EQ-BRG-001", "EQ-INC-001"},
    "ZQ1": {"EQ-TPL-004", "EQ-BRG-001"},
}
"""What decisions do not say, and so the form asks: the category of an action, the way from last
year, and by what nature income is less."""


def test_a_form_of_a_plan_with_decisions_in_it_is_the_same_plan(
    matched: Northmere, tmp_path: Path
) -> None:
    """ZR1 (15,000) and ZQ1 5,900; the saving is a scheme, and the move has left the project."""
    for action in ACTIONS.values():
        rated = replace(action, status="Plans in progress", risk="Medium")
        close(matched.one, rated, by=matched.lead, now=matched.now())
    matched.defer()
    before = {name: figure.value for name, figure in latest(matched).named()}
    for code in ("ZR1", "ZQ1"):
        outcome = returned_again(matched, written(matched, code, tmp_path), code)
        assert {finding.code for finding in outcome.findings} == ASKED_ANEW[code]
        assert outcome.result.unchanged == ()
    after = latest(matched)
    assert positions(after)["ZR1"] == (-15_000, -15_000)
    assert positions(after)["ZQ1"] == (5_900, 5_900)
    assert {name: figure.value for name, figure in after.named()} == before
    scheme = after.plan.items("efficiency")["ZR1", "ZR1-A3"]
    assert (scheme.name, scheme.attributes["owner"]) == ("Sale of equipment", "Director of finance")
    assert all(cell.key.layer == "plan" for cell in after.plan.cells
               if cell.key.organisation in ("ZR1", "ZQ1"))  # fmt: skip


def test_a_form_asks_how_an_action_is_rated_where_nobody_has_said(
    closed: Northmere, tmp_path: Path
) -> None:
    before = positions(latest(closed))
    outcome = returned_again(closed, written(closed, "ZR1", tmp_path), "ZR1")
    assert {(f.code, f.sheet, f.row, f.column) for f in outcome.findings} == {
        ("EQ-TPL-004", "Efficiency", "ZR1-A3 Sale of equipment", "Status"),
        ("EQ-TPL-004", "Efficiency", "ZR1-A3 Sale of equipment", "Risk"),
        ("EQ-TPL-004", "Efficiency", "ZR1-A3 Sale of equipment", "Category"),
        ("EQ-BRG-001", "Bridge", "Plan before support", "2023/24 plan £000"),
        ("EQ-INC-001", "Nature", "Patient care income by nature", "2023/24 plan £000"),
    }
    assert outcome.result.blocked
    assert positions(latest(closed)) == before


def test_a_form_of_a_plan_as_it_was_returned_holds_every_cell_of_it(
    collated: Northmere, tmp_path: Path
) -> None:
    def cells(code: str) -> set[tuple[object, object]]:
        found = proposed_plan(collated.one, SYSTEM).cells
        return {(cell.key, cell.value) for cell in found if cell.key.organisation == code}

    before = cells("ZR2")
    outcome = returned_again(collated, written(collated, "ZR2", tmp_path), "ZR2")
    assert outcome.findings == ()
    assert cells("ZR2") == before
    assert len(before) > 12 * 20


def test_the_form_of_zr2_is_prefilled(returned: Northmere, tmp_path: Path) -> None:
    """Income from the ICB 520,000, support 6,000: as ZR2 returned them."""
    form = written(returned, "ZR2", tmp_path)
    assert (form.identity.organisation, form.identity.name) == ("ZR2", "Calder Vale Hospitals")
    assert form.parts == ("finance", "workforce", "efficiency", "risk", "capital")
    book = openpyxl.load_workbook(form.path, data_only=True)
    years = {row[5] for row in book["Income"].iter_rows(values_only=True) if len(row) > 5}
    assert {520_000, 6_000} <= years
    assert returned_again(returned, form, "ZR2").findings == ()


def test_a_first_form_is_blank_and_each_blank_is_to_be_filled(
    opened: Northmere, tmp_path: Path
) -> None:
    outcome = returned_again(opened, written(opened, "ZR2", tmp_path), "ZR2")
    assert outcome.result.blocked
    assert {finding.code for finding in outcome.findings} == {"EQ-TPL-004"}


def test_a_form_may_hold_some_parts_and_only_those_owed(
    collated: Northmere, tmp_path: Path
) -> None:
    form = written(collated, "ZR1", tmp_path, "capital")
    outcome = returned_again(collated, form, "ZR1")
    assert tuple(outcome.result.versions) == ("capital",)
    with pytest.raises(UnknownError, match="There is: finance, efficiency, risk, capital"):
        written(collated, "ZQ1", tmp_path, "workforce")
    with pytest.raises(NotAllowedError):
        template(collated.one, "ZR2", form.path, by=collated.editor("ZR1"), on=TODAY)


def test_contracts_are_offered_with_the_bodies_of_the_own_system(opened: Northmere) -> None:
    assert list(counterparties(opened.one, "ZQ1", ())) == ["ZR1", "ZR2", "ZR3"]
    names = counterparties(opened.one, "ZR1", ())
    assert names == {"ZQ1": "NHS Northmere ICB", "X24": "NHS England"}


def test_a_form_with_a_draft_in_it_holds_what_is_proposed(
    matched: Northmere, tmp_path: Path
) -> None:
    matched.close("ZQ1")
    returned_again(matched, written(matched, "ZQ1", tmp_path), "ZQ1")
    assert positions(latest(matched))["ZQ1"] == (5_900, 5_900)
    assert thousands(latest(matched).efficiency.total) == 96_800


@pytest.mark.parametrize(("year", "years"), [(2025, 1), (2026, 3)])
def test_a_plan_has_three_years_from_2026(year: int, years: int) -> None:
    """The day before the change and the day of it: plans of three years begin with 2026/27."""
    found = load().at(PLAN_YEARS, FinancialYear(year).period, known_on=date(2026, 1, 31))
    assert found.value == years


def test_before_the_framework_was_published_a_plan_of_2026_had_one_year() -> None:
    days = {date(2025, 10, 23): 1, date(2025, 10, 24): 3}
    for day, years in days.items():
        assert load().at(PLAN_YEARS, FinancialYear(2026).period, known_on=day).value == years


def test_a_form_of_an_earlier_version_and_one_that_nobody_returned(
    returned: Northmere, tmp_path: Path
) -> None:
    """Finance was returned twice and the rest once: version 2 is there of finance alone."""
    plan, path = returned, tmp_path / "ZR2.xlsx"
    form = written(plan, "ZR2", tmp_path, "finance")
    form.path.write_bytes(planted(form.path.read_bytes(), "Income", G23=1))
    submit(plan.one, form.path, "ZR2", by=plan.editor("ZR2"), now=plan.now())

    def april(number: int, *parts: str) -> object:
        by = plan.editor("ZR2")
        template(
            plan.one, "ZR2", path, by=by, on=TODAY, filling=Filling(parts=parts, number=number)
        )
        return openpyxl.load_workbook(path)["Income"]["G23"].value

    assert april(1) == 43_334
    assert april(2, "finance") == 1
    with pytest.raises(RefusedError) as refused:
        april(3)
    assert str(refused.value).startswith(
        "ZR2 has no version 3 of finance, workforce, efficiency, risk, capital. There is: "
        "finance v1, v2; workforce v1; efficiency v1; risk v1; capital v1. Name another"
    )
    with pytest.raises(RefusedError, match="no version 2 of workforce, efficiency, risk, capital"):
        april(2)


def test_a_body_that_returned_nothing_has_no_version(opened: Northmere, tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="ZR2 has no version 1: it has returned nothing yet"):
        template(
            opened.one,
            "ZR2",
            tmp_path / "a.xlsx",
            by=opened.editor("ZR2"),
            on=TODAY,
            filling=Filling(number=1),
        )
    assert not (tmp_path / "a.xlsx").exists()


def test_a_body_of_last_year_has_a_row_where_it_had_a_figure_and_nowhere_else(
    tmp_path: Path,
) -> None:
    """ZR1 bought care of ZR3 last year, for 1,000, and an ICB far away paid it 2,000."""
    pack = shutil.copytree(PACK, tmp_path / "northmere")
    with (pack / "last_year.csv").open("a") as file:
        file.write("ZR1,nonpay.purchased,ZR3,100000000\nZR1,income.patient_care,QWE,200000000\n")
    workspace = Workspace.open(tmp_path / "home")
    round_open(workspace, YEAR, by=OPERATOR, now=START, pack=pack)
    path = tmp_path / "ZR1.xlsx"
    template(open_round(workspace), "ZR1", path, by=OPERATOR, on=TODAY)
    connections.close_all()
    book = openpyxl.load_workbook(path)
    rows = {
        name: {row[2]: row[4] for row in book[name].iter_rows(min_row=7, values_only=True)}
        for name in ("Income", "Purchases")
    }
    assert rows["Purchases"]["ZR3"] == 1_000
    assert rows["Income"]["QWE"] == 2_000
    assert ("ZR3" in rows["Income"], "QWE" in rows["Purchases"]) == (False, False)


@pytest.mark.parametrize("code", ["ZV001", "ZS01"])
def test_a_whole_return_comes_back_whole(tmp_path: Path, code: str) -> None:
    """Every part of a return that no fault is in: amounts, schemes, sign-offs and chapters."""
    made = small()
    now = datetime.combine(known_on(made.year), time(9), tzinfo=UTC)
    pack = write_pack(tmp_path, made)
    workspace = Workspace.open(tmp_path / "home")
    one = round_open(workspace, made.year.year, by=OPERATOR, now=now, pack=pack).result
    editor = actor_named(workspace, f"{code.lower()}.editor", via="test", on=now.date())
    sent, again = tmp_path / "sent.xlsx", tmp_path / "again.xlsx"
    sent.write_bytes(workbook(identity_of(made, code), content_of(made, made.drafts[code])))
    first = submit(one, sent, code, by=editor, now=now)
    template(one, code, again, by=editor, on=now.date())
    second = submit(one, again, code, by=editor, now=now)
    connections.close_all()
    assert (first.findings, second.findings) == ((), ())
    assert all(not each.lines and not each.incomplete for each in second.result.changes.values())
    assert set(second.result.changes) == set(one.parts(one.organisation(code).kind))
    kept = [
        {(item.ref, item.name, item.kind, tuple(item.attributes.items())) for item in reading.items}
        for reading in (first.result.intake.reading, second.result.intake.reading)
        if reading is not None
    ]
    assert kept[0] == kept[1]
    assert {kind for _, _, kind, _ in kept[0]} >= {"scheme", "risk", "signoff", "chapter"}
