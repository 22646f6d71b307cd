"""Start a new version of a locked plan, or reopen one accepted part."""

import click

from equipoise.cli.context import Session, common
from equipoise.reports.pages.acts import part_reopened_page
from equipoise.reports.pages.agreements import reopened_page
from equipoise.usecases.reopen import reopen
from equipoise.usecases.reopen_part import reopen_part


@click.command("reopen")
@click.argument("body", required=False)
@click.argument("part", required=False)
@click.option("--reason", default="", help="Why, in a sentence.")
@common
def command(session: Session, body: str | None, part: str | None, reason: str) -> None:
    """Start a new version of a locked plan, or reopen one accepted PART of a body.

    BODY alone is a system: everything carries over. With PART it is the body whose part goes back
    to draft; the accepted version stays in the plan until another is accepted.

    \b
    Examples: equipoise reopen ZQ1 --reason 'Letter of 8 November' --as zq1.lead
              equipoise reopen ZR1 finance --reason 'A contract was agreed' --as zq1.lead
    """
    one, by, now = session.round(), session.actor(), session.now
    if part is not None:
        whose = session.body(one, body)
        again = reopen_part(one, whose, part=part, reason=reason, by=by, now=now)
        session.finish(again, part_reopened_page(again))
        return
    outcome = reopen(one, session.system(one, body), by=by, now=now, reason=reason)
    session.finish(outcome, reopened_page(outcome))
