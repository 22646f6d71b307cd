"""Commands of decisions about support: give, review, shift, answer, and the record of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import click

from equipoise.cli.context import Session, common
from equipoise.cli.files import sheet_option
from equipoise.cli.populations import FILE
from equipoise.cli.references import DAY, THOUSANDS, Moved
from equipoise.cli.support_rules import fund_option, model_option, terms_option
from equipoise.params import load
from equipoise.reports.pages.support_acts import support_act_page, support_decisions_page
from equipoise.sources import fund_rows
from equipoise.units import FinancialYear, Pence
from equipoise.usecases.filed import Filed
from equipoise.usecases.support_answer import support_answer
from equipoise.usecases.support_asked import Way
from equipoise.usecases.support_decisions import support_decisions
from equipoise.usecases.support_give import Discretion, support_give
from equipoise.usecases.support_review import QuarterReviewed, support_review
from equipoise.usecases.support_shift import ShiftAsked, support_shift

quarter_option = click.option(
    "--quarter", type=click.IntRange(1, 4), required=True, help="1 (April to June) to 4."
)
reason_option = click.option("--reason", required=True, help="Why, in a sentence.")
source_option = click.option("--source", default="", help="The document it rests on.")


@click.command("give")
@click.argument("system")
@click.argument("body")
@quarter_option
@click.option("--amount", type=THOUSANDS, required=True,
              help="How much, in £000; nil takes back an earlier decision.")  # fmt: skip
@fund_option
@terms_option
@model_option
@reason_option
@source_option
@common
def give(
    session: Session, system: str, body: str, *, quarter: int, amount: Pence, fund: str,
    terms: FinancialYear | None, model: bool, reason: str, source: str,
) -> None:  # fmt: skip
    """Propose to give BODY, which missed while SYSTEM hit, a share of what the system earned.

    The system's lead or approver proposes; it gives nothing until the region has consented
    (equipoise support answer). Then `equipoise support FILE` counts it, by its number, with who
    decided, in which role, and why.

    \b
    Example: equipoise support give ZQ1 ZR2 --quarter 3 --amount 500 --terms 2020/21 --model
             --reason 'Winter beds kept open at the request of the system' --as zq1.lead
    """
    given = Discretion(
        body=body,
        quarter=quarter,
        amount_pence=amount,
        reason=reason,
        way=Way(fund=fund, terms=terms, model=model),
        source=source,
    )
    one = session.round()
    outcome = support_give(one, system, given=given, by=session.actor(), now=session.now)
    session.finish(outcome, support_act_page(outcome))


@click.command("review")
@click.argument("system")
@quarter_option
@click.option("--paid/--withheld", "paid", required=True, help="What the centre decided.")
@click.option("--restores", type=click.IntRange(1, 3), multiple=True,
              help="An earlier quarter whose support comes back; again for each.")  # fmt: skip
@fund_option
@terms_option
@model_option
@reason_option
@source_option
@common
def review(
    session: Session, system: str, *, quarter: int, paid: bool, restores: tuple[int, ...],
    fund: str, terms: FinancialYear | None, model: bool, reason: str, source: str,
) -> None:  # fmt: skip
    """Record the centre's review of a quarter: SYSTEM's support is paid or withheld.

    Region or NHS England records it, and it counts at once. A later review of the same quarter
    takes its place; both stay on record.

    \b
    Example: equipoise support review ZQ1 --quarter 3 --withheld --year 2025/26
             --reason 'Review of month 9' --as region.lead
    """
    reviewed = QuarterReviewed(
        quarter=quarter,
        paid=paid,
        reason=reason,
        way=Way(fund=fund, terms=terms, model=model),
        restores=restores,
        source=source,
    )
    one = session.round()
    outcome = support_review(one, system, reviewed=reviewed, by=session.actor(), now=session.now)
    session.finish(outcome, support_act_page(outcome))


@click.command("shift")
@click.argument("system")
@click.option("--totals", "file", type=FILE, required=True,
              help="Control totals of its members, as `support totals` reads them.")  # fmt: skip
@click.option("--change", "changes", type=Moved(), multiple=True, required=True,
              help="A body and £000, such as ZR1=2000: positive is tougher.")  # fmt: skip
@click.option("--window", "windows", type=DAY, nargs=2, multiple=True, required=True,
              metavar="FIRST LAST", help="Days ahead of draft, or of final plans.")  # fmt: skip
@sheet_option
@reason_option
@source_option
@common
def shift(
    session: Session, system: str, *, file: Path, changes: tuple[tuple[str, Pence], ...],
    windows: tuple[tuple[date, date], ...], sheet: str, reason: str, source: str,
) -> None:  # fmt: skip
    """Propose a net-neutral shift of control totals within SYSTEM.

    Changes sum to nil, and are proposed within a window, ahead of draft or of final plans. It
    moves nothing until every body it changes has consented, and the region, which is the
    regulator here. See what came of it: equipoise support totals FILE.

    \b
    Example: equipoise support shift ZQ1 --totals totals.csv --change ZR1=2000 --change ZR2=-2000
             --window 2023-03-01 2023-03-30 --reason 'Theatres move to ZR1' --as zq1.lead
    """
    one = session.round()
    totals = Filed(
        file=fund_rows(file, "control_totals", sheet=sheet),
        year=one.year,
        params=load(),
        known_on=session.today,
    )
    asked = ShiftAsked(
        totals=totals, changes=_once(changes), windows=windows, reason=reason, source=source
    )
    outcome = support_shift(one, system, asked=asked, by=session.actor(), now=session.now)
    session.finish(outcome, support_act_page(outcome))


@click.command("answer")
@click.argument("decision", metavar="D7")
@click.option("--yes/--no", "agrees", required=True, help="Whether you consent.")
@click.option("--reason", default="", help="Why, in a sentence.")
@common
def answer(session: Session, decision: str, agrees: bool, reason: str) -> None:
    """Answer a decision about support, for the region or for a body whose control total moves.

    The last answer before it is agreed counts; what was agreed stands.

    \b
    Example: equipoise support answer D7 --yes --as region.lead
    """
    outcome = support_answer(
        session.round(), decision, answer="yes" if agrees else "no", reason=reason,
        by=session.actor(), now=session.now,
    )  # fmt: skip
    session.finish(outcome, support_act_page(outcome))


@click.command("decisions")
@click.argument("system", required=False)
@click.option("--known", type=DAY, help="As it was known by the end of this day.")
@common
def decisions(session: Session, system: str | None, known: date | None) -> None:
    """Show every decision about support of SYSTEM: who took it in which role, why, and consents.

    \b
    Example: equipoise support decisions ZQ1 --as zr2.approver
    """
    one = session.round()
    whose = session.system(one, system)
    outcome = support_decisions(one, whose, by=session.actor(), on=session.today, known=known)
    session.finish(outcome, support_decisions_page(outcome))


def _once(changes: tuple[tuple[str, Pence], ...]) -> Mapping[str, Pence]:
    """Return changes by body.

    Raises: BadParameter for a body that is named twice.
    """
    found = dict(changes)
    if len(found) != len(changes):
        raise click.BadParameter("a body is named twice", param_hint="--change")
    return found
