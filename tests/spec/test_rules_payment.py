"""Worked examples of payment: each figure as it stands in the document, or worked by hand."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from equipoise.params import load
from equipoise.rules import bare
from equipoise.rules.payment import (
    ANY_HRG,
    AdmittedPrice,
    BestPracticePrice,
    EmergencyPrice,
    PointOfDelivery,
    PriceBook,
    Priced,
    Reason,
    Record,
    TwoTariffsError,
    UnbundledPrice,
    at_prices,
    record_price,
)
from equipoise.rules.payment.sample import BOOK, PRICE, attendance, emergency, spell
from equipoise.units import Pence
from equipoise.workings import Figure, words

PARAMS = load()
KNOWN_ON = date(2026, 5, 4)


def book(**parts: Any) -> PriceBook:
    return replace(BOOK, **parts)


def priced(record: Record, of: PriceBook = BOOK) -> Priced[Any]:
    """Return the price of a record, found as figures and as fractions alike."""
    found = at_prices(record, of)
    told: Priced[Figure] = record_price(found, PARAMS, known_on=KNOWN_ON)
    quick: Priced[Fraction] = record_price(bare(found), PARAMS.exact, known_on=KNOWN_ON)
    assert bare(told) == quick
    return quick


@pytest.mark.parametrize(
    ("hrg", "base", "price"), [("HN12F", 725_100, 769_549), ("HN12E", 748_900, 794_808)]
)
def test_py_1_a_price_of_2025_26_times_market_forces(hrg: str, base: int, price: int) -> None:
    of = book(
        admitted={hrg: AdmittedPrice(combined=Pence(base))},
        market_forces={"ZR1": Fraction("1.061299920")},
    )
    assert priced(spell(hrg=hrg), of).price == price


@pytest.mark.parametrize(
    ("days", "price"), [(11, 769_549), (12, 769_549), (13, 796_081), (18, 928_744)]
)
def test_py_2_days_beyond_the_trim_point(days: int, price: int) -> None:
    assert priced(spell(length_of_stay=days)).price == price


def test_py_2_a_day_case_has_no_excess() -> None:
    found = priced(spell(classification="2", length_of_stay=0))
    assert found.point_of_delivery is PointOfDelivery.DAY_CASE
    assert (found.price, found.excess, found.excess_days) == (769_549, None, None)


@pytest.mark.parametrize(
    ("changes", "point", "base"),
    [
        ({"admission_method": "12", "classification": "2", "length_of_stay": 1}, "EL", 725_100),
        ({"admission_method": "12", "classification": "2", "length_of_stay": 0}, "DC", 725_100),
        ({"admission_method": "21", "length_of_stay": 1, "age": 18}, "NELST", 500_000),
        ({"admission_method": "21", "length_of_stay": 1, "age": 19}, "NELST", 100_000),
        ({"admission_method": "21", "length_of_stay": 0, "age": 19}, "NELST", 100_000),
        ({"admission_method": "21", "length_of_stay": 2, "age": 19}, "NEL", 500_000),
        ({"admission_method": "2D", "length_of_stay": 1}, "NELST", 100_000),
        ({"admission_method": "28", "length_of_stay": 1}, "NELST", 100_000),
        ({"admission_method": "2E", "length_of_stay": 1}, "NELST", 500_000),
        ({"admission_method": "32", "length_of_stay": 1}, "NELNE", 500_000),
        ({"admission_method": "81", "length_of_stay": 1}, "NELNE", 500_000),
    ],
)
def test_py_3_points_of_delivery(changes: dict[str, Any], point: str, base: int) -> None:
    found = priced(spell(**changes))
    assert (str(found.point_of_delivery), found.base) == (point, base)


@pytest.mark.parametrize(("days", "excess"), [(20, 0), (21, 25_000)])
def test_the_trim_point_of_an_emergency_is_its_own(days: int, excess: int) -> None:
    assert priced(spell(admission_method="21", length_of_stay=days)).excess == excess


def test_prices_of_the_two_settings_where_there_is_no_combined_one() -> None:
    apart = replace(PRICE, combined=None, day_case=Pence(300_000), elective=Pence(400_000))
    of = book(admitted={"HN12F": apart})
    assert priced(spell(classification="2", length_of_stay=0), of).base == 300_000
    assert priced(spell(length_of_stay=3), of).base == 400_000


def test_an_hrg_without_a_rate_a_day_or_a_trim_point_has_no_excess() -> None:
    for printed in (replace(PRICE, per_day=None), replace(PRICE, elective_trim=None)):
        of = book(admitted={"HN12F": printed})
        assert priced(spell(length_of_stay=90), of).excess is None


def test_a_top_up_is_on_the_reduced_price_and_not_on_the_days() -> None:
    of = book(top_ups={"NCBPS06Z": Fraction("0.1362"), "NCBPS06A": None, "X": Fraction(1, 100)})
    short = spell(admission_method="21", length_of_stay=1, specialised=("X", "NCBPS06Z"))
    found = priced(short, of)
    assert (found.top_up_ratio, found.top_up) == (Fraction("0.1362"), 13_620)
    assert found.price == 120_585  # 113,620 x 1.0613 = 120,584.906
    long = priced(spell(length_of_stay=13, specialised=("NCBPS06Z",)), of)
    assert long.top_up == Fraction("98758.62")  # 725,100 x 13.62%
    assert priced(spell(specialised=("NCBPS06A", "unheard")), of).top_up is None


HIP = {
    ("HN12F", "hip-fracture.met"): BestPracticePrice(
        non_elective=Pence(1_404_500), additional=Pence(133_500)
    ),
    ("HN12F", "hip-and-knee.not-met"): BestPracticePrice(combined=Pence(570_500)),
    ("HN12F", "heart-failure.met"): BestPracticePrice(
        non_elective=Pence(646_600), short_stay=Pence(129_300)
    ),
    (ANY_HRG, "trauma.level-1"): BestPracticePrice(additional=Pence(162_400)),
}


def test_best_practice_in_its_patterns() -> None:
    of = book(best_practice=HIP)
    emergency_stay = spell(admission_method="21", length_of_stay=9)
    hip = priced(replace(emergency_stay, best_practice=("hip-fracture.met",)), of)
    assert (hip.base, hip.additional) == (1_404_500, 133_500)
    assert hip.price == 1_632_279  # 15,380.00 x 1.0613 = 16,322.794
    knee = priced(spell(best_practice=("hip-and-knee.not-met",)), of)
    assert (knee.base, knee.additional) == (570_500, None)
    both = ("hip-fracture.met", "trauma.level-1")
    assert priced(replace(emergency_stay, best_practice=both), of).additional == 295_900
    assert priced(spell(best_practice=("hip-fracture.met",)), of).base == 725_100


def test_best_practice_that_prints_a_reduced_price_keeps_the_short_stay() -> None:
    of = book(best_practice=HIP)
    short = spell(admission_method="21", length_of_stay=1)
    assert priced(replace(short, best_practice=("heart-failure.met",)), of).base == 129_300
    assert priced(replace(short, best_practice=("hip-fracture.met",)), of).base == 100_000


def test_two_tariffs_cannot_both_set_a_price() -> None:
    of = book(best_practice=HIP)
    claimed = spell(
        admission_method="21",
        length_of_stay=5,
        best_practice=("hip-fracture.met", "heart-failure.met"),
    )
    with pytest.raises(TwoTariffsError, match=r"heart-failure\.met, hip-fracture\.met"):
        priced(claimed, of)


def test_unbundled_care_is_added_and_what_has_no_price_is_named() -> None:
    of = book(unbundled={"RD01A": UnbundledPrice(price=Pence(11_400), reporting=Pence(2_300))})
    found = priced(spell(unbundled=("RD01A", "RD01A", "XD07Z")), of)
    assert (found.unbundled, found.local) == (22_800, ("XD07Z",))
    assert found.price == 793_746  # 7,479.00 x 1.0613 = 7,937.4627


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"administrative_category": "02", "hrg": "UZ01Z"}, Reason.PRIVATE),
        ({"administrative_category": "2"}, Reason.PRIVATE),
        ({"commissioner": "VPP00"}, Reason.PRIVATE),
        ({"hrg": "UZ01Z", "admission_method": "99"}, Reason.UNGROUPABLE),
        ({"admission_method": "99"}, Reason.UNKNOWN_DELIVERY),
        ({"classification": "3", "hrg": "ZZ99Z"}, Reason.REGULAR_ATTENDER),
        ({"classification": "4"}, Reason.REGULAR_ATTENDER),
        ({"hrg": "ZZ99Z", "provider": "ZR9"}, Reason.UNKNOWN_HRG),
        ({"hrg": "LA97B", "provider": "ZR9"}, Reason.NO_PRICE),
        ({"provider": "ZR9"}, Reason.NO_MARKET_FORCES),
    ],
)
def test_a_spell_without_a_price_says_why_and_the_first_reason_counts(
    changes: dict[str, str], reason: Reason
) -> None:
    of = book(admitted={"HN12F": PRICE, "LA97B": AdmittedPrice()})
    found = priced(spell(**changes), of)
    assert found == Priced(point_of_delivery=found.point_of_delivery, reason=reason)


CLINICS = {
    "100": {"WF01A": Pence(7_800), "WF01B": Pence(18_100), "WF02A": Pence(11_800)},
    "812": {"WF01B": Pence(0), "WF01A": None},
}
OUTPATIENTS = book(
    attendances=CLINICS,
    admitted={
        "FE35Z": AdmittedPrice(procedure=Pence(34_000)),
        "AA22C": AdmittedPrice(),
        "WF01B": AdmittedPrice(procedure=Pence(1)),
    },
    unbundled={"RD01A": UnbundledPrice(price=Pence(11_400))},
)


@pytest.mark.parametrize(
    ("changes", "point", "base"),
    [
        ({"hrg": "WF01B"}, "OPFA", 18_100),
        ({"hrg": "WF01A"}, "OPFU", 7_800),
        ({"hrg": "WF02A", "first_attendance": "3"}, "OPFU", 11_800),
        ({"hrg": "FE35Z"}, "OPPROC", 34_000),
        ({"hrg": "AA22C", "first_attendance": "3"}, "OPFA", 18_100),
        ({"hrg": "AA22C", "first_attendance": "1"}, "OPFA", 18_100),
        ({"hrg": "AA22C", "first_attendance": "2"}, "OPFU", 7_800),
        ({"hrg": "ZZ99Z", "first_attendance": "4"}, "OPFU", 7_800),
        ({"hrg": "WF01B", "treatment_function": "812"}, "OPFA", 0),
    ],
)
def test_an_appointment_is_paid_by_its_procedure_or_its_wf_code(
    changes: dict[str, str], point: str, base: int
) -> None:
    found = priced(attendance(**changes), OUTPATIENTS)
    assert (str(found.point_of_delivery), found.base) == (point, base)


def test_an_appointment_is_priced_with_what_is_unbundled() -> None:
    found = priced(attendance(unbundled=("RD01A", "XD07Z")), OUTPATIENTS)
    assert (found.unbundled, found.local, found.top_up) == (11_400, ("XD07Z",), None)
    assert found.price == 31_308  # 295.00 x 1.0613 = 313.0835


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"administrative_category": "02", "attended": "3"}, Reason.PRIVATE),
        ({"attended": "3", "hrg": "UZ01Z"}, Reason.NOT_ATTENDED),
        ({"hrg": "UZ01Z"}, Reason.UNGROUPABLE),
        ({"treatment_function": "999", "provider": "ZR9"}, Reason.UNKNOWN_FUNCTION),
        ({"hrg": "WF01D"}, Reason.NO_PRICE),
        ({"hrg": "WF01A", "treatment_function": "812"}, Reason.NO_PRICE),
        ({"provider": "ZR9"}, Reason.NO_MARKET_FORCES),
    ],
)
def test_an_appointment_without_a_price_says_why(changes: dict[str, str], reason: Reason) -> None:
    found = priced(attendance(**changes), OUTPATIENTS)
    assert found == Priced(point_of_delivery=found.point_of_delivery, reason=reason)


@pytest.mark.parametrize("attended", ["5", "6"])
def test_who_was_seen_late_was_seen(attended: str) -> None:
    assert priced(attendance(attended=attended), OUTPATIENTS).price == 19_210  # 192.0953


DEPARTMENTS = book(
    emergency={
        "VB01Z": EmergencyPrice(types_1_2=Pence(41_000), type_3=Pence(8_500)),
        "VB02Z": EmergencyPrice(types_1_2=None, type_3=Pence(8_500)),
    }
)


@pytest.mark.parametrize(
    ("kind", "price"), [("1", 43_513), ("01", 43_513), ("02", 43_513), ("3", 9_021), ("03", 9_021)]
)
def test_a_department_of_type_3_has_the_lowest_price(kind: str, price: int) -> None:
    assert priced(emergency(department_type=kind), DEPARTMENTS).price == price


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"commissioner": "VPP00", "hrg": "UZ01Z"}, Reason.PRIVATE),
        ({"hrg": "UZ01Z", "department_type": "4"}, Reason.UNGROUPABLE),
        ({"department_type": "4", "hrg": "ZZ99Z"}, Reason.UNKNOWN_DELIVERY),
        ({"hrg": "ZZ99Z", "provider": "ZR9"}, Reason.UNKNOWN_HRG),
        ({"hrg": "VB02Z", "provider": "ZR9"}, Reason.NO_PRICE),
        ({"provider": "ZR9"}, Reason.NO_MARKET_FORCES),
    ],
)
def test_an_emergency_without_a_price_says_why(changes: dict[str, str], reason: Reason) -> None:
    found = priced(emergency(**changes), DEPARTMENTS)
    assert found == Priced(point_of_delivery=PointOfDelivery.EMERGENCY_DEPARTMENT, reason=reason)


MARKET_FORCES = (
    "Market forces factor of ZR1 10613/10000 from file:sample/market_forces/ZR1@2022-03-31 "
    "(made up for the examples; final)"
)


def test_a_price_is_told_step_by_step() -> None:
    found = at_prices(spell(length_of_stay=18), BOOK)
    price = record_price(found, PARAMS, known_on=KNOWN_ON).price
    assert price is not None
    printed = "file:sample/admitted/HN12F"
    made_up = "@2022-03-31 (made up for the examples; final)"
    assert words.lines(price) == [
        "Price £9,287.44 = Price before market forces £8,751.00 times Market forces factor of ZR1 "
        "10613/10000, to the nearest penny [rule:payment/spell_price]",
        "  Price before market forces £8,751.00 = the total of Elective spell, HN12F £7,251.00 and "
        "Payment for excess days £1,500.00",
        f"    Elective spell, HN12F £7,251.00 from {printed}/combined{made_up}",
        "    Payment for excess days £1,500.00 = Days beyond the trim point 6 times Per day, HN12F "
        "£250.00 [rule:payment/excess_days]",
        "      Days beyond the trim point 6 = the larger of Nil 0 and (Length of stay 18 less "
        "Elective trim, HN12F 12)",
        "        Nil 0 by definition",
        "        Length of stay 18 from file:record/length_of_stay",
        f"        Elective trim, HN12F 12 from {printed}/elective_trim{made_up}",
        f"      Per day, HN12F £250.00 from {printed}/per_day{made_up}",
        f"  {MARKET_FORCES}",
    ]


def test_a_reduced_price_is_told_as_one_with_its_top_up() -> None:
    of = book(top_ups={"NCBPS06Z": Fraction("0.1362")})
    short = spell(admission_method="21", length_of_stay=1, specialised=("NCBPS06Z",))
    price = record_price(at_prices(short, of), PARAMS, known_on=KNOWN_ON).price
    assert price is not None
    assert [line.strip().partition(" from ")[0] for line in words.lines(price)][1:4] == [
        "Price before market forces £1,136.20 = the total of Reduced price of a short stay, HN12F "
        "£1,000.00, Specialised top-up £136.20 and Payment for excess days £0.00",
        "Reduced price of a short stay, HN12F £1,000.00",
        "Specialised top-up £136.20 = Reduced price of a short stay, HN12F £1,000.00 times Top-up "
        "681/5000",
    ]
