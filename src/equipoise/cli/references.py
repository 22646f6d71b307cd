"""What people type: references, versions, years, and amounts in £000."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any, Final

import click

from equipoise.units import FinancialYear, Pence
from equipoise.workings import NotAReferenceError, Reference

PENCE_PER_THOUSAND: Final = 100_000
MONTHS: Final = range(1, 13)
MOST_THOUSANDS: Final = 90_000_000_000
"""£90 trillion: more than this no spreadsheet holds to the penny."""


class Thousands(click.ParamType[Pence]):
    """An amount in £000, as it is entered on the forms; commas may stand in it."""

    name = "£000"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Pence:
        """Return whole pence, or fail with the reason."""
        if isinstance(value, int):
            return Pence(value)
        try:
            thousands = Decimal(str(value).replace(",", ""))
        except InvalidOperation:
            thousands = Decimal("nan")
        if not thousands.is_finite():
            self.fail(f"{value!r} is not an amount in £000, such as 1021500", param, ctx)
        if abs(thousands) > MOST_THOUSANDS:
            self.fail(f"{value!r} is more than can be kept to the penny", param, ctx)
        pence = Fraction(thousands) * PENCE_PER_THOUSAND
        if pence.denominator != 1:
            self.fail(f"{value!r} is not a whole number of pence", param, ctx)
        return Pence(int(pence))


class Percent(click.ParamType[Fraction]):
    """A percentage, such as 2.5 or 2.5%."""

    name = "%"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Fraction:
        """Return the ratio, or fail with the reason."""
        if isinstance(value, Fraction):
            return value
        try:
            percent = Decimal(str(value).removesuffix("%"))
        except InvalidOperation:
            percent = Decimal("nan")
        if not percent.is_finite():
            self.fail(f"{value!r} is not a percentage such as 2.5", param, ctx)
        return Fraction(percent) / 100


class Year(click.ParamType[FinancialYear]):
    """A financial year, such as 2023/24."""

    name = "year"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> FinancialYear:
        """Return the year, or fail with the reason."""
        if isinstance(value, FinancialYear):
            return value
        try:
            return FinancialYear.parse(str(value))
        except ValueError as error:
            self.fail(str(error), param, ctx)


class Day(click.ParamType[date]):
    """A day, such as 2023-06-30."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day, or fail with the reason."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is not a day such as 2023-06-30", param, ctx)


class Month(click.ParamType[int]):
    """A month of the financial year, such as M6 or 6; M1 is April."""

    name = "month"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return its number, or fail with the reason."""
        text = str(value).upper().removeprefix("M")
        if not (text.isdecimal() and text.isascii() and 1 <= int(text) <= len(MONTHS)):
            self.fail(f"{value!r} is not a month from M1 (April) to M12 (March)", param, ctx)
        return int(text)


class Code(click.ParamType[str]):
    """The code of a line, a body, or a side of a movement: letters, digits and a few marks."""

    name = "code"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the code as typed, or fail where it is none."""
        text = str(value)
        if not re.fullmatch(r"[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)?", text):
            self.fail(f"{value!r} is no code of letters, digits and hyphens", param, ctx)
        return text


class Weight(click.ParamType[tuple[str, Fraction | None]]):
    """A body, or a body and what it weighs: ZR1, or ZR1=2.5."""

    name = "BODY[=NUMBER]"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, Fraction | None]:
        """Return the body and its weight, None where that is not named."""
        if isinstance(value, tuple):
            return value
        body, named, weight = str(value).partition("=")
        try:
            return body, Fraction(Decimal(weight.replace(",", ""))) if named else None
        except (InvalidOperation, OverflowError, ValueError):
            self.fail(f"{value!r} is not a body and a number, such as ZR1=2.5", param, ctx)


class Moved(click.ParamType[tuple[str, Pence]]):
    """A body, or a year, and an amount in £000: ZR1=2000."""

    name = "NAME=£000"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, Pence]:
        """Return the name and whole pence, or fail with the reason."""
        if isinstance(value, tuple):
            return value
        name, named, amount = str(value).partition("=")
        if not name or not named:
            self.fail(f"{value!r} is not a name and an amount, such as ZR1=2000", param, ctx)
        return name, THOUSANDS.convert(amount, param, ctx)


THOUSANDS = Thousands()
PERCENT = Percent()
CODE = Code()
WEIGHT = Weight()
YEAR = Year()
MONTH = Month()
DAY = Day()


def needed_reference(text: str) -> Reference:
    """Return the reference written as `text`.

    Raises: BadParameter for another text.
    """
    try:
        return Reference.parse(text)
    except NotAReferenceError as error:
        raise click.BadParameter(str(error), param_hint="REF") from error


def reference(text: str | None) -> Reference | None:
    """Return the reference, if one was given."""
    return None if text is None else needed_reference(text)


def needed_version(text: str) -> int:
    """Return the number of a version written as v3 or 3.

    Raises: BadParameter for another text.
    """
    number = text.removeprefix("v")
    if not number.isdecimal():
        raise click.BadParameter(f"not a version such as v3: {text!r}", param_hint="version")
    return int(number)


def version_number(text: str | None) -> int | None:
    """Return the number of a version, if one was given."""
    return None if text is None else needed_version(text)
