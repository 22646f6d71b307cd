"""Why the rule gives the model it does, in its own words; and what the edges of a ledger are."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from equipoise.params import load
from equipoise.rules.contract import (
    NoModelError,
    PaymentsOfYear,
    Relationship,
    instalments,
    mechanism,
)
from equipoise.units import FinancialYear, Period
from tests.rules_cases import PARAMS, money

LATE = date(2026, 5, 4)
MILLION = 100_000_000  # pence
PLAIN = Relationship(
    period=FinancialYear(2023).period,
    service="emergency",
    provider_is_nhs=True,
    commissioner_is_nhs_england=False,
    same_system=False,
    has_unit_price=True,
    is_listed=False,
    value=Fraction(20 * MILLION),
)


def why(period: str, changes: dict[str, Any]) -> str:
    asked = replace(PLAIN, period=Period.parse(period), **changes)
    return mechanism(asked, load().exact, known_on=LATE).why


@pytest.mark.parametrize(
    ("period", "changes", "words"),
    [
        ("2018/19", {}, "the tariff, to 2018/19"),
        ("2019/20", {}, "emergencies above the threshold"),
        ("2019/20", {"value": Fraction(1)}, "emergencies up to the threshold: at prices"),
        ("2019/20", {"service": "other"}, "at prices: blended is for emergencies"),
        ("2020-04-01 to 2020-05-01", {}, "nationally set, April to September 2020"),
        ("2021/22", {}, "rolled over from October 2020"),
        ("2022/23", {"same_system": True}, "inside one system"),
        ("2022/23", {"value": Fraction(30 * MILLION)}, "between systems, large enough"),
        ("2022/23", {}, "between systems, below the scope: at prices"),
        ("2023/24", {}, "an NHS provider, not low volume"),
        ("2023/24", {"commissioner_is_nhs_england": True}, "commissioned by NHS England"),
        ("2023/24", {"is_listed": True, "value": Fraction(1)}, "listed, and below the threshold"),
        ("2026/27", {}, "urgent care from 2026/27"),
        ("2023/24", {"provider_is_nhs": False}, "not an NHS provider; a unit price"),
        (
            "2023/24",
            {"provider_is_nhs": False, "has_unit_price": False},
            "not an NHS provider; no unit price",
        ),
    ],
)
def test_the_reason_of_a_model(period: str, changes: dict[str, Any], words: str) -> None:
    assert why(period, changes) == words


def test_a_period_without_one_model_is_named() -> None:
    with pytest.raises(NoModelError, match=r"^no one payment model for all of 2020/21: "):
        why("2020/21", {})


def asked(*months: tuple[int, ...], numbers: tuple[int, ...]) -> PaymentsOfYear[Fraction]:
    """Return payments by month: one tuple for each number of a month."""
    listed = {
        number: tuple(map(Fraction, paid)) for number, paid in zip(numbers, months, strict=True)
    }
    return PaymentsOfYear(months=listed, tolerance=Fraction(0), least=3)


def test_an_amount_set_anew_is_what_the_last_month_is_short_of() -> None:
    found = instalments(
        asked((40,), (40,), (40,), (43,), (43,), (10,), numbers=(3, 6, 7, 8, 9, 12)),
        load().exact,
        known_on=LATE,
    )
    assert found
    assert found.anew == 43
    assert found.unwound == 33


def test_a_later_month_of_the_same_sum_has_nothing_beyond() -> None:
    found = instalments(
        asked((40,), (40,), (40,), (35, 5), (35, 6), numbers=(3, 6, 7, 8, 9)),
        load().exact,
        known_on=LATE,
    )
    assert found
    assert found.beyond == {9: 1}


def test_nothing_is_no_instalment() -> None:
    nothing = asked((0,), (0,), (0,), numbers=(3, 6, 7))
    assert instalments(nothing, load().exact, known_on=LATE) is None


def test_of_equal_payments_the_first_is_the_instalment() -> None:
    months = {month: (money(40, f"P{month}"), money(40, f"Q{month}")) for month in (3, 6, 7)}
    found = instalments(
        PaymentsOfYear(months=months, tolerance=money(0, "Tolerance"), least=3),
        PARAMS,
        known_on=LATE,
    )
    assert found
    assert found.amount.working.name == "P3"
