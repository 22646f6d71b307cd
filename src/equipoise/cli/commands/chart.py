"""Charts by number or name."""

from __future__ import annotations

from typing import Any, Final

import click

from equipoise.cli.context import Session, common
from equipoise.cli.pictures import show_picture
from equipoise.cli.references import needed_version, version_number
from equipoise.reports.charts.catalogue import (
    FROM_LAST_YEAR,
    NAMES,
    PHASING,
    bridge_picture,
    last_year_picture,
    phasing_picture,
)
from equipoise.reports.charts.picture import Picture
from equipoise.usecases.bridge import bridge
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.table import Wanted, table, table_waivers
from equipoise.usecases.waivers import Carried

LAST_YEAR: Final = "last-year"


@click.command("chart")
@click.argument("name")
@click.argument("system", required=False)
@click.option("--from", "before", help="P1: the version it begins with, such as v1, or last-year.")
@click.option("--to", "after", help="P1: the version it ends with, such as v3.")
@click.option("--org", help="Of this body alone: P5, and P1 from last year.")
@click.option("--version", help="P5: a collated version, such as v1; the latest if left out.")
@common
def command(session: Session, name: str, system: str | None, **asked: str | None) -> None:
    """Show the chart of that NAME or number: in words and a table, or drawn in a file.

    P1 bridge is from version to version, by driver, or from last year to a version, by line; P5
    efficiency-phasing is by month. With --out a file whose name ends in .svg holds the drawing,
    and in .html a page with its table.

    \b
    Examples: equipoise chart P1 ZQ1 --from v1 --to v3 --out bridge.svg --as zq1.lead
              equipoise chart P1 ZQ1 --from last-year --to v3 --as zq1.lead
              equipoise chart P5 ZQ1 --out phasing.html --as zq1.lead
    """
    one = session.round()
    picture, outcome = _picture(session, one, session.system(one, system), name=name, asked=asked)
    show_picture(session, outcome, picture=picture)


def _picture(
    session: Session, one: OpenRound, system: str, *, name: str, asked: dict[str, str | None]
) -> tuple[Picture, Outcome[Any]]:
    plain = name.casefold()
    if plain in ("p1", NAMES["P1"]):
        if asked["before"] is None or asked["after"] is None:
            raise click.UsageError("P1 needs --from and --to: the versions it spans.")
        last = needed_version(asked["after"])
        if asked["before"] == LAST_YEAR:
            wanted = _wanted(FROM_LAST_YEAR, last, asked["org"])
            found, waivers = _rows(session, one, system, wanted=wanted)
            return last_year_picture(found.result, waivers), found
        if asked["org"] is not None:
            raise click.UsageError("P1 between versions is of the system: leave --org out.")
        first = needed_version(asked["before"])
        moved = bridge(one, system, before=first, after=last, by=session.actor(), on=session.today)
        return bridge_picture(moved), moved
    if plain in ("p5", NAMES["P5"]):
        wanted = _wanted(PHASING, version_number(asked["version"]), asked["org"])
        found, waivers = _rows(session, one, system, wanted=wanted)
        return phasing_picture(found.result, waivers), found
    listed = ", ".join(f"{ref} {spoken}" for ref, spoken in NAMES.items())
    raise click.UsageError(f"There is no chart {name}. There is: {listed}.")


def _wanted(name: str, version: int | None, organisation: str | None) -> Wanted:
    return Wanted(name=name, version=version, organisation=organisation)


def _rows(
    session: Session, one: OpenRound, system: str, *, wanted: Wanted
) -> tuple[Outcome[Any], Carried]:
    """Return the rows of a chart, and the waivers of the plan that they are of."""
    by, on = session.actor(), session.today
    found = table(one, system, wanted=wanted, by=by, on=on)
    return found, table_waivers(one, system, wanted=wanted, by=by, on=on)
