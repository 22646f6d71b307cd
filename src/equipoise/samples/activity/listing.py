"""A price book written by the declared template, to be read back as it is."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Final

from equipoise.rules.payment import PriceBook
from equipoise.sources import price_book_template
from equipoise.units import as_decimal

PERCENT: Final = 100
POUND: Final = 100
RATIOS: Final = {"short_stay_ratio": 1, "rate": PERCENT, "factor": 1}
"""How many of what is printed make a whole: top-ups are printed in per cent."""
DAYS: Final = frozenset({"elective_trim", "non_elective_trim"})
BY_CODE: Final = ("admitted", "emergency", "unbundled")


def write_price_book(folder: Path, book: PriceBook) -> None:
    """Write the prices of a book as the files of a folder, one for each of its parts."""
    for path in price_book_template(folder):
        with path.open(encoding="utf-8", newline="") as stream:
            headings = next(csv.reader(stream))
        with path.open("w", encoding="utf-8", newline="") as stream:
            lines = csv.writer(stream, lineterminator="\n")
            lines.writerow(headings)
            lines.writerows(_rows(book, path.stem, headings))


def _rows(book: PriceBook, part: str, headings: list[str]) -> Iterator[Iterable[str]]:
    if part == "about":
        said = {"period": str(book.period), "published": book.published.isoformat()}
        for field in ("name", "period", "published", "status", "source"):
            yield field, said.get(field) or str(getattr(book, field))
    elif part in BY_CODE:
        for code, price in getattr(book, part).items():
            yield code, *(_printed(name, getattr(price, name)) for name in headings[1:])
    elif part == "attendances":
        for function, prices in book.attendances.items():
            yield function, *(_printed(name, prices.get(name)) for name in headings[1:])
    elif part == "market_forces":
        yield from ((code, _printed("factor", one)) for code, one in book.market_forces.items())
    elif part == "top_ups":
        yield from ((code, _printed("rate", one)) for code, one in book.top_ups.items())


def _printed(field: str, value: int | Fraction | bool | None) -> str:
    """Return a number as a book prints it; blank where it prints a dash."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if field in DAYS:
        return str(value)
    return as_decimal(
        Fraction(value) * RATIOS[field] if field in RATIOS else Fraction(value, POUND)
    )
