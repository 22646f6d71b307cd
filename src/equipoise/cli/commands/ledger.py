"""Ledgers of payments over £25,000."""

from pathlib import Path

import click

from equipoise.cli.context import Session, common
from equipoise.cli.files import sheet_option
from equipoise.cli.populations import FILE
from equipoise.cli.reasons import finish, with_why
from equipoise.params import load
from equipoise.reports.pages.ledgers import ledger_page
from equipoise.sources import payments_ledger, read_layout
from equipoise.usecases.ledger_detect import LedgerLook, ledger_detect


@click.group("ledger")
def command() -> None:
    """Read a published ledger of payments: detect blocks in it."""


@command.command("detect")
@click.argument("file", type=FILE)
@with_why
@sheet_option
@click.option("--layout", type=FILE, help="A mapping of your own for other column names.")
@click.option("--exact-names", is_flag=True, help="Count each spelling of a supplier by itself.")
@common
def detect(
    session: Session,
    file: Path,
    sheet: str,
    layout: Path | None,
    whose: str | None,
    working: Path | None,
    exact_names: bool,
) -> None:
    """Read the payments in FILE and show who is paid in equal instalments, and where those break.

    FILE is a payer's list of payments over £25,000: a csv, gzipped or not, or a workbook. Days may
    be written day first or month first; one that can be read in two ways counts only where the
    month the file names, or the order of its other days, tells which.

    \b
    Examples: equipoise ledger detect SEL.csv.gz
              equipoise ledger detect SEL.csv.gz --exact-names --table months --format csv
              equipoise ledger detect payments.xlsx --sheet April --layout ours.yaml
    """
    shape = read_layout(layout) if layout else "payments_ledger"
    ledger = payments_ledger(file, shape=shape, sheet=sheet)
    look = LedgerLook(
        params=load(), known_on=session.today, year=session.year, exact_names=exact_names
    )
    outcome = ledger_detect(ledger, look)
    finish(session, outcome, page=ledger_page(outcome), whose=whose, working=working)
