"""Laws of what leads to a position and what lies beneath it: the bridge from outturn, and risk."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from random import Random
from typing import TypeVar

from hypothesis import given
from hypothesis import strategies as st

from equipoise.params import load
from equipoise.rules.balance import (
    Drivers,
    Exposure,
    Risk,
    RiskAdjusted,
    outturn_bridge,
    risk_adjusted,
)

Value = TypeVar("Value")
PARAMS = load()
KNOWN_ON = date(2023, 5, 4)

money = st.integers(-(10**11), 10**11).map(Fraction)
codes = st.from_regex(r"\AZ[A-Z][0-9]\Z")
randoms = st.randoms(use_true_random=False)


def shuffled(mapping: Mapping[str, Value], rng: Random) -> dict[str, Value]:
    listed = list(mapping.items())
    rng.shuffle(listed)
    return dict(listed)


drivers = st.builds(
    Drivers[Fraction],
    **dict.fromkeys(
        (
            *("outturn", "one_off", "support", "full_year", "growth", "inflation", "demand"),
            *("investment", "efficiency"),
        ),
        money,
    ),
    position=st.none() | money,
)


@given(drivers)
def test_drivers_sum_exactly_from_outturn_to_plan(found: Drivers[Fraction]) -> None:
    answer = outturn_bridge(found, PARAMS.exact, known_on=KNOWN_ON)
    assert answer.outturn + sum(answer.steps.values()) == answer.plan
    if found.position is not None:
        assert answer.unexplained == found.position - answer.plan
    else:
        assert answer.unexplained is None


@given(drivers, money)
def test_the_opening_is_before_anything_new(found: Drivers[Fraction], amount: Fraction) -> None:
    of_year = ("growth", "inflation", "demand", "investment", "efficiency")
    changed = replace(found, **dict.fromkeys(of_year, amount))
    one, other = (
        outturn_bridge(each, PARAMS.exact, known_on=KNOWN_ON) for each in (found, changed)
    )
    assert (
        one.opening
        == other.opening
        == found.outturn - found.one_off - found.support + (found.full_year)
    )


exposures = st.builds(
    Exposure[Fraction],
    position=money,
    risks=st.dictionaries(
        codes,
        st.builds(
            Risk[Fraction],
            gross=money,
            mitigation=money,
            probability=st.none() | st.integers(0, 10_000).map(Fraction),
        ),
        max_size=5,
    ),
)


def after_risk(found: Exposure[Fraction]) -> RiskAdjusted[Fraction]:
    return risk_adjusted(found, PARAMS.exact, known_on=KNOWN_ON)


@given(exposures, randoms)
def test_risks_in_any_order(found: Exposure[Fraction], rng: Random) -> None:
    assert after_risk(replace(found, risks=shuffled(found.risks, rng))) == after_risk(found)


@given(exposures)
def test_a_mitigated_risk_moves_nothing(found: Exposure[Fraction]) -> None:
    mitigated = {ref: replace(risk, mitigation=risk.gross) for ref, risk in found.risks.items()}
    answer = after_risk(replace(found, risks=mitigated))
    assert (answer.net, answer.adjusted) == (Fraction(0), found.position)
    before = after_risk(found)
    assert before.net == before.gross - before.mitigation == found.position - before.adjusted


@given(exposures)
def test_certainty_is_expected_in_full(found: Exposure[Fraction]) -> None:
    sure = Fraction(10_000)
    certain = {ref: replace(risk, probability=sure) for ref, risk in found.risks.items()}
    answer = after_risk(replace(found, risks=certain))
    assert answer.expected == (answer.gross if certain else None)
    assert answer.without_probability == 0
    unrated = after_risk(found)
    left = sum(risk.gross for risk in found.risks.values() if risk.probability is None)
    assert unrated.without_probability == left
