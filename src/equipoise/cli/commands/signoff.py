"""Sign off a return."""

import click

from equipoise.cli.context import Session, common
from equipoise.cli.references import reference
from equipoise.reports.pages.acts import signature_page
from equipoise.usecases.signoff import signoff


@click.command("signoff")
@click.argument("org", required=False)
@click.option("--part", "parts", multiple=True, help="Only these parts; all if left out.")
@click.option("--saw", help="The version you looked at, such as version:2023-24/ZR1/finance@v2.")
@common
def command(session: Session, org: str | None, parts: tuple[str, ...], saw: str | None) -> None:
    """Sign off the return of ORG, or re-sign a draft that a decision made.

    The person who prepared a version cannot sign it.

    \b
    Example: equipoise signoff ZR1 --as zr1.approver
    """
    one = session.round()
    outcome = signoff(
        one,
        session.body(one, org),
        by=session.actor(),
        now=session.now,
        parts=parts,
        saw=reference(saw),
    )
    session.finish(outcome, signature_page(outcome))
