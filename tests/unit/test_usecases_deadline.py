"""By when parts are due: told from seven days before, late from the day after, moved on record."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from equipoise.records.models import DueDate, Event
from equipoise.reports.pages.collection import board_page, status_page
from equipoise.reports.pages.deadlines import deadline_page
from equipoise.reports.pages.page import Page
from equipoise.samples import PACK
from equipoise.usecases.collect import collect
from equipoise.usecases.deadline import Moved, deadline
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.packs import PackError
from equipoise.usecases.refusals import RefusedError, UnknownError
from equipoise.usecases.rights import OPERATOR, NotAllowedError
from equipoise.usecases.round_open import round_open
from equipoise.usecases.status import status
from equipoise.usecases.workspace import Workspace
from tests.northmere_round import BODIES, START, SYSTEM, YEAR, Northmere

DUE = date(2023, 5, 11)


def move(
    plan: Northmere,
    day: date = DUE,
    whose: str = "",
    part: str = "workforce",
    why: str = "Auditors",
) -> Outcome[Moved]:
    return deadline(
        plan.one, part, due_on=day, organisation=whose, reason=why, by=plan.lead, now=plan.now()
    )


def board(plan: Northmere, on: date) -> Page:
    return board_page(collect(plan.one, SYSTEM, by=plan.lead, on=on))


def due(plan: Northmere, on: date, part: str = "workforce") -> dict[object, object]:
    _, table = board(plan, on).tables
    rows = [row.cells for row in table.rows if row.cells["part"] == part]
    return {cells["organisation"]: cells["due"] for cells in rows}


@pytest.mark.parametrize(
    ("on", "word", "alert"),
    [
        (date(2023, 5, 3), "8 days left", ""),
        (date(2023, 5, 4), "7 days left", "is due on 11 May 2023: 7 days left."),
        (date(2023, 5, 10), "1 day left", "is due on 11 May 2023: 1 day left."),
        (DUE, "today", "is due on 11 May 2023: today."),
        (date(2023, 5, 12), "1 day late", "was due on 11 May 2023: 1 day late."),
    ],
)
def test_the_board_counts_days(opened: Northmere, on: date, word: str, alert: str) -> None:
    move(opened)
    assert due(opened, on) == dict.fromkeys(("ZR1", "ZR2", "ZR3"), f"11 May 2023, {word}")
    said = (f"Workforce of ZR1, ZR2 and ZR3 {alert}",) if alert else ()
    assert board(opened, on).alerts == said
    home = status_page(status(opened.one, SYSTEM, by=opened.lead, on=on))
    assert home.alerts == said


def test_what_is_signed_is_not_late(handed_in: Northmere) -> None:
    move(handed_in)
    handed_in.sign("ZR1")
    late = date(2023, 5, 12)
    assert due(handed_in, late)["ZR1"] == "11 May 2023"
    assert board(handed_in, late).alerts == (
        "Workforce of ZR2 and ZR3 was due on 11 May 2023: 1 day late.",
    )


def test_without_a_deadline_nothing_is_said(opened: Northmere) -> None:
    assert set(due(opened, DUE).values()) == {""}
    assert board(opened, DUE).alerts == ()


def test_a_body_may_have_a_date_of_its_own(opened: Northmere) -> None:
    move(opened)
    outcome = move(opened, date(2023, 5, 18), "ZR1")
    assert due(opened, DUE)["ZR1"] == "18 May 2023, 7 days left"
    assert due(opened, DUE)["ZR2"] == "11 May 2023, today"
    assert deadline_page(outcome).sentences == (
        "Workforce of ZR1 is due on 18 May 2023; until now it was 11 May 2023.",
    )


def test_each_move_is_on_record(opened: Northmere) -> None:
    move(opened)
    move(opened, date(2023, 5, 18))
    assert list(DueDate.objects.values_list("due_on", flat=True)) == [DUE, date(2023, 5, 18)]
    first, second = Event.objects.filter(verb="deadline").order_by("sequence")
    assert (first.facts["from"], second.facts["from"]) == (None, "2023-05-11")
    assert (second.reason, second.facts["due_on"]) == ("Auditors", "2023-05-18")


def test_a_deadline_that_says_nothing_new_is_refused(opened: Northmere) -> None:
    move(opened)
    with pytest.raises(RefusedError, match="workforce is due on 2023-05-11 already"):
        move(opened)
    with pytest.raises(RefusedError, match="for a reason"):
        move(opened, date(2023, 5, 18), why=" ")
    with pytest.raises(UnknownError, match="No part of this round: poetry"):
        move(opened, part="poetry")
    with pytest.raises(UnknownError, match="No part of ZQ1: workforce"):
        move(opened, whose="ZQ1")
    for name in ("zr1.editor", "zr1.approver", "auditor"):
        with pytest.raises(NotAllowedError):
            deadline(
                opened.one, "finance", due_on=DUE, reason="why", by=opened.actor(name),
                now=opened.now(),
            )  # fmt: skip


def with_deadlines(folder: Path, lines: str) -> Path:
    pack = folder / "dated"
    shutil.copytree(PACK, pack)
    (pack / "deadlines.csv").write_text(f"part,organisation,due_on\n{lines}", "utf-8")
    return pack


def test_a_round_opens_with_the_deadlines_of_its_pack(tmp_path: Path) -> None:
    pack = with_deadlines(tmp_path, "finance,,2023-05-04\nfinance,ZR1,2023-05-11\n")
    workspace = Workspace.open(tmp_path / "home")
    one = round_open(workspace, YEAR, by=OPERATOR, now=START, pack=pack).result
    plan = Northmere(one=one, files={})
    found = due(plan, date(2023, 5, 5), "finance")
    assert found == {
        code: "11 May 2023, 6 days left" if code == "ZR1" else "4 May 2023, 1 day late"
        for code in BODIES
    }
    event = Event.objects.get(verb="round_open")
    assert event.facts["deadlines"] == ["finance  2023-05-04", "finance ZR1 2023-05-11"]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("poetry,,2023-05-04\n", "no part poetry of a body"),
        ("finance,ZR9,2023-05-04\n", "no part finance of ZR9"),
        ("finance,,4 May\n", "deadlines.csv, line 2"),
    ],
)
def test_a_pack_with_a_deadline_of_nothing_is_refused(
    tmp_path: Path, lines: str, said: str
) -> None:
    workspace = Workspace.open(tmp_path / "home")
    pack = with_deadlines(tmp_path, lines)
    with pytest.raises(PackError, match=said):
        round_open(workspace, YEAR, by=OPERATOR, now=START, pack=pack)
