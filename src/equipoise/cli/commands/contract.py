"""Contracts: show, check, count, and what they imply for plans."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import click

from equipoise.cli.context import Session, common
from equipoise.cli.contracts import FOLDER, agreed
from equipoise.cli.reasons import finish, with_why
from equipoise.cli.references import DAY, PENCE_PER_THOUSAND, THOUSANDS, WEIGHT
from equipoise.cli.showing import ShowingGroup
from equipoise.params import load
from equipoise.reports.pages.blocks import block_page, envelope_page, low_volume_page
from equipoise.reports.pages.contracts import (
    checked_page,
    lines_page,
    mechanism_page,
    plan_page,
    shown_page,
    template_page,
)
from equipoise.units import Pence
from equipoise.usecases.contract_block import AskedBlock, contract_block
from equipoise.usecases.contract_check import contract_against_plan, contract_check
from equipoise.usecases.contract_envelope import AskedEnvelope, contract_envelope
from equipoise.usecases.contract_lines import contract_lines
from equipoise.usecases.contract_low_volume import contract_low_volume
from equipoise.usecases.contract_plan import contract_plan
from equipoise.usecases.contract_show import contract_show
from equipoise.usecases.contract_template import contract_template

known_on = click.option("--known", type=DAY, help="By the rules known on this day; today's if not.")


@click.group("contract", cls=ShowingGroup)
def command() -> None:
    """Show contracts: how each pays, and whether they add up."""


@command.command("show")
@click.argument("folder", type=FOLDER)
@known_on
@common
def show(session: Session, folder: Path, known: date | None) -> None:
    """Show every contract in FOLDER: its payment model and why, price base, fixed and variable.

    FOLDER holds contracts.csv and values.csv, in £000; contract template writes both to fill in.

    \b
    Example: equipoise contract show contracts --year 2023/24
    """
    outcome = contract_show(agreed(session, folder, known=known))
    session.finish(outcome, shown_page(outcome))


@command.command("template")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--commissioner", required=True, help="Who pays, by code.")
@click.option("--provider", "providers", multiple=True, required=True, help="Who is paid, by code.")
@common
def template(session: Session, folder: Path, commissioner: str, providers: tuple[str, ...]) -> None:
    """Write files to fill in to FOLDER: a row for each contract and each point of delivery.

    \b
    Example: equipoise contract template ours --year 2024/25 --commissioner ZQ1 --provider ZR1
    """
    outcome = contract_template(
        folder, year=session.plan_year(), commissioner=commissioner, providers=providers
    )
    session.finish(outcome, template_page(outcome))


@command.command("check")
@click.argument("folder", type=FOLDER)
@click.option("--system", help="Hold the latest plan of this system against the contracts too.")
@known_on
@common
def check(session: Session, folder: Path, system: str | None, known: date | None) -> None:
    """Check the contracts in FOLDER: rows, baselines that must sum, models, and a system's plan.

    \b
    Examples: equipoise contract check contracts --year 2023/24
              equipoise contract check contracts --year 2023/24 --system ZQ1 --as zq1.lead
    """
    of = agreed(session, folder, known=known)
    if system is None:
        outcome = contract_check(of)
    else:
        outcome = contract_against_plan(
            of, session.round(), system=system, by=session.actor(), on=session.today
        )
    session.finish(outcome, checked_page(outcome))


@command.command("mechanism")
@click.argument("folder", type=FOLDER)
@known_on
@common
def mechanism(session: Session, folder: Path, known: date | None) -> None:
    """Show which payment model each service of the contracts in FOLDER has, and why.

    \b
    Example: equipoise contract mechanism contracts --year 2025/26
    """
    outcome = contract_show(agreed(session, folder, known=known))
    session.finish(outcome, mechanism_page(outcome))


@command.command("lines")
@click.argument("folder", type=FOLDER)
@known_on
@common
def lines(session: Session, folder: Path, known: date | None) -> None:
    """Count lines, invoices, disputes and hours of the contracts in FOLDER, under each model.

    \b
    Example: equipoise contract lines contracts --year 2023/24
    """
    outcome = contract_lines(agreed(session, folder, known=known))
    session.finish(outcome, lines_page(outcome))


@command.command("plan")
@click.argument("folder", type=FOLDER)
@known_on
@common
def plan(session: Session, folder: Path, known: date | None) -> None:
    """Show the lines of plans that the contracts in FOLDER imply: income and spend by month.

    \b
    Example: equipoise contract plan contracts --year 2023/24 --format csv --out lines.csv
    """
    outcome = contract_plan(agreed(session, folder, known=known))
    session.finish(outcome, plan_page(outcome))


@command.command("block")
@with_why
@click.option("--returned", type=THOUSANDS, required=True, help="Value to month 9 of 2019/20.")
@click.option(
    "--non-contract", type=THOUSANDS, default="0", help="Monthly average; nil if not given."
)
@click.option("--mental-health", type=THOUSANDS, default="0", help="Of a month; nil if not given.")
@click.option("--cost", type=THOUSANDS, help="With --income: a month's underlying cost.")
@click.option("--income", type=THOUSANDS, help="With --cost: the provider's income of the month.")
@common
def block(
    session: Session, *, whose: str | None, working: Path | None, **amounts: Pence | None
) -> None:
    """Work out a month's block of April to September 2020, and the top-up beside it, in £000.

    \b
    Example: equipoise contract block --returned 90000 --non-contract 50 --cost 11000 --income 10400
    """
    asked = AskedBlock(
        returned=amounts["returned"] or Pence(0),
        non_contract=amounts["non_contract"] or Pence(0),
        mental_health=amounts["mental_health"] or Pence(0),
        cost=amounts["cost"],
        income=amounts["income"],
    )
    if (asked.cost is None) != (asked.income is None):
        raise click.UsageError("A top-up is cost less income: give both, or neither.")
    outcome = contract_block(asked, load(), known_on=session.today)
    finish(session, outcome, page=block_page(outcome), whose=whose, working=working)


@command.command("envelope")
@with_why
@click.option("--allocation", type=THOUSANDS, required=True, help="Allocation with blocks.")
@click.option("--top-up", type=THOUSANDS, required=True, help="The system's top-up.")
@click.option("--covid", type=THOUSANDS, required=True, help="Its fixed Covid allocation.")
@click.option(
    "--position",
    "positions",
    type=WEIGHT,
    metavar="BODY=£000",
    multiple=True,
    help="A member and where it stands, a deficit below nil: ZR1=-500. Again for each.",
)
@click.option("--half", type=click.IntRange(1, 2), default=2, show_default=True)
@common
def envelope(
    session: Session,
    *,
    whose: str | None,
    working: Path | None,
    positions: tuple[tuple[str, Fraction | None], ...],
    half: int,
    **amounts: Pence,
) -> None:
    """Work out a system's envelope for a half-year from October 2020, and who breaks even, in £000.

    The system must break even; its members may differ. The exit code is 3 when it does not.

    \b
    Example: equipoise contract envelope --year 2020/21 --allocation 900000 --top-up 60000 \\
               --covid 40000 --position ZR1=-500 --position ZR2=500
    """
    asked = AskedEnvelope(
        year=session.plan_year(), half=half, positions=_positions(positions), **amounts
    )
    outcome = contract_envelope(asked, load(), known_on=session.today)
    finish(session, outcome, page=envelope_page(outcome), whose=whose, working=working)


def _positions(typed: tuple[tuple[str, Fraction | None], ...]) -> dict[str, Pence]:
    """Return the positions of members, typed in £000.

    Raises: UsageError for one named twice, or that is no whole number of pence.
    """
    found: dict[str, Pence] = {}
    for body, amount in typed:
        pence = None if amount is None else amount * PENCE_PER_THOUSAND
        if pence is None or pence.denominator != 1:
            raise click.UsageError(f"Where {body} stands is not an amount in £000: {body}=-500.")
        if body in found:
            raise click.UsageError(f"Where {body} stands is named twice.")
        found[body] = Pence(int(pence))
    return found


@command.command("low-volume")
@with_why
@click.option("--first", type=THOUSANDS, required=True, help="Value in the first of three years.")
@click.option("--second", type=THOUSANDS, required=True, help="In the second.")
@click.option("--third", type=THOUSANDS, required=True, help="In the third.")
@common
def low_volume(
    session: Session, *, whose: str | None, working: Path | None, **amounts: Pence
) -> None:
    """Work out what a low volume flow is worth in --year, and each month's payment, in £000.

    The three years are at the prices of --year. What NHS England publishes overrides it.

    \b
    Example: equipoise contract low-volume --year 2023/24 --first 100 --second 110 --third 121
    """
    three = (amounts["first"], amounts["second"], amounts["third"])
    outcome = contract_low_volume(three, load(), year=session.plan_year(), known_on=session.today)
    finish(session, outcome, page=low_volume_page(outcome), whose=whose, working=working)
