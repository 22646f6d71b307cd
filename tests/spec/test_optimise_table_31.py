"""Claxton et al. 2015, HTA 19(14), Table 31: the parameters come to the published threshold."""

from datetime import date
from fractions import Fraction

from equipoise.optimise import outcomes
from equipoise.params import load
from equipoise.units import FinancialYear

# Each programme's share of a change in spend, in hundredths of a per cent, as printed.
SHARES = {
    "cancer": 447,
    "circulation": 759,
    "respiratory": 458,
    "gastrointestinal": 320,
    "infectious_diseases": 327,
    "endocrine": 189,
    "neurological": 598,
    "genitourinary": 464,
    "maternity_and_neonates": 683,
    "blood": 206,
    "mental_health": 1786,
    "learning_disability": 104,
    "vision": 194,
    "hearing": 87,
    "dental": 289,
    "skin": 197,
    "musculoskeletal": 363,
    "poisoning": 93,
    "healthy_individuals": 353,
}
UNESTIMATED = {"trauma": 770, "social_care": 300, "other": 1014}


def test_the_shares_sum_to_100_01() -> None:
    assert sum(SHARES.values()) + sum(UNESTIMATED.values()) == 10_001


def test_all_programmes_together_come_to_the_threshold_of_12_936() -> None:
    """One over the sum of share over cost: £12,938, as the shares are rounded."""
    found = outcomes(load(), FinancialYear(2026).period, known_on=date(2026, 4, 1)).responses
    assert found.keys() == SHARES.keys()
    health = sum(Fraction(share) / found[name].central for name, share in SHARES.items())
    assert abs(Fraction(10_000) / health / 100 - 12_936) < 3
