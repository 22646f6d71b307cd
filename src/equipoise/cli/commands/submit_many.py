"""Submit a folder of workbooks."""

from pathlib import Path

import click

from equipoise.cli.context import Session, common
from equipoise.reports.pages.taking_in import many_page
from equipoise.usecases.submit_many import FileOutcome, submit_many


@click.command("submit-many")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--processes",
    type=click.IntRange(1, 64),
    help="How many read side by side; as many as there are cores if left out.",
)
@common
def command(session: Session, folder: Path, processes: int | None) -> None:
    """Submit every file in FOLDER, each as `submit` would alone.

    A file is its sender's whose code its name begins with, such as ZR1-2023-24.xlsx, or the body's
    that it says it is of. An editor hands in what is their own; a system lead, a region or NHS
    England may hand in what the bodies below them sent. One file that is refused stops no other.

    \b
    Example: equipoise submit-many returns --as national.lead
    """
    one = session.round()
    actor = session.actor()
    files = sorted(path for path in folder.iterdir() if _counts(path))
    done = 0

    def told(found: FileOutcome) -> None:
        nonlocal done
        done += 1
        click.echo(f"  {done} of {len(files)}: {found.path.name}: {found.word}", err=True)

    outcome = submit_many(
        one, files, by=lambda _: actor, now=session.now, processes=processes, told=told
    )
    session.show(outcome, many_page(outcome))
    if any(found.outcome is None or found.outcome.result.blocked for found in outcome.result):
        raise click.exceptions.Exit(1)


def _counts(path: Path) -> bool:
    """Return whether it is a file that somebody meant: no lock file and no hidden one."""
    return path.is_file() and not path.name.startswith((".", "~$"))
