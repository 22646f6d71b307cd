"""Tables by number or name."""

from __future__ import annotations

from typing import Final

import click

from equipoise.cli.context import Session, common
from equipoise.cli.references import version_number
from equipoise.reports.tables import CATALOGUE, Known, known
from equipoise.reports.tables.showing import list_page, tables_page
from equipoise.usecases.errors import REFUSED, WRONG
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.table import Wanted, table, table_waivers

OF_FILES: Final = ("t15", "elective_recovery")
"""What T15 is called: a table people know that another command draws."""


@click.command("table")
@click.argument("name", required=False)
@click.argument("system", required=False)
@click.option("--org", help="Only the rows of this body.")
@click.option("--version", help="A collated version, such as v1; the latest if left out.")
@click.option("--all", "every", is_flag=True, help="Every table: equipoise table --all SYSTEM.")
@common
def command(
    session: Session,
    name: str | None,
    system: str | None,
    org: str | None,
    version: str | None,
    every: bool,
) -> None:
    """Show a table of SYSTEM's plan by its number or NAME; without a name, list them all.

    Every figure has a reference that `equipoise explain` takes. Before a first version is
    collated, what is signed so far counts.

    \b
    Examples: equipoise table T11 ZQ1 --as zq1.lead
              equipoise table income-and-expenditure --org ZR1 --units k
              equipoise table --all ZQ1 --format xlsx --out tables.xlsx
    """
    if every and system is not None:
        raise click.UsageError("--all takes a system, and no name of a table.")
    one = session.round()
    whose = session.system(one, name if every else system)
    if name is None and not every:
        session.show(Outcome(result=CATALOGUE), list_page(whose))
        return
    asked = CATALOGUE if every else (_known(name or ""),)
    wanted = [
        (each, Wanted(name=each.name, version=version_number(version), organisation=org))
        for each in asked
    ]
    drawn, left_out = [], []
    for each, want in wanted:
        try:
            outcome = table(one, whose, wanted=want, by=session.actor(), on=session.today)
        except (*REFUSED, *WRONG) as error:
            if not every:
                raise
            left_out.append(f"{each.ref} {each.title}: {error}")
        else:
            drawn.append((each, outcome))
    if not drawn:
        raise click.UsageError(left_out[0])
    figures = {ref: figure for _, outcome in drawn for ref, figure in outcome.figures.items()}
    waivers = table_waivers(one, whose, wanted=wanted[0][1], by=session.actor(), on=session.today)
    session.show(
        Outcome(result=None, figures=figures),
        tables_page(drawn, left_out, waivers=waivers),
    )


def _known(name: str) -> Known:
    found = known(name)
    if name.casefold().replace("-", "_") in OF_FILES:
        raise click.UsageError(
            "T15 is of a file of elective care, not of a plan: equipoise erf FILE --year 2023/24."
        )
    if found is None:
        listed = ", ".join(f"{one.ref} {one.spoken}" for one in CATALOGUE)
        raise click.UsageError(f"There is no table {name}. There is: {listed}.")
    return found
