"""Laws of comparisons."""

from collections.abc import Sequence

from hypothesis import assume, given

from equipoise.optimise import Aim, By, Problem, Proposal, compare
from tests.optimise_cases import aims, answered, problems


def amounts(problem: Problem, asked: Sequence[Aim]) -> tuple[Proposal, dict[By, list[int]]]:
    answer = answered(problem, *asked)
    assume(isinstance(answer, Proposal))
    assert isinstance(answer, Proposal)
    plan = {one: terms.plan for one, terms in problem.terms.items()}
    found = compare({"plan": plan, "new": answer.distribution}, problem=problem, aims=asked)
    rows: dict[By, list[int]] = {by: [] for by in By}
    for row in found.rows:
        rows[row.by].append(row.amounts[1])
    return answer, rows


@given(problems(), aims)
def test_places_and_streams_both_come_to_the_distribution(
    problem: Problem, asked: Sequence[Aim]
) -> None:
    answer, rows = amounts(problem, asked)
    whole = sum(answer.distribution.values())
    assert sum(rows[By.PLACE]) == sum(rows[By.STREAM]) == whole


@given(problems(), aims)
def test_a_proposal_compared_misses_no_rule(problem: Problem, asked: Sequence[Aim]) -> None:
    answer, rows = amounts(problem, asked)
    assert min(rows[By.RULE]) >= 0
    assert rows[By.PRIORITY] == [stage.reached for stage in answer.stages]
