"""Positions, as was and as is."""

from __future__ import annotations

from datetime import date

import click

from equipoise.cli.context import Session, common
from equipoise.cli.references import DAY
from equipoise.register import View
from equipoise.reports.pages.successors import positions_page
from equipoise.usecases.positions import Seen, positions
from equipoise.workings import Support

VIEWS = {str(view).replace(" ", "-"): view for view in View}


@click.command("positions")
@click.option(
    "--view", type=click.Choice(list(VIEWS)), default="as-was", show_default=True,
    help="Bodies as they planned, or those that hold their plans.",
)  # fmt: skip
@click.option("--on", "on_", type=DAY, help="As is on this day; today if left out.")
@click.option("--excluding-support", is_flag=True, help="Read every position before support.")
@common
def command(session: Session, view: str, on_: date | None, excluding_support: bool) -> None:
    """Show every body's position, as bodies were when they planned, or as they are.

    What a body planned goes to the bodies that took it over, by their shares and to the penny. A
    table beside it reconciles both views: all systems together come to the same.

    \b
    Example: equipoise positions --view as-is --on 2023-10-01 --as national.lead
    """
    one = session.round()
    seen = Seen(
        view=VIEWS[view],
        on=on_ or session.today,
        support=Support.WITHOUT if excluding_support else Support.WITH,
    )
    outcome = positions(one, seen=seen, by=session.actor(), on=session.today)
    session.show(outcome, positions_page(outcome, one.code))
