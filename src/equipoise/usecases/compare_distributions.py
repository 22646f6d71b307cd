"""Set distributions of one pot side by side: what each gives to whom, and which rules it keeps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from equipoise.optimise import Budget, Comparison, Distribution, ProblemError, compare
from equipoise.sources import Written
from equipoise.usecases.optimise import Asked
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.refusals import RefusedError


@dataclass(frozen=True, kw_only=True)
class Compared:
    """What is compared, in which order, and what each distribution fails of the rules.

    `totals` is what each gives in all; `beside_pot` how much more than the pot that is.
    """

    asked: Asked
    comparison: Comparison
    failures: Mapping[str, tuple[str, ...]]
    totals: Mapping[str, int]
    beside_pot: Mapping[str, int]


def compare_distributions(asked: Asked, others: Mapping[str, Written]) -> Outcome[Compared]:
    """Return the distribution asked about beside others of the same budgets, by name.

    Each is a file's plan. `adds_up` is False where one of them breaks a binding rule or is not
    the pot.

    Raises: RefusedError when budgets differ, or there are more than can be compared.
    """
    first = asked.rules.plan
    found: dict[str, Distribution] = {asked.written.source: first}
    found |= {name: _plan(written) for name, written in others.items()}
    aims = (*asked.asked_aims(), *asked.priorities().values())
    try:
        comparison = compare(found, problem=asked.problem, aims=aims)
    except ProblemError as error:
        raise RefusedError(
            f"{error}.", "Give one to five files of the same bodies and streams."
        ) from error
    failures = {name: asked.rules.failures(one) for name, one in found.items()}
    totals = {name: sum(one.values()) for name, one in found.items()}
    beside = {name: whole - asked.problem.total for name, whole in totals.items()}
    return Outcome(
        result=Compared(
            asked=asked,
            comparison=comparison,
            failures=failures,
            totals=totals,
            beside_pot=beside,
        ),
        adds_up=not any((*failures.values(), *beside.values())),
    )


def _plan(written: Written) -> Distribution:
    return {Budget(one.body, one.stream): one.plan for one in written.budgets}
