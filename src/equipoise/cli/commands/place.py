"""A system by place."""

from pathlib import Path

import click

from equipoise.cli.context import Session, common
from equipoise.cli.populations import FILE, of_populations, populations
from equipoise.cli.reasons import FILE_TO_WRITE, finish, with_why
from equipoise.cli.references import THOUSANDS
from equipoise.params import load
from equipoise.reports.pages.allocation import place_page
from equipoise.units import Pence
from equipoise.usecases.place import LEVELS, by_file, by_level, place
from equipoise.usecases.populations import Sharing
from equipoise.usecases.pot_places import places_file


@click.command("place")
@of_populations
@with_why
@click.argument("system")
@click.option("--sum", "quantum", type=THOUSANDS, required=True, help="What to share, in £000.")
@click.option(
    "--by",
    "level",
    type=click.Choice(LEVELS),
    help="Group practices as FILE does: by sub-ICB area, network or district.",
)
@click.option(
    "--places",
    "grouping",
    type=FILE,
    help="Your own places: a csv of practice, place and perhaps neighbourhood, or a session file "
    "of the place-based allocation tool (.json).",
)
@click.option(
    "--for-pot",
    "to_pot",
    type=FILE_TO_WRITE,
    help="Write the places and their need as the file that `pot places` takes.",
)
@common
def command(
    session: Session,
    file: Path,
    system: str,
    sheet: str,
    layout: Path | None,
    need: str,
    whose: str | None,
    working: Path | None,
    quantum: Pence,
    level: str | None,
    grouping: Path | None,
    to_pot: Path | None,
) -> None:
    """Share a sum of SYSTEM among its places, by the weighted populations in FILE.

    Places cover the system's people once: a practice in two places, or in none, must be put
    right first. Neighbourhoods share what their place gets.

    \b
    Examples: equipoise place 2023_2024.csv.gz QF7 --by district --sum 1000000
              equipoise place 2023_2024.csv.gz QWO --places places.csv --sum 1000000
              equipoise place 2023_2024.csv.gz QF7 --by district --sum 1000000 --why Sheffield
              equipoise place 2023_2024.csv.gz QF7 --by district --sum 1000000 --for-pot qf7.csv
    """
    if (level is None) == (grouping is None):
        raise click.UsageError("Say how practices are grouped: either --by or --places.")
    found = populations(session, file, sheet=sheet, layout=layout)
    grouped = by_file(grouping) if grouping else by_level(found, system, level=str(level))
    sharing = Sharing(quantum=quantum, params=load(), known_on=session.today, column=need)
    outcome = place(found, sharing, system=system, grouped=grouped)
    if to_pot is not None and outcome.result.places:
        to_pot.write_text(places_file(outcome.result), "utf-8")
        click.echo(f"Places written to {to_pot}", err=True)
    finish(session, outcome, page=place_page(outcome), whose=whose, working=working)
