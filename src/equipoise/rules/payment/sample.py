"""A made-up spell at a made-up price book: what the examples of the rules are worked on."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any, Final

from equipoise.rules.payment.at_prices import SpellAtPrices, at_prices
from equipoise.rules.payment.price_book import AdmittedPrice, PriceBook
from equipoise.rules.payment.records import Attendance, EmergencyAttendance, Spell
from equipoise.units import Pence, Period
from equipoise.workings import Figure

PRICE: Final = AdmittedPrice(
    combined=Pence(725_100),
    elective_trim=12,
    non_elective=Pence(500_000),
    non_elective_trim=20,
    per_day=Pence(25_000),
    short_stay_applies=True,
    short_stay_ratio=Fraction(20, 100),
    short_stay=Pence(100_000),
)
BOOK: Final = PriceBook(
    name="sample",
    period=Period.parse("2022/23"),
    published=date(2022, 3, 31),
    status="final",
    source="made up for the examples",
    admitted={"HN12F": PRICE},
    market_forces={"ZR1": Fraction("1.0613")},
)
SPELL: Final = Spell(
    provider="ZR1",
    commissioner="ZQ1",
    practice="ZP1",
    hrg="HN12F",
    treatment_function="110",
    admission_method="12",
    classification="1",
    length_of_stay=12,
    age=70,
    discharged_on=date(2022, 5, 4),
    administrative_category="01",
)


def spell(**changes: Any) -> Spell:
    """Return the spell with some of its fields changed."""
    return replace(SPELL, **changes)


def stay(of: Spell, book: PriceBook = BOOK) -> SpellAtPrices[Figure]:
    """Return a spell beside what a book prints for it."""
    found = at_prices(of, book)
    assert isinstance(found, SpellAtPrices)
    return found


ATTENDANCE: Final = Attendance(
    provider="ZR1",
    commissioner="ZQ1",
    practice="ZP1",
    hrg="WF01B",
    treatment_function="100",
    first_attendance="1",
    attended="5",
    attended_on=date(2022, 5, 4),
    administrative_category="01",
)
EMERGENCY: Final = EmergencyAttendance(
    provider="ZR1",
    commissioner="ZQ1",
    practice="ZP1",
    hrg="VB01Z",
    department_type="1",
    arrived_on=date(2022, 5, 4),
)


def attendance(**changes: Any) -> Attendance:
    """Return an appointment that was kept, with some of its fields changed."""
    return replace(ATTENDANCE, **changes)


def emergency(**changes: Any) -> EmergencyAttendance:
    """Return an attendance at an emergency department, with some of its fields changed."""
    return replace(EMERGENCY, **changes)
