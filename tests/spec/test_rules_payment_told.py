"""What rules of payment say of prices and refusals, and edges of what an elective scheme counts."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from equipoise.params import load
from equipoise.rules.payment import (
    AdmittedPrice,
    BestPracticePrice,
    EmergencyPrice,
    NoPriceBookError,
    PriceBook,
    UnbundledPrice,
    at_prices,
    base_price,
    book_for,
    elective_value,
    emergency_price,
    market_forces,
    maternity_pathway,
    record_price,
    spell_price,
    value_weighted_activity,
)
from equipoise.rules.payment.at_prices import (
    AttendanceAtPrices,
    EmergencyAtPrices,
    SpellAtPrices,
)
from equipoise.rules.payment.base_price import TwoTariffsError
from equipoise.rules.payment.elective_scope import functions_of
from equipoise.rules.payment.elective_value import ElectiveRecord
from equipoise.rules.payment.market_forces import NoIndexError
from equipoise.rules.payment.maternity_pathway import NoLeadError, Pathway
from equipoise.rules.payment.sample import BOOK, attendance, emergency, spell, stay
from equipoise.rules.payment.value_weighted_activity import NoActivityError
from equipoise.units import FinancialYear, Pence
from equipoise.workings import Figure

DAY = date(2025, 5, 4)
PARAMS = load()
PRINTED = AdmittedPrice(
    procedure=Pence(12_000), elective=Pence(50_000), elective_trim=5, per_day=Pence(1_000)
)
FULL = replace(
    BOOK,
    status="assumed",
    admitted={**BOOK.admitted, "AA22C": PRINTED, "WF01B": PRINTED},
    attendances={"110": {"WF01B": Pence(18_100), "WF01A": None}},
    emergency={"VB01Z": EmergencyPrice(types_1_2=Pence(9_000), type_3=Pence(7_000))},
    unbundled={"RD01A": UnbundledPrice(price=Pence(11_400))},
    top_ups={"NCBPS06Z": Fraction(1, 10)},
    best_practice={
        ("HN12F", name): BestPracticePrice(combined=Pence(800_000)) for name in ("hip", "stroke")
    },
)


def said(figure: Figure | None) -> tuple[str, str, str]:
    """Return what a figure is called, where it comes from, and how sure it is."""
    assert figure is not None
    work = figure.working
    return work.name, str(work.ref), str(work.status)


def test_each_price_of_a_spell_has_its_place_in_the_book_and_its_status() -> None:
    at = stay(spell(unbundled=("RD01A",), specialised=("NCBPS06Z",)), FULL)
    assert said(at.unbundled[0].price) == (
        "Price of RD01A", "file:sample/unbundled/RD01A@2022-03-31", "assumed"
    )  # fmt: skip
    assert said(at.top_ups["NCBPS06Z"]) == (
        "Top-up for NCBPS06Z", "file:sample/top_ups/NCBPS06Z@2022-03-31", "assumed"
    )  # fmt: skip
    assert said(at.age)[:2] == ("Age on admission", "file:record/age_on_admission")


def test_each_price_of_an_appointment_has_its_place_in_the_book() -> None:
    at = at_prices(attendance(hrg="AA22C", treatment_function="110"), FULL)
    assert isinstance(at, AttendanceAtPrices)
    assert at.attendances is not None
    assert said(at.procedure)[:2] == (
        "Outpatient procedure, AA22C", "file:sample/admitted/AA22C/procedure@2022-03-31"
    )  # fmt: skip
    assert said(at.attendances["WF01B"])[:2] == (
        "WF01B, function 110", "file:sample/attendances/110/WF01B@2022-03-31"
    )  # fmt: skip
    assert at.attendances["WF01A"] is None


def test_each_price_of_a_department_has_its_place_in_the_book() -> None:
    at = at_prices(emergency(), FULL)
    assert isinstance(at, EmergencyAtPrices)
    assert [said(of)[0] for of in (at.types_1_2, at.type_3)] == [
        "Types 1 and 2, VB01Z", "Type 3, VB01Z"
    ]  # fmt: skip
    found = emergency_price(at, PARAMS, known_on=DAY)
    assert (str(found.point_of_delivery), found.price and found.price.value) == ("AE", 9_552)
    assert str(record_price(at, PARAMS, known_on=DAY).point_of_delivery) == "AE"


def test_a_spell_without_a_price_still_has_a_point_of_delivery() -> None:
    found = spell_price(stay(spell(administrative_category="02")), PARAMS, known_on=DAY)
    assert (str(found.point_of_delivery), str(found.reason)) == ("EL", "private")


def worth(at: SpellAtPrices[Figure] | AttendanceAtPrices[Figure]) -> int | None:
    """Return what a record of 2024/25 is worth to an elective scheme, in pence."""
    functions = functions_of(PARAMS, FinancialYear(2024).period, known_on=DAY)
    record = ElectiveRecord(at_prices=at, functions=functions)
    found = elective_value(record, PARAMS, known_on=DAY).value
    return None if found is None else int(found.value)


def visit(hrg: str) -> int | None:
    of = attendance(hrg=hrg, treatment_function="110", attended_on=date(2024, 5, 4))
    at = at_prices(of, FULL)
    assert isinstance(at, AttendanceAtPrices)
    return worth(at)


@pytest.mark.parametrize(
    ("hrg", "pence"),
    [
        # A procedure with a price: £120; without one, and a WF code whatever is printed: £181
        ("AA22C", 12_736),
        ("BB11A", 19_210),
        ("WF01B", 19_210),
    ],
)
def test_a_procedure_counts_at_its_price_and_all_else_as_an_attendance(
    hrg: str, pence: int
) -> None:
    """Each at a market forces factor of 1.0613."""
    assert visit(hrg) == pence


def test_best_practice_plays_no_part_in_what_a_spell_is_worth() -> None:
    """£7,251 at 1.0613, where best practice would make it £8,000."""
    assert worth(stay(spell(best_practice=("hip",)), FULL)) == 769_549


def test_a_spell_with_a_dash_is_worth_nothing_whatever_its_excess_days_are() -> None:
    """Ten days past a trim point, and no price to add them to."""
    dash = replace(PRINTED, elective=None)
    book = replace(FULL, admitted={"AA22C": dash})
    assert worth(stay(spell(hrg="AA22C", length_of_stay=15), book)) is None
    assert worth(stay(spell(hrg="AA22C", length_of_stay=15), FULL)) == 63_678


def two_tariffs() -> None:
    base_price(stay(spell(best_practice=("hip", "stroke")), FULL), PARAMS, known_on=DAY)


def no_book(*books: PriceBook) -> Callable[[], object]:
    return lambda: book_for(books, date(2030, 5, 4), known_on=date(2022, 3, 31))


@pytest.mark.parametrize(
    ("run", "error", "told"),
    [
        (two_tariffs, TwoTariffsError,
         "more than one best practice tariff sets the price: hip, stroke; a spell names the one "
         "whose criteria its HRG is paid by"),
        (lambda: market_forces({}, PARAMS, known_on=DAY), NoIndexError,
         "no provider has an underlying index"),
        (lambda: market_forces({"ZR1": Fraction(0)}, PARAMS.exact, known_on=DAY), NoIndexError,
         "an underlying index is not above nil"),
        (lambda: maternity_pathway(Pathway(prices={}, leads={}), PARAMS, known_on=DAY),
         NoLeadError,
         "no lead provider for a pregnancy without a phase: each phase is paid to one"),
        (lambda: value_weighted_activity({}, PARAMS, known_on=DAY), NoActivityError,
         "there is no activity to compare"),
        (no_book(), NoPriceBookError,
         "no price book for 2030-05-04, as published by 2022-03-31; there is no book at all: add "
         "the year's book by the declared template"),
        (no_book(BOOK, replace(BOOK, period=FinancialYear(2021).period),
                 replace(BOOK, period=FinancialYear(2023).period, published=date(2022, 4, 1))),
         NoPriceBookError,
         "no price book for 2030-05-04, as published by 2022-03-31; there are books for 2021/22, "
         "2022/23: add the year's book by the declared template"),
    ],
)  # fmt: skip
def test_a_refusal_says_what_is_wrong(
    run: Callable[[], object], error: type[Exception], told: str
) -> None:
    with pytest.raises(error) as raised:
        run()
    assert str(raised.value) == told
