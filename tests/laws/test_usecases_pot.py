"""Laws of the pot as it is folded from decisions on record."""

from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from equipoise.usecases.potting import Agreement, positions_of
from tests.northmere_pot import END, NorthmerePot
from tests.northmere_round import Northmere

DAYS = st.sampled_from([date(2023, 5, 4), date(2023, 6, 30), date(2023, 8, 1), END])


@pytest.fixture
def decided(collated: Northmere) -> NorthmerePot:
    """A pot with a decision of every kind, one of them withdrawn."""
    pot = NorthmerePot(collated)
    pot.add()
    pot.places()
    pot.award(agreement=Agreement.NONE)
    pot.on(date(2023, 6, 30))
    twice = pot.move("X24", "core", 1_500)
    pot.answer(pot.give(("community", "Community", 3_000)), "zr3.approver")
    pot.on(date(2023, 8, 1))
    pot.withdraw(twice)
    return pot


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(random=st.randoms(), as_at=DAYS, known=DAYS)
def test_a_pot_in_any_order(
    decided: NorthmerePot, random: Random, as_at: date, known: date
) -> None:
    found = decided.pot(as_at=as_at, known=known)
    acts = list(found.acts)
    random.shuffle(acts)
    shuffled = replace(found, acts=tuple(acts))
    assert shuffled.held == found.held
    assert shuffled.lines == found.lines
    assert shuffled.balance == found.balance


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(known=DAYS)
def test_an_agreement_stands(decided: NorthmerePot, known: date) -> None:
    acts = decided.seen().result.acts
    for act in acts:
        then = positions_of(act.decision, known=known)
        if then.agreed_at is not None:
            assert then.agreed_at == act.agreed_at
        assert set(then.answers) <= set(act.positions.answers)
