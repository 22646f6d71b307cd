"""Financial years, their quarters and months, and periods: first day in, end day out."""

from __future__ import annotations

import re
from calendar import month_name
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, order=True)
class Period:
    """The days from `starts_on` up to, but not including, `ends_on`."""

    starts_on: date
    ends_on: date

    def __post_init__(self) -> None:
        if self.starts_on >= self.ends_on:
            raise ValueError(f"a period must end after it starts: {self.starts_on}, {self.ends_on}")

    def __contains__(self, other: date | Period) -> bool:
        if isinstance(other, Period):
            return self.starts_on <= other.starts_on and other.ends_on <= self.ends_on
        return self.starts_on <= other < self.ends_on

    def overlaps(self, other: Period) -> bool:
        """Return whether any day is in both."""
        return self.starts_on < other.ends_on and other.starts_on < self.ends_on

    @property
    def year(self) -> FinancialYear:
        """The financial year that holds the first day."""
        return FinancialYear.of(self.starts_on)

    @property
    def code(self) -> str:
        """The short name used in references: Y, Q1 to Q4, M01 to M12, or two days.

        >>> FinancialYear(2023).month(6).code, FinancialYear(2023).period.code
        ('M06', 'Y')
        """
        days = (self.starts_on.day, self.ends_on.day)
        years = self.ends_on.year - self.starts_on.year
        length = 12 * years + self.ends_on.month - self.starts_on.month if days == (1, 1) else 0
        match length, (self.starts_on.month - 4) % 12 + 1:
            case 1, number:
                return f"M{number:02}"
            case 3, (1 | 4 | 7 | 10) as number:
                return f"Q{number // 3 + 1}"
            case 12, 1:
                return "Y"
        return f"{self.starts_on}_{self.ends_on}"

    def __str__(self) -> str:
        """Return the name people use: a year, a month of a year, or two days."""
        match self.code[0], self.code[1:]:
            case "Y", _:
                return str(self.year)
            case "M", number:
                calendar = f"{month_name[self.starts_on.month]} {self.starts_on.year}"
                return f"Month {int(number)} ({calendar}), {self.year}"
            case "Q", number:
                return f"Quarter {number}, {self.year}"
        return f"{self.starts_on} to {self.ends_on}"

    @classmethod
    def parse(cls, text: str) -> Period:
        """Return the period written as a financial year, or as two days (the second excluded).

        >>> Period.parse("2022/23") == Period.parse("2022-04-01 to 2023-04-01")
        True
        """
        if " to " in text:
            starts_on, _, ends_on = text.partition(" to ")
            return cls(date.fromisoformat(starts_on), date.fromisoformat(ends_on))
        return FinancialYear.parse(text).period


@dataclass(frozen=True, order=True)
class FinancialYear:
    """The year that starts on 1 April of `starts_in`.

    Law months_tile_the_year: twelve months, end to end, from the first day to the last.
    Law quarters_tile_the_year: four quarters, each of three months, end to end.
    Law a_year_survives_printing: parse(str(year)) == year, and so with its code.
    Law every_day_is_in_one_year_and_one_month: that of `of`, and no other.

    >>> print(FinancialYear(2022), FinancialYear(2022).month(12))
    2022/23 Month 12 (March 2023), 2022/23
    """

    starts_in: int

    @property
    def period(self) -> Period:
        """The whole year."""
        return Period(date(self.starts_in, 4, 1), date(self.starts_in + 1, 4, 1))

    @property
    def code(self) -> str:
        """The year as it stands in references and file names: 2022-23."""
        return str(self).replace("/", "-")

    @property
    def months(self) -> tuple[Period, ...]:
        """Months 1 (April) to 12 (March)."""
        return tuple(self.month(number) for number in range(1, 13))

    def month(self, number: int) -> Period:
        """Return month 1 (April) to 12 (March)."""
        assert 1 <= number <= 12, f"months are numbered 1 to 12: {number}"
        return Period(self._first_of(number), self._first_of(number + 1))

    def quarter(self, number: int) -> Period:
        """Return quarter 1 (April to June) to 4 (January to March)."""
        assert 1 <= number <= 4, f"quarters are numbered 1 to 4: {number}"
        return Period(self._first_of(3 * number - 2), self._first_of(3 * number + 1))

    def coded(self, code: str) -> Period:
        """Return the period of this year that prints as `code`: Y, Q1 to Q4 or M01 to M12.

        Raises: ValueError for another text.
        Law a_period_survives_coding: its year finds it again by its code.
        """
        match = re.fullmatch(r"Y|Q([1-4])|M(0[1-9]|1[0-2])", code)
        if not match:
            raise ValueError(f"not a period of {self} such as Y, Q1 or M06: {code!r}")
        quarter, month = match.groups()
        if quarter:
            return self.quarter(int(quarter))
        return self.month(int(month)) if month else self.period

    def _first_of(self, month: int) -> date:
        return date(self.starts_in + (month + 2) // 12, (month + 2) % 12 + 1, 1)

    def __str__(self) -> str:
        return f"{self.starts_in}/{(self.starts_in + 1) % 100:02}"

    @classmethod
    def of(cls, day: date) -> FinancialYear:
        """Return the financial year that holds `day`."""
        return cls(day.year if day.month >= 4 else day.year - 1)

    @classmethod
    def parse(cls, text: str) -> FinancialYear:
        """Return the year written as 2022/23, 2022-23 or 202223; refuse 2022/24.

        >>> FinancialYear.parse("2022-23") == FinancialYear.parse("202223")
        True
        """
        match = re.fullmatch(r"(\d{4})[/-]?(\d{2})", text, re.ASCII)
        if not match or (int(match[1]) + 1) % 100 != int(match[2]):
            raise ValueError(f"not a financial year such as 2022/23: {text!r}")
        return cls(int(match[1]))
