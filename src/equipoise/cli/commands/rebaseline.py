"""The re-baselining of a year: opened by a letter, replanned, closed and sent."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import click

from equipoise.cli.context import Session, common
from equipoise.cli.pictures import show_picture
from equipoise.cli.reasons import with_why, write_working
from equipoise.cli.rebaseline_acts import ACTS
from equipoise.cli.rebaseline_lists import LISTS
from equipoise.cli.references import DAY, THOUSANDS, WEIGHT
from equipoise.cli.showing import ShowingGroup
from equipoise.reports.charts.rebasing import rebased_picture
from equipoise.reports.pages.reasons import explanation_page
from equipoise.reports.pages.rebaselining import (
    closed_page,
    everywhere_page,
    gate_page,
    rebased_sent_page,
    rebaseline_page,
)
from equipoise.reports.pages.rebaselining_acts import awarded_page, opened_page
from equipoise.sources import house_letter
from equipoise.units import Pence
from equipoise.usecases.explain import explain
from equipoise.usecases.rebaseline import rebaseline
from equipoise.usecases.rebaseline_award import Shared, rebaseline_award
from equipoise.usecases.rebaseline_close import rebaseline_close
from equipoise.usecases.rebaseline_national import rebaseline_national
from equipoise.usecases.rebaseline_open import rebaseline_open
from equipoise.usecases.rebaseline_send import rebaseline_send
from equipoise.usecases.rebaselining import exercise_of
from equipoise.usecases.rebaselining.kinds import KEYS

FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.group("rebaseline", cls=ShowingGroup)
def command() -> None:
    """Show the re-baselining of a system (equipoise rebaseline ZQ1), or record a step of it.

    A letter opens it on a locked plan, which is never written over. The pool is shared, the rest
    of the year replanned, actions agreed until the gap is nil; then it is closed and sent.
    """


@command.command("show")
@click.argument("system", required=False)
@click.option("--known", type=DAY, help="As it was known by the end of this day.")
@with_why
@common
def show(
    session: Session,
    system: str | None,
    known: date | None,
    whose: str | None,
    working: Path | None,
) -> None:
    """Show where SYSTEM stands: its gap, months, actions, commitments, and what the gate asks.

    --why names a figure, such as gap_after, award/ZQ1 or month/9.

    \b
    Examples: equipoise rebaseline show ZQ1 --as zq1.lead
              equipoise rebaseline show ZQ1 --why gap_after --working gap.xlsx
    """
    one = session.round()
    code = session.system(one, system)
    outcome = rebaseline(one, code, known=known, by=session.actor(), on=session.today)
    if whose is None:
        if working is not None:
            raise click.UsageError("--working writes how one figure is made: name it with --why.")
        session.show(outcome, rebaseline_page(outcome))
        return
    reason = explain(one, outcome.result.ref(whose), by=session.actor(), on=session.today)
    told = explanation_page(reason)
    if working is not None:
        write_working(reason, working, title=told.title)
    session.finish(reason, told)


@command.command("letter")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@common
def letter(session: Session, file: Path) -> None:
    """Write FILE, the letter of 8 November 2023, as what is known of it and where it was read.

    \b
    Example: equipoise rebaseline letter letter.yaml
    """
    del session
    file.write_text(house_letter(), "utf-8")
    click.echo(f"Written to {file}")


@command.command("open")
@click.argument("file", type=FILE)
@click.argument("system", required=False)
@common
def open_(session: Session, file: Path, system: str | None) -> None:
    """Open the re-baselining of SYSTEM with the letter in FILE, on its locked plan.

    \b
    Example: equipoise rebaseline open letter.yaml ZQ1 --as national.lead
    """
    one = session.round()
    outcome = rebaseline_open(
        one, session.system(one, system), path=file, by=session.actor(), now=session.now
    )
    session.finish(outcome, opened_page(outcome))


@command.command("award")
@click.argument("file", type=FILE)
@click.argument("systems", nargs=-1)
@click.option("--key", type=click.Choice(KEYS), help="The letter's own if left out.")
@click.option("--weight", "weights", type=WEIGHT, multiple=True,
              help="What a part weighs, as junior_doctors=26; again for each.")  # fmt: skip
@click.option("--pool", type=THOUSANDS, help="In £000; the letter's own if left out.")
@click.option("--reason", required=True, help="Why so, in a sentence.")
@click.option("--source", default="", help="The document it rests on.")
@common
def award(
    session: Session,
    file: Path,
    systems: tuple[str, ...],
    key: str | None,
    weights: tuple[tuple[str, Fraction | None], ...],
    pool: Pence | None,
    **said: str,
) -> None:
    """Share the pool by FILE (system, part, amount) among all it lists; record it with SYSTEMS.

    Amounts are in £000 (people, with --key population). All open re-baselinings if none is named.

    \b
    Example: equipoise rebaseline award paybill.csv ZQ1 --weight junior_doctors=22
             --weight consultants=8 --reason 'By strike days' --as national.lead
    """
    one = session.round()
    found = {code: exercise_of(one, code) for code in systems or one.systems}
    own = [code for code, each in found.items() if systems or each is not None]
    if missing := [part for part, weight in weights if weight is None]:
        raise click.UsageError(f"Name what {missing[0]} weighs: --weight {missing[0]}=NUMBER.")
    first = next((each for each in found.values() if each is not None), None)
    shared = Shared(
        path=file,
        key=key or (first.letter.key if first else KEYS[0]),
        weights={part: weight for part, weight in weights if weight is not None},
        reason=said["reason"],
        source=said["source"],
        pool_pence=pool,
    )
    outcome = rebaseline_award(one, own, shared=shared, by=session.actor(), now=session.now)
    session.finish(outcome, awarded_page(outcome))


@command.command("check")
@click.argument("system", required=False)
@common
def check(session: Session, system: str | None) -> None:
    """Test whether the rebased plan of SYSTEM may be submitted; the exit code is 3 if not.

    \b
    Example: equipoise rebaseline check ZQ1 --as zq1.lead
    """
    one = session.round()
    code = session.system(one, system)
    outcome = rebaseline(one, code, by=session.actor(), on=session.today)
    session.finish(outcome, gate_page(outcome))


@command.command("chart")
@click.argument("system", required=False)
@common
def chart(session: Session, system: str | None) -> None:
    """Show the bridge from the plan of SYSTEM to its rebased plan (P1), or draw it in a file.

    With --out a file whose name ends in .svg holds the drawing, and in .html a page with its table.

    \b
    Example: equipoise rebaseline chart ZQ1 --out bridge.svg --as zq1.lead
    """
    one = session.round()
    code = session.system(one, system)
    outcome = rebaseline(one, code, by=session.actor(), on=session.today)
    picture = rebased_picture(outcome)
    if picture is None:
        raise click.UsageError(f"{code} has no rebased position yet: an award and a replan first.")
    show_picture(session, outcome, picture=picture)


@command.command("close")
@click.argument("system")
@click.option("--with-gap", default="", metavar="REASON", help="Close with a gap that stays.")
@common
def close(session: Session, system: str, with_gap: str) -> None:
    """Close the rebased plan of SYSTEM: a document that nothing writes over.

    \b
    Example: equipoise rebaseline close ZQ1 --as zq1.lead
    """
    outcome = rebaseline_close(
        session.round(), system, with_gap=with_gap, by=session.actor(), now=session.now
    )
    session.finish(outcome, closed_page(outcome))


@command.command("send")
@click.argument("system")
@common
def send(session: Session, system: str) -> None:
    """Send the rebased plan of SYSTEM, as it was closed, to the region.

    \b
    Example: equipoise rebaseline send ZQ1 --as zq1.lead
    """
    outcome = rebaseline_send(session.round(), system, by=session.actor(), now=session.now)
    session.finish(outcome, rebased_sent_page(outcome))


@command.command("national")
@common
def national(session: Session) -> None:
    """Show every system, and tie its award to the pool; the exit code is 3 if they do not.

    \b
    Example: equipoise rebaseline national --as national.lead
    """
    outcome = rebaseline_national(session.round(), by=session.actor(), on=session.today)
    session.finish(outcome, everywhere_page(outcome))


for each in (*ACTS, *LISTS):
    command.add_command(each)
