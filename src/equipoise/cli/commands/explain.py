"""Why this number?"""

from pathlib import Path

import click

from equipoise.cli.context import Session, common
from equipoise.cli.references import needed_reference
from equipoise.reports import working_workbook
from equipoise.reports.pages.reasons import explanation_page
from equipoise.usecases.explain import explain


@click.command("explain")
@click.argument("ref", metavar="REF")
@click.option(
    "--xlsx",
    "workbook",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the working as live formulas to this workbook.",
)
@common
def command(session: Session, ref: str, workbook: Path | None) -> None:
    """Why this number? REF is what stands beside any figure in JSON, a page or a workbook.

    The answer names each step, its unit, and the file, sheet and cell it comes from.

    \b
    Examples: equipoise explain figure:2023-24/ZQ1/position/system/including@v3
              equipoise explain cell:2023-24/ZR1/income.patient_care/M06/ZQ1/plan@v1
              equipoise explain parameter:match/tolerance_pence
    """
    outcome = explain(session.round(), needed_reference(ref), by=session.actor(), on=session.today)
    page, figure = explanation_page(outcome), outcome.result.figure
    if workbook is not None:
        if figure is None:
            raise click.UsageError(f"{ref} is no figure: it has no working.")
        with workbook.open("wb") as stream:
            working_workbook(
                figure, outcome.expand, stream, title=page.title, notice=str(figure.basis)
            )
        click.echo(f"Working written to {workbook}", err=True)
    session.finish(outcome, page)
