"""England against the mandate, or as published."""

from pathlib import Path

import click

from equipoise.cli.context import Session, common
from equipoise.reports.pages.england import england_page
from equipoise.reports.pages.published import board_page, trusts_page
from equipoise.sources import board_tables, trust_results
from equipoise.usecases.national import national
from equipoise.usecases.outcome import Outcome
from equipoise.workings import Support


@click.command("national")
@click.option("--excluding-support", is_flag=True, help="Read every position before support.")
@click.option(
    "--board",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Read published national board tables from this folder instead.",
)
@click.option(
    "--trusts",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Read a published list of trusts' plans and results instead.",
)
@common
def command(
    session: Session, excluding_support: bool, board: Path | None, trusts: Path | None
) -> None:
    """Show every system's plan against the mandate of its year, or published positions.

    Published files need no workspace: they are read as they are, and what does not fit is told.

    \b
    Examples: equipoise national --as national.lead
              equipoise national --board fin-board-tables
              equipoise national --trusts fin-trust-plan-actual-2018-19/trust_performance.csv
    """
    if board is not None:
        tables = board_tables(board)
        session.finish(Outcome(result=tables, adds_up=tables.reconciles), board_page(tables))
    elif trusts is not None:
        results = trust_results(trusts)
        session.show(Outcome(result=results), trusts_page(results))
    else:
        support = Support.WITHOUT if excluding_support else Support.WITH
        one, actor = session.round(), session.actor()
        outcome = national(one, by=actor, on=session.today, support=support)
        session.finish(outcome, england_page(outcome))
