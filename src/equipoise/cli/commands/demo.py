"""Run a made-up round, England's or Northmere's, from workbooks to whether they add up."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from equipoise.cli.context import Session, common
from equipoise.cli.england_demo import run, say
from equipoise.reports import csv_text, working_workbook, xlsx
from equipoise.reports.pages.collation import collation_page
from equipoise.reports.pages.findings import findings_table
from equipoise.reports.pages.matching import matching_page
from equipoise.reports.pages.page import Page
from equipoise.reports.table import Column, Row, Table
from equipoise.samples import NOTICE, PACK, YEAR, write_pot, write_returns
from equipoise.samples.england.bodies import FEWEST, SYSTEMS
from equipoise.samples.england.pack import NOTICE as ENGLAND_NOTICE
from equipoise.samples.northmere import ELECTIVE, SUPPORT
from equipoise.usecases.accept import accept
from equipoise.usecases.collate import Collated, collate
from equipoise.usecases.lodge_file import FileKind, lodge_file
from equipoise.usecases.match import match
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.rights import OPERATOR
from equipoise.usecases.round_open import round_open
from equipoise.usecases.rounds import OpenRound, actor_named
from equipoise.usecases.signoff import signoff
from equipoise.usecases.submit import submit
from equipoise.usecases.workspace import Workspace

BODIES = ("ZQ1", "ZR1", "ZR2", "ZR3")
SYSTEM = "ZQ1"
MARK = "made-by-equipoise-demo.txt"
"""Stands in a folder that a demo made, so that another may replace it."""
PLAN, WORKING, FAULTS = "northmere-v1.xlsx", "why-this-position.xlsx", "first-return-of-ZR3.csv"
FILES = {
    "returns": "the workbooks of the four bodies, ZR3 twice",
    PLAN: "the plan, its breaks and its contracts, in £000",
    WORKING: "the working of the position, as live formulas",
    FAULTS: "what was wrong with the first return of ZR3",
    "pot": "the lines of its pot and its places, to be added to it",
    "home": "the workspace that the commands below work on",
}


@click.command("demo")
@click.argument(
    "folder", type=click.Path(path_type=Path, file_okay=False), default=Path("equipoise-demo")
)
@click.option("--small", is_flag=True, help="Northmere alone: one ICB and three trusts.")
@click.option(
    "--systems",
    type=click.IntRange(FEWEST, SYSTEMS),
    default=SYSTEMS,
    show_default=True,
    help="How many systems England has; fewer are quicker.",
)
@common
def command(session: Session, folder: Path, small: bool, systems: int) -> None:
    """Run a whole planning round in FOLDER: workbooks, checks, collation, the breaks.

    England is made up: up to 42 systems and 215 trusts, with faults and contracts that differ
    for the checks to find. With --small it is Northmere: one ICB and three trusts whose plan
    meets its control total and does not add up. Money is shown in £m, with --units k in £000.
    A folder of an earlier demo is replaced; any other that is not empty is refused.

    \b
    Examples: equipoise demo --small
              equipoise demo --systems 10
    """
    _make_room(folder, NOTICE if small else ENGLAND_NOTICE)
    if small:
        _northmere(session, folder)
    else:
        run(session, folder, year=session.year or YEAR, systems=systems)


def _northmere(session: Session, folder: Path) -> None:
    """Run the round of Northmere, and answer with its plan and its breaks."""
    started = time.monotonic()
    with _step("Building the workbooks of four bodies"):
        files = write_returns(folder / "returns")
        write_pot(folder / "pot")
    workspace = Workspace.open(folder / "home")
    now = session.now
    with _step("Opening the round"):
        one = round_open(workspace, YEAR, by=OPERATOR, now=now, pack=PACK).result
    faulty = _returned(one, files, now)
    with _step("Accepting and collating"):
        lead = _person(one, "zq1.lead", now)
        accept(one, BODIES, by=lead, now=now)
        collated = collate(one, SYSTEM, by=lead, now=now)
    with _step("Putting elective care and support on record"):
        for kind, path in (
            (FileKind.ELECTIVE, ELECTIVE / "care.csv"),
            (FileKind.SUPPORT, SUPPORT / "plan.csv"),
        ):
            lodge_file(one, SYSTEM, kind=kind, path=path, by=lead, now=now)
    with _step("Matching both sides of every contract"):
        matched = match(one, SYSTEM, by=lead, on=now.date())
    pages = _Pages(
        first=faulty,
        plan=collation_page(collated),
        contracts=matching_page(matched),
    )
    with _step("Writing the files"):
        _write(folder, pages, collated)
    took = time.monotonic() - started
    session.show(collated, _page(folder, pages, took))


@dataclass(frozen=True, kw_only=True)
class _Pages:
    """What the round had to say: of the first return of ZR3, of the plan, of its contracts."""

    first: Table
    plan: Page
    contracts: Page


def _make_room(folder: Path, notice: str) -> None:
    if folder.exists() and any(folder.iterdir()):
        if not (folder / MARK).exists():
            raise click.UsageError(f"{folder} is not empty, and no demo made it. Name another.")
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    about = f"{notice}\nEverything in this folder was made by: equipoise demo\n"
    (folder / MARK).write_text(about, "utf-8")


def _returned(one: OpenRound, files: Any, now: datetime) -> Table:
    """Submit and sign every return; return what was found in the faulty one before its mending."""
    found: Table | None = None
    for code in BODIES:
        editor = _person(one, f"{code.lower()}.editor", now)
        with _step(f"Checking and submitting {files[code].name}"):
            outcome = submit(one, files[code], code, by=editor, now=now)
            if outcome.result.blocked:
                found = findings_table(outcome.findings, title=f"First return of {code}")
                submit(one, files[f"{code} corrected"], code, by=editor, now=now)
        signoff(one, code, by=_person(one, f"{code.lower()}.approver", now), now=now)
    assert found is not None, "one of the returns has a planted fault"
    return found


def _person(one: OpenRound, name: str, now: datetime) -> Any:
    return actor_named(one.workspace, name, via="command line", on=now.date())


def _write(folder: Path, pages: _Pages, collated: Outcome[Collated]) -> None:
    tables = [*pages.plan.tables, *pages.plan.cards, *pages.contracts.tables]
    with (folder / PLAN).open("wb") as stream:
        xlsx([replace(table, notes=(NOTICE, *table.notes)) for table in tables], stream, "k")
    (folder / FAULTS).write_text(csv_text(_marked(pages.first), "k"), "utf-8-sig")
    with (folder / WORKING).open("wb") as stream:
        working_workbook(
            collated.result.statement.position.including,
            collated.expand,
            stream,
            title="Position of Northmere, version 1",
            notice=NOTICE,
        )


def _marked(table: Table) -> Table:
    """Return the table with a last column that says in every row that the data are made up."""
    rows = tuple(replace(row, cells={**row.cells, "notice": NOTICE}) for row in table.rows)
    column = Column(key="notice", title="About the data")
    return replace(table, columns=(*table.columns, column), rows=rows)


def _page(folder: Path, pages: _Pages, took: float) -> Page:
    home = folder / "home"
    figure = "figure:2023-24/ZQ1/position/system/including@v1"
    return Page(
        title="Northmere 2023/24, version 1",
        sentences=(
            NOTICE,
            *pages.plan.sentences,
            *pages.contracts.sentences,
            "The first return of ZR3 had a fault and was mended; four returns are signed and "
            f"accepted. Done in {took:.0f} seconds.",
            "See it in a browser with: equipoise serve.",
        ),
        alerts=pages.plan.alerts,
        tables=(
            *pages.plan.tables,
            next(table for table in pages.contracts.tables if table.name == "pairs"),
            _files(folder),
        ),
        cards=(*pages.plan.cards, pages.first),
        next_steps=(
            f"export EQUIPOISE_HOME={home}  # on Windows: set EQUIPOISE_HOME={home}",
            "equipoise match ZQ1 --as zq1.lead",
            "equipoise agree ZQ1 ZR1 --value 1021500 --as zq1.lead",
            "equipoise agree ZQ1 ZR1 --value 1021500 --as zr1.contracts",
            "equipoise signoff ZR1 --as zr1.approver",
            "equipoise signoff ZQ1 --as zq1.approver",
            "equipoise ladder ZQ1 --as zq1.lead",
            f"equipoise explain {figure} --as zq1.lead",
        ),
        facts={"folder": str(folder), "files": [str(folder / name) for name in FILES]},
    )


def _files(folder: Path) -> Table:
    return Table(
        name="files",
        title=f"Files in {folder}",
        sentence="",
        basis="",
        columns=(Column(key="file", title="File"), Column(key="what", title="What it is")),
        rows=tuple(Row(cells={"file": name, "what": what}) for name, what in FILES.items()),
    )


@contextmanager
def _step(words: str) -> Iterator[None]:
    """Say what is going on while it goes on."""
    say(words)
    yield
