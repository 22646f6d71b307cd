"""The mandates as the founding document and fact book 3 (section 1.1) report them."""

from datetime import date
from fractions import Fraction

from equipoise.register import mandate
from equipoise.units import FinancialYear, Period

YEAR_2021, YEAR_2023 = FinancialYear(2021), FinancialYear(2023)


def test_four_metrics_for_2021_22() -> None:
    found = mandate(YEAR_2021, date(2021, 4, 1))
    assert [metric.code for metric in found.metrics] == [
        "overall_position",
        "organisations_in_balance",
        "systems_in_balance",
        "productivity_growth",
    ]
    assert "systems" in found.unit_of_account
    assert "Department of Health and Social Care" in found.issuer
    assert all(metric.applies == YEAR_2021.period for metric in found.metrics)


def test_no_number_of_systems_was_set() -> None:
    metrics = {metric.code: metric for metric in mandate(YEAR_2021, date(2021, 4, 1)).metrics}
    assert metrics["systems_in_balance"].target is None
    assert metrics["systems_in_balance"].target_words == "no target set"
    assert metrics["overall_position"].target == 0


def test_more_metrics_were_due_in_july_2021() -> None:
    (promise,) = mandate(YEAR_2021, date(2021, 4, 1)).promises
    assert promise.due == Period(date(2021, 7, 1), date(2021, 8, 1))


def test_efficiency_of_at_least_2_2_percent_for_2023_24() -> None:
    metrics = {metric.code: metric for metric in mandate(YEAR_2023, date(2023, 7, 1)).metrics}
    assert metrics["cash_releasing_efficiency"].target == Fraction("0.022")
    assert metrics["overall_position"].status == "final"
    assert metrics["systems_in_balance"].status == "assumed"
