"""Suggest how a gap is closed."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import click

from equipoise.cli.context import Session, common
from equipoise.cli.populations import FILE
from equipoise.cli.reasons import finish, with_why
from equipoise.cli.references import DAY, PERCENT, THOUSANDS, WEIGHT
from equipoise.params import load
from equipoise.reports.pages.suggesting import suggested_page
from equipoise.rules.gap.gap_split import KEYS
from equipoise.sources import gap_limits
from equipoise.units import Pence
from equipoise.usecases.gap_suggestions import Closable
from equipoise.usecases.ladder import ladder
from equipoise.usecases.suggest import suggest

Weights = tuple[tuple[str, Fraction | None], ...]


@click.command("suggest")
@click.argument("file", type=FILE)
@click.argument("system")
@click.option("--gap", type=THOUSANDS,
              help="What is to be found, in £000; of the round's ladder if left out.")  # fmt: skip
@click.option("--key", type=click.Choice(KEYS), default="equal", show_default=True,
              help="By what the proportional suggestion shares the gap.")  # fmt: skip
@click.option("--weight", "weights", type=WEIGHT, multiple=True, metavar="ORG=NUMBER",
              help="What a body weighs by the key.")  # fmt: skip
@click.option("--fair", "fairness", type=WEIGHT, multiple=True, metavar="ORG=NUMBER",
              help="What is fair; by what each says it can do if none is given.")  # fmt: skip
@click.option("--one-off-share", type=PERCENT, help="The most of the gap that may be one-off.")
@click.option("--known", type=DAY, help="The day whose knowledge of rules counts; today.")
@with_why
@common
def command(
    session: Session,
    file: Path,
    system: str,
    gap: Pence | None,
    key: str,
    weights: Weights,
    fairness: Weights,
    one_off_share: Fraction | None,
    known: date | None,
    whose: str | None,
    working: Path | None,
) -> None:
    """Suggest several ways to close SYSTEM's gap within what each body says it can do in FILE.

    FILE is a csv: body, kind, payer, least, most (in £000) and reason. Kinds are recurrent,
    one-off, income-support (the payer pays, mirrored on both sides), deferral, risk-accepted,
    technical; a row of kind position limits what a body's position betters by in all. A most of
    nil protects. Each suggestion passed the rules in whole pence. Where nothing fits, commitments
    that conflict are named, none of which can be left out. Nothing is recorded.

    \b
    Examples: equipoise suggest limits.csv ZQ1 --gap 8000 --year 2025/26
              equipoise suggest limits.csv ZQ1 --gap 8000 --one-off-share 40 --key turnover
                  --weight ZR1=600 --weight ZR2=300 --weight ZR3=100 --year 2025/26
    """
    asked = Closable(
        gap=_gap_of_the_round(session, system) if gap is None else gap,
        stated=gap_limits(file),
        params=load(),
        known_on=known or session.today,
        key=key,
        weights=_numbers(weights),
        fairness=_numbers(fairness),
        one_off_share=one_off_share,
    )
    year = session.plan_year() if gap is not None else session.round().year
    outcome = suggest(asked, system, year=year)
    finish(session, outcome, page=suggested_page(outcome), whose=whose, working=working)


def _gap_of_the_round(session: Session, system: str) -> Pence:
    """Return what the ladder of the round leaves to be found."""
    rise = ladder(session.round(), system, by=session.actor(), on=session.today).result
    return Pence(int(rise.ladder.stated.balance.value))


def _numbers(said: Weights) -> dict[str, Fraction]:
    found = {}
    for body, number in said:
        if number is None:
            raise click.UsageError(f"Say what {body} weighs, as {body}=600.")
        found[body] = number
    return found
