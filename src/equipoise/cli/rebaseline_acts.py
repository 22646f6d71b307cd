"""Steps of a re-baselining that are typed: targets, releases, commitments, actions, meetings."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Final

import click

from equipoise.cli.context import Session, common
from equipoise.cli.references import CODE, DAY, PERCENT, THOUSANDS
from equipoise.reports.pages.rebaselining_acts import assumed_page, noted_page
from equipoise.rules.rebaselining.strike_cost import PARTS
from equipoise.units import Pence
from equipoise.usecases.rebaseline_act import ClosingAction, rebaseline_act
from equipoise.usecases.rebaseline_answer import rebaseline_answer
from equipoise.usecases.rebaseline_assume import Assumption, rebaseline_assume
from equipoise.usecases.rebaseline_commitment import Committed, rebaseline_commitment
from equipoise.usecases.rebaseline_meet import Meeting, rebaseline_meet
from equipoise.usecases.rebaseline_release import Flexibility, rebaseline_release
from equipoise.usecases.rebaseline_safety import rebaseline_safety
from equipoise.usecases.rebaseline_strike import StrikeDays, rebaseline_strike
from equipoise.usecases.rebaseline_target import Retarget, rebaseline_target
from equipoise.usecases.rebaselining.kinds import ACTION_KINDS, RISKS
from equipoise.usecases.rebaselining.restored import restored_of

FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command("target")
@click.argument("system")
@click.option("--code", type=CODE, required=True, help="A short code, as in the letter.")
@click.option("--before", type=PERCENT, required=True, help="The target as it was, % of baseline.")
@click.option("--after", type=PERCENT, required=True, help="The target as it is, % of baseline.")
@click.option("--from-day", type=DAY, required=True, help="The day it counts from.")
@click.option("--restored", type=THOUSANDS, help="The elective money it restores, in £000.")
@click.option("--care", type=FILE, help="Or: work that out from a file of elective care.")
@click.option("--source", required=True, help="The document it rests on.")
@common
def target(
    session: Session,
    system: str,
    code: str,
    before: Fraction,
    after: Fraction,
    from_day: date,
    restored: Pence | None,
    care: Path | None,
    source: str,
) -> None:
    """Record a new elective target of SYSTEM, and the elective money that it restores.

    With --care that is what equipoise swing finds for SYSTEM in the file: the rules known on the
    day it counts from, with nothing taken back, against those of the day before.

    \b
    Example: equipoise rebaseline target ZQ1 --code november --before 105 --after 103
             --from-day 2023-11-08 --restored 8000 --source 'Letter' --as zq1.lead
    """
    one = session.round()
    if (restored is None) == (care is None):
        raise click.UsageError("Name the money with --restored, or a file of care with --care.")
    if care is not None:
        restored = restored_of(one, system, path=care, from_day=from_day)
    assert restored is not None, "one of the two was named"
    found = Retarget(
        code=code, before=before, after=after, from_day=from_day, restored_pence=restored,
        source=source,
    )  # fmt: skip
    outcome = rebaseline_target(one, system, target=found, by=session.actor(), now=session.now)
    session.finish(outcome, noted_page(outcome))


@click.command("release")
@click.argument("system")
@click.option("--code", type=CODE, required=True, help="A short code for it.")
@click.option("--programme", required=True, help="The programme whose money it is.")
@click.option("--held", type=THOUSANDS, required=True, help="What it holds, in £000.")
@click.option("--release", type=THOUSANDS, required=True, help="How much is asked for, in £000.")
@click.option("--approver", type=CODE, required=True, help="Who has to approve, by code.")
@click.option("--reason", required=True, help="Why, in a sentence.")
@click.option("--effect", required=True, help="What it does to the programme's own aims.")
@common
def release(session: Session, system: str, held: Pence, release: Pence, **said: str) -> None:
    """Ask that ring-fenced money of SYSTEM be released; it counts when its approver agrees.

    \b
    Example: equipoise rebaseline release ZQ1 --code digital --programme 'Digital' --held 5000
             --release 3000 --approver X24 --reason 'Unspent' --effect 'A year later' --as zq1.lead
    """
    asked = Flexibility(
        code=said["code"], programme=said["programme"], held_pence=held, release_pence=release,
        approver=said["approver"], reason=said["reason"], effect=said["effect"],
    )  # fmt: skip
    outcome = rebaseline_release(
        session.round(), system, asked=asked, by=session.actor(), now=session.now
    )
    session.finish(outcome, noted_page(outcome))


@click.command("answer")
@click.argument("decision", metavar="D7")
@click.option("--yes/--no", "agrees", required=True, help="Whether your body agrees.")
@click.option("--reason", default="", help="Why, in a sentence.")
@common
def answer(session: Session, decision: str, agrees: bool, reason: str) -> None:
    """Answer a release or an action for the body that it asks.

    \b
    Example: equipoise rebaseline answer D7 --yes --as national.lead
    """
    outcome = rebaseline_answer(
        session.round(), decision, answer="yes" if agrees else "no", reason=reason,
        by=session.actor(), now=session.now,
    )  # fmt: skip
    session.finish(outcome, noted_page(outcome))


@click.command("commitment")
@click.argument("system")
@click.option("--code", type=CODE, required=True, help="A short code, as in the letter.")
@click.option("--metric", required=True, help="What is counted.")
@click.option("--target", type=int, required=True, help="How many are promised.")
@click.option("--due", type=DAY, required=True, help="By which day.")
@click.option("--protected/--not-protected", default=True, help="Whether it may never be cut.")
@click.option("--actual", type=int, help="How many there are.")
@click.option("--source", default="", help="The document it rests on.")
@common
def commitment(
    session: Session,
    system: str,
    target: int,
    due: date,
    protected: bool,
    actual: int | None,
    **said: str,
) -> None:
    """Record a commitment of SYSTEM. One that is protected is never cut, nor put off.

    \b
    Example: equipoise rebaseline commitment ZQ1 --code beds --metric 'Core beds' --target 120
             --due 2024-01-31 --actual 96 --as zq1.lead
    """
    promised = Committed(
        code=said["code"], metric=said["metric"], target=target, due_on=due,
        is_protected=protected, actual=actual, source=said["source"],
    )  # fmt: skip
    outcome = rebaseline_commitment(
        session.round(), system, promised=promised, by=session.actor(), now=session.now
    )
    session.finish(outcome, noted_page(outcome))


@click.command("act")
@click.argument("system")
@click.option("--code", type=CODE, required=True, help="A short code for it.")
@click.option("--org", "organisation", type=CODE, required=True, help="Whose saving it is.")
@click.option("--kind", type=click.Choice(ACTION_KINDS), required=True, help="What kind it is.")
@click.option("--name", required=True, help="What it is, in a few words.")
@click.option("--owner", required=True, help="Who answers for it.")
@click.option("--value", type=THOUSANDS, required=True, help="What it saves this year, in £000.")
@click.option("--recurrent/--one-off", default=False, help="Whether it lasts.")
@click.option("--from-month", type=int, required=True, help="The month it starts, 1 (April) to 12.")
@click.option("--risk", type=click.Choice(RISKS), required=True, help="How risky it is.")
@click.option("--effect", "effects", multiple=True, metavar="PRIORITY=EFFECT",
              help="helps, none, or 'harms: why'; again for each priority.")  # fmt: skip
@click.option("--rests-on", multiple=True, help="A planning assumption; again for each.")
@common
def act(
    session: Session,
    system: str,
    value: Pence,
    recurrent: bool,
    from_month: int,
    effects: tuple[str, ...],
    rests_on: tuple[str, ...],
    **said: str,
) -> None:
    """Propose an action that closes the gap of SYSTEM, tested against the priorities in order.

    \b
    Example: equipoise rebaseline act ZQ1 --code A1 --org ZR1 --kind agency --name 'Agency cap'
             --owner 'Chief nurse' --value 4000 --from-month 9 --risk low
             --effect balance=helps --effect safety=none --as zr1.approver
    """
    action = ClosingAction(
        code=said["code"],
        organisation=said["organisation"],
        kind=said["kind"],
        name=said["name"],
        owner=said["owner"],
        value_pence=value,
        is_recurrent=recurrent,
        from_month=from_month,
        risk=said["risk"],
        effects=dict(_pair(text) for text in effects),
        rests_on=rests_on,
    )
    outcome = rebaseline_act(
        session.round(), system, action=action, by=session.actor(), now=session.now
    )
    session.finish(outcome, noted_page(outcome))


def _pair(text: str) -> tuple[str, str]:
    priority, named, effect = text.partition("=")
    if not named:
        raise click.UsageError(f"{text!r} is not a priority and an effect, as balance=helps.")
    return priority, effect


@click.command("assume")
@click.argument("system")
@click.option("--code", type=CODE, required=True, help="A short code, as in the letter.")
@click.option("--words", default="", help="What is assumed; the letter's own if left out.")
@click.option("--broken/--holds", default=False, help="Whether it is broken.")
@click.option("--reason", default="", help="Why, in a sentence.")
@common
def assume(session: Session, system: str, code: str, words: str, broken: bool, reason: str) -> None:
    """Record a planning assumption of SYSTEM, or that it is broken, and name what rests on it.

    \b
    Example: equipoise rebaseline assume ZQ1 --code no_strikes --broken
             --reason 'Strike of 20 December' --as zq1.lead
    """
    assumption = Assumption(code=code, words=words, is_broken=broken, reason=reason)
    outcome = rebaseline_assume(
        session.round(), system, assumption=assumption, by=session.actor(), now=session.now
    )
    session.finish(outcome, assumed_page(outcome))


@click.command("strike")
@click.argument("system")
@click.option("--group", type=CODE, required=True, help="The staff group: junior_doctors, ...")
@click.option("--from-day", type=DAY, required=True, help="The first day of it.")
@click.option("--days", type=int, required=True, help="How many days.")
@click.option("--part", "parts", type=click.Choice(PARTS), multiple=True,
              help="A part of its cost that counts; all if left out.")  # fmt: skip
@click.option("--cost", "costs", multiple=True, metavar="PART=£000",
              help="What a part costs the system, in place of the estimate.")  # fmt: skip
@click.option("--source", default="", help="The document it rests on; needed with --cost.")
@common
def strike(
    session: Session,
    system: str,
    group: str,
    from_day: date,
    days: int,
    parts: tuple[str, ...],
    costs: tuple[str, ...],
    source: str,
) -> None:
    """Enter a strike in the log of SYSTEM; its cost is estimated by day and part.

    A part whose cost you know is stated with --cost, and stands in place of the estimate.

    \b
    Examples: equipoise rebaseline strike ZQ1 --group junior_doctors --from-day 2023-04-11
                  --days 4 --as zq1.lead
              equipoise rebaseline strike ZQ1 --group consultants --from-day 2023-07-20 --days 2
                  --cost lost_activity=450 --cost deferred_leave=80 --source 'Month 4 report'
                  --as zq1.lead
    """
    found = StrikeDays(
        group=group,
        from_day=from_day,
        days=days,
        parts=parts or PARTS,
        stated=dict(map(_part_and_cost, costs)),
        source=source,
    )
    outcome = rebaseline_strike(
        session.round(), system, strike=found, by=session.actor(), now=session.now
    )
    session.finish(outcome, noted_page(outcome))


def _part_and_cost(text: str) -> tuple[str, Pence]:
    """Return a part of a strike's cost and what it is, typed as cover=450.

    Raises: UsageError for another text.
    """
    part, named, amount = text.partition("=")
    if not named or part not in PARTS:
        raise click.UsageError(
            f"{text!r} is not a part and its cost in £000, as cover=450. Parts: {', '.join(PARTS)}."
        )
    return part, THOUSANDS.convert(amount, None, None)


@click.command("safety")
@click.argument("system")
@click.option("--statement", required=True, help="The statement, in full.")
@common
def safety(session: Session, system: str, statement: str) -> None:
    """Make the safety statement of SYSTEM, without which nothing is submitted.

    \b
    Example: equipoise rebaseline safety ZQ1 --statement 'No action lowers safe staffing.'
             --as zq1.clinical
    """
    outcome = rebaseline_safety(
        session.round(), system, statement=statement, by=session.actor(), now=session.now
    )
    session.finish(outcome, noted_page(outcome))


@click.command("meet")
@click.argument("system")
@click.option("--on", "day", type=DAY, required=True, help="The day of the meeting.")
@click.option("--with", "present", multiple=True, required=True,
              help="Who is there, by name and role; again for each.")  # fmt: skip
@click.option("--agreed", multiple=True, type=CODE, help="An action agreed; again for each.")
@click.option("--note", "words", default="", help="A note of it.")
@common
def meet(
    session: Session,
    system: str,
    day: date,
    present: tuple[str, ...],
    agreed: tuple[str, ...],
    words: str,
) -> None:
    """Enter a meeting on SYSTEM; its papers are the locked version, by its hash.

    \b
    Example: equipoise rebaseline meet ZQ1 --on 2023-11-28 --with 'ICB executive'
             --agreed A1 --as zq1.lead
    """
    meeting = Meeting(on=day, present=present, agreed=agreed, words=words)
    outcome = rebaseline_meet(
        session.round(), system, meeting=meeting, by=session.actor(), now=session.now
    )
    session.finish(outcome, noted_page(outcome))


ACTS: Final = (target, release, answer, commitment, act, assume, strike, safety, meet)
