"""Offers: made, countered, answered, withdrawn, sealed; and plans that proceed though rejected."""

from __future__ import annotations

from collections.abc import Callable
from secrets import token_hex
from typing import Any

import click

from equipoise.cli.context import Session, common
from equipoise.cli.references import DAY, THOUSANDS
from equipoise.reports.pages.gaps import lodged_page, offer_page, proceeding_page
from equipoise.rules.gap import Said
from equipoise.rules.gap.move_effects import MOVES
from equipoise.units import Pence
from equipoise.usecases.gap import proceed as proceed_with
from equipoise.usecases.offer import offer, offer_answer
from equipoise.usecases.offering import Offered
from equipoise.usecases.seal import Sealing
from equipoise.usecases.seal import seal as seal_offer


def of_move(function: Callable[..., None]) -> Callable[..., None]:
    """Add the argument and options that say what is offered."""
    for add in (
        click.option(
            "--from-month",
            type=click.IntRange(1, 12),
            default=1,
            show_default=True,
            help="The first month it moves, 1 being April.",
        ),
        click.option("--expires", "expires_on", type=DAY, help="The last day on which it is good."),
        click.option("--conditions", default="", help="What it stands on."),
        click.option("--evidence", required=True, help="What it rests on."),
        click.option("--owner", required=True, help="Who is answerable for it."),
        click.option("--name", required=True, help="What it is, in a few words."),
        click.option("--payer", default="", help="For income support: the ICB that pays."),
        click.option("--line", default="", help="The cost line, such as nonpay.other."),
        click.option(
            "--amount",
            "amount_pence",
            type=THOUSANDS,
            required=True,
            help="What it betters the position of ORG by, in £000.",
        ),
        click.option("--kind", type=click.Choice(MOVES), required=True, help="What kind it is."),
        click.argument("org"),
    ):
        function = add(function)
    return function


@click.group("offer")
def command() -> None:
    """Offer moves that close the gap, and answer those of others: a ledger by version.

    An offer is never changed: another amount is another offer. A move counts only when every
    body it touches has agreed to it and signed its own plan again. See them all: equipoise gap.
    """


@command.command("make")
@of_move
@click.option("--counters", default="", metavar="D5", help="The offer that this one answers.")
@common
def make(session: Session, org: str, counters: str, **said: Any) -> None:
    """Offer a move of ORG, or a counter-offer, which takes the place of the one it answers.

    \b
    Examples: equipoise offer make ZR1 --kind one-off --amount 1500 --line nonpay.other
                  --name 'Sale of equipment' --owner 'Director of finance'
                  --evidence 'Board paper 7' --as zr1.approver
              equipoise offer make ZR1 --kind income-support --payer ZQ1 --amount 1000
                  --name 'Support' --owner 'ICB finance' --evidence 'Letter' --as zr1.approver
    """
    one = session.round()
    offered = Offered(organisation=session.body(one, org), **said)
    outcome = offer(one, offered, counters=counters, by=session.actor(), now=session.now)
    session.finish(outcome, offer_page(outcome))


@command.command("answer")
@click.argument("decision", metavar="D7")
@click.option("--yes/--no", "agrees", required=True, help="Whether your body agrees.")
@click.option("--reason", default="", help="Why, in a sentence.")
@common
def answer(session: Session, decision: str, agrees: bool, reason: str) -> None:
    """Answer an offer for your body. With the last yes, drafts are made for each to sign.

    \b
    Example: equipoise offer answer D7 --yes --as zq1.lead
    """
    outcome = offer_answer(
        session.round(), decision, said=Said.YES if agrees else Said.NO, reason=reason,
        by=session.actor(), now=session.now,
    )  # fmt: skip
    session.finish(outcome, offer_page(outcome))


@command.command("withdraw")
@click.argument("decision", metavar="D7")
@click.option("--reason", default="", help="Why, in a sentence.")
@common
def withdraw(session: Session, decision: str, reason: str) -> None:
    """Take back an offer that your body made, while it is open.

    \b
    Example: equipoise offer withdraw D7 --reason 'Overtaken by the pay award' --as zr1.approver
    """
    outcome = offer_answer(
        session.round(), decision, said=Said.WITHDRAW, reason=reason,
        by=session.actor(), now=session.now,
    )  # fmt: skip
    session.finish(outcome, offer_page(outcome))


@command.command("seal")
@of_move
@click.option("--matter", required=True, help="What the first offers are about.")
@click.option("--between", multiple=True, required=True, metavar="ORG",
              help="Each body that lodges one, your own among them.")  # fmt: skip
@common
def seal(session: Session, org: str, matter: str, between: tuple[str, ...], **said: Any) -> None:
    """Lodge a sealed first offer: its digest is recorded, and no door shows it until all are in.

    \b
    Example: equipoise offer seal ZR1 --matter Q4 --between ZQ1 --between ZR1 --kind income-support
                 --payer ZQ1 --amount 1000 --name Support --owner 'ICB finance'
                 --evidence Letter --as zr1.approver
    """
    one = session.round()
    offered = Offered(organisation=session.body(one, org), **said)
    sealing = Sealing(matter=matter, between=between, secret=token_hex(16))
    outcome = seal_offer(one, offered, sealing=sealing, by=session.actor(), now=session.now)
    session.finish(outcome, lodged_page(outcome))


@command.command("proceed")
@click.argument("system")
@click.option("--imposed", type=THOUSANDS, required=True,
              help="The limit imposed, in £000 on the basis of the control total.")  # fmt: skip
@click.option("--reason", required=True, help="Why, in a sentence.")
@common
def proceed(session: Session, system: str, imposed: Pence, reason: str) -> None:
    """Record that SYSTEM's plan goes on though it was rejected: both figures stay in sight.

    \b
    Example: equipoise offer proceed ZQ1 --imposed -8000 --reason 'Letter of 12 June'
                 --as region.lead
    """
    outcome = proceed_with(
        session.round(), system, imposed=imposed, reason=reason,
        by=session.actor(), now=session.now,
    )  # fmt: skip
    session.finish(outcome, proceeding_page(outcome))
