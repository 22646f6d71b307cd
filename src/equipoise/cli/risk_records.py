"""Commands of the record of risk-share agreements: lodge, sign, show duties, see what is there."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from equipoise.cli.context import Session, common
from equipoise.cli.populations import FILE
from equipoise.cli.references import DAY, THOUSANDS
from equipoise.reports.pages.risk_records import lodged_page, lodged_pages
from equipoise.rules.riskshare import RECORDED
from equipoise.sources import risk_agreement
from equipoise.units import Pence
from equipoise.usecases.riskshare_duty import DutyShown, riskshare_duty
from equipoise.usecases.riskshare_lodge import riskshare_lodge
from equipoise.usecases.riskshare_lodged import riskshare_lodged
from equipoise.usecases.riskshare_sign import riskshare_sign


@click.command("lodge")
@click.argument("system")
@click.argument("agreement", type=FILE)
@click.option("--reason", default="", help="Why, in a sentence.")
@common
def lodge(session: Session, system: str, agreement: Path, reason: str) -> None:
    """Lodge AGREEMENT on the record of SYSTEM: a version, known by the digest of its text.

    Nobody has consented by that. Another text under the same name is the next version, and is
    signed anew by everybody.

    \b
    Example: equipoise riskshare lodge ZQ1 agreement.yaml --as zq1.lead
    """
    one = session.round()
    outcome = riskshare_lodge(
        one, system, written=risk_agreement(agreement), reason=reason, by=session.actor(),
        now=session.now,
    )  # fmt: skip
    session.finish(outcome, lodged_page(outcome, one=one, on=session.today))


@click.command("sign")
@click.argument("decision", metavar="D4")
@click.option("--yes/--no", "agrees", required=True, help="Whether your body consents.")
@click.option("--reason", default="", help="Why, in a sentence.")
@common
def sign(session: Session, decision: str, agrees: bool, reason: str) -> None:
    """Consent to a lodged agreement for your body, or for the region; or refuse.

    Whose consent it takes is in the agreement: all, all whom a settlement affects, a majority, or
    its lead, and the region where it says so. The last answer of each counts.

    \b
    Example: equipoise riskshare sign D4 --yes --as zr1.approver
    """
    one = session.round()
    outcome = riskshare_sign(
        one, decision, answer="yes" if agrees else "no", reason=reason, by=session.actor(),
        now=session.now,
    )  # fmt: skip
    session.finish(outcome, lodged_page(outcome, one=one, on=session.today))


@click.command("duty")
@click.argument("decision", metavar="D4")
@click.argument("body")
@click.option("--month", type=click.IntRange(1, 12), default=12, show_default=True,
              help="The month whose settlement it is for, 1 being April.")  # fmt: skip
@click.option("--position", type=THOUSANDS,
              help="The surplus or deficit of the year before it, in £000.")  # fmt: skip
@click.option("--brought-forward", type=THOUSANDS,
              help="Of an NHS trust: its cumulative position before, in £000.")  # fmt: skip
@click.option("--cash", type=THOUSANDS, help="Of a foundation trust: its cash, in £000.")
@click.option("--licence", default="", help="Of a foundation trust: what its licence says.")
@click.option("--recorded", type=click.Choice(RECORDED), multiple=True,
              help="What was given; again for each.")  # fmt: skip
@click.option("--evidence", required=True, help="The document it stands in.")
@common
def duty(
    session: Session, decision: str, body: str, *, month: int, position: Pence | None,
    brought_forward: Pence | None, cash: Pence | None, licence: str, recorded: tuple[str, ...],
    evidence: str,
) -> None:  # fmt: skip
    """Put on record what the statutory duty of BODY asks for before a settlement moves its money.

    An ICB passes section 223GC only with its board's consent and notice to NHS England; an NHS
    trust its cumulative break-even only with its regulator's agreement, which the region records;
    a foundation trust has no break-even duty, and shows its cash and licence.

    \b
    Examples: equipoise riskshare duty D4 ZR2 --position 0 --brought-forward 2100
              --evidence 'Finance report, month 12' --as zr2.approver
              equipoise riskshare duty D4 ZR2 --recorded "regulator's agreement"
              --evidence 'Letter of 12 April' --as region.lead
    """
    shown = DutyShown(
        body=body,
        evidence=evidence,
        month=month,
        position_pence=position,
        brought_forward_pence=brought_forward,
        cash_pence=cash,
        licence=licence,
        recorded=recorded,
    )
    one = session.round()
    outcome = riskshare_duty(one, decision, shown=shown, by=session.actor(), now=session.now)
    session.finish(outcome, lodged_page(outcome, one=one, on=session.today))


@click.command("lodged")
@click.argument("system", required=False)
@click.option("--known", type=DAY, help="As it was known by the end of this day.")
@common
def lodged(session: Session, system: str | None, known: date | None) -> None:
    """Show the agreements on the record of SYSTEM: versions, consents with days, duties shown.

    \b
    Example: equipoise riskshare lodged ZQ1 --as zr2.approver
    """
    one = session.round()
    whose = session.system(one, system)
    outcome = riskshare_lodged(one, whose, by=session.actor(), on=session.today, known=known)
    session.finish(outcome, lodged_pages(outcome))
