"""Pooling: what a share of support that follows the system is worth to each body."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import click

from equipoise.cli.context import Session, common
from equipoise.cli.files import on_option, sheet_option
from equipoise.cli.populations import FILE
from equipoise.cli.reasons import finish, with_why
from equipoise.cli.references import PERCENT
from equipoise.params import load
from equipoise.reports.pages.pooling_page import pooling_page
from equipoise.sources import support_chances
from equipoise.usecases.pooling import Pooled, pooling, steps


@click.command("pooling")
@click.argument("file", type=FILE)
@sheet_option
@click.option(
    "--step", type=PERCENT, default="25", show_default=True, help="Shares this far apart."
)
@click.option(
    "--given", type=PERCENT, default="0", show_default=True,
    help="Part of the pooled share that leaders mean to give a body that missed.",
)  # fmt: skip
@on_option
@with_why
@common
def command(
    session: Session,
    file: Path,
    sheet: str,
    step: Fraction,
    given: Fraction,
    on_: date | None,
    whose: str | None,
    working: Path | None,
) -> None:
    """Show what each body of FILE may expect as more of its support follows the system.

    FILE is a csv, or a workbook, of system, body, award (£000), chance (%) that it meets its plan,
    and by how much it is then above or else below it (£000). Every outcome of up to 15 bodies is
    counted. --why shows what a body may expect with all pooled.

    \b
    Examples: equipoise pooling chances.csv --year 2019/20
              equipoise pooling chances.csv --year 2019/20 --step 10 --given 100
    """
    asked = Pooled(
        chances=support_chances(file, sheet=sheet),
        year=session.plan_year(),
        params=load(),
        known_on=on_ or session.today,
        shares=steps(step),
        missed=given,
    )
    outcome = pooling(asked)
    finish(session, outcome, page=pooling_page(outcome), whose=whose, working=working)
