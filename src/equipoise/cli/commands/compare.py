"""Distributions side by side."""

from datetime import date
from pathlib import Path

import click

from equipoise.cli.context import Session, common
from equipoise.cli.distributions import of_distributions, written
from equipoise.cli.populations import FILE
from equipoise.params import load
from equipoise.reports.pages.comparing import compared_page
from equipoise.sources import budgets
from equipoise.usecases.compare_distributions import compare_distributions
from equipoise.usecases.optimise import Asked


@click.command("compare")
@of_distributions
@click.option(
    "--with",
    "others",
    type=FILE,
    multiple=True,
    help="Another distribution of the same budgets, up to four of them.",
)
@common
def command(
    session: Session,
    file: Path,
    system: str,
    rules: Path | None,
    priorities: Path | None,
    known: date | None,
    others: tuple[Path, ...],
) -> None:
    """Set the plan in FILE beside other distributions of SYSTEM's pot: who gets what.

    Each file is a csv of body, stream and plan, in £000, as for optimise. Rules show the room
    they leave, in brackets where they are broken.

    \b
    Example: equipoise compare budgets.csv ZQ1 --year 2025/26 --with other.csv --rules rules.csv
    """
    asked = Asked(
        written=written(file, rules=rules, priorities=priorities),
        system=system,
        year=session.plan_year(),
        params=load(),
        known_on=known or session.today,
    )
    outcome = compare_distributions(asked, {other.name: budgets(other) for other in others})
    session.finish(outcome, compared_page(outcome))
