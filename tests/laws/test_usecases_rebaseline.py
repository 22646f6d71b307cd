"""Laws of a re-baselining as it is folded from decisions on record."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.northmere_rebaselining import Rebaselining
from tests.northmere_round import Northmere, thousands


@pytest.fixture
def made(locked: Northmere) -> Rebaselining:
    made = Rebaselining(locked)
    made.open()
    return made


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=10
)
@given(
    said=st.lists(
        st.tuples(st.sampled_from(["A1", "A2"]), st.integers(1, 5_000)), min_size=1, max_size=4
    )
)
def test_the_last_word_counts(made: Rebaselining, said: list[tuple[str, int]]) -> None:
    before = len(made.worked().exercise.acts)
    for code, amount in said:
        made.act(code, amount)
    worked = made.worked()
    found = {code: thousands(figure) for code, figure in worked.actions.items()}
    assert found == {**found, **dict(said)}
    assert len(worked.exercise.acts) == before + len(said)
    assert worked.exercise.known == date(2023, 11, 10)
