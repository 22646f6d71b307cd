"""Small problems of distribution, made at random and by hand, that several tests share."""

from collections.abc import Sequence
from fractions import Fraction

from hypothesis import strategies as st

from equipoise.optimise import (
    Aim,
    Answer,
    Budget,
    Closeness,
    Constraint,
    Deficit,
    Distribution,
    Problem,
    Sense,
    Stability,
    Terms,
    propose,
)
from equipoise.units import Pence

BUDGETS = [Budget(body, stream) for body in ("QA1", "QB2", "QC3") for stream in ("acute", "mental")]
amounts = st.integers(0, 10**9).map(Pence)
ratios = st.fractions(Fraction(4, 5), Fraction(5, 4), max_denominator=40)
TIMES: list[Fraction | int] = [1, 1, 1, 2, -1, Fraction(1, 3), Fraction(7, 250)]
times = st.sampled_from(TIMES)


@st.composite
def terms(draw: st.DrawFn) -> Terms:
    plan = draw(amounts)
    return Terms(
        plan=plan,
        least=Pence(plan - draw(amounts) // 4),
        most=Pence(plan + draw(amounts) // 4),
        need=draw(st.none() | ratios.map(lambda ratio: Pence(int(plan * ratio)))),
        movable=draw(st.sampled_from([True, True, True, False])),
    )


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Return a problem with bounds near the plan: it has a solution, or just has none."""
    budgets = draw(st.lists(st.sampled_from(BUDGETS), min_size=2, unique=True))
    known = {budget: draw(terms()) for budget in budgets}
    plan = {budget: one.plan for budget, one in known.items()}
    found = []
    for number in range(draw(st.integers(0, 6))):
        weights = draw(st.dictionaries(st.sampled_from(budgets), times, min_size=1))
        now = sum(weight * plan[budget] for budget, weight in weights.items())
        sense = draw(st.sampled_from([Sense.AT_LEAST, Sense.AT_MOST, Sense.AT_LEAST]))
        found.append(rule(f"rule/{number}", weights, sense=sense, bound=int(now * draw(ratios))))
    total = sum(plan.values()) * draw(st.sampled_from([100, 100, 102])) // 100
    return Problem(terms=known, total=Pence(total), constraints=tuple(found))


def rule(
    name: str, weights: dict[Budget, Fraction | int], *, sense: Sense, bound: int
) -> Constraint[Budget]:
    return Constraint(
        name=name,
        subject=f"the sum of {name}",
        sentence=f"the sum of {name} is {sense.value} {bound}",
        coefficients=weights,
        sense=sense,
        bound=bound,
    )


def passes(_: Distribution) -> Sequence[str]:
    """Find nothing wrong: real rules that add nothing to the constraints."""
    return ()


def answered(problem: Problem, *aims: Aim) -> Answer:
    return propose(problem, aims or (Closeness(),), test=passes)


aims = st.sampled_from(
    [
        (Closeness(),),
        (Stability(),),
        (Closeness(), Stability()),
        (Deficit(needed={"QA1": Pence(10**9), "QB2": Pence(5 * 10**8)}), Closeness()),
    ]
)
