"""Elective recovery: what systems earn or repay, and what trusts are paid."""

from __future__ import annotations

from pathlib import Path

import click

from equipoise.cli.context import Session, common
from equipoise.cli.elective import of_elective, typed_reading
from equipoise.cli.populations import FILE
from equipoise.cli.reasons import FILE_TO_WRITE, finish, with_why
from equipoise.reports.pages.electing import erf_page, template_page
from equipoise.sources import elective_template
from equipoise.usecases.erf import erf
from equipoise.usecases.outcome import Outcome


@click.command("erf")
@click.argument("file", type=FILE, required=False)
@of_elective
@click.option(
    "--template", type=FILE_TO_WRITE, help="Write an empty file, and say what its columns are."
)
@with_why
@common
def command(
    session: Session,
    file: Path | None,
    template: Path | None,
    whose: str | None,
    working: Path | None,
    **said: object,
) -> None:
    """Show what each system earns or repays for elective care in FILE, and what trusts are paid.

    FILE is a csv, or a workbook, of system, provider, month, pod, baseline and actual, in £000.
    Contracts of a folder do in its place: each has its baseline and its actual values there.
    It needs no workspace. Schemes are those of 2020/21 to 2024/25, as known on a day. What does
    not fit is told; the exit code is 3 while a row could not be read.

    \b
    Examples: equipoise erf --template care.csv
              equipoise erf care.csv --year 2023/24
              equipoise erf care.csv --year 2023/24 --on 2023-11-07 --why ZQ1 --working zq1.xlsx
              equipoise erf care.csv --year 2022/23 --systems systems.csv --as-run
              equipoise erf --contracts contracts --year 2023/24
    """
    if template is not None:
        template.write_text(elective_template(), "utf-8")
        session.show(Outcome(result=template), template_page(template.name))
        return
    outcome = erf(typed_reading(said).asked(session, file))
    finish(session, outcome, page=erf_page(outcome), whose=whose, working=working)
