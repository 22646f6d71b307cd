"""Options of every decision about a pot: from when it counts, why, and who has to agree."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import click

from equipoise.cli.context import Session
from equipoise.cli.references import CODE, DAY
from equipoise.usecases.potting import Agreement
from equipoise.usecases.potting.recording import Terms


def terms(function: Callable[..., None]) -> Callable[..., None]:
    """Add the options that say from when a decision counts, why, and who has to agree."""
    for option in (
        click.option("--from-day", type=DAY, help="The day it counts from; today if left out."),
        click.option("--reason", required=True, help="Why, in a sentence."),
        click.option("--source", default="", help="The document it rests on."),
        click.option(
            "--agreement",
            type=click.Choice([str(word) for word in Agreement]),
            default="none",
            show_default=True,
            help="Who of the parties has to say yes.",
        ),
        click.option("--party", "parties", type=CODE, multiple=True,
                     help="A body (ZR1), or a role in one (ZQ1/lay_member); again for each."),
    ):  # fmt: skip
        function = option(function)
    return function


def typed_terms(session: Session, said: Mapping[str, object]) -> Terms:
    """Return the terms among the options of a command."""
    day, reason, source, agreement, parties = (
        said[name] for name in ("from_day", "reason", "source", "agreement", "parties")
    )
    assert isinstance(parties, tuple)
    return Terms(
        effective_on=day if isinstance(day, date) else session.today,
        reason=str(reason),
        source=str(source),
        agreement=Agreement(str(agreement)),
        parties=parties,
    )
