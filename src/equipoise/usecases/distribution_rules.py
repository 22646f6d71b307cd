"""What the national rules of a year say of a distribution: as constraints, and as the real test."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any, Final

from equipoise.optimise import Budget, Constraint, Distribution
from equipoise.optimise import Sense as Side
from equipoise.params import ParameterError, Parameters
from equipoise.rules import NoRuleError, rule_for
from equipoise.rules.national import (
    Categories,
    Changes,
    Force,
    Guarantee,
    Guaranteed,
    LinearTest,
    MentalHealthSpend,
    Ruling,
    RunningCosts,
    RunningCostsOfIcbs,
    Sense,
    TwoYears,
    Verdict,
)
from equipoise.rules.national.asking import asked
from equipoise.rules.national.change_per_body import linear as changes_of_bodies
from equipoise.rules.national.mental_health import linear as mental_health_standard
from equipoise.rules.national.primary_and_community import linear as guaranteed_growth
from equipoise.rules.national.running_costs import linear as running_cost_limit
from equipoise.sources import BudgetLine
from equipoise.units import FinancialYear

BINDING: Final = frozenset({Force.LIMIT, Force.TEST})
"""What a distribution must meet; trackers and proposals bind nobody."""
COUNTED: Final = {
    "mental health": "mental_health",
    "primary medical": "primary_medical",
    "community": "community",
    "running costs": "running_costs",
}
"""What a budget may count as, and the name of it in the rules; anything else counts for none."""
OTHER: Final = "other"
SIDES: Final = {Sense.AT_LEAST: Side.AT_LEAST, Sense.AT_MOST: Side.AT_MOST}


@dataclass(frozen=True, kw_only=True)
class DistributionRules:
    """The budgets of one system, and the rules as they were known on a day."""

    budgets: tuple[BudgetLine, ...]
    system: str
    year: FinancialYear
    params: Parameters
    known_on: date

    def rulings(self, distribution: Distribution) -> dict[str, Ruling[Fraction]]:
        """Return what every rule says of a distribution, by the rule's name.

        One that does not apply to the year, or of which a value was not published, has no test
        and says why.
        """
        return {
            name: self._ruling(f"national/{name}", given(distribution))
            for name, given in self._inputs.items()
        }

    def failures(self, distribution: Distribution) -> tuple[str, ...]:
        """Return the binding tests that a distribution does not meet, in words."""
        return tuple(
            f"{name} of {subject}: {test.question.name} is not {test.question.sense} "
            f"{test.question.limit}"
            for name, ruling in self.rulings(distribution).items()
            for subject, test in ruling.tests.items()
            if test.verdict is Verdict.NOT_MET and test.question.force in BINDING
        )

    @cached_property
    def plan(self) -> Distribution:
        """What is planned now."""
        return {Budget(one.body, one.stream): one.plan for one in self.budgets}

    def constraints(self) -> tuple[Constraint[Budget], ...]:
        """Return every binding test of a rule that applies, as a constraint over budgets."""
        return tuple(
            self._constraint(test, ruling)
            for name, ruling in self.rulings(self.plan).items()
            for test in self._linear(name)
            if ruling.tests[test.subject].question.force in BINDING
        )

    def _ruling(self, name: str, inputs: object) -> Ruling[Fraction]:
        period = self.year.period
        try:
            rule = rule_for(name, period, known_on=self.known_on)
            found: Ruling[Fraction] = rule.run(inputs, self.params.exact, known_on=self.known_on)
        except NoRuleError:
            reason = f"no such rule for {period} was known on {self.known_on}"
            return Ruling(years=period, tests={}, reason=reason)
        except ParameterError as error:
            return Ruling(years=period, tests={}, reason=f"not known: {error}")
        return found

    @property
    def _inputs(self) -> Mapping[str, Any]:
        return {
            "mental_health": self._mental_health,
            "primary_and_community": self._guarantee,
            "running_costs": self._running_costs,
            "change_per_body": self._changes,
        }

    def _linear(self, name: str) -> tuple[LinearTest, ...]:
        if not self._ruling(f"national/{name}", self._inputs[name](self.plan)).tests:
            return ()
        params, on = self.params.exact, self.known_on
        match name:
            case "mental_health":
                return mental_health_standard(self._mental_health(self.plan), params, known_on=on)
            case "running_costs":
                return running_cost_limit(self._running_costs(self.plan), params, known_on=on)
            case "change_per_body":
                return changes_of_bodies(self._changes(self.plan), params, known_on=on)
        programmes = {self.system: (*COUNTED.values(), OTHER)}
        return guaranteed_growth(self._guarantee(self.plan), programmes=programmes)

    def _constraint(self, test: LinearTest, ruling: Ruling[Fraction]) -> Constraint[Budget]:
        question = ruling.tests[test.subject].question
        return Constraint(
            name=test.name,
            subject=question.name[:1].lower() + question.name[1:],
            sentence=f"{question.name} is {question.sense} {question.limit}",
            coefficients={
                budget: coefficient
                for cell, coefficient in test.coefficients.items()
                for budget in self._of(cell)
                if coefficient
            },
            sense=SIDES[test.sense],
            bound=test.bound,
        )

    def _of(self, cell: tuple[str, str]) -> Iterator[Budget]:
        """Yield the budgets that a cell of a rule stands for."""
        whose, what = cell
        for one in self.budgets:
            own = Budget(one.body, one.stream)
            is_counted = whose == self.system and what == COUNTED.get(one.counts_as, OTHER)
            if (whose, what) == tuple(own) or is_counted or what == _label(one):
                yield own

    def _mental_health(self, distribution: Distribution) -> MentalHealthSpend[Fraction]:
        counted = [one for one in self.budgets if one.counts_as == "mental health"]
        each = Categories(
            before={_label(one): _exact(one.before) for one in counted},
            after={_label(one): _planned(distribution, one) for one in counted},
        )
        return MentalHealthSpend(period=self.year.period, icbs={self.system: each})

    def _guarantee(self, distribution: Distribution) -> Guarantee[Fraction]:
        services = self._years(distribution, ("primary medical", "community"))
        revenue = self._years(distribution, None)
        each = Guaranteed(services=services, revenue=revenue)
        return Guarantee(period=self.year.period, nation=None, icbs={self.system: each})

    def _running_costs(self, distribution: Distribution) -> RunningCostsOfIcbs[Fraction]:
        def published(path: str) -> Fraction | None:
            return asked(
                self.params.exact,
                f"national/running_costs/{path}",
                period=self.year.period,
                known_on=self.known_on,
                key=self.system,
            )

        each = RunningCosts(
            costs=self._years(distribution, ("running costs",)).after,
            allowance=published("allowance_pence"),
            allowance_before=None,
            price_growth=published("price_growth_ratio"),
        )
        return RunningCostsOfIcbs(period=self.year.period, icbs={self.system: each})

    def _changes(self, distribution: Distribution) -> Changes[Fraction]:
        bodies = sorted({one.body for one in self.budgets})
        return Changes(
            period=self.year.period,
            bodies={body: self._years(distribution, None, body=body) for body in bodies},
            streams={
                body: tuple(one.stream for one in self.budgets if one.body == body)
                for body in bodies
            },
        )

    def _years(
        self, distribution: Distribution, counted: tuple[str, ...] | None, *, body: str = ""
    ) -> TwoYears[Fraction]:
        """Return what some budgets were and are; None where there is none, or one is not known."""
        own = [
            one
            for one in self.budgets
            if (counted is None or one.counts_as in counted) and body in ("", one.body)
        ]
        before = [_exact(one.before) for one in own]
        return TwoYears(
            before=_all(before), after=_all([_planned(distribution, one) for one in own])
        )


def _label(one: BudgetLine) -> str:
    return f"{one.body}/{one.stream}"


def _planned(distribution: Distribution, one: BudgetLine) -> Fraction:
    return Fraction(distribution[Budget(one.body, one.stream)])


def _exact(pence: int | None) -> Fraction | None:
    return None if pence is None else Fraction(pence)


def _all(amounts: list[Fraction | None] | list[Fraction]) -> Fraction | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, start=Fraction(0)) if known and len(known) == len(amounts) else None
