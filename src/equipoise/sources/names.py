"""From a name to a code: exactly, or not at all."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from io import StringIO
from pathlib import Path
from typing import Final

from equipoise.register import Kind, Organisation, Register
from equipoise.units import Period

HOUSE: Final = Path(__file__).parent
SILENT: Final = "'`\u2018\u2019"
"""Marks that stand within a word; every other mark parts two words."""


class KnownNameError(ValueError):
    """The list of known names is refused: a row without its source, or two codes for one name."""


@dataclass(frozen=True, kw_only=True)
class KnownName:
    """A name under which a body was known for a while, with the source that says so."""

    name: str
    code: str
    applies: Period
    source: str


def normalised(name: str) -> str:
    """Return the name in one spelling: upper case, AND for &, no punctuation, single blanks.

    No word is dropped: The, NHS Trust and NHS Foundation Trust all count.

    Law normalising_settles: a normalised name is its own normal form.
    Law case_and_punctuation_do_not_count: names that differ in these alone are one name.

    >>> normalised("  Guy's & St. Thomas' NHS Foundation Trust")
    'GUYS AND ST THOMAS NHS FOUNDATION TRUST'
    """
    spaced = name.upper().replace("&", " AND ")
    kept = "".join(letter if letter.isalnum() else " " for letter in spaced if letter not in SILENT)
    return " ".join(kept.split())


def known_names(text: str | None = None) -> tuple[KnownName, ...]:
    """Return the names held as data, those of the house unless a csv text is given.

    Raises: KnownNameError for a row that lacks its source or anything else, or for one name
        with two codes on one day.
    """
    written = (HOUSE / "known_names.csv").read_text("utf-8") if text is None else text
    names: list[KnownName] = []
    for row in csv.DictReader(StringIO(written), strict=True):
        if not all(row.get(field) for field in ("name", "code", "applies", "source")):
            raise KnownNameError(f"a known name has a code, a period and a source: {row}")
        known = KnownName(
            name=row["name"],
            code=row["code"],
            applies=Period.parse(row["applies"]),
            source=row["source"],
        )
        for other in names:
            same = normalised(other.name) == normalised(known.name)
            if same and other.applies.overlaps(known.applies) and other.code != known.code:
                raise KnownNameError(f"{known.name} is both {other.code} and {known.code}")
        names.append(known)
    return tuple(names)


@dataclass(frozen=True)
class NameBook:
    """The names of a register's bodies, and the dated names they were known by."""

    register: Register
    known: tuple[KnownName, ...] = ()

    def codes(self, name: str, during: Period) -> frozenset[str]:
        """Return every code that goes by exactly this name at some time in the period.

        A dated name counts before the register's own, which is that of its last edition.
        """
        wanted = normalised(name)
        dated = {
            entry.code
            for entry in self.known
            if normalised(entry.name) == wanted and entry.applies.overlaps(during)
        }
        return frozenset(dated or self._named(wanted, during))

    def code(self, name: str, during: Period) -> str | None:
        """Return the one code of a name, or None: when nobody or more than one has it."""
        codes = self.codes(name, during)
        return next(iter(codes)) if len(codes) == 1 else None

    def _named(self, wanted: str, during: Period) -> Iterable[str]:
        for body in self._by_name.get(wanted, ()):
            opens_in_time = body.opens_on is None or body.opens_on < during.ends_on
            if opens_in_time and (body.closes_on is None or during.starts_on < body.closes_on):
                yield body.code

    @cached_property
    def _by_name(self) -> dict[str, list[Organisation]]:
        found: dict[str, list[Organisation]] = {}
        for body in self.register.organisations:
            found.setdefault(normalised(body.name), []).append(body)
        return found


def past_trusts(names: Iterable[KnownName], present: Iterable[str]) -> tuple[Organisation, ...]:
    """Return trusts known by a past name only: not among the codes `present`."""
    codes = frozenset(present)
    return tuple(
        Organisation(code=entry.code, name=entry.name, kind=Kind.PROVIDER, source=entry.source)
        for entry in {entry.code: entry for entry in names}.values()
        if entry.code not in codes
    )
