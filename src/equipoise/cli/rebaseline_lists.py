"""Steps of a re-baselining that are fed with a file: the replan, and elective capacity."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from equipoise.cli.context import Session, common
from equipoise.reports.pages.rebaselining_acts import noted_page
from equipoise.usecases.rebaseline_capacity import rebaseline_capacity
from equipoise.usecases.rebaseline_plan import rebaseline_plan

FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command("plan")
@click.argument("system")
@click.argument("file", type=FILE)
@click.option("--rests-on", multiple=True, help="A planning assumption; again for each.")
@common
def plan(session: Session, system: str, file: Path, rests_on: tuple[str, ...]) -> None:
    """Replan the rest of the year of SYSTEM: FILE has each member's net expenditure by month.

    Columns: organisation, month, stage (actual or forecast), net_expenditure_thousands, before
    actions. Past months are actual, and stay as they were.

    \b
    Example: equipoise rebaseline plan ZQ1 replan.csv --rests-on no_strikes --as zq1.lead
    """
    outcome = rebaseline_plan(
        session.round(), system, path=file, rests_on=rests_on, by=session.actor(), now=session.now
    )
    session.finish(outcome, noted_page(outcome))


@click.command("capacity")
@click.argument("system")
@click.argument("file", type=FILE)
@common
def capacity(session: Session, system: str, file: Path) -> None:
    """Record elective work of SYSTEM in core and premium capacity, apart.

    Columns of FILE: organisation, capacity (core or premium), spells, cost_thousands.

    \b
    Example: equipoise rebaseline capacity ZQ1 capacity.csv --as zq1.lead
    """
    outcome = rebaseline_capacity(
        session.round(), system, path=file, by=session.actor(), now=session.now
    )
    session.finish(outcome, noted_page(outcome))


LISTS: Final = (plan, capacity)
