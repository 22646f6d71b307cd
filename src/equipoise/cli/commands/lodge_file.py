"""A file of a system, put on record."""

from pathlib import Path

import click

from equipoise.cli.context import Session, common
from equipoise.reports.pages.files_on_record import lodged_file_page
from equipoise.usecases.lodge_file import FileKind, lodge_file


@click.command("lodge-file")
@click.argument("kind", type=click.Choice([str(one) for one in FileKind]))
@click.argument("system")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@common
def command(session: Session, kind: str, system: str, file: Path) -> None:
    """Put FILE of SYSTEM on record: its elective care, or its support. The last of a kind counts.

    The pages of payments and of support read what is on record; nothing lodged is ever lost. FILE
    is one that `equipoise erf` or `equipoise support` reads, of this system alone.

    \b
    Example: equipoise lodge-file elective ZQ1 care.csv --as zq1.lead
    """
    outcome = lodge_file(
        session.round(),
        system,
        kind=FileKind(kind),
        path=file,
        by=session.actor(),
        now=session.now,
    )
    session.finish(outcome, lodged_file_page(outcome))
