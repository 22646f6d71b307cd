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
from equipoise.cli.risk_sharing import of_shocks, typed_drawing
from equipoise.params import load
from equipoise.reports.pages.pooling_choices_page import pooling_choices_page
from equipoise.reports.pages.pooling_page import pooling_page
from equipoise.sources import risk_answers, support_chances
from equipoise.usecases.pooling import Pooled, pooling, steps
from equipoise.usecases.pooling_choices import pooling_choices
from equipoise.usecases.sharing_risk import NO_FILE


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
@click.option(
    "--shocks", type=FILE,
    help="A csv of body, mean and spread (£000): chances are drawn from it too.",
)  # fmt: skip
@of_shocks
@click.option("--answers", type=FILE,
              help="Who agreed: a csv of party, answer, by, role, answered_on.")  # fmt: skip
@click.option("--choices", is_flag=True, help="Nothing, a small share, all: as chosen in 2019/20.")
@on_option
@with_why
@common
def command(
    session: Session,
    file: Path,
    *,
    choices: bool,
    whose: str | None,
    working: Path | None,
    **said: object,
) -> None:
    """Show what each body of FILE may expect as more of its support follows the system.

    FILE is a csv, or a workbook, of system, body, award (£000), chance (%) that it meets its plan,
    and by how much it is then above or else below it (£000). Every outcome of up to 15 bodies is
    counted; with --shocks the chances are simulated beside it, for any number of bodies and
    shocks that move together. --why shows what a body may expect with all pooled. To pool is for
    all to agree: --answers says who has. --choices shows on one page what the one system that
    pooled all of it chose in 2019/20, beside the small shares of others.

    \b
    Examples: equipoise pooling chances.csv --year 2019/20
              equipoise pooling chances.csv --year 2019/20 --step 10 --given 100
              equipoise pooling chances.csv --year 2019/20 --shocks shocks.csv --correlation 0.3
              equipoise pooling chances.csv --year 2019/20 --choices
    """
    asked = _asked(session, file, **said)
    if choices:
        chosen = pooling_choices(asked)
        page = pooling_choices_page(chosen)
        finish(session, chosen, page=page, whose=whose, working=working)
        return
    outcome = pooling(asked)
    finish(session, outcome, page=pooling_page(outcome), whose=whose, working=working)


def _asked(session: Session, file: Path, **said: object) -> Pooled:
    step, given, on = said["step"], said["given"], said["on_"]
    shocks, answers = said["shocks"], said["answers"]
    assert isinstance(step, Fraction)
    assert isinstance(given, Fraction)
    assert on is None or isinstance(on, date)
    return Pooled(
        chances=support_chances(file, sheet=str(said["sheet"])),
        year=session.plan_year(),
        params=load(),
        known_on=on or session.today,
        shares=steps(step),
        missed=given,
        drawing=typed_drawing(shocks, said) if isinstance(shocks, Path) else None,
        answers=risk_answers(answers) if isinstance(answers, Path) else NO_FILE,
    )
