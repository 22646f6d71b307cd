"""Historic debt: ledgers by body, and what the rules say of their entries."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from equipoise.cli.context import Session, common
from equipoise.cli.files import on_option, sheet_option
from equipoise.cli.populations import FILE
from equipoise.cli.reasons import finish, with_why
from equipoise.cli.showing import ShowingGroup
from equipoise.params import load
from equipoise.reports.pages.debt_tests import debt_tests_page
from equipoise.reports.pages.debts import debts_page
from equipoise.sources import fund_rows, historic_debts
from equipoise.usecases.debt import Owed, debt
from equipoise.usecases.debt_tests import YEARS, debt_tests
from equipoise.usecases.filed import Filed


@click.group("debt", cls=ShowingGroup)
def command() -> None:
    """Show historic debt (equipoise debt FILE), or how ICBs' opening deficits stand by their tests.

    Ledgers are by body, entry by entry. It needs no workspace, and enters no plan.
    """


@command.command("show")
@click.argument("file", type=FILE)
@sheet_option
@click.option("--model", is_flag=True, help="Admit what was only proposed: a model, no plan.")
@on_option
@with_why
@common
def show(
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
    Examples: equipoise debt show debts.csv
              equipoise debt show debts.csv --on 2020-02-29 --model --why ZR1
    """
    asked = Owed(
        debts=historic_debts(file, sheet=sheet),
        params=load(),
        known_on=on_ or session.today,
        model=model,
    )
    outcome = debt(asked)
    finish(session, outcome, page=debts_page(outcome), whose=whose, working=working)


@command.command("tests")
@click.argument("file", type=FILE)
@sheet_option
@on_option
@with_why
@common
def tests(
    session: Session, file: Path, sheet: str, on_: date | None, whose: str | None,
    working: Path | None,
) -> None:  # fmt: skip
    """Show how each ICB's opening deficit stands: frozen, written off, or reinstated.

    FILE is a csv, or a workbook, of icb, what, of and amount (£000). Rows are commissioner (of:
    its name), adjustment (for the 1% surplus once required), and the tests: system and icb (of:
    2022/23 or 2023/24) with what each ended the year with. Both break even in both years, or all
    of it is owed again.

    \b
    Example: equipoise debt tests openings.csv --why ZQ1
    """
    asked = Filed(
        file=fund_rows(file, "opening_tests", sheet=sheet),
        year=YEARS[0],
        params=load(),
        known_on=on_ or session.today,
    )
    outcome = debt_tests(asked)
    finish(session, outcome, page=debt_tests_page(outcome), whose=whose, working=working)
