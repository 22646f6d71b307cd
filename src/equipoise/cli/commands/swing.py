"""The swing: the same elective activity under the rules of two days."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import click

from equipoise.cli.context import Session, common
from equipoise.cli.elective import of_elective, typed_reading
from equipoise.cli.populations import FILE
from equipoise.cli.reasons import finish, with_why
from equipoise.cli.references import CODE, DAY
from equipoise.reports.pages.swinging import swing_page
from equipoise.usecases.elective import Asked, Decided, decided, revisions
from equipoise.usecases.swing import NOBODY, swing


@click.command("swing")
@click.argument("file", type=FILE, required=False)
@of_elective
@click.option(
    "--before",
    type=DAY,
    help="The day before the change; that before the last revision if left out.",
)
@click.option(
    "--award",
    type=CODE,
    help="The line of the pot by which the gain was shared: whose it is, by recorded decision.",
)
@with_why
@common
def command(
    session: Session,
    file: Path | None,
    before: date | None,
    award: str | None,
    whose: str | None,
    working: Path | None,
    **said: object,
) -> None:
    """Show what a change of the rules is worth for the elective care in FILE, activity unchanged.

    Contracts of a folder do in place of FILE.

    The rules are those known on --before and those known --on: by system, by trust and for
    England, by target and by protection. Whose the gain is, trusts' or ICB's, is a decision: an
    award in the pot (equipoise pot award). Until it is agreed the ICB holds the gain.

    \b
    Examples: equipoise swing care.csv --year 2023/24 --before 2023-07-11 --on 2023-11-08
              equipoise swing care.csv --year 2023/24 --full-allocation --format csv
              equipoise swing --contracts contracts --year 2023/24
              equipoise swing care.csv --year 2023/24 --award elective-gain --as zq1.lead
    """
    asked = typed_reading(said).asked(session, file)
    decisions = _decisions(session, asked, award) if award else NOBODY
    outcome = swing(asked, before=before or _day_before(asked), decisions=decisions)
    page = swing_page(outcome, award=award or "")
    finish(session, outcome, page=page, whose=whose, working=working)


def _decisions(session: Session, asked: Asked, line: str) -> Mapping[str, Decided]:
    """Return the agreed award of each system under a line of its pot."""
    systems, by = tuple(asked.rows), session.actor()
    return decided(session.round(), systems, line=line, by=by, on=session.today)


def _day_before(asked: Asked) -> date:
    """Return the day before the last revision known.

    Raises: UsageError where nothing was revised.
    """
    later = [
        day
        for scheme in asked.schemes
        for day in revisions(asked.params, (scheme,))[1:]
        if day <= asked.known_on
    ]
    if not later:
        raise click.UsageError(
            f"The rules of {asked.year} were not revised by {asked.known_on}. "
            "Name two days with --before and --on."
        )
    return max(later) - timedelta(days=1)
