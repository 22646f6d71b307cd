"""Propose a distribution of a pot: under national and local rules, for aims in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Final

from equipoise.optimise import (
    Aim,
    Answer,
    Budget,
    Closeness,
    Constraint,
    Deficit,
    Outcomes,
    Problem,
    ProblemError,
    Proposal,
    Sense,
    Stability,
    Terms,
    Worth,
    outcomes,
    propose,
)
from equipoise.params import Parameters
from equipoise.sources import BudgetLine, Priority, Written
from equipoise.units import PENCE, FinancialYear, Pence, Unit
from equipoise.usecases.distribution_rules import DistributionRules
from equipoise.usecases.of_files import DISTRIBUTION, PROPOSED
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.refusals import RefusedError, UnknownError
from equipoise.workings import Basis, Figure, Op, Reference, Stage, given
from equipoise.workings.figure import made

POINTS: Final = Unit("priority points")
"""What priorities are counted in: the weight, for each £1,000."""
PENCE_FOR_A_POINT: Final = 100_000
WITHOUT_ESTIMATE: Final = ("other", "social_care", "trauma")
"""Programme budget categories of which no estimate says what money does: held at plan."""
AIMS: Final = ("need", "stability", "priorities", "deficit", "outcomes")
SENSES: Final = {one.value: one for one in Sense}


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is asked: budgets, rules and priorities as written, of which year, and for which aims.

    `total` is the pot; the sum of plans if None. `freed` are held programmes with the decision
    that frees each.
    """

    written: Written
    system: str
    year: FinancialYear
    params: Parameters
    known_on: date
    aims: tuple[str, ...] = ("need", "stability")
    total: Pence | None = None
    freed: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def rules(self) -> DistributionRules:
        """The national rules, over these budgets."""
        return DistributionRules(
            budgets=self.written.budgets,
            system=self.system,
            year=self.year,
            params=self.params,
            known_on=self.known_on,
        )

    @cached_property
    def problem(self) -> Problem:
        """The budgets with their limits, the pot, and every rule as a constraint.

        Raises: ProblemError for limits that cross, or two rules of one name.
        """
        pot = Pence(sum(one.plan for one in self.written.budgets))
        total = pot if self.total is None else self.total
        return Problem(
            terms={
                Budget(one.body, one.stream): _terms(one, most=max(total, one.plan))
                for one in self.written.budgets
            },
            total=total,
            constraints=(*self.rules.constraints(), *self._local()),
        )

    @cached_property
    def bounded(self) -> Problem:
        """The problem as it is solved: outcomes hold some budgets, and limit the rest."""
        problem = self.problem
        for aim in self.asked_aims():
            if isinstance(aim, Outcomes):
                problem = aim.bounded(problem)
        return problem

    def asked_aims(self) -> tuple[Aim, ...]:
        """Return the aims in their order.

        Raises: UnknownError for an aim there is none of.
        """
        return tuple(self._aim(name) for name in self.aims)

    def _aim(self, name: str) -> Aim:
        match name:
            case "need":
                return Closeness()
            case "stability":
                return Stability()
            case "priorities":
                return self._worth(self.written.priorities, "local priorities")
            case "deficit":
                return Deficit(needed=self._spends())
            case "outcomes":
                return self._outcomes()
        raise UnknownError("aim", name, AIMS)

    def _outcomes(self) -> Outcomes:
        found = outcomes(self.params, self.year.period, known_on=self.known_on, freed=self.freed)
        known = {*found.responses, *WITHOUT_ESTIMATE}
        for one in self.written.budgets:
            if one.programme and one.programme not in known:
                raise UnknownError(f"programme in {one.place}", one.programme, tuple(sorted(known)))
        return found

    def priorities(self) -> dict[Priority, Worth]:
        """Return each priority as an aim of its own: what a distribution is worth to it."""
        return {one: self._worth((one,), one.name) for one in self.written.priorities}

    def _worth(self, priorities: Sequence[Priority], name: str) -> Worth:
        if not priorities:
            raise RefusedError("No priority is given.", "Give the file with --priorities.")
        worth: dict[Budget, Fraction | int] = {}
        for one in self.written.budgets:
            weight = sum((p.weight for p in priorities if one.within(p.which)), start=Fraction(0))
            if weight:
                worth[Budget(one.body, one.stream)] = weight / PENCE_FOR_A_POINT
        return Worth(name=name, unit=POINTS, per_penny=worth)

    def _spends(self) -> dict[str, Pence]:
        """Return what each body expects to spend, of all its budgets."""
        found: dict[str, Pence] = {}
        for one in self.written.budgets:
            if one.spend is None:
                raise RefusedError(
                    f"What {one.body} expects to spend on {one.stream} is not given.",
                    "The aim `deficit` needs the column spend in every row.",
                )
            found[one.body] = Pence(found.get(one.body, 0) + one.spend)
        return found

    def _local(self) -> tuple[Constraint[Budget], ...]:
        return tuple(
            Constraint(
                name=rule.name,
                subject=f"what {rule.name} sums",
                sentence=rule.sentence,
                coefficients={
                    Budget(one.body, one.stream): 1
                    for one in self.written.budgets
                    if one.within(rule.which)
                },
                sense=SENSES[rule.sense],
                bound=rule.amount,
            )
            for rule in self.written.rules
        )


@dataclass(frozen=True, kw_only=True)
class Optimised:
    """What was asked, and the answer: a proposal, one that fails the rules, or a conflict."""

    asked: Asked
    answer: Answer

    @property
    def proposal(self) -> Proposal | None:
        """The proposal, where there is one."""
        return self.answer if isinstance(self.answer, Proposal) else None


def optimise(asked: Asked) -> Outcome[Optimised]:
    """Return a distribution in whole pence that meets every rule, or which few rules conflict.

    `adds_up` is False where there is no proposal.

    Raises: RefusedError when there is nothing to distribute, an aim lacks what it needs,
        limits cross, or two rules have one name; UnknownError for an aim there is none of.
    Law what_is_proposed_passes_the_rules: in whole pence, tested again by the rules themselves.
    """
    if not asked.written.budgets:
        raise RefusedError(
            "There is no budget to distribute.", "See what does not fit in the file."
        )
    try:
        answer = propose(asked.problem, asked.asked_aims(), test=asked.rules.failures)
    except ProblemError as error:
        raise RefusedError(f"{error}.", "Correct the files and ask again.") from error
    found = Optimised(asked=asked, answer=answer)
    return Outcome(result=found, figures=_figures(found), adds_up=found.proposal is not None)


def _terms(one: BudgetLine, *, most: Pence) -> Terms:
    return Terms(
        plan=one.plan,
        least=Pence(0) if one.least is None else one.least,
        most=most if one.most is None else one.most,
        need=one.need,
        movable=one.movable,
        programme=one.programme or None,
    )


def _figures(found: Optimised) -> dict[Reference, Figure]:
    """Return what is proposed for each budget, made by search from its plan and its need share."""
    if found.proposal is None:
        return {}
    asked = found.asked
    basis = Basis(stage=Stage.PLAN, period=asked.year.period, unit=PENCE)
    figures = {}
    for one in asked.written.budgets:
        at = Reference("file", (asked.written.source, one.place.replace(" ", "-")))
        names = {"Plan": one.plan, "Need share": one.need}
        parts = [
            given(pence, basis, at, name=f"{name}, {one.body}, {one.stream}")
            for name, pence in names.items()
            if pence is not None
        ]
        pence = found.proposal.distribution[Budget(one.body, one.stream)]
        ref = Reference("figure", (DISTRIBUTION, asked.year.code, one.body, one.stream, PROPOSED))
        figures[ref] = made(Op.OPAQUE, pence, basis, *parts).named(
            f"Proposed, {one.body}, {one.stream}"
        )
    return figures
