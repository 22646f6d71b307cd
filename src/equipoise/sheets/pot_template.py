"""The empty list of a pot's lines, as a csv file that says what each column is for."""

from __future__ import annotations

from typing import Final

from equipoise.register import streams_of
from equipoise.units import FinancialYear

HELP: Final = {
    "line": "a short code of your own, used in movements: letters, digits, _ and -",
    "role": "source (money that comes in), committed (a use), reserve (kept back) or surplus "
    "(planned; a planned deficit is below nil)",
    "title": "what it is, in a few words",
    "stream": "one of the streams listed below",
    "amount_thousands": "£000 over the year; up to five decimals, so that pence are whole",
    "route": "of a source: formula, bid, ring-fence or transfer",
    "condition": "of a source: on what condition it came; needed for a ring-fence",
    "recurrent": "of a source: yes if it comes again next year, or no",
    "ring_fence": "of a ring-fenced source: the one programme it is for",
    "draws_on": "of a use: the ring-fenced line it takes from; blank for the stream in general",
    "programme": "of a committed use: what it is for",
    "place": "of a use: the place it is spent on, where that can be said",
    "organisation": "of a use: the code of the body it goes to, if any",
    "effective_on": "the day it counts from",
    "source": "the document it rests on: an allocation schedule, a board paper",
}


def pot_template(year: FinancialYear) -> str:
    """Return the text of the file: the columns, then a remark on each; no line yet.

    >>> pot_template(FinancialYear(2023)).splitlines()[0][:24]
    'line,role,title,stream,a'
    """
    columns = [f"# {column}: {help_}" for column, help_ in HELP.items()]
    known = streams_of(year).values()
    listed = [f"# stream {one.code}: {one.title}. {one.help}" for one in known]
    first = year.period.starts_on
    example = f"# core,source,Core,commissioning_core,1000,formula,,yes,,,,,,{first},Schedule"
    remarks = [
        "# Lines that begin with # are not read. Every other line becomes a decision of its own.",
        *columns,
        *listed,
        f"# Days are of {year}. A line may look like this:",
        example,
    ]
    return "\n".join([",".join(HELP), *(_quoted(text) for text in remarks)]) + "\n"


def _quoted(text: str) -> str:
    """Return a remark as one cell, so that a spreadsheet keeps it whole."""
    doubled = text.replace('"', '""')
    return f'"{doubled}"'
