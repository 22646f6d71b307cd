"""Risk shares on the command line: how draws are asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from pathlib import Path

import click

from equipoise.sources import risk_shocks
from equipoise.units import FinancialYear, Pence
from equipoise.usecases.riskshare_simulate import MOST_DRAWS, Drawing


def of_draws(function: Callable[..., None]) -> Callable[..., None]:
    """Add the options that say what is drawn of an agreement, how often, and from which seed."""
    met = click.option("--met", multiple=True, help="A condition that is taken as met; repeatable.")
    return of_shocks(met(function))


def of_shocks(function: Callable[..., None]) -> Callable[..., None]:
    """Add the options that say how shocks are drawn, how often, and from which seed."""
    for add in (
        click.option(
            "--pair",
            "pairs",
            nargs=3,
            multiple=True,
            metavar="ONE OTHER RATIO",
            help="The correlation of two parties, where it is another.",
        ),
        click.option(
            "--correlation",
            default="0",
            show_default=True,
            help="How far shocks move together, from -1 to 1.",
        ),
        click.option("--seed", default=1, show_default=True, help="The same seed, the same draws."),
        click.option(
            "--draws",
            type=click.IntRange(1, MOST_DRAWS),
            default=200_000,
            show_default=True,
            help="How many year ends are drawn; a report may want 1000000.",
        ),
    ):
        function = add(function)
    return function


def typed_drawing(shocks: Path, said: Mapping[str, object]) -> Drawing:
    """Return what is drawn, from the options of a command.

    Raises: BadParameter for a correlation that is no number.
    """
    met, pairs, draws, seed = said.get("met", ()), said["pairs"], said["draws"], said["seed"]
    assert isinstance(met, tuple)
    assert isinstance(pairs, tuple)
    assert isinstance(draws, int)
    assert isinstance(seed, int)
    return Drawing(
        shocks=risk_shocks(shocks),
        together=_ratio(str(said["correlation"]), "--correlation"),
        draws=draws,
        seed=seed,
        met=frozenset(met),
        pairs={(min(a, b), max(a, b)): _ratio(text, "--pair") for a, b, text in pairs},
    )


def by_year(amounts: Sequence[tuple[str, Pence]]) -> Mapping[FinancialYear, int]:
    """Return amounts by year, from those typed as YEAR=£000.

    Raises: BadParameter for a year that is none, or is named twice.
    """
    try:
        found = {FinancialYear.parse(year): int(pence) for year, pence in amounts}
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--surplus") from error
    if len(found) != len(amounts):
        raise click.BadParameter("a year is named twice", param_hint="--surplus")
    return found


def _ratio(text: str, hint: str) -> Fraction:
    try:
        found = Decimal(text)
    except InvalidOperation:
        found = Decimal("nan")
    if not found.is_finite():
        raise click.BadParameter(f"{text!r} is no number, such as 0.3.", param_hint=hint)
    return Fraction(found)
