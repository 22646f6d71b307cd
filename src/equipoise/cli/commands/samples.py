"""Write a made-up system, a made-up England or made-up activity, as files to try."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from pathlib import Path

import click

from equipoise.cli.context import Session, common
from equipoise.cli.progress import progress_bar
from equipoise.pricing import Progress
from equipoise.reports.pages.page import Page
from equipoise.reports.table import Column, Row, Table
from equipoise.samples import (
    CONTRACTS,
    ELECTIVE,
    GAP,
    NOTICE,
    PACK,
    REBASELINING,
    RISKSHARE,
    SHARING,
    SUPPORT,
    YEAR,
    write_months,
    write_pot,
    write_returns,
)
from equipoise.samples.activity.listing import write_price_book
from equipoise.samples.activity.nation import Nation
from equipoise.samples.activity.prices import NOTICE as PRICES_NOTICE
from equipoise.samples.activity.prices import made_up_book
from equipoise.samples.activity.writing import NATION, Year, write_activity
from equipoise.samples.england.bodies import FEWEST, SEED, SYSTEMS, bodies
from equipoise.samples.england.drafts import england
from equipoise.samples.england.elective import write_elective
from equipoise.samples.england.gap import write_gap
from equipoise.samples.england.pack import NOTICE as ENGLAND_NOTICE
from equipoise.samples.england.pack import write_pack
from equipoise.samples.england.planted_returns import FIRST, MANIFEST, MENDED, write_planted
from equipoise.samples.england.planting import FoundBy, clean, planting
from equipoise.samples.england.positions import year_of
from equipoise.samples.england.pots import FOLDER as POTS
from equipoise.samples.england.pots import write_pots
from equipoise.samples.england.riskshare import write_riskshare
from equipoise.samples.england.support import write_support
from equipoise.units import FinancialYear
from equipoise.usecases.outcome import Outcome

README = "README.txt"
SHARED_BY = "what money is shared by: populations by practice, places, budgets, priorities"
CAN_DO = "what each body says it can do to close the gap"
RISK_SHARES = "a risk-share agreement and its positions, for riskshare"
ELECTIVE_CARE = "elective care by system, trust and month, for erf and swing"
REBASELINED = "its re-baselining of November 2023: pay bills, a replan, elective work"
SUPPORTED = "plans and results by quarter, chances and debts, for support, pooling and debt"
MONTHS = "months"
EVERY = 10
ACTIVITY = "activity"
ACTIVITY_YEAR = FinancialYear(2022)
RECORDS = 20_000
"""Of an activity that is a few providers' and not a nation's."""
SMALL = Nation(providers=3, commissioners=2, practices=12, hrgs=60)
"""After how many workbooks a line says how far it is."""


@dataclass(frozen=True, kw_only=True)
class Made:
    """What was written: a title, sentences, files by name with what each is, and next steps."""

    title: str
    notice: str
    sentences: tuple[str, ...]
    files: dict[str, str]
    steps: tuple[str, ...]


@click.command("samples")
@click.argument("what", type=click.Choice(["england", "northmere", "activity"]))
@click.option(
    "--to",
    "folder",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder to write to; it must be new or empty.",
)
@click.option(
    "--systems",
    type=click.IntRange(FEWEST, SYSTEMS),
    default=SYSTEMS,
    show_default=True,
    help="How many systems England has.",
)
@click.option(
    "--seed", default=SEED, show_default=True, help="The same number makes the same files."
)
@click.option(
    "--planted/--clean",
    "planted",
    default=True,
    show_default=True,
    help="With faults and pairs that differ, all listed in manifest.csv, or with none.",
)
@click.option(
    "--records",
    type=click.IntRange(1, NATION),
    default=RECORDS,
    show_default=True,
    help="How many records ACTIVITY has; a nation's year has 165 million.",
)
@common
def command(
    session: Session,
    what: str,
    folder: Path,
    systems: int,
    seed: int,
    planted: bool,
    records: int,
) -> None:
    """Write made-up returns to a folder: workbooks, and the rule pack of their round.

    Beside them stands what money is shared by: populations by practice, places, budgets and
    priorities of each system, for allocate, place, optimise and compare. Northmere has contracts
    too, for contract and pay.

    ENGLAND is 42 systems and 215 trusts, of 2023/24 or 2024/25; NORTHMERE one ICB and three
    trusts of 2023/24. Nobody and no figure in them is real. Nothing is recorded: the folder is
    what finance teams would send, so that a round may be opened on its pack and run with it.

    ACTIVITY is a year of spells, appointments and emergency attendances with made-up prices of
    that year and the next, for price.

    \b
    Examples: equipoise samples england --year 2024/25 --to england --systems 5
              equipoise samples activity --to activity --records 1000000
    """
    if folder.exists() and any(folder.iterdir()):
        raise click.UsageError(f"{folder} is not empty. Name a new folder with --to.")
    if what == "northmere":
        made = _northmere(folder)
    elif what == "activity":
        of_year = Year(
            year=session.year or ACTIVITY_YEAR, records=records, seed=seed, faults=planted
        )
        with progress_bar("files") as told:
            made = _activity(folder, of_year, told)
    else:
        made = _england(folder, session.year or YEAR, (systems, seed), planted=planted)
    listed = "\n".join(f"{name:24} {words}" for name, words in made.files.items())
    (folder / README).write_text(f"{made.notice}\n\n{listed}\n", "utf-8")
    session.show(Outcome(result=made), _page(made, folder))


def _northmere(folder: Path) -> Made:
    click.echo("  Writing five workbooks ...", err=True)
    write_returns(folder / FIRST)
    for part in (PACK, SHARING, CONTRACTS, ELECTIVE, REBASELINING, SUPPORT, RISKSHARE, GAP):
        shutil.copytree(part, folder / part.name)
    write_pot(folder / "pot")
    write_months(folder / MONTHS)
    return Made(
        title=f"Northmere {YEAR}",
        notice=NOTICE,
        sentences=("Four bodies return; the first workbook of ZR3 has a fault.",),
        files={
            FIRST: "a workbook for each body, two for ZR3",
            SHARING.name: SHARED_BY,
            ELECTIVE.name: ELECTIVE_CARE,
            RISKSHARE.name: RISK_SHARES,
            REBASELINING.name: REBASELINED,
            SUPPORT.name: SUPPORTED,
            MONTHS: "actuals to the end of months 1 to 6, constructed: month import",
            GAP.name: CAN_DO,
            PACK.name: "the rule pack",
            "pot": "the lines of its pot, and its places",
            CONTRACTS.name: "its contracts, with activity of six months",
        },
        steps=_steps(folder / PACK.name, folder, YEAR),
    )


def _england(folder: Path, year: FinancialYear, asked: tuple[int, int], *, planted: bool) -> Made:
    systems, seed = asked
    try:
        of_year = year_of(year)
    except LookupError as error:
        raise click.UsageError(f"{str(error)[0].upper()}{str(error)[1:]}.") from error
    click.echo(f"  Planning {systems} systems ...", err=True)
    whole = england(bodies(systems, seed=seed), of_year)
    pack = write_pack(folder, whole)
    write_pots(folder, whole)
    elective = write_elective(folder, whole)
    supported = write_support(folder, whole)
    riskshare = write_riskshare(folder, whole, planted=planted)
    gap = write_gap(folder, whole, planted=planted)
    done = 0

    def told(path: Path) -> None:
        nonlocal done
        done += 1
        if done % EVERY == 0:
            click.echo(f"  {done} workbooks written, {path.name} the latest", err=True)

    chosen = planting(whole, seed=seed) if planted else clean(whole)
    files = write_planted(folder, chosen, told=told)
    faults = sum(one.found_by is FoundBy.SUBMIT for one in files.planted)
    mended = {MENDED: "the returns that had a fault, without it"} if files.mended else {}
    return Made(
        title=f"Synthetic England {year}",
        notice=ENGLAND_NOTICE,
        sentences=(
            f"{len(files.first)} bodies of {systems} systems return; {len(files.mended)} first "
            f"returns have a fault, told by {faults} findings.",
            f"{len(chosen.differences)} contracts are planned at two values; "
            f"{len(chosen.unanswered)} are with councils, which return nothing. "
            f"{len(chosen.of_systems)} plans of systems are wrong as a whole.",
        ),
        files={
            FIRST: "the first return of each body",
            **mended,
            MANIFEST: "what must be found, and where",
            files.sharing.name: SHARED_BY,
            elective.name: ELECTIVE_CARE,
            supported.name: SUPPORTED,
            riskshare.name: f"{RISK_SHARES}, by system; {MANIFEST} there says what is missing",
            gap.name: f"{CAN_DO}, by system; {MANIFEST} there says where it does not",
            pack.name: "the rule pack",
            POTS: "the lines of each system's pot, and its places",
        },
        steps=_steps(pack, folder, year),
    )


def _steps(pack: Path, folder: Path, year: FinancialYear) -> tuple[str, ...]:
    return (
        f"equipoise round open {year} --pack {pack}",
        f"equipoise submit-many {folder / FIRST}",
    )


def _activity(folder: Path, of_year: Year, told: Progress) -> Made:
    small = of_year if of_year.records > RECORDS else replace(of_year, nation=SMALL)
    write_activity(folder / ACTIVITY, small, progress=told)
    year = of_year.year
    books = {}
    for one in (year, FinancialYear(year.starts_in + 1)):
        name = f"prices-{one.code}"
        book = made_up_book(one, small.nation, seed=of_year.seed)
        write_price_book(folder / name, book)
        books[name] = f"made-up prices of {one}, by the template of price books"
    planted = "a few with a fault" if of_year.faults else "none with a fault"
    priced = f"equipoise price {folder / ACTIVITY}"
    first, second = (f"--book {folder / name}" for name in books)
    return Made(
        title=f"Activity of {year}",
        notice=PRICES_NOTICE,
        sentences=(f"{of_year.records:,} records, {planted}.",),
        files={ACTIVITY: "Parquet files by kind of record and month", **books},
        steps=(f"{priced} {first}", f"{priced} {first} {second}"),
    )


def _page(made: Made, folder: Path) -> Page:
    rows = {**made.files, README: "says that all of it is made up"}
    table = Table(
        name="files",
        title=f"Files in {folder}",
        sentence="",
        basis="",
        columns=(Column(key="file", title="File"), Column(key="what", title="What it is")),
        rows=tuple(Row(cells={"file": name, "what": what}) for name, what in rows.items()),
    )
    return Page(
        title=made.title,
        sentences=(made.notice, *made.sentences),
        tables=(table,),
        next_steps=made.steps,
        facts={"folder": str(folder), "files": [str(folder / name) for name in rows]},
    )
