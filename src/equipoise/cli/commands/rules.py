"""Test a plan against the national rules."""

import click

from equipoise.cli.context import Session, common
from equipoise.cli.references import version_number
from equipoise.reports.pages.ruling import rules_page
from equipoise.usecases.national_rules import national_rules


@click.command("rules")
@click.argument("system", required=False)
@click.option("--version", help="A collated version, such as v1; as signed now if left out.")
@common
def command(session: Session, system: str | None, version: str | None) -> None:
    """Test the plan of SYSTEM against the national rules of its year.

    Mental health, the Better Care Fund, primary and community growth, running costs, ring-fences,
    conditions of streams, change per body, deficits, prevention: for each the number, the limit
    and the room left, at the level it is tested. What a plan or its rule pack does not have is
    not tested, and it is said what lacks. Exit code 3 where a limit is broken; tests, trackers
    and proposals bind less.

    \b
    Examples: equipoise rules ZQ1 --as zq1.lead
              equipoise rules ZQ1 --format xlsx --out rules.xlsx
              equipoise explain figure:2023-24/ZQ1/rules/deficits/ZQ1/slack@v1
    """
    one = session.round()
    outcome = national_rules(
        one,
        session.system(one, system),
        by=session.actor(),
        on=session.today,
        version=version_number(version),
    )
    session.finish(outcome, rules_page(outcome))
