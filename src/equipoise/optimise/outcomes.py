"""Outcomes gained: what money does for health, by programme, as far as the evidence goes.

It is off unless asked for. It moves money only between programmes that have an estimate, and only
within a limit; programmes that an estimate by mortality makes look poor stay at plan, unless a
named decision frees them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Final

from equipoise.optimise.constraint import Constraint, Sense
from equipoise.optimise.curve import Curve
from equipoise.optimise.problem import Budget, Problem, ProblemError, Terms
from equipoise.params import Parameters
from equipoise.units import Pence, Period, Unit, to_pence

QALY: Final = Unit("thousandths of a QALY", per_whole=1000)
"""A year of life in full health."""
HELD: Final = frozenset(
    {
        "maternity_and_neonates",
        "learning_disability",
        "mental_health",
        "skin",
        "dental",
        "social_care",
    }
)
"""Programmes held at plan: their outcomes are not deaths avoided, so they would look poor."""
COST: Final = "outcomes/qaly_cost"
LIMIT: Final = "outcomes/programme_change_ratio"
LESS_HEALTH: Final = "outcomes/health_effect_low_ratio"
MORE_HEALTH: Final = "outcomes/health_effect_high_ratio"


@dataclass(frozen=True, kw_only=True)
class Response:
    """What one more QALY costs in a programme: the estimate, and the ends of its interval.

    Unit: pence for a QALY.
    """

    low: Fraction
    central: Fraction
    high: Fraction

    def __post_init__(self) -> None:
        assert 0 < self.low <= self.central <= self.high, "an interval around the estimate"


@dataclass(frozen=True, kw_only=True)
class Outcomes:
    """QALYs gained beside the plan, as a cost below nil; money above plan gains, below it loses.

    Shape: `gaining` and `losing` are the pence for a QALY at which money added counts, and money
        taken; they differ only at the cautious end. `freed` are held programmes with the decision
        that frees each.
    """

    responses: Mapping[str, Response]
    change_ratio: Fraction
    freed: Mapping[str, str] = field(default_factory=dict)
    assumed: tuple[str, ...] = ()
    gaining: Mapping[str, Fraction] = field(default_factory=dict)
    losing: Mapping[str, Fraction] = field(default_factory=dict)
    name: str = "outcomes gained"
    unit: Unit = QALY
    needed: Mapping[str, Pence] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if without := sorted(set(self.freed) - set(self.responses)):
            raise ProblemError(
                f"no estimate says what money does there, so it stays held: {without}"
            )

    def moves(self, programme: str | None) -> bool:
        """Return whether money of a programme may be moved for outcomes."""
        return programme in self.responses and (programme not in HELD or programme in self.freed)

    def curve(self, budget: Budget, terms: Terms) -> Curve | None:
        """Return the QALYs forgone as a cost: one slope below the plan, one above it."""
        del budget
        programme = terms.programme
        if programme is None or not self.moves(programme):
            return None
        central = self.responses[programme].central
        below = -self.unit.per_whole / Fraction(self.losing.get(programme, central))
        above = -self.unit.per_whole / Fraction(self.gaining.get(programme, central))
        return Curve(anchor=terms.plan, turns=(terms.plan,), slopes=(below, above))

    def bounded(self, problem: Problem) -> Problem:
        """Return the problem with all else held at plan, and each programme near its own."""
        terms = {
            budget: one if self.moves(one.programme) else replace(one, movable=False)
            for budget, one in problem.terms.items()
        }
        programmes = sorted({str(one.programme) for one in terms.values() if one.movable})
        limits = (limit for programme in programmes for limit in self._limits(terms, programme))
        return replace(problem, terms=terms, constraints=(*problem.constraints, *limits))

    def ends(self) -> tuple[Outcomes, Outcomes, Outcomes]:
        """Return the aim with every estimate low, every one high, and the cautious end.

        Intervals of one width move together at the low and the high end, and then decide nothing.
        At the cautious end money added does as little as it might, and money taken as much.
        """
        low = {name: one.low for name, one in self.responses.items()}
        high = {name: one.high for name, one in self.responses.items()}
        return (
            replace(self, gaining=low, losing=low),
            replace(self, gaining=high, losing=high),
            replace(self, gaining=high, losing=low),
        )

    def _limits(
        self, terms: Mapping[Budget, Terms], programme: str
    ) -> Iterable[Constraint[Budget]]:
        budgets = {budget: 1 for budget, one in terms.items() if one.programme == programme}
        plan = sum(terms[budget].plan for budget in budgets)
        room = to_pence(plan * self.change_ratio)
        for sense, bound in ((Sense.AT_LEAST, plan - room), (Sense.AT_MOST, plan + room)):
            yield Constraint(
                name=f"{LIMIT}: {programme} {sense.value}",
                subject=f"spend on {programme}",
                sentence=f"spend on {programme} stays within the limit of change for outcomes",
                coefficients=budgets,
                sense=sense,
                bound=bound,
            )


def outcomes(
    params: Parameters,
    period: Period,
    *,
    known_on: date,
    freed: Mapping[str, str] | None = None,
) -> Outcomes:
    """Return the aim with the estimates of the parameter tree, as known on a day.

    Raises: ParameterError where one is missing; ProblemError for a freed programme that has no
        estimate.
    Source: Claxton et al. 2015, HTA 19(14), Table 31.
    Assumption: no interval is published by programme; health effects between the two ratios of
        the tree are meant, the range over which the source calls its elasticities correct.
    """

    def exact(path: str) -> Fraction:
        figure = params.at(path, period, known_on=known_on)
        if figure.working.status == "assumed":
            assumed.append(path)
        return Fraction(figure.value)

    assumed: list[str] = []
    costs = {
        path.rpartition("/")[2].removesuffix("_pence"): exact(path)
        for path in sorted(params.tree)
        if path.startswith(f"{COST}/")
    }
    less, more = exact(LESS_HEALTH), exact(MORE_HEALTH)
    return Outcomes(
        responses={
            name: Response(low=central / more, central=central, high=central / less)
            for name, central in costs.items()
        },
        change_ratio=exact(LIMIT),
        freed=freed or {},
        assumed=tuple(assumed),
    )
