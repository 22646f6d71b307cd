"""A letter that opens a re-baselining: who wrote to whom, what is asked, what is given, by when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

import yaml

from equipoise.params.entry import STATUSES
from equipoise.sources.layout import LayoutError
from equipoise.units import FinancialYear, Pence

HOUSE: Final = Path(__file__).parent / "letters"
PENCE_PER_THOUSAND: Final = 100_000
HEAD: Final = (
    *("title", "dated", "year", "sender", "signatories", "addressees", "deadline"),
    *("meetings_from", "pool_thousands", "key"),
)
EVERY: Final = ("code", "words", "status", "source")
SECTIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "priorities": ("protected",),
    "tasks": (),
    "money": ("thousands",),
    "targets": ("before_percent", "after_percent", "announced_on"),
    "flexibilities": (),
    "assumptions": (),
    "commitments": ("target", "due_on"),
}
"""What a letter lists, and what each of a list says beside its code, words, status and source."""
YES_OR_NO: Final = ("yes", "no")


@dataclass(frozen=True, kw_only=True)
class Point:
    """One point of a letter: a short code, its words, how sure it is, and where that was read."""

    code: str
    words: str
    status: str
    source: str
    more: Mapping[str, str]

    @property
    def is_protected(self) -> bool:
        """Whether it may not be harmed, whatever comes before it."""
        return self.more["protected"] == "yes"

    @property
    def pence(self) -> Pence:
        """The money it names."""
        return Pence(int(self.more["thousands"]) * PENCE_PER_THOUSAND)


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A letter with its date, its people, its deadline and its points, by section and in order."""

    title: str
    dated: date
    year: FinancialYear
    sender: str
    signatories: tuple[str, ...]
    addressees: tuple[str, ...]
    deadline: date
    meetings_from: date
    pool_pence: Pence
    key: str
    points: Mapping[str, tuple[Point, ...]]

    @property
    def code(self) -> str:
        """What it is called in references: the day it was written."""
        return self.dated.isoformat()

    @property
    def assumed(self) -> tuple[Point, ...]:
        """The points that no report of the letter settles."""
        return tuple(p for listed in self.points.values() for p in listed if p.status == "assumed")

    def named(self, section: str) -> Mapping[str, Point]:
        """Return the points of a section by their codes, in the order of the letter."""
        return {point.code: point for point in self.points[section]}


def house_letter(dated: str = "2023-11-08") -> str:
    """Return the text of a letter that comes with the program.

    >>> read_letter(house_letter()).deadline.isoformat()
    '2023-11-22'
    """
    return (HOUSE / f"{dated}.yaml").read_text("utf-8")


def read_letter(text: str, name: str = "letter") -> Letter:
    """Return the letter written as YAML `text`.

    Raises: LayoutError naming the file and what it lacks, does not know, says twice, or what in
        it is no day, no number or does not add up.
    """
    try:
        fields: Any = yaml.load(text, Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        raise LayoutError(f"{name}: not readable: {error}") from error
    if not isinstance(fields, dict):
        raise LayoutError(f"{name}: a letter is fields by name")
    _refuse_unlike(name, fields, (*HEAD, *SECTIONS))
    try:
        found = _letter(name, fields)
    except ValueError as error:
        if isinstance(error, LayoutError):
            raise
        raise LayoutError(f"{name}: {error}") from error
    listed = sum(point.pence for point in found.points["money"])
    if listed != found.pool_pence:
        raise LayoutError(
            f"{name}, money: its sources come to {listed // PENCE_PER_THOUSAND} (£000); expected "
            f"the pool of {found.pool_pence // PENCE_PER_THOUSAND}"
        )
    return found


def _letter(name: str, fields: Mapping[str, Any]) -> Letter:
    return Letter(
        title=fields["title"],
        dated=date.fromisoformat(fields["dated"]),
        year=FinancialYear.parse(fields["year"]),
        sender=fields["sender"],
        signatories=_several(fields["signatories"]),
        addressees=_several(fields["addressees"]),
        deadline=date.fromisoformat(fields["deadline"]),
        meetings_from=date.fromisoformat(fields["meetings_from"]),
        pool_pence=Pence(int(fields["pool_thousands"]) * PENCE_PER_THOUSAND),
        key=fields["key"],
        points={section: _points(name, section, fields[section]) for section in SECTIONS},
    )


def _points(name: str, section: str, listed: Any) -> tuple[Point, ...]:
    """Return the points of one section.

    Raises: LayoutError for a point that lacks something, or a code that is used twice.
    """
    if listed == "":
        listed = []
    if not isinstance(listed, list) or not all(isinstance(item, dict) for item in listed):
        raise LayoutError(f"{name}, {section}: a list of points is expected")
    found = []
    for number, fields in enumerate(listed, start=1):
        place = f"{name}, {section} {number}"
        _refuse_unlike(place, fields, (*EVERY, *SECTIONS[section]))
        more = {field: _checked(place, field, fields[field]) for field in SECTIONS[section]}
        if fields["status"] not in STATUSES:
            raise LayoutError(f"{place}: status {fields['status']}; there are {sorted(STATUSES)}")
        found.append(Point(**{field: fields[field] for field in EVERY}, more=more))
    codes = [point.code for point in found]
    if len(set(codes)) != len(codes):
        raise LayoutError(f"{name}, {section}: a code is used twice: {', '.join(codes)}")
    return tuple(found)


def _checked(place: str, field: str, text: str) -> str:
    """Return what a field says, if it is what its name promises."""
    try:
        if field.endswith("_on"):
            date.fromisoformat(text)
        elif field == "protected":
            YES_OR_NO.index(text)
        elif field == "thousands":
            int(text)
        else:
            Fraction(text)
    except ValueError as error:
        raise LayoutError(f"{place}: {field} is {text!r}") from error
    return text


def _several(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";"))


def _refuse_unlike(place: str, fields: Mapping[str, Any], expected: tuple[str, ...]) -> None:
    if missing := [field for field in expected if field not in fields]:
        raise LayoutError(f"{place}: lacks {', '.join(missing)}")
    if unknown := sorted(fields.keys() - set(expected)):
        raise LayoutError(f"{place}: does not know {', '.join(unknown)}")
