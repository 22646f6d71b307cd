"""A rule pack on disk: bodies, links, people and parameters of a round, as plain files."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from io import StringIO
from pathlib import Path
from typing import Final, TypeVar

from equipoise.register import (
    Hierarchy,
    HierarchyError,
    Kind,
    Link,
    Organisation,
    Register,
    RegisterError,
    Succession,
    SuccessionError,
    since,
)
from equipoise.sheets import PARTS, Line
from equipoise.units import Period

Thing = TypeVar("Thing")
LAST_YEAR: Final = "last_year.csv"
NOTICE: Final = "notice.txt"
SUCCESSIONS: Final = "successions.csv"
DEADLINES: Final = "deadlines.csv"
RETURNED: Final = "parts.txt"


class PackError(ValueError):
    """A pack lacks a file, or a line of it is not readable."""


@dataclass(frozen=True, kw_only=True)
class PersonEntry:
    """Somebody with a role in an organisation."""

    person: str
    role: str
    organisation: str


@dataclass(frozen=True, kw_only=True)
class DeadlineEntry:
    """The day by which a part is due, of one body or (blank) of all."""

    part: str
    organisation: str
    due_on: date


@dataclass(frozen=True, kw_only=True)
class Pack:
    """What a round needs to know: who exists, who belongs to whom, who acts, which limits.

    Shape: `parts` are what a return of the round has, in the order of the sheets.
    """

    name: str
    register: Register
    people: tuple[PersonEntry, ...]
    deadlines: tuple[DeadlineEntry, ...] = ()
    parts: tuple[str, ...] = PARTS


def read_pack(folder: Path) -> Pack:
    """Return the pack in `folder`: organisations.csv, links.csv, people.csv, params/.

    What became of bodies stands in successions.csv, by when parts are due in deadlines.csv, and
    which parts a return has in parts.txt, one to a line, where the pack has these; without the
    last, a return has them all.

    Raises: PackError naming the file and the line.
    """
    organisations = _made(folder, "organisations.csv", _organisation)
    links = _made(folder, "links.csv", _link)
    people = _made(folder, "people.csv", lambda line: PersonEntry(**line))
    successions: tuple[Succession, ...] = ()
    if (folder / SUCCESSIONS).exists():
        successions = _made(folder, SUCCESSIONS, _succession)
    try:
        register = Register(organisations, links, successions)
    except (HierarchyError, RegisterError, SuccessionError) as error:
        raise PackError(f"{folder.name}: {error}") from error
    deadlines: tuple[DeadlineEntry, ...] = ()
    if (folder / DEADLINES).exists():
        deadlines = _made(folder, DEADLINES, _deadline)
    return Pack(
        name=folder.name,
        register=register,
        people=people,
        deadlines=deadlines,
        parts=_parts(folder),
    )


def _parts(folder: Path) -> tuple[str, ...]:
    if not (folder / RETURNED).exists():
        return PARTS
    named = (folder / RETURNED).read_text("utf-8-sig").split()
    if unknown := sorted(set(named) - set(PARTS)):
        known = ", ".join(PARTS)
        raise PackError(f"{RETURNED}: no part {', '.join(unknown)}; there are {known}")
    if not named:
        raise PackError(f"{RETURNED}: it names no part")
    return tuple(part for part in PARTS if part in named)


def last_years(folder: Path) -> Mapping[str, Mapping[Line, int]]:
    """Return every body's last year from last_year.csv, where the pack has one.

    Shape: by body, then by measure, counterparty and item, in the smallest whole unit of the
        measure.
    Raises: PackError naming the file and the line.
    """
    if not (folder / LAST_YEAR).exists():
        return {}
    found: dict[str, dict[Line, int]] = {}
    lines = _made(folder, LAST_YEAR, lambda line: (line["organisation"], _prior(line)))
    for organisation, (line, value) in lines:
        found.setdefault(organisation, {})[line] = value
    return found


def notice(folder: Path) -> str:
    """Return the line that stands on every workbook of the round, from notice.txt; or nothing."""
    path = folder / NOTICE
    return path.read_text("utf-8").strip() if path.exists() else ""


def _made(folder: Path, name: str, make: Callable[[Mapping[str, str]], Thing]) -> tuple[Thing, ...]:
    """Return what `make` makes of each line of a file.

    Raises: PackError naming the file and the line that it makes nothing of.
    """
    found = []
    for number, line in _lines(folder, name):
        try:
            found.append(make(line))
        except (KeyError, TypeError, ValueError) as error:
            raise PackError(f"{name}, line {number}: {error}") from error
    return tuple(found)


def _lines(folder: Path, name: str) -> Iterator[tuple[int, Mapping[str, str]]]:
    path = folder / name
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise PackError(f"{folder.name}: no readable {name}: {error.strerror}") from error
    reader = csv.DictReader(StringIO(text), strict=True)
    for number, line in enumerate(reader, start=2):
        if None in line or None in line.values():
            raise PackError(f"{name}, line {number}: not as many columns as the heading")
        yield number, line


def _organisation(line: Mapping[str, str]) -> Organisation:
    return Organisation(
        code=line["code"],
        name=line["name"],
        kind=Kind(line["kind"]),
        opens_on=_day(line["opens_on"]),
        closes_on=_day(line["closes_on"]),
        source=line["source"],
    )


def _deadline(line: Mapping[str, str]) -> DeadlineEntry:
    return DeadlineEntry(
        part=line["part"],
        organisation=line["organisation"],
        due_on=date.fromisoformat(line["due_on"]),
    )


def _link(line: Mapping[str, str]) -> Link:
    return Link(
        hierarchy=Hierarchy(line["hierarchy"]),
        child=line["child"],
        parent=line["parent"],
        weight=Fraction(line["weight"]),
        applies=_period(line["starts_on"], line["ends_on"]),
        source=line["source"],
    )


def _succession(line: Mapping[str, str]) -> Succession:
    return Succession(
        predecessor=line["predecessor"],
        successor=line["successor"],
        on=date.fromisoformat(line["on"]),
        share=Fraction(line["share"]),
        source=line["source"],
    )


def _prior(line: Mapping[str, str]) -> tuple[Line, int]:
    return (line["measure"], line["counterparty"] or None, ""), int(line["value"])


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _period(starts_on: str, ends_on: str) -> Period:
    start = date.fromisoformat(starts_on)
    return Period(start, date.fromisoformat(ends_on)) if ends_on else since(start)
