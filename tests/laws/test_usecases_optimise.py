"""The law of a proposal: whatever is proposed passes the rules, in whole pence."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from equipoise.params import load
from equipoise.sources import BudgetLine, Written
from equipoise.units import FinancialYear, Pence
from equipoise.usecases.optimise import Asked, optimise

PARAMS = load()
COUNTED = ("", "mental health", "community", "primary medical", "running costs")


@st.composite
def written(draw: st.DrawFn) -> Written:
    lines = []
    for body in ("East", "West"):
        for stream in draw(st.lists(st.sampled_from("ABC"), min_size=1, max_size=3, unique=True)):
            plan = draw(st.integers(0, 10**9))
            lines.append(
                BudgetLine(
                    body=body,
                    stream=stream,
                    place="row 2",
                    plan=Pence(plan),
                    programme="",
                    counts_as=draw(st.sampled_from(COUNTED)),
                    before=Pence(draw(st.integers(1, 10**9))),
                    spend=None,
                    need=draw(st.none() | st.integers(0, 10**9).map(Pence)),
                    least=None,
                    most=None,
                    movable=draw(st.booleans()),
                )
            )
    return Written(source="budgets.csv", budgets=tuple(lines))


@given(written(), st.sampled_from([FinancialYear(2019), FinancialYear(2025)]))
def test_what_is_proposed_passes_the_rules(found: Written, year: FinancialYear) -> None:
    asked = Asked(written=found, system="ZQ1", year=year, params=PARAMS, known_on=date(2026, 1, 1))
    outcome = optimise(asked)
    proposal = outcome.result.proposal
    assert outcome.adds_up == (proposal is not None)
    if proposal is not None:
        assert asked.rules.failures(proposal.distribution) == ()
        assert sum(proposal.distribution.values()) == asked.problem.total
        for figure in outcome.figures.values():
            assert figure.value in proposal.distribution.values()
