"""Schemes that are funded or not: the most value that the budgets of the years can pay for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor

import numpy as np

from equipoise.optimise.conflict import impossible
from equipoise.optimise.constraint import Constraint, Sense
from equipoise.optimise.model import SCALE
from equipoise.optimise.problem import ProblemError
from equipoise.optimise.program import FREE, Program, Row
from equipoise.optimise.solver import Solver
from equipoise.units import Pence


@dataclass(frozen=True, kw_only=True)
class Scheme:
    """Something to fund or not: what it is worth, and what it costs in each year.

    Unit: value in whole numbers of whatever all schemes are valued in.
    """

    name: str
    value: int
    costs: Mapping[str, Pence]


@dataclass(frozen=True, kw_only=True)
class Choice:
    """The schemes funded, what they are worth and cost, and how near to the best they are.

    Shape: `left` is what each year's budget has to spare. No choice is worth more than `at_most`;
        `gap` is how far apart the two may be, over `value`, as was asked for.
    """

    funded: tuple[str, ...]
    value: int
    left: Mapping[str, Pence]
    at_most: int
    gap: Fraction


@dataclass(frozen=True, kw_only=True)
class Impossible:
    """Years' budgets and constraints, by name, that no choice meets; none could be left out."""

    members: tuple[str, ...]


def choose(
    schemes: Sequence[Scheme],
    budgets: Mapping[str, Pence],
    *,
    constraints: Sequence[Constraint[str]] = (),
    gap: Fraction = Fraction(0),
) -> Choice | Impossible:
    """Return the choice of schemes worth most within every year's budget and constraint.

    A constraint is over schemes, each counting as one where it is funded: "B only with A" is A
    less B of at least nil. Among choices of one value, the same is found whenever the same is
    asked, in whatever order; the search uses one thread and one seed, and never stops on time.

    Raises: ProblemError for names that stand twice, a cost in a year without a budget, or a
        constraint on a scheme that is not there.
    Law a_choice_is_within_its_gap_of_the_best: beside every choice that could be made.
    Law a_choice_keeps_every_year_and_constraint: to the penny.
    Law impossible_names_no_more_than_it_must: and those named are impossible by themselves.
    Law schemes_listed_otherwise_change_nothing: nor do constraints.
    """
    _refuse(schemes, budgets, constraints)
    ordered = sorted(schemes, key=lambda scheme: scheme.name)
    rules = (*_years(ordered, budgets), *sorted(constraints, key=lambda one: one.name))
    program = _program(ordered, rules)
    solver = Solver(program, gap=float(gap))
    best = solver.minimise(np.array([-float(scheme.value) for scheme in ordered]))
    if best is None:
        return Impossible(members=_minimal(program))
    funded = [one for one, taken in zip(ordered, best.columns.tolist(), strict=True) if taken > 0.5]
    chosen = {one.name: int(one in funded) for one in ordered}
    left = {rule.name: rule.slack(chosen) for rule in rules}
    assert min(left.values(), default=0) >= 0, f"a choice is exact: {left}"
    value = sum(one.value for one in funded)
    return Choice(
        funded=tuple(one.name for one in funded),
        value=value,
        left={year: Pence(int(left[f"budget of {year}"])) for year in sorted(budgets)},
        at_most=max(value, floor(-best.bound + 1e-6)),
        gap=gap,
    )


def _refuse(
    schemes: Sequence[Scheme],
    budgets: Mapping[str, Pence],
    constraints: Sequence[Constraint[str]],
) -> None:
    names = Counter(scheme.name for scheme in schemes)
    ruled = Counter(
        [*(f"budget of {year}" for year in budgets), *(one.name for one in constraints)]
    )
    if twice := sorted(name for counted in (names, ruled) for name, n in counted.items() if n > 1):
        raise ProblemError(f"more than one has the name: {twice}")
    for scheme in schemes:
        if without := sorted(scheme.costs.keys() - budgets.keys()):
            raise ProblemError(f"{scheme.name} costs money in years without a budget: {without}")
    for one in constraints:
        if unknown := sorted(one.coefficients.keys() - names.keys()):
            raise ProblemError(f"{one.name} speaks of schemes that are not there: {unknown}")


def _years(schemes: Sequence[Scheme], budgets: Mapping[str, Pence]) -> tuple[Constraint[str], ...]:
    return tuple(
        Constraint(
            name=f"budget of {year}",
            subject=f"spend on schemes in {year}",
            sentence=f"schemes cost no more than the budget of {year}",
            coefficients={one.name: one.costs[year] for one in schemes if year in one.costs},
            sense=Sense.AT_MOST,
            bound=budgets[year],
        )
        for year in sorted(budgets)
    )


def _program(schemes: Sequence[Scheme], rules: Sequence[Constraint[str]]) -> Program:
    places = {scheme.name: place for place, scheme in enumerate(schemes)}
    return Program(
        columns=tuple(places),
        least=np.zeros(len(places)),
        most=np.ones(len(places)),
        rows=tuple(_row(rule, places) for rule in rules),
        whole=True,
    )


def _row(rule: Constraint[str], places: Mapping[str, int]) -> Row:
    """Return a row; one of money in thousands of pounds, as the solver counts it."""
    scale = SCALE if rule.name.startswith("budget of ") else 1
    least, most = rule.limits()
    return Row.of(
        rule.name,
        {places[name]: float(times) / scale for name, times in rule.coefficients.items()},
        least=-FREE if least is None else least / scale,
        most=FREE if most is None else most / scale,
    )


def _minimal(program: Program) -> tuple[str, ...]:
    """Return rows that no choice meets together, none of which could be left out."""
    rows = program.rows
    for row in reversed(program.rows):
        fewer = tuple(one for one in rows if one is not row)
        rows = fewer if impossible(program.only(fewer)) else rows
    return tuple(row.name for row in rows)
