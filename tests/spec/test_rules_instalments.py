"""Instalments in a ledger worked by hand: both sides of the tolerance and of the last month."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from equipoise.params import load
from equipoise.rules.contract import PaymentsOfYear, instalments

PARAMS = load().exact
LATE = date(2026, 5, 4)
NIL = Fraction(0)


def paid(**months: int) -> PaymentsOfYear[Fraction]:
    """Return one payment in each month: M3=40."""
    return PaymentsOfYear(
        months={int(name[1:]): (Fraction(amount),) for name, amount in months.items()},
        tolerance=Fraction(1),
        least=3,
    )


def test_instalments_that_never_break_and_an_advance_unwound() -> None:
    months = paid(M3=12, M6=12, M7=12, M8=12, M9=12, M11=12)
    months = replace(months, months={**months.months, 12: ()})
    found = instalments(months, PARAMS, known_on=LATE)
    assert found
    assert found.amount == 12
    assert found.months == (3, 6, 7, 8, 9, 11)
    assert found.breaks_after is None
    assert found.anew is None
    assert found.unwound == 12
    assert found.beyond == {}


def test_an_instalment_set_anew() -> None:
    found = instalments(paid(M3=74, M6=74, M7=74, M8=74, M9=79, M11=80), PARAMS, known_on=LATE)
    assert found
    assert found.breaks_after == 8
    assert found.anew == 79
    assert found.unwound is None
    assert found.beyond == {9: 5, 11: 6}


@pytest.mark.parametrize(("last", "short"), [(39, 1), (40, None), (41, None)])
def test_both_sides_of_a_full_last_month(last: int, short: int | None) -> None:
    found = instalments(paid(M3=40, M6=40, M7=40, M12=last), PARAMS, known_on=LATE)
    assert found
    assert found.unwound == short


def test_what_is_paid_in_two_months_is_no_instalment() -> None:
    assert instalments(paid(M3=40, M6=40, M7=50), PARAMS, known_on=LATE) is None
    assert instalments(paid(M3=40, M6=41, M7=40), PARAMS, known_on=LATE)
    assert instalments(paid(M3=40, M6=42, M7=40), PARAMS, known_on=LATE) is None


def test_a_smaller_payment_beside_a_larger_is_no_instalment() -> None:
    months = {month: (Fraction(5), Fraction(40 + month)) for month in (3, 6, 7)}
    asked = PaymentsOfYear(months=months, tolerance=NIL, least=3)
    assert instalments(asked, PARAMS, known_on=LATE) is None


def test_the_largest_payment_of_its_months_is_the_instalment() -> None:
    both, one = (Fraction(5), Fraction(40)), (Fraction(5),)
    months: dict[int, tuple[Fraction, ...]] = dict.fromkeys((3, 6, 7), both)
    months |= dict.fromkeys((8, 9), one)
    found = instalments(
        PaymentsOfYear(months=months, tolerance=NIL, least=3), PARAMS, known_on=LATE
    )
    assert found
    assert found.amount == 40
    assert found.breaks_after == 7
    assert found.totals[3] == 45
    assert found.beyond == {}


def test_of_two_instalments_the_first_is_the_one_that_breaks() -> None:
    months = paid(M3=40, M6=40, M7=40, M8=43, M9=43, M10=43, M11=43)
    found = instalments(months, PARAMS, known_on=LATE)
    assert found
    assert found.amount == 40
    assert found.breaks_after == 7
    assert found.anew == 43
    assert found.beyond == {8: 3, 9: 3, 10: 3, 11: 3}
