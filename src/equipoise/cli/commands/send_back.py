"""Return a part to its body."""

import click

from equipoise.cli.context import Session, common
from equipoise.reports.pages.acts import sent_back_page
from equipoise.usecases.send_back import send_back


@click.command("send-back")
@click.argument("org")
@click.argument("part")
@click.option("--line", required=True, help="The line it is about, such as Workforce!D14.")
@click.option("--comment", required=True, help="What to look at, in a sentence.")
@common
def command(session: Session, org: str, part: str, line: str, comment: str) -> None:
    """Return PART of ORG's return with a comment on a line.

    \b
    Example: equipoise send-back ZR3 workforce --line 'Workforce!D14' --comment 'Please check.'
    """
    one = session.round()
    outcome = send_back(
        one,
        session.body(one, org),
        part,
        line=line,
        comment=comment,
        by=session.actor(),
        now=session.now,
    )
    session.finish(outcome, sent_back_page(outcome))
