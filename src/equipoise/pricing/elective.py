"""What planned care in coded activity is worth to an elective scheme, by the rule itself.

Records that are alike in all that the rule asks are one case: the rule is asked once for a case,
which then counts as often as it is there. So there is no second engine to agree with the rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Final

from equipoise.cube import connected, fetched
from equipoise.params import Parameters
from equipoise.pricing.activity import Activity
from equipoise.pricing.engine import look_at
from equipoise.pricing.schema import Kind
from equipoise.pricing.tables import with_blank
from equipoise.rules.payment import (
    Attendance,
    ElectiveRecord,
    Outside,
    PointOfDelivery,
    PriceBook,
    Spell,
    at_prices,
    elective_value,
    outpatient_price,
    point_of_delivery,
)
from equipoise.rules.payment.at_prices import AttendanceAtPrices, SpellAtPrices
from equipoise.rules.payment.elective_scope import Functions, functions_of
from equipoise.rules.payment.exclusions import PRIVATE_COMMISSIONER
from equipoise.rules.walking import bare
from equipoise.units import FinancialYear, Pence

ASKED: Final[Mapping[Kind, tuple[str, ...]]] = {
    Kind.ADMITTED: (
        *("hrg", "treatment_function", "admission_method", "classification", "length_of_stay"),
        "administrative_category",
    ),
    Kind.OUTPATIENT: (
        *("hrg", "treatment_function", "first_attendance", "attended"),
        "administrative_category",
    ),
}
"""What the rule asks of a record beside who gives the care and who pays.

Age decides the price of emergencies alone, and none of them counts.
"""
NO_VALUE: Final = "no price, or no market forces factor"
NOBODY: Final = "no commissioner is named"
FAULT: Final = "a fault in the record"
ANOTHER_YEAR: Final = "of another year"
Case = tuple[str, ...]
AtPrices = SpellAtPrices[Fraction] | AttendanceAtPrices[Fraction]
Answer = tuple[str, Pence | None, str]
"""The point of delivery, and the value, or why there is none."""
Key = tuple[str, str, int, str]
"""Commissioner, provider, month of the year and point of delivery."""


@dataclass(frozen=True, kw_only=True)
class ElectiveTerms:
    """By which book care is valued, whose providers are not of the NHS, or of another nation."""

    book: PriceBook
    params: Parameters
    known_on: date
    independent: frozenset[str] = frozenset()
    devolved: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class ElectiveWorth:
    """What care of a year is worth, and how many records count and do not, by why not.

    Unit: pence. `months` are those of which there is any record.
    """

    pence: Mapping[Key, Pence]
    counted: int
    outside: Mapping[str, int]
    months: frozenset[int]

    @property
    def records(self) -> int:
        """Every row of the files that were read."""
        return self.counted + sum(self.outside.values())


def elective_worth(
    activity: Activity, terms: ElectiveTerms, *, year: FinancialYear
) -> ElectiveWorth:
    """Return what the planned care of a year is worth at the prices of a book.

    Raises: ParameterError where the scope of the book's year is not known.
    Law each_record_is_worth_what_the_rule_says: and the records are the rows of the files.
    """
    work = _Valuing(
        terms=terms,
        functions=functions_of(terms.params, terms.book.period, known_on=terms.known_on),
    )
    with connected(activity.folder) as connection:
        for kind in Kind:
            for path in activity.paths(kind):
                look_at(connection, kind, path=path)
                asked = ", ".join(("fault > 0", "month", "provider", "commissioner",
                                   *ASKED.get(kind, ())))  # fmt: skip
                query = f"SELECT {asked}, count(*) FROM {kind} GROUP BY ALL"
                work.add(kind, activity, rows=fetched(connection, query), year=year)
    found = ElectiveWorth(
        pence=work.pence,
        counted=work.counted,
        outside=work.outside,
        months=frozenset(work.months),
    )
    assert found.records == activity.records, "it does not close"
    return found


@dataclass
class _Valuing:
    """The sums so far, and the answer of every case that was met."""

    terms: ElectiveTerms
    functions: Functions
    pence: dict[Key, Pence] = field(default_factory=dict)
    outside: dict[str, int] = field(default_factory=dict)
    months: set[int] = field(default_factory=set)
    counted: int = 0
    answers: dict[tuple[Kind, Case], Answer] = field(default_factory=dict)
    printed: dict[tuple[Kind, Case], AtPrices] = field(default_factory=dict)

    def add(
        self, kind: Kind, activity: Activity, *, rows: list[tuple[int, ...]], year: FinancialYear
    ) -> None:
        """Count the cases of a file."""
        months = {
            month.starts_on.year * 100 + month.starts_on.month: number
            for number in range(1, 13)
            for month in (year.month(number),)
        }
        for faulty, month, provider, commissioner, *codes, count in rows:
            payer = with_blank(activity.codes, "commissioner")[commissioner]
            giver = with_blank(activity.codes, "provider")[provider]
            number = months.get(month)
            if number is not None:
                self.months.add(number)
            if faulty or number is None:
                self.set_aside(FAULT if faulty else ANOTHER_YEAR, count)
                continue
            case = (giver, payer, *_words(kind, activity, codes))
            point, pence, why = self.answer(kind, case)
            if pence is None or not payer:
                self.set_aside(why or NOBODY, count)
                continue
            key = (payer, giver, number, point)
            self.pence[key] = Pence(self.pence.get(key, 0) + pence * count)
            self.counted += count

    def set_aside(self, why: str, count: int) -> None:
        """Count records that are not valued."""
        self.outside[why] = self.outside.get(why, 0) + count

    def answer(self, kind: Kind, case: Case) -> Answer:
        """Return what the rule says of a case, asked once: payers are alike but private ones."""
        provider, payer, *codes = case
        alike = payer if payer.startswith(PRIVATE_COMMISSIONER) else ""
        key = (kind, (provider, alike, *codes))
        if key not in self.answers:
            self.answers[key] = self._asked(kind, key[1])
        return self.answers[key]

    def _asked(self, kind: Kind, case: Case) -> Answer:
        if kind is Kind.EMERGENCY:
            return "", None, str(Outside.NOT_ELECTIVE)
        provider, payer, *codes = case
        terms = self.terms
        record = ElectiveRecord(
            at_prices=_given_by(
                self.at_prices(kind, tuple(codes)),
                provider,
                commissioner=payer,
                factor=terms.book.market_forces.get(provider),
            ),
            functions=self.functions,
            independent=provider in terms.independent,
            devolved=provider in terms.devolved,
        )
        found = elective_value(record, terms.params.exact, known_on=terms.known_on)
        if found.value is None:
            return "", None, str(found.outside or NO_VALUE)
        return str(self._point(record.at_prices)), Pence(int(found.value)), ""

    def at_prices(self, kind: Kind, codes: Case) -> AtPrices:
        """Return a record of nobody's beside its prices, which no provider or payer decides."""
        key = (kind, codes)
        if key not in self.printed:
            day = self.terms.book.period.starts_on
            made = _spell(codes, day) if kind is Kind.ADMITTED else _visit(codes, day)
            self.printed[key] = bare(at_prices(made, self.terms.book))
        return self.printed[key]

    def _point(self, at: AtPrices) -> PointOfDelivery:
        exact, known_on = self.terms.params.exact, self.terms.known_on
        if isinstance(at, SpellAtPrices):
            return point_of_delivery(at, exact, known_on=known_on)
        return outpatient_price(at, exact, known_on=known_on).point_of_delivery


def _given_by(
    at: AtPrices, provider: str, *, commissioner: str, factor: Fraction | None
) -> AtPrices:
    """Return a record beside its prices as a provider gives it and a commissioner pays for it."""
    if isinstance(at, SpellAtPrices):
        spell = replace(at.spell, provider=provider, commissioner=commissioner)
        return replace(at, spell=spell, market_forces=factor)
    attendance = replace(at.attendance, provider=provider, commissioner=commissioner)
    return replace(at, attendance=attendance, market_forces=factor)


def _words(kind: Kind, activity: Activity, codes: list[int]) -> Iterator[str]:
    """Yield what the numbers of a case mean; a length of stay is a number of days."""
    for name, number in zip(ASKED.get(kind, ()), codes, strict=True):
        days = name == "length_of_stay"
        yield str(number) if days else with_blank(activity.codes, name)[number]


def _spell(codes: Case, day: date) -> Spell:
    hrg, function, method, classification, days, category = codes
    return Spell(
        provider="",
        commissioner="",
        practice="",
        hrg=hrg,
        treatment_function=function,
        admission_method=method,
        classification=classification,
        length_of_stay=int(days),
        age=0,
        discharged_on=day,
        administrative_category=category,
    )


def _visit(codes: Case, day: date) -> Attendance:
    hrg, function, first, attended, category = codes
    return Attendance(
        provider="",
        commissioner="",
        practice="",
        hrg=hrg,
        treatment_function=function,
        first_attendance=first,
        attended=attended,
        attended_on=day,
        administrative_category=category,
    )
