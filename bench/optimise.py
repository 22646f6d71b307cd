"""A distribution for 300 bodies, 12 streams and 30 rules with prices, beside HiGHS's expressions.

The peer states the same problem as its users do: a variable for each budget and for each way it
may lie from need, a row for each distance, and rules as expressions; its dual values are read.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any, Final

import highspy

from bench.measuring import Timing, answer
from equipoise.optimise import (
    Budget,
    Closeness,
    Constraint,
    Distribution,
    Problem,
    Proposal,
    Sense,
    Terms,
    propose,
)
from equipoise.optimise.model import Model
from equipoise.optimise.prices import prices
from equipoise.optimise.solver import Solver
from equipoise.units import Pence

SEED: Final = 2026
READY: Final[dict[str, Any]] = {}
"""What is made before the time: the problem, and the program of it for the solver alone."""


def problem(bodies: int, streams: int, *, rules: int) -> Problem:
    """Return a made-up problem: rules on streams, then on some streams of some bodies."""
    random = Random(SEED)
    terms = {}
    for body in range(bodies):
        for stream in range(streams):
            plan = random.randrange(10**9, 5 * 10**10)
            terms[Budget(f"B{body:03}", f"S{stream:02}")] = Terms(
                plan=Pence(plan),
                least=Pence(plan * 9 // 10),
                most=Pence(plan * 28 // 25),
                need=Pence(plan * random.randrange(80, 121) // 100),
            )
    constraints = []
    for rule in range(rules):
        some = set(random.sample(range(bodies), max(1, bodies // 10)))
        kinds = {rule} if rule < streams else set(random.sample(range(streams), 3))
        weights: dict[Budget, Fraction | int] = {
            budget: 1
            for budget in terms
            if int(budget.stream[1:]) in kinds and (rule < streams or int(budget.body[1:]) in some)
        }
        now = sum(terms[budget].plan for budget in weights)
        growth = 1010 if rule % 3 == 0 else 950 if rule < streams else 1001
        constraints.append(
            Constraint(
                name=f"rule/{rule:02}",
                subject=f"spend under rule {rule}",
                sentence=f"spend under rule {rule} reaches its least",
                coefficients=weights,
                sense=Sense.AT_LEAST,
                bound=now * growth // 1000,
            )
        )
    total = sum(one.plan for one in terms.values())
    return Problem(terms=terms, total=Pence(total), constraints=tuple(constraints))


def prepare(folder: Path, small: bool) -> None:
    """Write the size: 300 bodies, or few when it is only tried."""
    (folder / "size.json").write_text(json.dumps([8 if small else 300, 12, 30]))


def set_up(folder: Path) -> Path:
    """Make the problem, and its program with costs for the solver alone, outside the time."""
    bodies, streams, rules = json.loads((folder / "size.json").read_text())
    READY["problem"] = problem(bodies, streams, rules=rules)
    model = Model(READY["problem"], [Closeness()])
    READY["solver"], READY["costs"] = Solver(model.program), model.costs(Closeness())
    READY["base"] = model.base_cost(Closeness())
    READY["highs"] = made()
    return folder


def made() -> Any:
    """Return the peer's solver; the banner it prints goes where it spoils no answer."""
    make: Any = highspy.Highs
    kept = os.dup(1)
    os.dup2(2, 1)
    highs = make()
    os.dup2(kept, 1)
    highs.silent()
    return highs


def equipoise(_: Path) -> int:
    """Build, solve, price every rule on the side of tightening; return the distance, in £000."""
    aim, asked = Closeness(), READY["problem"]
    model = Model(asked, [aim])
    solver = Solver(model.program)
    optimum = solver.minimise(model.costs(aim))
    assert optimum, "the rules of the problem hold together"
    found = prices(solver, optimum, problem=asked, aim=aim)
    assert len(found) == len(asked.constraints) + 2, "a price for each, and two for the pot"
    return round((optimum.cost + model.base_cost(aim)) / 100_000)


def expressions(_: Path) -> int:
    """Build by expressions, solve, read the dual values; return the distance, in £000."""
    asked: Problem = READY["problem"]
    highs = READY["highs"]
    of, away = {}, []
    for budget, terms in asked.terms.items():
        of[budget] = highs.addVariable(terms.least / 100_000, terms.most / 100_000)
        over, under = highs.addVariable(), highs.addVariable()
        assert terms.need is not None, "every budget has a need"
        highs.addConstr(of[budget] - over + under == terms.need / 100_000)
        away += [over, under]
    pot = highs.addConstr(highs.qsum(of.values()) == asked.total / 100_000)
    rules = [
        highs.addConstr(highs.qsum(of[one] for one in rule.coefficients) >= rule.bound / 100_000)
        for rule in asked.constraints
    ]
    highs.minimize(highs.qsum(away))
    assert len(highs.constrDuals([pot, *rules])) == len(rules) + 1, "each has a price"
    return round(float(highs.getObjectiveValue()))


def solver_alone(_: Path) -> int:
    """Let HiGHS solve the program that is built already; return the distance, in £000."""
    optimum = READY["solver"].minimise(READY["costs"])
    return round(float(optimum.cost + READY["base"]) / 100_000)


def whole_proposal(_: Path) -> int:
    """Propose: ties settled by name, whole pence, the unconstrained optimum, all tested."""
    found = propose(READY["problem"], [Closeness()], test=passes)
    assert isinstance(found, Proposal), "the rules of the problem hold together"
    return round(found.stages[0].reached / 100_000)


def passes(_: Distribution) -> Sequence[str]:
    """Find nothing wrong, in no time: what real rules take is their own."""
    return ()


TIMING: Final = Timing(
    title="a distribution over 300 bodies, 12 streams and 30 rules, with prices",
    prepare=prepare,
    set_up=set_up,
    ways={
        "equipoise": equipoise,
        "highspy expressions": expressions,
        "HiGHS alone, program built": solver_alone,
        "a whole proposal, to tested pence": whole_proposal,
    },
    gate=1,
)

if __name__ == "__main__":
    answer(TIMING, sys.argv[1:])
