"""Laws of triangulation: what must hold of any two years of any provider."""

from datetime import date
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from equipoise.params import Parameters, load
from equipoise.rules.triangulation import (
    ACTIVITY,
    PlanYears,
    Triangulation,
    YearOfPlan,
    pay_staff_activity,
)
from equipoise.units import FinancialYear
from tests.rules_cases import with_value

PARAMS = load()
KNOWN_ON = date(2023, 5, 4)
YEAR = FinancialYear(2023).period

amounts = st.none() | st.integers(0, 10**11).map(Fraction)
years = st.builds(
    YearOfPlan[Fraction],
    pay=amounts,
    cost=amounts,
    staff=amounts,
    activity=st.dictionaries(st.sampled_from(ACTIVITY), amounts),
    beds=amounts,
)


def found(
    before: YearOfPlan[Fraction], after: YearOfPlan[Fraction], params: Parameters = PARAMS
) -> Triangulation[Fraction]:
    asked = PlanYears(period=YEAR, before=before, after=after)
    return pay_staff_activity(asked, params.exact, known_on=KNOWN_ON)


@given(years)
def test_the_same_year_twice_changes_nothing(year: YearOfPlan[Fraction]) -> None:
    answer = found(year, year)
    changes = (
        answer.pay_change,
        answer.staff_change,
        answer.activity_change,
        answer.beds_change,
    )
    assert set(changes) <= {None, Fraction(0)}
    assert answer.cost_per_wte == answer.cost_per_wte_before
    assert answer.cost_per_unit == answer.cost_per_unit_before
    assert answer.flags == ()


@given(years, years, st.integers(2, 9))
def test_the_scale_of_weights_moves_no_change(
    before: YearOfPlan[Fraction], after: YearOfPlan[Fraction], times: int
) -> None:
    assume(after.activity)
    tree = dict(PARAMS.tree)
    for kind in ACTIVITY:
        path = f"activity/cost_weight/{kind}_pence"
        (entry,) = PARAMS.tree[path].entries
        assert entry.value is not None
        tree[path] = with_value(path, entry.value * times).tree[path]
    one, other = found(before, after), found(before, after, Parameters(tree))
    assert one.activity_change == other.activity_change
    assert one.flags == other.flags
    assert one.cost_per_wte == other.cost_per_wte
    assert one.cost_per_unit == other.cost_per_unit
    assert one.cost_per_unit_before == other.cost_per_unit_before
