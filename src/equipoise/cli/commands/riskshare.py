"""Risk shares: clauses, settlement, simulation and comparison, all of one text."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from equipoise.cli.context import Session, common
from equipoise.cli.populations import FILE
from equipoise.cli.reasons import FILE_TO_WRITE, finish, with_why
from equipoise.cli.references import DAY, Moved
from equipoise.cli.risk_records import duty, lodge, lodged, sign
from equipoise.cli.risk_sharing import by_year, of_draws, typed_drawing
from equipoise.cli.rounds import round_of
from equipoise.params import load
from equipoise.reports.as_docx import as_docx
from equipoise.reports.pages.clauses import as_markdown
from equipoise.reports.pages.risk_drawing import simulated_page
from equipoise.reports.pages.risk_sharing import clauses_page, settled_page
from equipoise.sources import risk_agreement, risk_answers, risk_duties, risk_positions
from equipoise.units import Pence
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.riskshare_settle import (
    asking_on_record,
    riskshare_record,
    riskshare_settle,
)
from equipoise.usecases.riskshare_simulate import riskshare_compare, riskshare_simulate
from equipoise.usecases.sharing_risk import NO_FILE, Asking, usable


@click.group("riskshare")
def command() -> None:
    """Settle a risk-share agreement, read its clauses, simulate it, compare others.

    On the record of a round it is lodged as a version by its digest, signed by each party, and
    settled only with the consents that its own rule of decision asks for.
    """


@command.command("clauses")
@click.argument("agreement", type=FILE)
@click.option("--docx", type=FILE_TO_WRITE, help="Write the clauses as a Word document.")
@click.option("--markdown", type=FILE_TO_WRITE, help="Write the clauses as Markdown.")
@common
def clauses(session: Session, agreement: Path, docx: Path | None, markdown: Path | None) -> None:
    """Show AGREEMENT, a YAML file, as clauses to be read, argued over and signed.

    What does not fit in it is told at its path and line.

    \b
    Example: equipoise riskshare clauses agreement.yaml --docx memorandum.docx
    """
    written = risk_agreement(agreement)
    found = usable(written)
    if docx is not None:
        docx.write_bytes(as_docx(found, now=session.now))
        click.echo(f"Written to {docx}", err=True)
    if markdown is not None:
        markdown.write_text(as_markdown(found), "utf-8")
        click.echo(f"Written to {markdown}", err=True)
    outcome = Outcome(result=written)
    session.finish(outcome, clauses_page(outcome))


@command.command("settle")
@click.argument("agreement", type=FILE)
@click.argument("positions", type=FILE)
@click.option("--month", type=click.IntRange(1, 12), default=12, show_default=True,
              help="At the end of which month, 1 (April) to 12 (the year end).")  # fmt: skip
@click.option("--stage", type=click.Choice(["actual", "forecast"]), default="actual",
              show_default=True, help="What the positions are.")  # fmt: skip
@click.option("--met", multiple=True, help="A condition that is on record as met; repeatable.")
@click.option("--duties", type=FILE,
              help="A csv of body and position, and where known brought_forward, cash, licence, "
              "recorded; a trial, off the record.")  # fmt: skip
@click.option("--answers", type=FILE,
              help="A csv of party, answer (yes or no), by, role, answered_on; a trial, off the "
              "record.")  # fmt: skip
@click.option("--surplus", type=Moved(), multiple=True, metavar="YEAR=£000",
              help="What receivers have to repay from in a later year, where a layer is repaid "
              "when there is a surplus; again for each.")  # fmt: skip
@click.option("--on", type=DAY, help="The day whose knowledge of the rules counts; today.")
@click.option("--record", "system", help="Record it as a decision of this system's round.")
@click.option("--reason", default="", help="With --record: why, in a sentence.")
@with_why
@common
def settle(
    session: Session,
    agreement: Path,
    positions: Path,
    month: int,
    stage: str,
    met: tuple[str, ...],
    duties: Path | None,
    answers: Path | None,
    surplus: tuple[tuple[str, Pence], ...],
    on: date | None,
    system: str | None,
    reason: str,
    whose: str | None,
    working: Path | None,
) -> None:
    """Settle AGREEMENT on POSITIONS, a csv of body, cause, place and variance in £000.

    Shows who pays whom, or whose target moves, layer by layer; what is unfunded (exit code 3);
    and what must be on record first. In a workspace where this very text is lodged, consents and
    duties are those on its record, and --record records the settlement as a decision: refused
    while anything is missing, with each named. What was recorded before is not moved again.

    \b
    Examples: equipoise riskshare settle agreement.yaml positions.csv --year 2023/24 --month 6
              equipoise riskshare settle agreement.yaml positions.csv --year 2023/24 --why ZR1
              equipoise riskshare settle agreement.yaml positions.csv --record ZQ1 --as zq1.lead
              --reason 'Board of 15 April'
    """
    one = session.round() if system is not None else None
    asking = Asking(
        written=risk_agreement(agreement),
        positions=risk_positions(positions),
        year=session.plan_year() if one is None else one.year,
        month=month,
        params=load() if one is None else one.params,
        known_on=on or session.today,
        stage=stage,
        met=frozenset(met),
        duties=risk_duties(duties) if duties else NO_FILE,
        consents=risk_answers(answers) if answers else NO_FILE,
        surplus=by_year(surplus),
    )
    if one is None or system is None:
        held = round_of(session, asking.year) if not (answers or duties) else None
        if held is not None:
            asking = asking_on_record(held, asking, by=session.actor(), on=session.today)
        outcome = riskshare_settle(asking)
    else:
        outcome = riskshare_record(
            one, system, asking=asking, reason=reason, by=session.actor(), now=session.now
        )
    finish(session, outcome, page=settled_page(outcome), whose=whose, working=working)


@command.command("simulate")
@click.argument("agreement", type=FILE)
@click.argument("shocks", type=FILE)
@of_draws
@common
def simulate(session: Session, agreement: Path, shocks: Path, **said: object) -> None:
    """Simulate AGREEMENT on SHOCKS, a csv of body, mean, spread and limit in £000.

    Draws many year ends of correlated shocks, and shows for each party what could come with and
    without the agreement, who pays and who gains, and what would be fair. Some draws are settled
    by the exact rule too.

    \b
    Example: equipoise riskshare simulate agreement.yaml shocks.csv --correlation 0.3
             --year 2023/24
    """
    outcome = riskshare_simulate(risk_agreement(agreement), typed_drawing(shocks, said))
    session.finish(outcome, simulated_page(outcome, year=session.plan_year()))


@command.command("compare")
@click.argument("agreement", type=FILE)
@click.argument("shocks", type=FILE)
@click.option("--with", "others", type=FILE, multiple=True, required=True,
              help="Another agreement of the same parties, up to four of them.")  # fmt: skip
@of_draws
@common
def compare(
    session: Session, agreement: Path, shocks: Path, others: tuple[Path, ...], **said: object
) -> None:
    """Compare AGREEMENT with others on the same draws of SHOCKS.

    \b
    Example: equipoise riskshare compare agreement.yaml shocks.csv --with other.yaml
             --year 2023/24
    """
    written = tuple(risk_agreement(path) for path in (agreement, *others))
    outcome = riskshare_compare(written, typed_drawing(shocks, said))
    session.finish(outcome, simulated_page(outcome, year=session.plan_year()))


for each in (lodge, sign, duty, lodged):
    command.add_command(each)
