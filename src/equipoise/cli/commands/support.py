"""Support: what bodies earn, what others put at risk, and what is held nationally."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import click

from equipoise.cli.context import Session, common
from equipoise.cli.files import on_option, sheet_option
from equipoise.cli.populations import FILE
from equipoise.cli.reasons import FILE_TO_WRITE, finish, with_why
from equipoise.cli.references import PERCENT
from equipoise.cli.rounds import round_of
from equipoise.cli.showing import ShowingGroup
from equipoise.cli.support_acts import answer, decisions, give, review, shift
from equipoise.cli.support_rules import (
    entitle,
    fair_share,
    fund_option,
    match,
    model_option,
    reward,
    terms_option,
    totals,
    withdrawal,
)
from equipoise.params import load
from equipoise.reports.pages.supporting import support_page, support_template_page
from equipoise.rules.support import Taper
from equipoise.sources import support_decisions, support_template, support_years
from equipoise.units import FinancialYear
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.support import support
from equipoise.usecases.support_asked import NOBODY, Asked, Way
from equipoise.usecases.support_recorded import on_record


@click.group("support", cls=ShowingGroup)
def command() -> None:
    """Show what bodies earn of support (equipoise support FILE), or record a decision about it.

    Words that need a workspace record acts of its round: give, review, shift, answer, decisions.
    The others work from files alone: show, totals, entitle, match, withdrawal, fair-share, reward.
    """


@command.command("show")
@click.argument("file", type=FILE, required=False)
@sheet_option
@click.option("--decisions", type=FILE,
              help="A csv of decisions, for a what-if off the record.")  # fmt: skip
@fund_option
@terms_option
@click.option(
    "--taper", type=click.Choice([one.value for one in Taper]), default="cliff", show_default=True,
    help="What a missed part leaves, where no formula was published.",
)  # fmt: skip
@click.option("--share", type=PERCENT, help="Share tied to the system, where all agree to more.")
@model_option
@on_option
@click.option(
    "--template", type=FILE_TO_WRITE, help="Write an empty file, and say what its columns are."
)
@with_why
@common
def show(
    session: Session,
    file: Path | None,
    template: Path | None,
    whose: str | None,
    working: Path | None,
    **said: object,
) -> None:
    """Show what each body of FILE earns of its support, and what others' results put at risk.

    FILE is a csv, or a workbook, of system, body, award, basis, quarter, plan and actual, in £000,
    cumulative and before support. It needs no workspace. Funds are those of 2016/17 to 2020/21 and
    2024/25 to 2028/29; other years had none. A body that missed while its system hit is given
    support by a recorded decision alone (equipoise support give). In a workspace with a round of
    the year, decisions on its record count; --decisions tries others, off the record.

    \b
    Examples: equipoise support show --template support.csv
              equipoise support show support.csv --year 2025/26 --decisions decisions.csv
              equipoise support show support.csv --year 2023/24 --terms 2020/21 --model --why ZR2
    """
    if template is not None:
        template.write_text(support_template(), "utf-8")
        session.show(Outcome(result=template), support_template_page(template.name))
        return
    if file is None:
        raise click.UsageError("Name a FILE of support, or write one with --template.")
    asked = _asked(session, file, **said)
    one = round_of(session, asked.year)
    if one is not None and said["decisions"] is None:
        asked = on_record(one, asked, by=session.actor(), on=session.today)
    outcome = support(asked)
    finish(session, outcome, page=support_page(outcome), whose=whose, working=working)


def _asked(session: Session, file: Path, **said: object) -> Asked:
    terms, share, on = said["terms"], said["share"], said["on_"]
    decisions = said["decisions"]
    assert terms is None or isinstance(terms, FinancialYear)
    assert share is None or isinstance(share, Fraction)
    assert on is None or isinstance(on, date)
    assert decisions is None or isinstance(decisions, Path)
    return Asked(
        years=support_years(file, sheet=str(said["sheet"])),
        year=session.plan_year(),
        params=load(),
        known_on=on or session.today,
        way=Way(
            terms=terms,
            fund=str(said["fund"]),
            taper=Taper(str(said["taper"])),
            share=share,
            model=bool(said["model"]),
        ),
        decisions=support_decisions(decisions) if decisions else NOBODY,
    )


for each in (totals, shift, give, review, answer, decisions):
    command.add_command(each)
for each in (entitle, match, withdrawal, fair_share, reward):
    command.add_command(each)
