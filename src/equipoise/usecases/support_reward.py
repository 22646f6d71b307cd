"""Show the reward of 2020/21 for bodies newly in balance: published, and never paid."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from equipoise.rules.support import NewlyInBalance, reward
from equipoise.units import FinancialYear
from equipoise.usecases.filed import Filed
from equipoise.usecases.of_files import SUPPORT
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.refusals import RefusedError
from equipoise.workings import Figure, Reference

YEAR: Final = FinancialYear(2020)
"""The one year of the rule."""


@dataclass(frozen=True, kw_only=True)
class RewardsPaid:
    """The reward of each body."""

    asked: Filed
    bodies: Mapping[str, Figure]


def support_reward(asked: Filed) -> Outcome[RewardsPaid]:
    """Return the reward of each body: once for a surplus, twice where it reached and held one.

    Raises: RefusedError outside a model, for the scheme was suspended; or for a file without rows.
    """
    if not asked.model:
        raise RefusedError(
            "The reward of 2020/21 was suspended: it was never paid, and no plan rests on it.",
            "See what it would have been with --model.",
        )
    bodies = {
        body: reward(
            NewlyInBalance(
                period=asked.year.period,
                income=asked.amount(row, "income"),
                surplus=row.answers["surplus"],
                held=row.answers.get("held", False),
            ),
            asked.values,
            known_on=asked.known_on,
        )
        for body, row in asked.rows("body").items()
    }
    figures = {
        Reference("figure", (SUPPORT, asked.year.code, body, SUPPORT)): one
        for body, one in bodies.items()
    }
    result = RewardsPaid(asked=asked, bodies=bodies)
    return Outcome(result=result, figures=figures, adds_up=asked.adds_up)
