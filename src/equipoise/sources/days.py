"""Days as ledgers print them: every reading a text can have, and which one is meant."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

MONTHS: Final = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
NUMBERS: Final = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})", re.ASCII)
WORDS: Final = re.compile(r"(\d{1,2})[ -]?([A-Za-z]{3,9})[ -]?(\d{4}|\d{2})", re.ASCII)
ISO: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ T]00:00(?::00)?)?", re.ASCII)
SERIAL: Final = re.compile(r"\d{5}", re.ASCII)
SERIAL_BEGINS: Final = date(1899, 12, 30)
"""A workbook counts days from here."""
CENTURY: Final = 2000
NAMED_MONTH: Final = re.compile(
    r"(?<![A-Za-z])(" + "|".join(f"{m[:3]}(?:{m[3:]})?" for m in MONTHS) + r")(?![A-Za-z])",
    re.IGNORECASE,
)
NUMBERED_MONTH: Final = re.compile(r"\bM(?:onth)? ?(0?[1-9]|1[0-2])\b", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Readings:
    """The days that a text can mean: day first, month first; one of them, both or neither."""

    day_first: date | None
    month_first: date | None

    @property
    def days(self) -> tuple[date, ...]:
        """The different days it can mean."""
        return tuple(dict.fromkeys(d for d in (self.day_first, self.month_first) if d))

    @property
    def order(self) -> str:
        """Which order it must be in; blank where it can be either, or where both are one day."""
        if len(self.days) == 1 and self.day_first != self.month_first:
            return "day first" if self.day_first else "month first"
        return ""


def readings(text: str) -> Readings:
    """Return every day that a text can mean.

    >>> readings("30/09/2020").days == readings("9/30/2020").days == (date(2020, 9, 30),)
    True
    >>> len(readings("05/09/2020").days), readings("31/31/2020").days
    (2, ())
    >>> readings("30SEP20").days == readings("44104").days == readings("2020-09-30").days
    True
    """
    if found := NUMBERS.fullmatch(text):
        first, second, year = int(found[1]), int(found[2]), _year(found[3])
        return Readings(day_first=_day(year, second, first), month_first=_day(year, first, second))
    one = None
    if found := ISO.fullmatch(text):
        one = _day(int(found[1]), int(found[2]), int(found[3]))
    elif (found := WORDS.fullmatch(text)) and (month := month_named(found[2])):
        one = _day(_year(found[3]), month, int(found[1]))
    elif SERIAL.fullmatch(text):
        one = SERIAL_BEGINS + timedelta(days=int(text))
    return Readings(day_first=one, month_first=one)


def month_named(text: str) -> int | None:
    """Return the calendar month that a text names, such as the name of a file; None if none.

    >>> month_named("SEL 06 - September.pdf.csv"), month_named("Month 6"), month_named("Q2")
    (9, 9, None)
    """
    if found := NAMED_MONTH.search(text):
        short = found[1][:3].casefold()
        return next(n for n, month in enumerate(MONTHS, start=1) if month.startswith(short))
    if found := NUMBERED_MONTH.search(text):
        return (int(found[1]) + 2) % 12 + 1
    return None


def meant(found: Readings, *, month: int | None, order: str) -> tuple[date | None, str]:
    """Return the day that is meant, and by what it was told; None where it cannot be told.

    The month that the file names decides first, then the order of the file's other days.
    """
    if len(found.days) < 2:
        return (found.days[0], "") if found.days else (None, "")
    within = [day for day in found.days if day.month == month]
    if len(within) == 1:
        return within[0], "month"
    if month is None and order:
        return (found.day_first if order == "day first" else found.month_first), "order"
    return None, ""


def order_of(every: Iterable[Readings]) -> str:
    """Return the one order that the days of a file are written in; blank where they differ."""
    orders = {found.order for found in every} - {""}
    return orders.pop() if len(orders) == 1 else ""


def _year(text: str) -> int:
    return int(text) + (CENTURY if len(text) == 2 else 0)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
