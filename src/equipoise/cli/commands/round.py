"""Open a planning round."""

from datetime import date
from pathlib import Path

import click

from equipoise.cli.context import Session, common
from equipoise.cli.references import DAY
from equipoise.reports.pages.acts import round_page
from equipoise.reports.pages.rules import ruled_page
from equipoise.reports.pages.successors import registered_page
from equipoise.units import FinancialYear
from equipoise.usecases.round_open import round_open
from equipoise.usecases.round_register import round_register
from equipoise.usecases.round_rules import Rules, round_rules


@click.group("round")
def command() -> None:
    """Open a planning round, or change in the middle of it what it rests on."""


@command.command("open")
@click.argument("plan_year", metavar="YEAR")
@click.option(
    "--pack",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    required=True,
    help="Rule pack: organisations.csv, links.csv, people.csv, params/; perhaps deadlines.csv.",
)
@click.option(
    "--known-on",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Judge by what was published on this day; today if left out.",
)
@common
def open_(session: Session, plan_year: str, pack: Path, known_on: object) -> None:
    """Open the round for YEAR, such as 2023/24.

    \b
    Example: equipoise round open 2023/24 --pack northmere
    """
    year = _parsed(plan_year)
    day = getattr(known_on, "date", lambda: None)()
    workspace = session.made_workspace()
    outcome = round_open(
        workspace, year, by=session.actor(), now=session.now, pack=pack, known_on=day
    )
    session.finish(outcome, round_page(outcome))


@command.command("rules")
@click.option("--known-on", type=DAY, required=True, help="Judge by what is published on this day.")
@click.option(
    "--pack",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Pack whose params/ are laid over those the round has.",
)
@click.option("--reason", default="", help="Why, in a sentence.")
@common
def rules_(session: Session, known_on: date, pack: Path | None, reason: str) -> None:
    """Move the round to later rules: stored versions are judged again, and signatures stand.

    The board says which findings are new because a check changed, and what was signed under the
    checks of which day.

    \b
    Example: equipoise round rules --known-on 2023-10-01 --reason 'Guidance of 28 September'
    """
    one = session.round()
    outcome = round_rules(
        one,
        Rules(known_on=known_on, pack=pack),
        reason=reason,
        by=session.actor(),
        now=session.now,
    )
    session.finish(outcome, ruled_page(outcome))


@command.command("register")
@click.option(
    "--pack",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    required=True,
    help="Pack with organisations.csv, links.csv, people.csv and successions.csv.",
)
@click.option("--reason", default="", help="Why, in a sentence.")
@common
def register(session: Session, pack: Path, reason: str) -> None:
    """Take in a changed register: bodies that merge, divide or move in the middle of a round.

    Bodies go on planning under the codes they began with; positions are shown as was and as is.

    \b
    Example: equipoise round register --pack northmere-october --reason 'Order of 1 September'
    """
    one = session.round()
    outcome = round_register(one, pack, reason=reason, by=session.actor(), now=session.now)
    session.finish(outcome, registered_page(outcome))


def _parsed(text: str) -> FinancialYear:
    try:
        return FinancialYear.parse(text)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="YEAR") from error
