"""Comment on a line of a return."""

import click

from equipoise.cli.context import Session, common
from equipoise.reports.pages.returning import comment_page
from equipoise.usecases.comment import Remark, comment


@click.command("comment")
@click.argument("org")
@click.argument("part")
@click.option("--line", required=True, help="Which line, a cell such as Workforce!D14.")
@click.option("--say", required=True, help="What you have to say of it.")
@common
def command(session: Session, org: str, part: str, line: str, say: str) -> None:
    """Comment on a line of PART of the return of ORG; nothing is sent back by it.

    Those who may see the return see it. What is said of a draft is between its body and yours.

    \b
    Example: equipoise comment ZR3 workforce --line 'Workforce!D14' --say 'Why?' --as zq1.lead
    """
    one = session.round()
    outcome = comment(
        one,
        session.body(one, org),
        remark=Remark(part=part, line=line, text=say),
        by=session.actor(),
        now=session.now,
    )
    session.finish(outcome, comment_page(outcome))
