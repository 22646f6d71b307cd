"""Price one record by the rules, step by step: what it comes to, or why it has no price."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from equipoise.params import Parameters
from equipoise.rules import rule_for
from equipoise.rules.payment import (
    Attendance,
    PriceBook,
    Priced,
    Record,
    Spell,
    at_prices,
    book_for,
    record_price,
)
from equipoise.rules.payment.base_price import LOWEST_AGE
from equipoise.rules.payment.point_of_delivery import LONGEST
from equipoise.units import Period
from equipoise.usecases.explanation import Explanation
from equipoise.usecases.of_files import PRICE
from equipoise.usecases.outcome import Outcome
from equipoise.workings import Figure, Reference, assumed

LIMITS: Final = (LONGEST, LOWEST_AGE)
OF_SPELLS: Final = (
    *("point_of_delivery", "base_price", "best_practice", "top_up", "excess_days"),
    *("unbundled", "spell_price"),
)
OF_APPOINTMENTS: Final = ("outpatient_price", "unbundled")
OF_EMERGENCIES: Final = ("emergency_price",)


@dataclass(frozen=True, kw_only=True)
class RecordAsked:
    """A record to price: by which books, and as known on which day. `place` says where it is."""

    record: Record
    books: tuple[PriceBook, ...]
    params: Parameters
    known_on: date
    place: str = "record"


@dataclass(frozen=True, kw_only=True)
class PricedRecord:
    """A record, its book, its price with each part, and the rules that were asked.

    `limits` are parameters that decided something and stand in no sum.
    """

    asked: RecordAsked
    book: PriceBook
    priced: Priced[Figure]
    rules: Mapping[str, str]
    limits: tuple[Figure, ...]

    @property
    def assumed(self) -> tuple[Reference, ...]:
        """What the price rests on that is assumed."""
        figures = [*self.limits, *([self.priced.price] if self.priced.price else [])]
        found = {str(ref): ref for figure in figures for ref in assumed(figure)}
        return tuple(found[text] for text in sorted(found))


def price_record(asked: RecordAsked) -> Outcome[PricedRecord]:
    """Return the price of a record with its parts, or the reason why it has none.

    Raises: NoPriceBookError naming the years there are, when none of the books is for its day;
        ParameterError where the rules of the year are not known.
    """
    record, known_on = asked.record, asked.known_on
    book = book_for(asked.books, record.priced_on, known_on=known_on)
    beside = at_prices(record, book, place=asked.place)
    priced: Priced[Figure] = record_price(beside, asked.params, known_on=known_on)
    limits = (
        tuple(
            asked.params.at(path, book.period, known_on=known_on) for path in (LONGEST, LOWEST_AGE)
        )
        if isinstance(record, Spell)
        else ()
    )
    found = PricedRecord(
        asked=asked, book=book, priced=priced, rules=_rules(asked, book.period), limits=limits
    )
    figures = {} if priced.price is None else {_ref(found): priced.price}
    return Outcome(result=found, figures=figures)


def why_price(outcome: Outcome[PricedRecord]) -> Outcome[Explanation]:
    """Return why a record has the price that it has, or none."""
    found = outcome.result
    explained = Explanation(
        ref=_ref(found),
        title=f"Price of {found.asked.record.hrg}, {found.priced.point_of_delivery}",
        figure=found.priced.price,
        assumed=found.assumed,
    )
    return Outcome(result=explained, figures=outcome.figures)


def _rules(asked: RecordAsked, period: Period) -> dict[str, str]:
    """Return the rules that a record of its kind is priced by, each with its source."""
    names: tuple[str, ...] = OF_EMERGENCIES
    if isinstance(asked.record, Spell):
        names = OF_SPELLS
    elif isinstance(asked.record, Attendance):
        names = OF_APPOINTMENTS
    found = {}
    for name in names:
        rule = rule_for(f"payment/{name}", period, known_on=asked.known_on)
        found[str(rule.ref)] = rule.source
    return found


def _ref(found: PricedRecord) -> Reference:
    return Reference("figure", (PRICE, found.book.name, found.asked.record.hrg, "price"))
