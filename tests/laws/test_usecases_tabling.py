"""Laws of tables: their rows sum to their totals exactly, whatever the plan."""

from collections.abc import Iterable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from equipoise.units import RATIO, Pence
from equipoise.usecases.close import Action, close
from equipoise.usecases.plans import signed_plan
from equipoise.usecases.statement import Statement
from equipoise.usecases.tabling import GATHERERS, Book, Entry
from equipoise.workings import Figure
from tests.northmere_round import BODIES, SYSTEM, Northmere

LINES = {
    "ZQ1": ("spend.prescribing", "spend.running_costs"),
    "ZR1": ("nonpay.other", "pay.agency"),
    "ZR2": ("nonpay.drugs", "pay.bank"),
}
PROFILE = settings.default
EXAMPLES = max(3, PROFILE.max_examples // 50) if PROFILE else 3
"""Few: each of them signs, and gathers every table."""
actions = st.sampled_from(sorted(LINES)).flatmap(
    lambda code: st.builds(
        Action,
        organisation=st.just(code),
        name=st.sampled_from(["Energy", "Estates"]),
        line=st.sampled_from(LINES[code]),
        saving_pence=st.integers(1, 10**9).map(Pence),
        is_recurrent=st.booleans(),
        owner=st.just("Director of finance"),
        evidence=st.just("Board paper"),
        from_month=st.integers(1, 12),
    )
)
SIGNED_LINES = ("income_and_expenditure",)
"""A table down which the lines of each body add up to its position."""
RISKS = "risks_and_mitigations"
"""Northmere returns none."""
FROM = "from_last_year"
"""A bridge, and no sum of bodies."""
NO_SUMS = ("spend", "unit_cost", "unit_cost_prior")
"""What the total of a table is not the sum of: what members pay one another is left out, and
what one of something costs does not add."""
KINDS = ("agency_and_bank", "workforce")
"""Tables in which each body has a row for each kind of staff."""


@settings(
    max_examples=EXAMPLES,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(proposed=st.lists(actions, min_size=1, max_size=3))
def test_rows_sum_to_their_total(collated: Northmere, proposed: list[Action]) -> None:
    for action in proposed:
        close(collated.one, action, by=collated.lead, now=collated.now())
    collated.sign(*sorted({action.organisation for action in proposed}))
    statement = Statement(plan=signed_plan(collated.one, SYSTEM))
    for name, gatherer in GATHERERS.items():
        if name in (FROM, RISKS):
            continue
        found = gatherer(Book(statement=statement, bodies=BODIES)).entries
        if name in SIGNED_LINES:
            for group in ("trusts", "ZQ1"):
                entered = [e for e in found if e.body == group and not e.is_total]
                adds_up(entered, of(found, f"{group}/position.including"), name)
        elif name in KINDS:
            for kind in ("agency", "bank"):
                own = [e for e in found if e.key in {f"{code}/{kind}" for code in BODIES}]
                adds_up(own, of(found, f"system/{kind}"), name)
            for code in ("ZR1", "ZR2", "ZR3", "system") if name == "workforce" else ():
                own = [e for e in found if e.body == code and e.key != f"{code}/total"]
                adds_up(own, of(found, f"{code}/total"), name)
        else:
            (total,) = [e for e in found if e.is_total and e.key in ("system", "ZQ1/spend.total")]
            parts = [e for e in found if not e.is_total]
            adds_up(parts, total, name)


@settings(
    max_examples=EXAMPLES,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(proposed=st.lists(actions, min_size=1, max_size=3))
def test_steps_lead_from_last_year_to_the_plan(collated: Northmere, proposed: list[Action]) -> None:
    for action in proposed:
        close(collated.one, action, by=collated.lead, now=collated.now())
    collated.sign(*sorted({action.organisation for action in proposed}))
    statement = Statement(plan=signed_plan(collated.one, SYSTEM))
    for bodies in (BODIES, *((code,) for code in BODIES)):
        *before, last = GATHERERS[FROM](Book(statement=statement, bodies=bodies)).entries
        amounts = [entry.figures["amount"] for entry in before]
        figures = [each for each in amounts if isinstance(each, Figure)]
        end = last.figures["amount"]
        assert isinstance(end, Figure)
        assert len(figures) == len(before) > 2
        assert sum(each.value for each in figures) == end.value


def of(entries: Iterable[Entry], key: str) -> Entry:
    (found,) = [entry for entry in entries if entry.key == key]
    return found


def adds_up(parts: list[Entry], total: Entry, name: str) -> None:
    """Each column of amounts that parts and total have sums to the total."""
    assert parts, name
    checked = 0
    for column, whole in total.figures.items():
        values = [part.figures.get(column) for part in parts]
        figures = [each for each in values if isinstance(each, Figure)]
        is_sum = isinstance(whole, Figure) and whole.basis.unit != RATIO and column not in NO_SUMS
        if isinstance(whole, Figure) and is_sum and len(figures) == len(parts):
            assert sum(each.value for each in figures) == whole.value, (name, column)
            checked += 1
    assert checked, name
