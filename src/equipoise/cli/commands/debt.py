"""Historic debt: ledgers by body, and what the rules say of their entries."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from equipoise.cli.context import Session, common
from equipoise.cli.files import on_option, sheet_option
from equipoise.cli.populations import FILE
from equipoise.cli.reasons import finish, with_why
from equipoise.params import load
from equipoise.reports.pages.debts import debts_page
from equipoise.sources import historic_debts
from equipoise.usecases.debt import Owed, debt


@click.command("debt")
@click.argument("file", type=FILE)
@sheet_option
@click.option("--model", is_flag=True, help="Admit what was only proposed: a model, no plan.")
@on_option
@with_why
@common
def command(
    session: Session,
    file: Path,
    sheet: str,
    on_: date | None,
    whose: str | None,
    working: Path | None,
    *,
    model: bool,
) -> None:
    """Show what each body of FILE owes from earlier years, entry by entry.

    FILE is a csv, or a workbook, of body, year, entry (opening, added, repaid, written off,
    converted, reinstated), amount (£000), reason, allocation or interest where a rule needs
    it, and status: agreed (so if blank) or proposed. A write-off beyond its rule is refused, and
    so is what is only proposed: by its status, or by its rule on the day. Nor does a round open
    on a pack that holds any.

    \b
    Examples: equipoise debt debts.csv
              equipoise debt debts.csv --on 2020-02-29 --model --why ZR1
    """
    asked = Owed(
        debts=historic_debts(file, sheet=sheet),
        params=load(),
        known_on=on_ or session.today,
        model=model,
    )
    outcome = debt(asked)
    finish(session, outcome, page=debts_page(outcome), whose=whose, working=working)
