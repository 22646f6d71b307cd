"""A price book: what was published for a period, as it was printed, and which book counts.

A price that is printed as a dash is None, never nil: there is no national price, and the record
goes to a local one. Nothing here is worked out: prices were rounded after a calculation that is
not published, so that a price made again from its parts misses the printed one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Final

from equipoise.units import Pence, Period

ANY_HRG: Final = ""
"""The HRG of a best practice payment that is due whatever the HRG."""


class NoPriceBookError(LookupError):
    """No price book for the day had been published by then."""

    def __init__(self, when: date | Period, books: Iterable[PriceBook], *, known_on: date) -> None:
        known = sorted({str(book.period) for book in books if book.published <= known_on})
        there = f"there are books for {', '.join(known)}" if known else "there is no book at all"
        super().__init__(
            f"no price book for {when}, as published by {known_on}; {there}: "
            "add the year's book by the declared template"
        )


@dataclass(frozen=True, kw_only=True)
class AdmittedPrice:
    """What is printed for one HRG: prices in pence, trim points in days, `per_day` past them.

    Either the combined price or those of the two settings are printed, never both.
    `short_stay_ratio` and `short_stay` are printed where `short_stay_applies`.
    """

    procedure: Pence | None = None
    combined: Pence | None = None
    day_case: Pence | None = None
    elective: Pence | None = None
    elective_trim: int | None = None
    non_elective: Pence | None = None
    non_elective_trim: int | None = None
    per_day: Pence | None = None
    short_stay_applies: bool = False
    short_stay_ratio: Fraction | None = None
    short_stay: Pence | None = None


@dataclass(frozen=True, kw_only=True)
class EmergencyPrice:
    """An emergency department's price for one HRG: of types 1 and 2, and of type 3."""

    types_1_2: Pence | None
    type_3: Pence | None


@dataclass(frozen=True, kw_only=True)
class UnbundledPrice:
    """An unbundled HRG's price, and how much of it is for reporting where that is printed."""

    price: Pence | None
    reporting: Pence | None = None


@dataclass(frozen=True, kw_only=True)
class BestPracticePrice:
    """What a best practice tariff pays for one HRG: how far its criteria are met is in its name.

    The prices stand in place of those of the HRG, `combined` in place of any elective one;
    `additional` is paid on top, and no specialised top-up is paid on it. What is not printed
    is None, and the HRG's own price stands.
    """

    combined: Pence | None = None
    non_elective: Pence | None = None
    short_stay: Pence | None = None
    additional: Pence | None = None


@dataclass(frozen=True, kw_only=True)
class MaternityPrices:
    """The maternity pathway: delivery by payment level, and a payment a phase by case mix."""

    levels: Mapping[str, str] = field(default_factory=dict)
    """The payment level of each delivery HRG."""
    delivery: Mapping[str, AdmittedPrice] = field(default_factory=dict)
    """What is printed for each payment level, as for an HRG."""
    home_birth: Pence | None = None
    antenatal: Mapping[str, Pence | None] = field(default_factory=dict)
    postnatal: Mapping[str, Pence | None] = field(default_factory=dict)
    non_delivery: Mapping[str, AdmittedPrice] = field(default_factory=dict)
    """Non-mandatory prices of spells before and after the delivery: held, and not paid."""


@dataclass(frozen=True, kw_only=True)
class PriceBook:
    """Every price of one publication. `published` may be later than the period's first day.

    Shape: by HRG, except `attendances`, by treatment function and then WF code;
        `best_practice`, by HRG and tariff; `market_forces`, by provider; `top_ups`, by
        specialised flag, None where it earns none; `services`, by service and its code;
        `short_stay`, the share of the price that a short stay was given, by how long stays of
        an HRG last on average.
    Unit: pence; ratios for market forces and top-ups.
    """

    name: str
    period: Period
    published: date
    status: str
    source: str
    admitted: Mapping[str, AdmittedPrice] = field(default_factory=dict)
    attendances: Mapping[str, Mapping[str, Pence | None]] = field(default_factory=dict)
    emergency: Mapping[str, EmergencyPrice] = field(default_factory=dict)
    unbundled: Mapping[str, UnbundledPrice] = field(default_factory=dict)
    best_practice: Mapping[tuple[str, str], BestPracticePrice] = field(default_factory=dict)
    market_forces: Mapping[str, Fraction] = field(default_factory=dict)
    top_ups: Mapping[str, Fraction | None] = field(default_factory=dict)
    maternity: MaternityPrices = field(default_factory=MaternityPrices)
    services: Mapping[tuple[str, str], Pence | None] = field(default_factory=dict)
    short_stay: Mapping[str, Fraction] = field(default_factory=dict)

    def spell(self, hrg: str) -> AdmittedPrice | None:
        """Return what is printed for a spell of that HRG: a delivery's is that of its level."""
        found = self.admitted.get(hrg)
        if found is None and hrg in self.maternity.levels:
            return self.maternity.delivery.get(self.maternity.levels[hrg])
        return found


def book_for(books: Iterable[PriceBook], when: date | Period, *, known_on: date) -> PriceBook:
    """Return the book that holds for a day or period, as published by `known_on`.

    Of several the one published last counts, so that a re-issue that is dated back replaces
    the first issue for days before it came out, and only for whoever knew of it.

    Raises: NoPriceBookError naming the years that there are.

    >>> spring = PriceBook(name="first", period=Period.parse("2022/23"), source="Annex A",
    ...                    published=date(2022, 3, 31), status="final")
    >>> book_for([spring], date(2022, 10, 1), known_on=date(2022, 5, 1)).name
    'first'
    """
    listed = tuple(books)
    known = [book for book in listed if when in book.period and book.published <= known_on]
    if not known:
        raise NoPriceBookError(when, listed, known_on=known_on)
    return max(known, key=lambda book: book.published)
