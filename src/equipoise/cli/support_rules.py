"""Commands of rules of support that a file is asked of: awards, matches, fair shares, rewards."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from equipoise.cli.context import Session, common
from equipoise.cli.files import on_option, sheet_option
from equipoise.cli.populations import FILE
from equipoise.cli.reasons import finish, with_why
from equipoise.cli.references import THOUSANDS, YEAR
from equipoise.cli.rounds import round_of
from equipoise.params import load
from equipoise.reports.pages.control_totals import totals_page
from equipoise.reports.pages.support_rules import (
    entitled_page,
    fair_share_page,
    matched_page,
    reward_page,
    withdrawn_page,
)
from equipoise.sources import FundFile, fund_rows
from equipoise.units import FinancialYear, Pence
from equipoise.usecases.filed import Filed
from equipoise.usecases.support_asked import Way
from equipoise.usecases.support_entitle import support_entitle
from equipoise.usecases.support_fair_share import YEAR as YEAR_OF_FAIR_SHARE
from equipoise.usecases.support_fair_share import support_fair_share
from equipoise.usecases.support_match import support_match
from equipoise.usecases.support_reward import YEAR as YEAR_OF_REWARD
from equipoise.usecases.support_reward import support_reward
from equipoise.usecases.support_totals import support_totals
from equipoise.usecases.support_withdrawal import FROM, support_withdrawal

fund_option = click.option(
    "--fund", default="", help="Which fund of the year, where it had several."
)
terms_option = click.option(
    "--terms", type=YEAR, help="Replay the rule of another year, such as 2020/21."
)
model_option = click.option(
    "--model", is_flag=True, help="Admit a rule that was suspended: a model, no plan."
)


@click.command("totals")
@click.argument("file", type=FILE)
@sheet_option
@on_option
@with_why
@common
def totals(
    session: Session, file: Path, sheet: str, on_: date | None, whose: str | None,
    working: Path | None,
) -> None:  # fmt: skip
    """Show whom control totals bind, the sum of a system's, and headroom of plans to them (T10).

    FILE is a csv, or a workbook, of system, body, control_total, basis (including or excluding),
    plan, in £000; and where they are known signed (yes or no) and weight (the % of a body that
    counts in this system). In a workspace with a round of the year, net-neutral shifts and
    targets moved by risk shares are those on its record.

    \b
    Examples: equipoise support totals totals.csv --year 2019/20
              equipoise support totals totals.csv --year 2019/20 --why ZR1
    """
    asked = _filed(session, fund_rows(file, "control_totals", sheet=sheet), on=on_)
    one = round_of(session, asked.year)
    outcome = support_totals(asked, one, by=session.actor(), on=session.today)
    finish(session, outcome, page=totals_page(outcome), whose=whose, working=working)


@click.command("entitle")
@click.argument("file", type=FILE)
@sheet_option
@fund_option
@terms_option
@model_option
@on_option
@with_why
@common
def entitle(
    session: Session, file: Path, *, sheet: str, fund: str, terms: FinancialYear | None,
    model: bool, on_: date | None, whose: str | None, working: Path | None,
) -> None:  # fmt: skip
    """Show what support each body may have at all: as notified, or its planned deficit.

    FILE is a csv, or a workbook, of body, control_total, basis (including or excluding support),
    notified and signed (yes or no; yes if blank), in £000. A fund sized to a deficit brings it to
    nil; others are as notified. What is earned of it is another thing: equipoise support FILE.

    \b
    Example: equipoise support entitle claims.csv --year 2018/19 --fund csf
    """
    rows = fund_rows(file, "fund_claims", sheet=sheet)
    outcome = support_entitle(
        _filed(session, rows, on=on_, model=model), way=Way(fund=fund, terms=terms, model=model)
    )
    finish(session, outcome, page=entitled_page(outcome), whose=whose, working=working)


@click.command("match")
@click.argument("file", type=FILE)
@sheet_option
@click.option("--size", type=THOUSANDS, required=True, help="The whole fund of the year, in £000.")
@fund_option
@on_option
@with_why
@common
def match(
    session: Session, file: Path, *, sheet: str, size: Pence, fund: str, on_: date | None,
    whose: str | None, working: Path | None,
) -> None:  # fmt: skip
    """Show what improving on a control total is matched by, and who shares the residual.

    FILE is a csv, or a workbook, of body, award, earned, control_total, basis, position (before
    support, at the year end), and where known first_offered (the control total before a tougher
    one was agreed) and one_off (how much of the position will not recur), in £000. The years
    that matched improvements are 2016/17, 2017/18 (delivered) and 2018/19 (agreed).

    \b
    Example: equipoise support match results.csv --year 2016/17 --size 1800000
    """
    rows = fund_rows(file, "fund_results", sheet=sheet)
    outcome = support_match(_filed(session, rows, on=on_), size_pence=size, way=Way(fund=fund))
    finish(session, outcome, page=matched_page(outcome), whose=whose, working=working)


@click.command("withdrawal")
@click.argument("file", type=FILE)
@sheet_option
@on_option
@with_why
@common
def withdrawal(
    session: Session, file: Path, sheet: str, on_: date | None, whose: str | None,
    working: Path | None,
) -> None:  # fmt: skip
    """Show what is left of deficit support of 2025/26 in each year to 2028/29, which has none.

    FILE is a csv, or a workbook, of body (or system) and award, in £000. That it goes gradually
    is published; the steps between are assumed, and the answer says so.

    \b
    Example: equipoise support withdrawal awards.csv --why ZR2
    """
    asked = _filed(session, fund_rows(file, "fund_awards", sheet=sheet), on=on_, year=FROM)
    outcome = support_withdrawal(asked)
    finish(session, outcome, page=withdrawn_page(outcome), whose=whose, working=working)


@click.command("fair-share")
@click.argument("file", type=FILE)
@sheet_option
@on_option
@with_why
@common
def fair_share(
    session: Session, file: Path, sheet: str, on_: date | None, whose: str | None,
    working: Path | None,
) -> None:  # fmt: skip
    """Show the capital that follows from a system's plan against its fair share, in 2024/25.

    FILE is a csv, or a workbook, of system, fair_share (its notional allocation), planned (net
    spending) and envelope (of capital), in £000.

    \b
    Example: equipoise support fair-share shares.csv --why ZQ1
    """
    rows = fund_rows(file, "fair_shares", sheet=sheet)
    outcome = support_fair_share(_filed(session, rows, on=on_, year=YEAR_OF_FAIR_SHARE))
    finish(session, outcome, page=fair_share_page(outcome), whose=whose, working=working)


@click.command("reward")
@click.argument("file", type=FILE)
@sheet_option
@model_option
@on_option
@with_why
@common
def reward(
    session: Session, file: Path, *, sheet: str, model: bool, on_: date | None,
    whose: str | None, working: Path | None,
) -> None:  # fmt: skip
    """Show the reward of 2020/21 for bodies newly in balance: suspended, so for a model alone.

    FILE is a csv, or a workbook, of body, income (relevant income, £000), surplus and held (yes
    or no): once for a surplus, twice where a body newly reached and held one.

    \b
    Example: equipoise support reward bodies.csv --model
    """
    rows = fund_rows(file, "newly_in_balance", sheet=sheet)
    outcome = support_reward(_filed(session, rows, on=on_, year=YEAR_OF_REWARD, model=model))
    finish(session, outcome, page=reward_page(outcome), whose=whose, working=working)


def _filed(
    session: Session,
    rows: FundFile,
    *,
    on: date | None,
    year: FinancialYear | None = None,
    model: bool = False,
) -> Filed:
    """Return a file as it is asked about: of the year of its rule, or the one named."""
    return Filed(
        file=rows,
        year=year or session.plan_year(),
        params=load(),
        known_on=on or session.today,
        model=model,
    )
