"""Distributions on the command line: budgets, local rules and priorities in files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from equipoise.cli.populations import FILE
from equipoise.cli.references import DAY
from equipoise.sources import Written, budgets, local_rules, together
from equipoise.sources import priorities as local_priorities


def of_distributions(function: Callable[..., None]) -> Callable[..., None]:
    """Add the arguments and options that say what is distributed, and under which local rules."""
    for add in (
        click.option(
            "--known", type=DAY, help="The day whose knowledge of national rules counts; today."
        ),
        click.option(
            "--priorities",
            type=FILE,
            help="A csv of local priorities: priority, weight, agreed_by, agreed_on, and where "
            "wanted metric, body, stream, counts_as.",
        ),
        click.option(
            "--rules",
            type=FILE,
            help="A csv of local rules: rule, sentence, sense (at least, at most or exactly), "
            "amount in £000, and where wanted body, stream, counts_as.",
        ),
        click.argument("system"),
        click.argument("file", type=FILE),
    ):
        function = add(function)
    return function


def written(file: Path, *, rules: Path | None, priorities: Path | None) -> Written:
    """Return what the files say, as one."""
    others = [local_rules(rules)] if rules else []
    others += [local_priorities(priorities)] if priorities else []
    return together(budgets(file), *others)
