"""Why this number?"""

from pathlib import Path

import click

from equipoise.cli.context import Session, common
from equipoise.cli.reasons import FILE_TO_WRITE, write_working
from equipoise.cli.references import needed_reference
from equipoise.reports.pages.reasons import explanation_page
from equipoise.usecases.explain import explain


@click.command("explain")
@click.argument("ref", metavar="REF")
@click.option(
    "--xlsx",
    "workbook",
    type=FILE_TO_WRITE,
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
    page = explanation_page(outcome)
    if workbook is not None:
        write_working(outcome, workbook, title=page.title)
    session.finish(outcome, page)
