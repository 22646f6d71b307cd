"""Columns that could say who a patient is: refused by their name or by the shape of what they hold.

A file with such a column is refused whole, and nothing of it is stored. What is found is told by
the column alone: no value is repeated.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Final

from equipoise.pricing.schema import plain

WORDS: Final = Path(__file__).with_name("identifying.csv")
NHS_NUMBER: Final = "an NHS number"
NAME: Final = "a name"
POSTCODE: Final = "a postcode"
BIRTH: Final = "a date of birth"
_POSTCODE: Final = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?\s*[0-9][A-Z]{2}", re.ASCII)
_NAME: Final = re.compile(
    r"[A-Z][a-z'\u2019-]+(?:[ ,]+[A-Z][A-Za-z'\u2019-]*){0,2}"
    r"|[A-Z'\u2019-]{3,},? [A-Za-z'\u2019-]{3,}"
    r"|(?=[A-Z]*[AEIOUY])[A-Z]{4,}"
)
_DAY: Final = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[ T].*)?|(\d\d)/(\d\d)/(\d{4})", re.ASCII)
FEW: Final = 5
"""Of a hundred values: so many of a shape are enough to refuse a column."""
MOST: Final = 80
"""Of a hundred: names look like other words, so that most must look like one."""
DISTINCT: Final = 10
"""Names differ from row to row; a short list of words is no list of people."""
ADULT: Final = timedelta(days=16 * 365)
"""Days so long before the activity are not days of care."""
OLDEST: Final = 1900
"""Nobody alive was born earlier: data sets write such days for a blank."""


@dataclass(frozen=True, kw_only=True)
class Suspect:
    """A column that could say who somebody is, what it could say, and how that was seen."""

    column: str
    what: str
    how: str


@cache
def _words() -> tuple[tuple[str, str, bool], ...]:
    with WORDS.open(encoding="utf-8", newline="") as lines:
        return tuple(
            (row["what"], row["word"], row["whole"] == "yes") for row in csv.DictReader(lines)
        )


def named(headings: Iterable[str]) -> tuple[Suspect, ...]:
    """Return the columns whose names say that they identify.

    >>> named(["Provider", "Patient_DOB"])
    (Suspect(column='Patient_DOB', what='a date of birth', how='named'),)
    """
    found = ((heading, _named(heading)) for heading in headings)
    return tuple(Suspect(column=heading, what=what, how="named") for heading, what in found if what)


def _named(heading: str) -> str:
    name = plain(heading)
    return next(
        (w for w, word, all_ in _words() if word == name or (word in name and not all_)), ""
    )


def shaped(column: str, values: Sequence[str], *, latest: date) -> Suspect | None:
    """Return the column as a suspect if what it holds looks like what identifies.

    `latest` is the latest day of the activity, beside which a day of birth is old.
    """
    there = [text.strip() for text in values if text and text.strip()]
    if not there:
        return None
    for what, found, share in (
        (NHS_NUMBER, sum(map(is_nhs_number, there)), FEW),
        (POSTCODE, sum(map(is_postcode, there)), FEW),
        (BIRTH, sum(_is_old(text, latest) for text in there), FEW),
        (NAME, _names(there), MOST),
    ):
        if found * 100 >= share * len(there):
            return Suspect(column=column, what=what, how="shaped")
    return None


def is_nhs_number(text: str) -> bool:
    """Return whether ten digits pass the check of an NHS number.

    >>> is_nhs_number("943 476 5919"), is_nhs_number("9434765918")
    (True, False)
    """
    digits = re.sub(r"[ -]", "", text)
    if not re.fullmatch(r"[0-9]{10}", digits):
        return False
    rest = sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False))
    return (11 - rest % 11) % 11 == int(digits[9])


def is_postcode(text: str) -> bool:
    """Return whether the text is written as a whole postcode.

    >>> is_postcode("ls1 4ap"), is_postcode("AA22C")
    (True, False)
    """
    return bool(_POSTCODE.fullmatch(text.upper()))


def _is_old(text: str, latest: date) -> bool:
    match = _DAY.fullmatch(text)
    if not match:
        return False
    year, month, day = match.group(1, 2, 3) if match[1] else match.group(6, 5, 4)
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return False
    return found.year >= OLDEST and found < latest - ADULT


def _names(texts: Sequence[str]) -> int:
    named_so = [text for text in texts if _NAME.fullmatch(text)]
    return len(named_so) if len(set(named_so)) >= DISTINCT else 0
