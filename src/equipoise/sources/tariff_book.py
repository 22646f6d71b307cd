"""Rows of price tables into the parts of a price book: what is printed, and nothing worked out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Final

from equipoise.rules.payment import (
    ANY_HRG,
    AdmittedPrice,
    BestPracticePrice,
    EmergencyPrice,
    MaternityPrices,
    UnbundledPrice,
)
from equipoise.sources.amounts import number, pence
from equipoise.sources.misfit import Misfit
from equipoise.sources.tariff_layout import PriceTable
from equipoise.sources.tariff_tables import PriceRow, TableRead
from equipoise.units import Pence, Period

POUND: Final = 100
"""Pence; prices are printed in pounds."""
YES_OR_NO: Final = {"YES": True, "NO": False}
DAYS: Final = frozenset({"elective_trim", "non_elective_trim"})
RATIOS: Final = frozenset({"short_stay_ratio"})
PERCENT: Final = 100
OWN_FACTOR: Final = "factor"
"""The field of factors that are printed for the period of the book, without naming it."""
BOOK_PARTS: Final = ("admitted", "attendances", "emergency", "unbundled", "top_ups", "short_stay")


@dataclass
class Parts:
    """The parts of a book while it is read, and what does not fit."""

    source: str
    book: dict[str, dict[Any, Any]] = field(
        default_factory=lambda: {
            name: {} for name in (*BOOK_PARTS, "best_practice", "services", "market_forces")
        }
    )
    maternity: dict[str, dict[str, Any]] = field(
        default_factory=lambda: {
            name: {} for name in ("levels", "delivery", "antenatal", "postnatal", "non_delivery")
        }
    )
    home_birth: Pence | None = None
    misfits: list[Misfit] = field(default_factory=list)

    def tell(self, row: PriceRow, name: str, *, expected: str) -> None:
        """Note that a text is not what its column holds."""
        self.misfits.append(
            Misfit(
                source=self.source,
                place=f"{row.place}, {name}",
                found=row.texts[name],
                expected=expected,
                why=f"{row.key} is left without it",
            )
        )

    def price(self, row: PriceRow, name: str) -> Pence | None:
        """Return a price as printed, None for a dash; anything else is told."""
        found = pence(row.texts[name], per_unit=POUND) if row.texts[name] else None
        if row.texts[name] and (found is None or found < 0):
            self.tell(row, name, expected="a price in pounds, or a dash")
            return None
        return found

    def ratio(self, row: PriceRow, name: str, *, whole: int = 1) -> Fraction | None:
        """Return a ratio printed as parts of `whole`, None for a dash; anything else is told."""
        found = number(row.texts[name]) if row.texts[name] else None
        if row.texts[name] and (found is None or found < 0):
            self.tell(row, name, expected="a number, or a dash")
            return None
        return None if found is None else Fraction(found, whole)

    def days(self, row: PriceRow, name: str) -> int | None:
        """Return whole days, None for a dash; anything else is told."""
        if row.texts[name] and not row.texts[name].isdecimal():
            self.tell(row, name, expected="whole days, or a dash")
            return None
        return int(row.texts[name]) if row.texts[name] else None

    def admitted(self, row: PriceRow) -> AdmittedPrice:
        """Return what is printed for an HRG, or for a level of delivery."""
        values: dict[str, Any] = {}
        for name in row.texts:
            if name in DAYS:
                values[name] = self.days(row, name)
            elif name in RATIOS:
                values[name] = self.ratio(row, name)
            elif name == "short_stay_applies":
                values[name] = self._yes(row, name)
            else:
                values[name] = self.price(row, name)
        return AdmittedPrice(**values)

    def _yes(self, row: PriceRow, name: str) -> bool:
        found = YES_OR_NO.get(row.texts[name].upper())
        if found is None:
            self.tell(row, name, expected="YES or NO")
        return bool(found)

    def maternity_prices(self) -> MaternityPrices:
        """Return the maternity pathway as far as it was read."""
        return MaternityPrices(home_birth=self.home_birth, **self.maternity)


def held(reads: Iterable[TableRead], *, source: str) -> Parts:
    """Return the parts of a book that the rows of its tables hold."""
    parts = Parts(source=source)
    for read in reads:
        for row in read.rows:
            INTO[read.table.into](parts, read.table, row)
    return parts


def market_forces_of(parts: Parts, period: Period) -> dict[str, Fraction]:
    """Return the market forces factors that are printed for a period, by provider."""
    printed = parts.book["market_forces"]
    return dict(printed.get(str(period), printed.get(OWN_FACTOR, {})))


def _admitted(parts: Parts, table: PriceTable, row: PriceRow) -> None:
    kept = parts.book if table.into in parts.book else parts.maternity
    kept[table.into][row.key] = parts.admitted(row)


def _attendances(parts: Parts, table: PriceTable, row: PriceRow) -> None:
    del table
    prices = {name: parts.price(row, name) for name in row.texts}
    parts.book["attendances"][row.key] = prices


def _emergency(parts: Parts, table: PriceTable, row: PriceRow) -> None:
    del table
    prices = {name: parts.price(row, name) for name in row.texts}
    parts.book["emergency"][row.key] = EmergencyPrice(**prices)


def _unbundled(parts: Parts, table: PriceTable, row: PriceRow) -> None:
    del table
    prices = {name: parts.price(row, name) for name in row.texts}
    parts.book["unbundled"][row.key] = UnbundledPrice(**prices)


def _services(parts: Parts, table: PriceTable, row: PriceRow) -> None:
    for name in row.texts:
        code = row.key if name == "price" else f"{row.key} {name}"
        parts.book["services"][(table.name, code)] = parts.price(row, name)


def _best_practice(parts: Parts, table: PriceTable, row: PriceRow) -> None:
    prices: dict[str, dict[str, Pence | None]] = {}
    for name in row.texts:
        how_far, _, at = name.partition(".")
        prices.setdefault(f"{table.name}.{how_far}", {})[at] = parts.price(row, name)
    for tariff, printed in prices.items():
        parts.book["best_practice"][(row.key, tariff)] = BestPracticePrice(**printed)


def _payments(parts: Parts, table: PriceTable, row: PriceRow) -> None:
    tariff = f"{table.name}.{table.keys.get(row.key, row.key)}"
    paid = BestPracticePrice(additional=parts.price(row, "additional"))
    parts.book["best_practice"][(ANY_HRG, tariff)] = paid


def _tariffs(parts: Parts, table: PriceTable, row: PriceRow) -> None:
    del table
    printed = {name: parts.price(row, name) for name in row.texts}
    parts.book["best_practice"][(row.of or ANY_HRG, row.key)] = BestPracticePrice(**printed)


def _levels(parts: Parts, table: PriceTable, row: PriceRow) -> None:
    del table
    parts.maternity["levels"][row.key] = row.texts["level"]


def _phase(parts: Parts, table: PriceTable, row: PriceRow) -> None:
    parts.maternity[table.into][row.key.lower()] = parts.price(row, "price")


def _home_birth(parts: Parts, table: PriceTable, row: PriceRow) -> None:
    del table
    parts.home_birth = parts.price(row, "price")


def _percent(parts: Parts, table: PriceTable, row: PriceRow) -> None:
    rate = parts.ratio(row, "percent", whole=PERCENT)
    if rate is not None or table.into == "top_ups":
        parts.book[table.into][row.key] = rate


def _market_forces(parts: Parts, table: PriceTable, row: PriceRow) -> None:
    del table
    for year in row.texts:
        factor = parts.ratio(row, year)
        if factor is not None:
            parts.book["market_forces"].setdefault(year, {})[row.key] = factor


INTO: Final[Mapping[str, Callable[[Parts, PriceTable, PriceRow], None]]] = {
    **dict.fromkeys(("admitted", "delivery", "non_delivery"), _admitted),
    **dict.fromkeys(("antenatal", "postnatal"), _phase),
    **dict.fromkeys(("short_stay", "top_ups"), _percent),
    "attendances": _attendances,
    "best_practice": _best_practice,
    "emergency": _emergency,
    "home_birth": _home_birth,
    "levels": _levels,
    "market_forces": _market_forces,
    "payments": _payments,
    "services": _services,
    "tariffs": _tariffs,
    "unbundled": _unbundled,
}
"""What becomes of a row, by the part of the book that its table is read into."""
