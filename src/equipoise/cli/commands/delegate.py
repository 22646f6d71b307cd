"""Delegations: shown, given, reported on, and the sheet of places beside them."""

from __future__ import annotations

from datetime import date

import click

from equipoise.cli.context import Session, common
from equipoise.cli.references import CODE, DAY, THOUSANDS
from equipoise.cli.showing import ShowingGroup
from equipoise.cli.terms import terms, typed_terms
from equipoise.reports.pages.delegations import delegations_page, reported_page
from equipoise.reports.pages.place_sheets import place_sheet_page
from equipoise.reports.pages.pots import act_page
from equipoise.units import Pence
from equipoise.usecases.delegate import delegate
from equipoise.usecases.delegate_report import Report, delegate_report
from equipoise.usecases.place_sheet import place_sheet
from equipoise.usecases.pot import pot
from equipoise.usecases.potting.delegating import Delegation, Holder, HolderKind, Part


@click.group("delegate", cls=ShowingGroup)
def command() -> None:
    """Show delegations of a system (equipoise delegate ZQ1), give one, or report back on one.

    A delegation counts when those who are to hold it have agreed: equipoise pot answer.
    """


@command.command("show")
@click.argument("system", required=False)
@common
def show(session: Session, system: str | None) -> None:
    """Show the delegations of SYSTEM: who holds what, on what terms, who agreed, what came of it.

    \b
    Example: equipoise delegate show ZQ1 --as zq1.lead
    """
    one = session.round()
    outcome = pot(one, session.system(one, system), by=session.actor(), on=session.today)
    session.show(outcome, delegations_page(outcome))


@command.command("give")
@click.argument("system")
@click.option("--name", type=CODE, required=True, help="A short name for it.")
@click.option("--to", "holder", required=True, help="Who is to hold it: the name of the place.")
@click.option("--kind", type=click.Choice([str(word) for word in HolderKind]), required=True,
              help="What that is; pooled is a fund with a council.")  # fmt: skip
@click.option("--lead", type=CODE, required=True, help="The body that leads it.")
@click.option("--council", default="", help="The council of a pooled fund.")
@click.option("--line", "lines", type=(CODE, str, THOUSANDS), multiple=True, required=True,
              metavar="FROM PROGRAMME £000",
              help="From which use or fund, for what, how much; again for each.")  # fmt: skip
@click.option("--until", type=DAY, required=True, help="The first day it is no more.")
@click.option("--conditions", required=True, help="On what terms it is held.")
@click.option("--reporting", required=True, help="What is reported back, and how often.")
@click.option("--risk-terms", required=True, help="Where the terms on risk stand.")
@terms
@common
def give(
    session: Session,
    system: str,
    name: str,
    holder: str,
    kind: str,
    lead: str,
    council: str,
    lines: tuple[tuple[str, str, Pence], ...],
    until: date,
    conditions: str,
    reporting: str,
    risk_terms: str,
    **said: object,
) -> None:
    """Delegate part of the pot of SYSTEM to a place, a neighbourhood, a collaborative or a fund.

    It takes no more than there is, keeps to its ring-fence, and counts when its parties agree:
    the body that leads, the council, and every --party. It is never given to one practice.

    \b
    Example: equipoise delegate give ZQ1 --name north --to 'North Place' --kind place --lead ZR3
             --line community 'Community services' 12000 --until 2024-04-01
             --conditions 'Scheme of delegation, part 3' --reporting 'Each quarter, to the board'
             --risk-terms 'Risk share, schedule 2' --agreement all --party ZQ1/lay_member
             --reason 'Place board, 4 May' --as zq1.lead
    """
    one = session.round()
    asked = Delegation(
        name=name,
        holder=Holder(kind=HolderKind(kind), name=holder, lead=lead, council=council),
        parts=[Part(taken_from=taken, programme=programme, amount_pence=pence)
               for taken, programme, pence in lines],
        ends_on=until,
        conditions=conditions,
        reporting=reporting,
        risk_terms=risk_terms,
    )  # fmt: skip
    outcome = delegate(
        one,
        system,
        asked=asked,
        terms=typed_terms(session, said),
        by=session.actor(),
        now=session.now,
    )
    session.finish(outcome, act_page(outcome.result))


@command.command("report")
@click.argument("decision", metavar="D7")
@click.option("--spent", type=THOUSANDS, required=True, help="Spent by then, in £000.")
@click.option("--up-to", type=DAY, required=True, help="The last day it is of.")
@click.option("--words", required=True, help="What came of it, in a sentence.")
@common
def report(session: Session, decision: str, spent: Pence, up_to: date, words: str) -> None:
    """Report back on a delegation: what was spent by a day, and what came of it.

    \b
    Example: equipoise delegate report D7 --spent 2900 --up-to 2023-06-30
             --words 'Two wards closed, crisis team full' --as zr3.approver
    """
    outcome = delegate_report(
        session.round(),
        decision,
        report=Report(up_to=up_to, spent_pence=spent, words=words),
        by=session.actor(),
        now=session.now,
    )
    session.finish(outcome, reported_page(outcome))


@command.command("sheet")
@click.argument("system", required=False)
@click.option("--place", help="Only the words about this place.")
@common
def sheet(session: Session, system: str | None, place: str | None) -> None:
    """Show the place sheet: need beside spend, the formula's share, and the agreed way to it.

    \b
    Example: equipoise delegate sheet ZQ1 --as zq1.lead
    """
    one = session.round()
    outcome = place_sheet(one, session.system(one, system), by=session.actor(), on=session.today)
    if place is not None and place not in outcome.result.rows:
        raise click.UsageError(f"No place {place}. There is: {', '.join(outcome.result.rows)}.")
    session.show(outcome, place_sheet_page(outcome, place))
