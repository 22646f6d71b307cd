"""Propose a distribution."""

from datetime import date
from pathlib import Path

import click

from equipoise.cli.context import Session, common
from equipoise.cli.distributions import of_distributions, written
from equipoise.cli.reasons import finish, with_why
from equipoise.cli.references import THOUSANDS
from equipoise.params import load
from equipoise.reports.pages.optimising import optimised_page
from equipoise.units import Pence
from equipoise.usecases.optimise import AIMS, Asked, optimise


@click.command("optimise")
@of_distributions
@click.option("--total", type=THOUSANDS, help="The pot, in £000; the sum of plans if left out.")
@click.option(
    "--aims",
    default="need,stability",
    show_default=True,
    help=f"What to serve, first things first, with commas between: {', '.join(AIMS)}.",
)
@click.option(
    "--free",
    "freed",
    multiple=True,
    metavar="PROGRAMME=DECISION",
    help="With the aim outcomes: let money of a held programme move, by a named decision.",
)
@with_why
@common
def command(
    session: Session,
    file: Path,
    system: str,
    rules: Path | None,
    priorities: Path | None,
    known: date | None,
    total: Pence | None,
    aims: str,
    freed: tuple[str, ...],
    whose: str | None,
    working: Path | None,
) -> None:
    """Propose how SYSTEM's pot is distributed over the budgets in FILE, and what each rule costs.

    FILE is a csv: body, stream and plan, in £000, and where known need, least, most, movable
    (yes or no), programme, counts_as (mental health, primary medical, community, running costs),
    before (last year) and spend. National rules of the year apply; --rules adds your own. The
    aims are served in their order; what they leave open moves least from plan. A proposal has
    passed every rule in whole pence. Where rules conflict, those that do are named, and none
    can be left out.

    \b
    Examples: equipoise optimise budgets.csv ZQ1 --year 2025/26
              equipoise optimise budgets.csv ZQ1 --year 2025/26 --rules rules.csv
                  --priorities priorities.csv --aims priorities,need
    """
    asked = Asked(
        written=written(file, rules=rules, priorities=priorities),
        system=system,
        year=session.plan_year(),
        params=load(),
        known_on=known or session.today,
        aims=tuple(name.strip() for name in aims.split(",")),
        total=total,
        freed=_freed(freed),
    )
    outcome = optimise(asked)
    finish(session, outcome, page=optimised_page(outcome), whose=whose, working=working)


def _freed(said: tuple[str, ...]) -> dict[str, str]:
    found = {}
    for text in said:
        programme, _, decision = text.partition("=")
        if not decision.strip():
            raise click.BadParameter(
                f"a held programme is freed by a named decision, as skin=ICB-2025-14: {text!r}",
                param_hint="--free",
            )
        found[programme.strip()] = decision.strip()
    return found
