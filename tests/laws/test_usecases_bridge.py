"""Laws of the bridge: whichever way it is looked at, it leads from one version to the other."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from equipoise.units import Pence
from equipoise.usecases.bridge import bridge
from equipoise.usecases.close import Action, close
from tests.northmere_figures import statement, system_status
from tests.northmere_round import SYSTEM, TODAY, Northmere

LINES = {
    "ZQ1": ("spend.prescribing", "spend.running_costs"),
    "ZR1": ("nonpay.other", "pay.agency"),
    "ZR2": ("nonpay.drugs", "pay.bank"),
}
PROFILE = settings.default
EXAMPLES = max(3, PROFILE.max_examples // 50) if PROFILE else 3
"""Few: each of them signs, collates and bridges."""
actions = st.sampled_from(sorted(LINES)).flatmap(
    lambda code: st.builds(
        Action,
        organisation=st.just(code),
        name=st.sampled_from(["Energy", "Estates", "Energy and estates"]),
        line=st.sampled_from(LINES[code]),
        saving_pence=st.integers(1, 10**9).map(Pence),
        is_recurrent=st.booleans(),
        owner=st.just("Director of finance"),
        evidence=st.just("Board paper"),
        from_month=st.integers(1, 12),
    )
)


@settings(
    max_examples=EXAMPLES,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(proposed=st.lists(actions, min_size=1, max_size=3), is_from_first=st.booleans())
def test_both_views_sum_to_the_difference(
    collated: Northmere, proposed: list[Action], *, is_from_first: bool
) -> None:
    """Each case makes the next version of one plan; the bridge spans it, or all since the first."""
    before = version(collated)
    for action in proposed:
        close(collated.one, action, by=collated.lead, now=collated.now())
    collated.sign(*sorted({action.organisation for action in proposed}))
    after = collated.collate().result.statement
    first = statement(collated, 1 if is_from_first else before)
    found = bridge(
        collated.one, SYSTEM, before=1 if is_from_first else before, after=version(collated),
        by=collated.lead, on=TODAY,
    ).result  # fmt: skip
    difference = after.position.including.value - first.position.including.value
    assert sum(step.pence for step in found.by_driver) == difference
    assert sum(step.pence for step in found.by_organisation) == difference
    assert {step.kind: step.pence for step in found.by_organisation} == {
        code: change
        for code, both in after.position.members.items()
        if (change := both.including.value - first.position.members[code].including.value)
    }
    if not is_from_first:
        assert difference == sum(action.saving_pence for action in proposed)


def version(plan: Northmere) -> int:
    """Return the number of the latest version."""
    return system_status(plan)[0]
