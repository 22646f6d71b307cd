"""The pot: shown, added to, moved, shared out, answered and withdrawn."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from equipoise.cli.context import Session, common
from equipoise.cli.pot_awards import award, places
from equipoise.cli.references import CODE, DAY, THOUSANDS
from equipoise.cli.showing import ShowingGroup
from equipoise.cli.terms import terms, typed_terms
from equipoise.reports.pages.pots import act_page, added_page, pot_page
from equipoise.sheets.pot_template import pot_template
from equipoise.units import Pence
from equipoise.usecases.pot import Days, pot
from equipoise.usecases.pot_add import pot_add
from equipoise.usecases.pot_answer import pot_answer
from equipoise.usecases.pot_move import Moved, pot_move
from equipoise.usecases.pot_withdraw import pot_withdraw

FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.group("pot", cls=ShowingGroup)
def command() -> None:
    """Show the pot of a system (equipoise pot ZQ1), or record a decision about it.

    A pot is a ledger of decisions: lines are added, money is moved and shared, and nothing is
    ever written over. Each decision counts from a day, and is known from when it was recorded.
    """


@command.command("show")
@click.argument("system", required=False)
@click.option("--as-at", type=DAY, help="The day it is looked at; the end of the year if left out.")
@click.option("--known", type=DAY, help="As it was known by the end of this day.")
@click.option("--scenario", type=click.Choice(["fold-in"]),
              help="Show what would be; nothing is recorded.")  # fmt: skip
@common
def show(
    session: Session,
    system: str | None,
    as_at: date | None,
    known: date | None,
    scenario: str | None,
) -> None:
    """Show the pot of SYSTEM: what came in, what it is used for, and whether that adds up.

    A trust or a council sees its own parts, with the reason for each. The exit code is 3 while
    something is neither committed, nor reserve, nor surplus.

    \b
    Examples: equipoise pot show ZQ1 --as zq1.lead
              equipoise pot show ZQ1 --as-at 2023-10-01 --known 2023-07-31
              equipoise pot show ZQ1 --scenario fold-in
    """
    one = session.round()
    whose = session.system(one, system)
    days = Days(as_at=as_at, known=known)
    outcome = pot(one, whose, days=days, by=session.actor(), on=session.today)
    session.finish(outcome, pot_page(outcome, fold_in=scenario is not None))


@command.command("template")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@common
def template(session: Session, file: Path) -> None:
    """Write FILE, an empty list of lines, with a sentence of help for every column.

    \b
    Example: equipoise pot template pot.csv
    """
    file.write_text(pot_template(session.round().year), "utf-8")
    click.echo(f"Written to {file}")


@command.command("add")
@click.argument("system")
@click.argument("file", type=FILE)
@click.option("--reason", default="", help="Why, in a sentence.")
@common
def add(session: Session, system: str, file: Path, reason: str) -> None:
    """Add the lines of FILE to the pot of SYSTEM: each becomes a decision, or none does.

    Amounts are in £000. What is wrong is told by cell, with what is expected and what to do.

    \b
    Example: equipoise pot add ZQ1 pot.csv --as zq1.lead
    """
    one = session.round()
    outcome = pot_add(one, system, path=file, reason=reason, by=session.actor(), now=session.now)
    session.finish(outcome, added_page(outcome))


@command.command("move")
@click.argument("system")
@click.option("--out-of", type=CODE, required=True,
              help="A line, ZQ2/line of another system, or the code of NHS England.")  # fmt: skip
@click.option("--into", type=CODE, required=True, help="The same, on the other side.")
@click.option("--amount", type=THOUSANDS, required=True, help="How much, in £000.")
@terms
@common
def move(
    session: Session, system: str, out_of: str, into: str, amount: Pence, **said: object
) -> None:
    """Move money in the year: both sides are recorded, and sum to zero.

    With another system it counts when that one has agreed. Ring-fenced money keeps its fence.

    \b
    Example: equipoise pot move ZQ1 --out-of X24 --into core --amount 1500
             --from-day 2023-07-01 --reason 'Pay award, notice of 30 June' --as zq1.lead
    """
    one = session.round()
    moved = Moved(source=out_of, target=into, amount_pence=amount)
    outcome = pot_move(
        one,
        system,
        moved=moved,
        terms=typed_terms(session, said),
        by=session.actor(),
        now=session.now,
    )
    session.finish(outcome, act_page(outcome.result))


@command.command("answer")
@click.argument("decision", metavar="D7")
@click.option("--yes/--no", "agrees", required=True, help="Whether your party agrees.")
@click.option("--reason", default="", help="Why, in a sentence.")
@common
def answer(session: Session, decision: str, agrees: bool, reason: str) -> None:
    """Answer a decision for the party you speak for: your body, or your role in it.

    \b
    Example: equipoise pot answer D7 --yes --as zr1.approver
    """
    outcome = pot_answer(
        session.round(), decision, answer="yes" if agrees else "no", reason=reason,
        by=session.actor(), now=session.now,
    )  # fmt: skip
    session.finish(outcome, act_page(outcome.result))


@command.command("withdraw")
@click.argument("decision", metavar="D7")
@click.option("--reason", required=True, help="Why, in a sentence.")
@click.option("--from-day", type=DAY, help="From when on; as if it had never been, if left out.")
@common
def withdraw(session: Session, decision: str, reason: str, from_day: date | None) -> None:
    """Withdraw a decision: what it put on lines is taken back, and both stay on record.

    What several parties agreed to, they agree to undo.

    \b
    Example: equipoise pot withdraw D7 --reason 'Entered twice' --as zq1.lead
    """
    outcome = pot_withdraw(
        session.round(), decision, reason=reason, effective_on=from_day, by=session.actor(),
        now=session.now,
    )  # fmt: skip
    session.finish(outcome, act_page(outcome.result))


command.add_command(award)
command.add_command(places)
