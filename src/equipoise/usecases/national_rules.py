"""The national rules, run on a plan: which it meets, which it does not, and what is not known."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Final

from equipoise.params import ParameterError
from equipoise.records import Actor
from equipoise.rules import NoRuleError, rule_for
from equipoise.rules.national import Force, Ruling, Verdict
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.plans import Plan, collated, plan_of, plan_waivers, signed_plan
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.rule_inputs import RuleInputs
from equipoise.usecases.statement import Statement
from equipoise.usecases.waivers import Carried
from equipoise.workings import Figure

NAME: Final = "rules"
"""The first word of the names of figures here, and the command."""
ASKED: Final[Mapping[str, Callable[[RuleInputs], Any]]] = {
    "mental_health": RuleInputs.mental_health,
    "better_care": RuleInputs.better_care,
    "primary_and_community": RuleInputs.primary_and_community,
    "running_costs": RuleInputs.running_costs,
    "running_costs_per_head": RuleInputs.running_costs_per_head,
    "ring_fences": RuleInputs.ring_fences,
    "stream_conditions": RuleInputs.stream_conditions,
    "change_per_body": RuleInputs.change_per_body,
    "deficits": RuleInputs.deficits,
    "prevention": RuleInputs.prevention,
}
"""Each national rule, and what of a plan, and of its system's pot, it is given."""


@dataclass(frozen=True, kw_only=True)
class RuledPlan:
    """A plan and what the national rules say of it; `waivers` are those it was signed with."""

    statement: Statement
    on: date | None = None
    """The day by whose end the pot was known; all that is recorded if None."""
    waivers: Carried = field(default_factory=Carried)

    @property
    def plan(self) -> Plan:
        """The plan that is looked at."""
        return self.statement.plan

    @cached_property
    def rulings(self) -> Mapping[str, Ruling[Figure]]:
        """What each rule answers, by its name; one that does not apply, or lacks a value, says so.

        A rule counts where it holds for the whole plan year, as known on the round's day.
        """
        inputs = RuleInputs(statement=self.statement, on=self.on)
        return {name: self._ruling(name, given(inputs)) for name, given in ASKED.items()}

    def named(self) -> Iterator[tuple[str, Figure]]:
        """Yield every figure with its name: rules/mental_health/ZQ1/slack."""
        for name, ruling in self.rulings.items():
            for subject, test in ruling.tests.items():
                figures = {"number": test.number, "limit": test.limit, "slack": test.slack}
                for which, figure in figures.items():
                    if figure is not None:
                        yield f"{NAME}/{name}/{subject}/{which}", figure

    @property
    def keeps_limits(self) -> bool:
        """Whether no limit is broken; tests, trackers and proposals bind less."""
        return not any(
            test.verdict is Verdict.NOT_MET and test.question.force is Force.LIMIT
            for ruling in self.rulings.values()
            for test in ruling.tests.values()
        )

    def _ruling(self, name: str, inputs: object) -> Ruling[Figure]:
        one, period = self.plan.round, self.statement.period
        try:
            rule = rule_for(f"national/{name}", period, known_on=one.known_on)
            found: Ruling[Figure] = rule.run(inputs, one.params, known_on=one.known_on)
        except NoRuleError:
            reason = f"does not apply to {period}, as known on {one.known_on}"
            return Ruling(years=period, tests={}, reason=reason)
        except ParameterError as error:
            return Ruling(years=period, tests={}, reason=f"not known: {error}")
        return found


def national_rules(
    one: OpenRound, system: str, *, by: Actor, on: date, version: int | None = None
) -> Outcome[RuledPlan]:
    """Return what every national rule that applies to the plan's year says of a system's plan.

    `version` names a collated version; without one, the latest signed parts count. `adds_up` is
    False where a limit is broken.

    Raises: NotAllowedError; UnknownError for no such version; RefusedError when nobody has signed
        a part yet.
    """
    demand(by, NAME, one.subject(system), on)
    plan = signed_plan(one, system)
    if version is not None:
        plan = plan_of(one, collated(one, system, version))
    if not plan.versions:
        raise RefusedError(
            f"No body of {system} has signed a return yet.",
            "See where each part stands with: equipoise collect.",
        )
    statement = Statement(plan=plan)
    found = RuledPlan(statement=statement, on=on, waivers=plan_waivers(plan, on))
    return Outcome(
        result=found,
        figures={statement.ref(name): figure for name, figure in found.named()},
        adds_up=found.keeps_limits,
        expand=plan.expand,
    )
