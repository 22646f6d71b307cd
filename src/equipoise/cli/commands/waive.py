"""Ask for a waiver, answer one, or list them."""

from __future__ import annotations

from datetime import date

import click

from equipoise.cli.context import Session, common
from equipoise.cli.references import DAY
from equipoise.findings import WaiverKind
from equipoise.reports.pages.waivers import waiver_page, waivers_page
from equipoise.usecases.answer_waiver import answer_waiver
from equipoise.usecases.list_waivers import list_waivers
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.waive import Request, waive
from equipoise.usecases.waivers import WaiverStatus


@click.command("waive")
@click.argument("code", required=False)
@click.argument("place", required=False)
@click.option("--org", help="Whose return; your own organisation's if left out.")
@click.option(
    "--kind", type=click.Choice([str(kind) for kind in WaiverKind]), help="Why it may stand."
)
@click.option("--reason", default="", help="Why, in a sentence.")
@click.option("--until", type=DAY, help="The first day on which it counts again.")
@click.option("--approve", metavar="W3", help="Approve a waiver that a colleague asked for.")
@click.option("--refuse", metavar="W3", help="Refuse one.")
@click.option("--withdraw", metavar="W3", help="Take one back.")
@common
def command(
    session: Session,
    code: str | None,
    place: str | None,
    org: str | None,
    kind: str | None,
    reason: str,
    until: date | None,
    approve: str | None,
    refuse: str | None,
    withdraw: str | None,
) -> None:
    """Ask that a finding may stand for a while, answer such a request, or list them all.

    CODE is the check, PLACE the cell, or the figure of the system's plan. The body's editor
    asks; the system lead or the region approves, never who asked. On the day of --until the
    finding counts again; that of a plan, in its next version too. What is signed with a waiver
    says so everywhere, and how much is at stake.

    \b
    Examples: equipoise waive EQ-WTE-001 'Workforce!D14' --kind 'known fault in the form'
              --reason 'The form adds a row twice.' --until 2023-06-30 --as zr3.editor
              equipoise waive --approve W1 --as zq1.lead
              equipoise waive
    """
    one = session.round()
    answers = {
        WaiverStatus.APPROVED: approve,
        WaiverStatus.REFUSED: refuse,
        WaiverStatus.WITHDRAWN: withdraw,
    }
    asked = {answer: name for answer, name in answers.items() if name is not None}
    if len(asked) > 1 or (asked and code):
        raise click.UsageError("One thing at a time: ask, approve, refuse or withdraw.")
    for answer, name in asked.items():
        outcome = answer_waiver(
            one, name, answer=answer, by=session.actor(), now=session.now, reason=reason
        )
        return session.finish(outcome, waiver_page(outcome, session.today))
    if code is None:
        listing = list_waivers(one, by=session.actor(), on=session.today)
        return session.finish(listing, waivers_page(listing))
    request = _request(code, place, kind=kind, reason=reason, until=until)
    return _ask(session, one, session.body(one, org), request)


def _request(
    code: str, place: str | None, *, kind: str | None, reason: str, until: date | None
) -> Request:
    if place is None or kind is None or until is None:
        raise click.UsageError("To ask for a waiver, name PLACE, --kind, --reason and --until.")
    return Request(code=code, place=place, kind=WaiverKind(kind), reason=reason, until=until)


def _ask(session: Session, one: OpenRound, organisation: str, request: Request) -> None:
    outcome = waive(one, organisation, request=request, by=session.actor(), now=session.now)
    session.finish(outcome, waiver_page(outcome, session.today))
