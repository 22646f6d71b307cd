"""Two commands of the pot: an award and how it is shared, and the places of a system."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import click

from equipoise.cli.context import Session, common
from equipoise.cli.references import CODE, PERCENT, THOUSANDS, WEIGHT
from equipoise.cli.terms import terms, typed_terms
from equipoise.reports.pages.pots import act_page
from equipoise.units import Pence
from equipoise.usecases.pot_award import Awarded, pot_award
from equipoise.usecases.pot_places import pot_places, read_places

FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command("award")
@click.argument("system")
@click.option("--line", type=CODE, required=True, help="A short code for it.")
@click.option("--title", required=True, help="What it is, in a few words.")
@click.option("--stream", required=True, help="The stream it belongs to.")
@click.option("--route", required=True, help="How it came: formula, bid, ring-fence, transfer.")
@click.option("--condition", default="", help="On what condition it came.")
@click.option("--recurrent/--one-off", default=False, help="Whether it comes again.")
@click.option("--amount", type=THOUSANDS, required=True, help="How much, in £000.")
@click.option("--key", required=True,
              help="Shared by: turnover, contract, population, need, custom.")  # fmt: skip
@click.option("--to", "shares", type=WEIGHT, multiple=True, required=True,
              help="A body, or BODY=NUMBER; turnover and contract come of the plan.")  # fmt: skip
@terms
@common
def award(
    session: Session,
    system: str,
    line: str,
    title: str,
    stream: str,
    route: str,
    condition: str,
    recurrent: bool,
    amount: Pence,
    key: str,
    shares: tuple[tuple[str, Fraction | None], ...],
    **said: object,
) -> None:
    """Record money received in the year and how SYSTEM shares it: by which key, who agrees, why.

    Parts sum to the award, to the penny. Each body sees its own part and the reason.

    \b
    Example: equipoise pot award ZQ1 --line elective --title 'Elective money' --stream support
             --route transfer --amount 5000 --key turnover --to ZR1 --to ZR2 --to ZR3
             --agreement majority --party ZR1 --party ZR2 --party ZR3
             --reason 'By turnover, as in 2022/23' --as zq1.lead
    """
    one = session.round()
    awarded = Awarded(
        line=line,
        title=title,
        stream=stream,
        amount_pence=amount,
        route=route,
        key=key,
        weights=dict(shares),
        condition=condition,
        is_recurrent=recurrent,
    )
    outcome = pot_award(
        one,
        system,
        awarded=awarded,
        terms=typed_terms(session, said),
        by=session.actor(),
        now=session.now,
    )
    session.finish(outcome, act_page(outcome.result))


@click.command("places")
@click.argument("system")
@click.argument("file", type=FILE)
@click.option("--most", type=PERCENT, required=True,
              help="The most a place may move in a year, % of its formula share.")  # fmt: skip
@terms
@common
def places(session: Session, system: str, file: Path, most: Fraction, **said: object) -> None:
    """Record the places of SYSTEM, their people and need, and how fast money may move to need.

    FILE has a line for each place: place, people, weighted_people, practices, outcome, direction.
    An outcome begins with a whole number, such as 402 early deaths for each 100,000; other words
    stay words.

    \b
    Example: equipoise pot places ZQ1 places.csv --most 2% --reason 'Place boards, 4 May'
             --source 'Allocation tool 2023/24' --as zq1.lead
    """
    one = session.round()
    outcome = pot_places(
        one, system, places=read_places(file), most=most, terms=typed_terms(session, said),
        by=session.actor(), now=session.now,
    )  # fmt: skip
    session.finish(outcome, act_page(outcome.result))
