"""Accept signed returns."""

import click

from equipoise.cli.context import Session, common
from equipoise.cli.references import reference
from equipoise.reports.pages.acts import acceptance_page
from equipoise.usecases.accept import accept


@click.command("accept")
@click.argument("orgs", nargs=-1, required=True)
@click.option("--part", "parts", multiple=True, help="Only these parts; all if left out.")
@click.option("--saw", help="The version you looked at, such as version:2023-24/ZR1/finance@v2.")
@common
def command(
    session: Session, orgs: tuple[str, ...], parts: tuple[str, ...], saw: str | None
) -> None:
    """Accept the signed returns of ORGS into the system's plan.

    \b
    Example: equipoise accept ZQ1 ZR1 ZR2 ZR3 --as zq1.lead
    """
    one = session.round()
    outcome = accept(
        one,
        tuple(session.body(one, org) for org in orgs),
        by=session.actor(),
        now=session.now,
        parts=parts,
        saw=reference(saw),
    )
    session.finish(outcome, acceptance_page(outcome))
