"""What the rules of payment say of themselves: each price in words, down to where it is from."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from equipoise.params import load
from equipoise.rules.payment import (
    ActivityLine,
    BestPracticePrice,
    CareElsewhere,
    ElectiveRecord,
    EmergencyPrice,
    Glide,
    Pathway,
    Readmission,
    TargetRate,
    UnbundledPrice,
    at_prices,
    elective_value,
    functions_of,
    glide_path,
    market_forces,
    maternity_pathway,
    readmission,
    record_price,
    target_rate,
    value_weighted_activity,
)
from equipoise.rules.payment.sample import BOOK, PRICE, attendance, emergency, spell
from equipoise.units import ATTENDANCES, DAYS, PENCE, RATIO, FinancialYear, Pence, Period, Unit
from equipoise.workings import Basis, Figure, Reference, given, words

PARAMS = load()
KNOWN_ON = date(2026, 5, 4)
F = Fraction
WHOLE = replace(
    BOOK,
    attendances={"100": {"WF01B": Pence(18_100)}},
    emergency={"VB01Z": EmergencyPrice(types_1_2=Pence(41_000), type_3=Pence(8_500))},
    unbundled={"RD01A": UnbundledPrice(price=Pence(11_400))},
    best_practice={
        ("HN12F", "hip-and-knee.not-met"): BestPracticePrice(combined=Pence(570_500)),
        ("", "major-trauma.level-1"): BestPracticePrice(additional=Pence(162_400)),
    },
    top_ups={"NCBPS06Z": F("0.1362")},
    admitted={"HN12F": replace(PRICE, procedure=Pence(34_000), day_case=None)},
)
MADE_UP = "@2022-03-31 (made up for the examples; final)"


def figure(
    value: int | Fraction, name: str, unit: Unit = PENCE, *, year: str = "2023/24"
) -> Figure:
    basis = Basis(period=Period.parse(year), unit=unit)
    return given(value, basis, Reference("cell", ("x",)), name=name)


def asked(rule: Any, of: Any) -> Any:
    return rule(of, PARAMS, known_on=KNOWN_ON)


def said(of: Figure | None) -> str:
    assert of is not None
    return words.sentence(of)


def test_each_part_of_a_spell() -> None:
    record = spell(
        length_of_stay=3,
        best_practice=("hip-and-knee.not-met", "major-trauma.level-1"),
        specialised=("NCBPS06Z",),
        unbundled=("RD01A",),
    )
    found = asked(record_price, at_prices(record, WHOLE))
    assert said(found.base) == (
        "Elective spell, HN12F £5,705.00 from "
        f"file:sample/hip-and-knee.not-met/HN12F/combined{MADE_UP}"
    )
    assert said(found.top_up_ratio) == (
        "Top-up 681/5000 = the larger of Top-up for NCBPS06Z 681/5000 [rule:payment/top_up]"
    )
    assert said(found.top_up) == (
        "Specialised top-up £777.02 = Elective spell, HN12F £5,705.00 times Top-up 681/5000 "
        "[rule:payment/spell_price]"
    )
    assert said(found.additional) == (
        "Best practice payments £1,624.00 = the total of Additional, HN12F £1,624.00 "
        "[rule:payment/best_practice]"
    )
    assert said(found.unbundled) == (
        "Unbundled care £114.00 = the total of Price of RD01A £114.00 [rule:payment/unbundled]"
    )
    assert said(found.excess_days).startswith("Days beyond the trim point 0 = the larger of Nil 0")
    assert said(found.market_forces) == (
        f"Market forces factor of ZR1 10613/10000 from file:sample/market_forces/ZR1{MADE_UP}"
    )


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"classification": "2", "length_of_stay": 0}, "Day case, HN12F £7,251.00"),
        ({"length_of_stay": 3}, "Elective spell, HN12F £7,251.00"),
        ({"admission_method": "31"}, "Non-elective spell, HN12F £5,000.00"),
        ({"admission_method": "21"}, "Non-elective spell, HN12F £5,000.00"),
        (
            {"admission_method": "21", "length_of_stay": 0},
            "Reduced price of a short stay, HN12F £1,000.00",
        ),
    ],
)
def test_a_base_price_says_which_one_it_is(changes: dict[str, Any], name: str) -> None:
    found = asked(record_price, at_prices(spell(**changes), BOOK))
    assert said(found.base).startswith(f"{name} from file:sample/admitted/HN12F/")


def test_an_appointment() -> None:
    found = asked(record_price, at_prices(attendance(unbundled=("RD01A",)), WHOLE))
    assert words.lines(found.price)[:3] == [
        "Price £313.08 = Price before market forces £295.00 times Market forces factor of ZR1 "
        "10613/10000, to the nearest penny [rule:payment/outpatient_price]",
        "  Price before market forces £295.00 = the total of Price of the attendance £181.00 and "
        "Unbundled care £114.00",
        f"    Price of the attendance £181.00 from file:sample/attendances/100/WF01B{MADE_UP}",
    ]
    procedure = asked(record_price, at_prices(attendance(hrg="HN12F"), WHOLE))
    assert said(procedure.base) == (
        f"Price of the appointment £340.00 from file:sample/admitted/HN12F/procedure{MADE_UP}"
    )


def test_an_attendance_at_an_emergency_department() -> None:
    found = asked(record_price, at_prices(emergency(), WHOLE))
    assert words.lines(found.price)[:2] == [
        "Price £435.13 = Price of the attendance £410.00 times Market forces factor of ZR1 "
        "10613/10000, to the nearest penny [rule:payment/emergency_price]",
        f"  Price of the attendance £410.00 from file:sample/emergency/VB01Z/types_1_2{MADE_UP}",
    ]
    minor = asked(record_price, at_prices(emergency(department_type="3"), WHOLE))
    assert said(minor.base) == (
        f"Price of the attendance £85.00 from file:sample/emergency/VB01Z/type_3{MADE_UP}"
    )


def test_prices_set_for_a_target_rate() -> None:
    prices = TargetRate(
        average=figure(100_000, "Average"),
        target=figure(F(4, 5), "Target", RATIO),
        difference=figure(30_000, "Difference"),
    )
    found = asked(target_rate, prices)
    assert said(found.day_case) == (
        "Price of a day case £1,060.00 = Average £1,000.00 plus (Difference £300.00 times (One 1 "
        "less Target 0.8)) [rule:payment/target_rate]"
    )
    assert said(found.ordinary) == (
        "Ordinary price £760.00 = Average £1,000.00 less (Difference £300.00 times Target 0.8) "
        "[rule:payment/target_rate]"
    )


def test_market_forces_and_their_glide_path() -> None:
    underlying = {"ZR1": figure(F(9, 10), "A", RATIO), "ZR2": figure(F(117, 100), "B", RATIO)}
    assert words.lines(asked(market_forces, underlying)["ZR2"]) == [
        "Payment index of ZR2 1.3 = B 1.17 divided by Lowest index 0.9 "
        "[rule:payment/market_forces]",
        "  B 1.17 from cell:x",
        "  Lowest index 0.9 = the smaller of A 0.9 and B 1.17",
        "    A 0.9 from cell:x",
        "    B 1.17 from cell:x",
    ]
    old, new = (
        figure(number, name, RATIO, year="2019/20")
        for number, name in ((F(1), "Old"), (F(2), "New"))
    )
    found = asked(glide_path, Glide(year=FinancialYear(2019), old=old, new=new))
    assert said(found) == (
        "Market forces factor in 2019/20 1.2 = Old 1 plus (the total of ((New 2 less Old 1) times "
        "How far the market forces factor moves to the new data in a year 0.2)) "
        "[rule:payment/glide_path]"
    )


def test_a_readmission() -> None:
    year = "2012/13"
    again = Readmission(
        period=Period.parse(year),
        price=figure(250_000, "Price", year=year),
        days_since=figure(30, "Days since", DAYS, year=year),
        after_elective=True,
    )
    assert words.lines(asked(readmission, again))[0] == (
        "Paid for the readmission £0.00 = Price less what is not paid £0.00 if Days since 30 <= "
        "Days after discharge within which an emergency readmission is not paid in full 30, "
        "otherwise Price £2,500.00 [rule:payment/readmission]"
    )
    kept = asked(readmission, replace(again, after_elective=False))
    assert said(kept) == "Paid for the readmission £2,500.00 from cell:x"


def test_a_pathway() -> None:
    found = asked(
        maternity_pathway,
        Pathway(
            prices={"antenatal": figure(103_900, "Antenatal"), "birth": figure(201_400, "Birth")},
            leads={"antenatal": "ZR1", "birth": "ZR2"},
            elsewhere=(
                CareElsewhere(phase="antenatal", provider="ZR2", payment=figure(9_600, "Visit")),
            ),
        ),
    )
    assert said(found.commissioner) == (
        "Paid by the commissioner £3,053.00 = the total of Antenatal £1,039.00 and Birth £2,014.00 "
        "[rule:payment/maternity_pathway]"
    )
    assert said(found.providers["ZR1"]) == (
        "Kept by ZR1 £943.00 = (the total of Nil £0.00 and Antenatal £1,039.00) plus Moved to ZR1 "
        "£(96.00) [rule:payment/maternity_pathway]"
    )
    assert said(found.moves["ZR2"]) == (
        "Moved to ZR2 £96.00 = the total of Nil £0.00 and Visit £96.00 "
        "[rule:payment/maternity_pathway]"
    )


def test_value_weighted_activity() -> None:
    lines = {
        "a": ActivityLine(
            before=figure(10, "Before a", ATTENDANCES),
            after=figure(8, "After a", ATTENDANCES),
            price=figure(200, "Price a"),
        ),
        "b": ActivityLine(
            before=figure(5, "Before b", ATTENDANCES),
            after=figure(5, "After b", ATTENDANCES),
            price=None,
        ),
    }
    found = asked(value_weighted_activity, lines)
    rule = "[rule:payment/value_weighted_activity]"
    assert words.lines(found.by_value)[:2] == [
        f"Later as a share of earlier, by value 0.8 = Value after £16.00 divided by Value before "
        f"£20.00 {rule}",
        "  Value after £16.00 = the total of (After a 8 times Price a £2.00)",
    ]
    assert said(found.by_priced_count) == (
        "Later as a share of earlier, by count of the priced 0.8 = Priced activity after 8 divided "
        f"by Priced activity before 10 {rule}"
    )
    assert said(found.by_count) == (
        "Later as a share of earlier, by count 13/15 = All activity after 13 divided by All "
        f"activity before 15 {rule}"
    )
    assert said(found.before.coverage).startswith("Share that is priced before 2/3 = ")
    assert said(found.after.coverage).startswith("Share that is priced after 8/13 = ")


def test_what_a_spell_is_worth_to_an_elective_scheme() -> None:
    functions = functions_of(PARAMS, FinancialYear(2024).period, known_on=KNOWN_ON)
    at: Any = at_prices(spell(length_of_stay=18), BOOK)
    found = asked(elective_value, ElectiveRecord(at_prices=at, functions=functions))
    assert words.lines(found.value)[:2] == [
        "Elective value £9,287.44 = Price with excess days £8,751.00 times Market forces factor of "
        "ZR1 10613/10000, to the nearest penny [rule:payment/elective_value]",
        "  Price with excess days £8,751.00 = Elective spell, HN12F £7,251.00 plus Payment for "
        "excess days £1,500.00",
    ]
