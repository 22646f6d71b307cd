"""A record set beside what its price book prints for it: what the rules of payment are given.

Every number is a figure that names the book and the place in it, so that a price can be told
step by step; `bare` of it gives fractions, for speed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from fractions import Fraction
from typing import Final, Generic

from equipoise.rules.payment.price_book import ANY_HRG, AdmittedPrice, BestPracticePrice, PriceBook
from equipoise.rules.payment.records import Attendance, EmergencyAttendance, Record, Spell
from equipoise.units import COUNT, DAYS, PENCE, RATIO, Pence, Period, Unit
from equipoise.workings import Basis, Figure, Number, Reference, given

DAY_FIELDS: Final = frozenset({"elective_trim", "non_elective_trim"})


@dataclass(frozen=True, kw_only=True)
class SpellPrices(Generic[Number]):
    """What is printed for a spell's HRG, or in its place: None where there is a dash."""

    combined: Number | None = None
    day_case: Number | None = None
    elective: Number | None = None
    elective_trim: Number | None = None
    non_elective: Number | None = None
    non_elective_trim: Number | None = None
    per_day: Number | None = None
    short_stay: Number | None = None
    additional: Number | None = None


@dataclass(frozen=True, kw_only=True)
class Delivered(Generic[Number]):
    """An unbundled HRG that was delivered, and its printed price."""

    hrg: str
    price: Number | None


@dataclass(frozen=True, kw_only=True)
class SpellAtPrices(Generic[Number]):
    """A spell beside its prices; without `prices` the book does not have its HRG.

    `best_practice` and `top_ups` hold what the spell earns and the book prints.
    """

    spell: Spell
    period: Period
    length_of_stay: Number
    age: Number
    prices: SpellPrices[Number] | None
    short_stay_applies: bool = False
    best_practice: Mapping[str, SpellPrices[Number]] = field(default_factory=dict)
    top_ups: Mapping[str, Number] = field(default_factory=dict)
    unbundled: tuple[Delivered[Number], ...] = ()
    market_forces: Number | None = None


@dataclass(frozen=True, kw_only=True)
class AttendanceAtPrices(Generic[Number]):
    """An outpatient appointment beside its prices; `attendances` are those of its function."""

    attendance: Attendance
    procedure: Number | None
    attendances: Mapping[str, Number | None] | None
    unbundled: tuple[Delivered[Number], ...] = ()
    market_forces: Number | None = None


@dataclass(frozen=True, kw_only=True)
class EmergencyAtPrices(Generic[Number]):
    """An attendance at an emergency department beside its prices."""

    attendance: EmergencyAttendance
    known: bool
    types_1_2: Number | None
    type_3: Number | None
    market_forces: Number | None = None


RecordAtPrices = SpellAtPrices[Figure] | AttendanceAtPrices[Figure] | EmergencyAtPrices[Figure]


def at_prices(record: Record, book: PriceBook, *, place: str = "record") -> RecordAtPrices:
    """Return a record beside what the book prints for it; `place` names where the record is."""
    book_of = _Printed(book=book, place=place)
    match record:
        case Spell():
            return _spell(record, book_of)
        case Attendance():
            return _attendance(record, book_of)
    return _emergency(record, book_of)


@dataclass(frozen=True, kw_only=True)
class _Printed:
    """Makes figures of what a book prints, each with its place in it."""

    book: PriceBook
    place: str

    def of(self, number: int | Fraction, name: str, *parts: str, unit: Unit = PENCE) -> Figure:
        book = self.book
        ref = Reference("file", (book.name, *parts), book.published.isoformat())
        basis = Basis(period=book.period, unit=unit)
        return given(
            number, basis, ref, name=name, note=f"{book.source}; {book.status}", status=book.status
        )

    def pence(self, price: Pence | None, name: str, *parts: str) -> Figure | None:
        return None if price is None else self.of(price, name, *parts)

    def fact(self, number: int, name: str, *, unit: Unit) -> Figure:
        ref = Reference("file", (self.place, name.lower().replace(" ", "_")))
        return given(number, Basis(period=self.book.period, unit=unit), ref, name=name)

    def market_forces(self, provider: str) -> Figure | None:
        factor = self.book.market_forces.get(provider)
        name = f"Market forces factor of {provider}"
        if factor is None:
            return None
        return self.of(factor, name, "market_forces", provider, unit=RATIO)

    def unbundled(self, hrgs: Iterable[str]) -> tuple[Delivered[Figure], ...]:
        return tuple(
            Delivered(
                hrg=hrg,
                price=self.pence(found.price, f"Price of {hrg}", "unbundled", hrg)
                if (found := self.book.unbundled.get(hrg))
                else None,
            )
            for hrg in hrgs
        )

    def prices(
        self, hrg: str, of: AdmittedPrice | BestPracticePrice, part: str
    ) -> SpellPrices[Figure]:
        names = {each.name for each in fields(SpellPrices)}
        printed: dict[str, Figure | None] = {}
        for name in names & {each.name for each in fields(of)}:
            number = getattr(of, name)
            if number is not None:
                unit = DAYS if name in DAY_FIELDS else PENCE
                told = f"{name.replace('_', ' ').capitalize()}, {hrg}"
                printed[name] = self.of(number, told, part, hrg, name, unit=unit)
        return SpellPrices(**printed)


def _spell(spell: Spell, printed: _Printed) -> SpellAtPrices[Figure]:
    book = printed.book
    admitted = book.spell(spell.hrg)
    claimed = {
        tariff: printed.prices(spell.hrg, found, tariff)
        for tariff in spell.best_practice
        for hrg in (spell.hrg, ANY_HRG)
        if (found := book.best_practice.get((hrg, tariff)))
    }
    rates = {flag: book.top_ups.get(flag) for flag in spell.specialised}
    return SpellAtPrices(
        spell=spell,
        period=book.period,
        length_of_stay=printed.fact(spell.length_of_stay, "Length of stay", unit=DAYS),
        age=printed.fact(spell.age, "Age on admission", unit=COUNT),
        prices=None if admitted is None else printed.prices(spell.hrg, admitted, "admitted"),
        short_stay_applies=admitted is not None and admitted.short_stay_applies,
        best_practice=claimed,
        top_ups={
            flag: printed.of(rate, f"Top-up for {flag}", "top_ups", flag, unit=RATIO)
            for flag, rate in rates.items()
            if rate is not None
        },
        unbundled=printed.unbundled(spell.unbundled),
        market_forces=printed.market_forces(spell.provider),
    )


def _attendance(attendance: Attendance, printed: _Printed) -> AttendanceAtPrices[Figure]:
    book, hrg = printed.book, attendance.hrg
    function = attendance.treatment_function
    admitted = book.admitted.get(hrg)
    name = f"Outpatient procedure, {hrg}"
    row = book.attendances.get(function)
    return AttendanceAtPrices(
        attendance=attendance,
        procedure=printed.pence(admitted.procedure, name, "admitted", hrg, "procedure")
        if admitted
        else None,
        attendances=None
        if row is None
        else {
            code: printed.pence(
                price, f"{code}, function {function}", "attendances", function, code
            )
            for code, price in row.items()
        },
        unbundled=printed.unbundled(attendance.unbundled),
        market_forces=printed.market_forces(attendance.provider),
    )


def _emergency(attendance: EmergencyAttendance, printed: _Printed) -> EmergencyAtPrices[Figure]:
    hrg = attendance.hrg
    found = printed.book.emergency.get(hrg)
    told = {"types_1_2": f"Types 1 and 2, {hrg}", "type_3": f"Type 3, {hrg}"}
    of_types = {
        field: printed.pence(getattr(found, field), name, "emergency", hrg, field)
        if found
        else None
        for field, name in told.items()
    }
    return EmergencyAtPrices(
        attendance=attendance,
        known=found is not None,
        types_1_2=of_types["types_1_2"],
        type_3=of_types["type_3"],
        market_forces=printed.market_forces(attendance.provider),
    )
