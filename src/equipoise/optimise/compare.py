"""Up to five distributions side by side: by place, by stream, by rule and by priority."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from math import floor
from typing import Final

from equipoise.optimise.aims import Aim, cost
from equipoise.optimise.problem import Budget, Distribution, Problem, ProblemError
from equipoise.units import PENCE, Unit, to_pence

MOST: Final = 5
"""As many distributions as a reader can hold beside one another."""


class By(Enum):
    """What a row of a comparison is a row of."""

    PLACE = "place"
    STREAM = "stream"
    RULE = "rule"
    PRIORITY = "priority"


@dataclass(frozen=True, kw_only=True)
class Compared:
    """One row: an amount for each distribution, in the order of the heading.

    Unit: whole numbers of the smallest part of `unit`. A place or stream has its money; a rule
        its slack, below nil where it is missed by however little; a priority its cost.
    """

    by: By
    name: str
    unit: Unit
    amounts: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Distributions by name, and the rows that stand beneath them."""

    names: tuple[str, ...]
    rows: tuple[Compared, ...]


def compare(
    distributions: Mapping[str, Distribution], *, problem: Problem, aims: Sequence[Aim]
) -> Comparison:
    """Return distributions of one problem beside one another, in the order they are given.

    Places come in the order of the problem, streams and rules by name, priorities as asked for.

    Raises: ProblemError for none or for more than five, or for one that leaves a budget out.
    Law places_and_streams_both_come_to_the_distribution: to the penny, for each of them.
    Law a_proposal_compared_misses_no_rule: and costs its aims what its stages say.
    """
    if not 0 < len(distributions) <= MOST:
        raise ProblemError(f"one to {MOST} can be compared, and here are {len(distributions)}")
    for name, found in distributions.items():
        if found.keys() != problem.terms.keys():
            raise ProblemError(f"{name} is no distribution over the budgets of the problem")
    all_of = tuple(distributions.values())
    rows = [
        *_sums(all_of, problem, By.PLACE, lambda budget: budget.body),
        *sorted(_sums(all_of, problem, By.STREAM, lambda budget: budget.stream), key=_name),
        *(
            Compared(
                by=By.RULE,
                name=rule.name,
                unit=PENCE,
                amounts=tuple(floor(rule.slack(one)) for one in all_of),
            )
            for rule in problem.rows
        ),
        *(
            Compared(
                by=By.PRIORITY,
                name=aim.name,
                unit=aim.unit,
                amounts=tuple(to_pence(cost(aim, one, problem=problem)) for one in all_of),
            )
            for aim in aims
        ),
    ]
    return Comparison(names=tuple(distributions), rows=tuple(rows))


def _sums(
    all_of: Sequence[Distribution], problem: Problem, by: By, part: Callable[[Budget], str]
) -> list[Compared]:
    sums: dict[str, list[int]] = {}
    for budget in problem.budgets:
        held = sums.setdefault(part(budget), [0] * len(all_of))
        for at, found in enumerate(all_of):
            held[at] += found[budget]
    return [
        Compared(by=by, name=name, unit=PENCE, amounts=tuple(held)) for name, held in sums.items()
    ]


def _name(row: Compared) -> str:
    return row.name
