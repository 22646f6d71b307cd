"""Value-weighted activity: a year's attendances beside another's, both at one book's prices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from equipoise.params import Parameters
from equipoise.rules.bases import in_period_of
from equipoise.rules.payment import ActivityLine, PriceBook, ValueWeighted, value_weighted_activity
from equipoise.rules.payment.outpatient_price import SINGLE_FIRST, SINGLE_FOLLOW_UP
from equipoise.sources import Attendances, Counted, Misfit, attendances
from equipoise.units import ATTENDANCES, PENCE, FinancialYear, Period
from equipoise.usecases.of_files import ACTIVITY, WEIGHTED
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.price import Books
from equipoise.usecases.refusals import RefusedError
from equipoise.workings import Basis, Figure, Reference, constant, given, total

CODES: Final = {"first": SINGLE_FIRST, "follow_up": SINGLE_FOLLOW_UP}
"""Counts do not tell who was seen by several professionals, nor who not face to face."""
YEAR: Final = "year"
"""The name of all months together; a month is M01 (April) to M12."""


@dataclass(frozen=True, kw_only=True)
class WeightedAsked:
    """Files of attendances, the two years that are set side by side, and the book of prices."""

    paths: tuple[Path, ...]
    books: Books
    params: Parameters
    known_on: date
    year: FinancialYear
    before: FinancialYear


@dataclass(frozen=True, kw_only=True)
class Weighted:
    """The later year beside the earlier, month by month and over all months that both have.

    `periods` are by name: `YEAR`, and each month. `absent` are months that one of them lacks.
    """

    asked: WeightedAsked
    book: PriceBook
    periods: Mapping[str, ValueWeighted[Figure]]
    absent: tuple[str, ...]
    blank: int
    left_out: int
    misfits: tuple[Misfit, ...]


def value_weighted(asked: WeightedAsked) -> Outcome[Weighted]:
    """Return what a year's attendances are worth beside another's, at the prices of one book.

    Only months that both years have are set side by side. `adds_up` is False while a row of the
    files could not be read.

    Assumption: every attendance is seen by one professional, face to face, as the counts do not
    say; what has no such price counts by number alone.
    Raises: RefusedError for a year beside itself, a book not yet published, or no month in common.
    Law months_come_to_the_year: values, priced attendances and all attendances of each year.
    """
    book = _book(asked)
    found = attendances(asked.paths)
    by_month = {
        year: {
            number: tuple(one for one in found.counts if one.month == month.starts_on)
            for number, month in enumerate(year.months, start=1)
        }
        for year in (asked.before, asked.year)
    }
    common = [n for n in range(1, 13) if all(by_month[year][n] for year in by_month)]
    if not common:
        raise RefusedError(
            f"The files have no month of both {asked.before} and {asked.year}.",
            f"Name files that hold both years; {_held(found)}",
        )
    laid = _Laid(asked=asked, book=book)
    months = {
        n: laid.lines(by_month[asked.before][n], by_month[asked.year][n], month=n) for n in common
    }
    periods = {f"M{n:02}": laid.weighted(months[n]) for n in common}
    periods[YEAR] = laid.weighted(laid.added_up(months))
    result = Weighted(
        asked=asked,
        book=book,
        periods=periods,
        absent=tuple(f"M{n:02}" for n in range(1, 13) if n not in common),
        blank=found.blank,
        left_out=found.left_out,
        misfits=(*asked.books.misfits, *found.misfits),
    )
    figures = {
        Reference("figure", (ACTIVITY, asked.year.code, name, WEIGHTED)): one.by_value
        for name, one in periods.items()
        if one.by_value is not None
    }
    return Outcome(result=result, figures=figures, adds_up=False if found.left_out else None)


def _book(asked: WeightedAsked) -> PriceBook:
    (book,) = asked.books.books
    if asked.year == asked.before:
        raise RefusedError(
            f"{asked.year} cannot be set beside itself.", "Name another year with --against."
        )
    if book.published > asked.known_on:
        raise RefusedError(
            f"{book.name} was published on {book.published}, after {asked.known_on}.",
            "Name a later day with --on, or an earlier book.",
        )
    return book


def _held(found: Attendances) -> str:
    years = sorted({str(FinancialYear.of(one.month)) for one in found.counts})
    return f"they hold {', '.join(years)}." if years else "no row of them could be read."


@dataclass(frozen=True, kw_only=True)
class _Laid:
    """The book laid on counts."""

    asked: WeightedAsked
    book: PriceBook

    def lines(
        self, before: Iterable[Counted], after: Iterable[Counted], *, month: int
    ) -> dict[str, ActivityLine[Figure]]:
        """Return each treatment function and kind of a month, in both years, with its price."""
        counts = [
            {(one.function, one.kind): self._count(one) for one in listed}
            for listed in (before, after)
        ]
        none = [
            constant(0, Basis(period=year.month(month), unit=ATTENDANCES), name="No attendance")
            for year in (self.asked.before, self.asked.year)
        ]
        return {
            " ".join(key): ActivityLine(
                before=counts[0].get(key, none[0]),
                after=counts[1].get(key, none[1]),
                price=self._price(*key),
            )
            for key in sorted(counts[0].keys() | counts[1].keys())
        }

    def added_up(
        self, months: Mapping[int, Mapping[str, ActivityLine[Figure]]]
    ) -> dict[str, ActivityLine[Figure]]:
        """Return the lines of all months together."""
        found: dict[str, list[ActivityLine[Figure]]] = {}
        for lines in months.values():
            for name, line in lines.items():
                found.setdefault(name, []).append(line)
        first, last = min(months), max(months)
        whole = [
            constant(
                0,
                Basis(
                    period=Period(year.month(first).starts_on, year.month(last).ends_on),
                    unit=ATTENDANCES,
                ),
                name="No attendance",
            )
            for year in (self.asked.before, self.asked.year)
        ]
        return {
            name: ActivityLine(
                before=_over([line.before for line in listed], whole[0], name=name),
                after=_over([line.after for line in listed], whole[1], name=name),
                price=listed[0].price,
            )
            for name, listed in found.items()
        }

    def weighted(self, lines: Mapping[str, ActivityLine[Figure]]) -> ValueWeighted[Figure]:
        """Return what the rule says of lines."""
        return value_weighted_activity(lines, self.asked.params, known_on=self.asked.known_on)

    def _count(self, one: Counted) -> Figure:
        month = FinancialYear.of(one.month)
        number = (one.month.month - 4) % 12 + 1
        ref = Reference("file", (one.source, one.place.replace(" ", "-"), one.kind))
        return given(
            one.count,
            Basis(period=month.month(number), unit=ATTENDANCES),
            ref,
            name=f"{one.function}, {one.kind.replace('_', '-')}, {one.month:%B %Y}",
        )

    def _price(self, function: str, kind: str) -> Figure | None:
        code = CODES[kind]
        price = (self.book.attendances.get(function) or {}).get(code)
        if price is None:
            return None
        ref = Reference(
            "file",
            (self.book.name, "attendances", function, code),
            self.book.published.isoformat(),
        )
        basis = Basis(period=self.book.period, unit=PENCE)
        return given(price, basis, ref, name=f"Price of {function}, {code}")


def _over(counts: list[Figure], whole: Figure, *, name: str) -> Figure:
    """Return counts of several months as one of the days of `whole`."""
    return total(in_period_of(one, whole) for one in counts).named(f"{name}, all months")
