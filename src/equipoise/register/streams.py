"""The streams that a system's pot is made of: which there are, and in which years."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Final

from equipoise.units import FinancialYear

HOUSE: Final = Path(__file__).parent / "streams.csv"
HEADING: Final = ["code", "title", "first_year", "last_year", "status", "source", "help"]
GENERAL: Final = "commissioning_core"
"""The general allocation, into which ring-fenced lines can be folded."""


class StreamError(ValueError):
    """The list of streams is refused: a row is not readable, or a code stands twice."""


@dataclass(frozen=True, kw_only=True)
class Stream:
    """One stream of money from the centre; `first` and `last` are years in which it exists."""

    code: str
    title: str
    first: FinancialYear
    last: FinancialYear
    status: str
    source: str
    help: str

    def exists_in(self, year: FinancialYear) -> bool:
        """Return whether a pot of that year can have the stream.

        >>> streams()["specialised"].exists_in(FinancialYear(2023))
        False
        """
        return self.first <= year <= self.last


def read_streams(text: str) -> dict[str, Stream]:
    """Return the streams written as csv `text`, by code, in their order.

    Raises: StreamError naming the line.
    """
    reader = csv.DictReader(StringIO(text), strict=True)
    if reader.fieldnames != HEADING:
        raise StreamError(f"the heading is {reader.fieldnames}, not {HEADING}")
    found: dict[str, Stream] = {}
    for number, row in enumerate(reader, start=2):
        if None in row or not all(row.values()) or row["code"] in found:
            raise StreamError(f"line {number}: a blank, a cell too many, or a code written twice")
        try:
            first = FinancialYear.parse(row.pop("first_year"))
            last = FinancialYear.parse(row.pop("last_year"))
        except ValueError as error:
            raise StreamError(f"line {number}: {error}") from error
        if last < first:
            raise StreamError(f"line {number}: it ends before it begins")
        found[row["code"]] = Stream(first=first, last=last, **row)
    return found


@cache
def streams() -> dict[str, Stream]:
    """Return the streams of the house, by code, in their order."""
    return read_streams(HOUSE.read_text("utf-8"))


def streams_of(year: FinancialYear) -> dict[str, Stream]:
    """Return the streams that exist in a year, by code, in their order.

    >>> list(streams_of(FinancialYear(2023)))[:3]
    ['commissioning_core', 'running_costs', 'primary_medical']
    """
    return {code: one for code, one in streams().items() if one.exists_in(year)}
