"""The declared schema of activity: what a record must say, under every name that is known for it.

The names of the commissioning data sets, of SUS and of HES are data, in `fields.csv`, in the order
in which they are preferred. A column that is not declared is not read any further.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final

FIELDS: Final = Path(__file__).with_name("fields.csv")
SEPARATOR: Final = "|"


class Kind(StrEnum):
    """What one record of a file is about."""

    ADMITTED = "admitted"
    OUTPATIENT = "outpatient"
    EMERGENCY = "emergency"


class Holds(StrEnum):
    """What the column of a field holds."""

    CODE = "code"
    """A code of a list that others keep: organisations, HRGs."""
    CODES = "codes"
    """Several of them, semicolons between."""
    LISTED = "listed"
    """A code of the short national list that the schema gives."""
    WHOLE = "whole"
    DAY = "day"


@dataclass(frozen=True, kw_only=True)
class Field:
    """One thing that a record says. `listed` are its national codes, `stands_for` odd numbers."""

    name: str
    holds: Holds
    required: bool
    names: tuple[str, ...]
    listed: tuple[str, ...]
    stands_for: Mapping[str, str]
    meaning: str


class UnknownLayoutError(ValueError):
    """The headings are those of no declared kind of record."""

    def __init__(self, lacking: Mapping[Kind, tuple[str, ...]]) -> None:
        told = "; ".join(
            f"for {kind} it lacks {', '.join(names)}" for kind, names in lacking.items()
        )
        super().__init__(f"its headings are of no declared kind of record: {told}")


def plain(heading: str) -> str:
    """Return a heading as headings are compared: its letters and digits alone.

    >>> plain("Admission Method (Hospital_Provider Spell)")
    'ADMISSIONMETHODHOSPITALPROVIDERSPELL'
    """
    return re.sub(r"[^A-Z0-9]", "", heading.upper())


@cache
def schema(kind: Kind) -> tuple[Field, ...]:
    """Return the fields of a kind of record, in the order in which they are declared.

    >>> [field.name for field in schema(Kind.EMERGENCY)][:4]
    ['provider', 'commissioner', 'practice', 'hrg']
    """
    with FIELDS.open(encoding="utf-8", newline="") as lines:
        return tuple(_field(row) for row in csv.DictReader(lines) if row["record"] == kind)


def _field(row: Mapping[str, str]) -> Field:
    holds, listed = Holds(row["holds"]), tuple(filter(None, row["listed"].split(SEPARATOR)))
    pairs = [text.partition("=") for text in listed if holds is Holds.WHOLE]
    return Field(
        name=row["field"],
        holds=holds,
        required=row["required"] == "yes",
        names=tuple(row["names"].split(SEPARATOR)),
        listed=() if pairs else listed,
        stands_for={odd: number for odd, _, number in pairs},
        meaning=row["meaning"],
    )


def mapped(kind: Kind, headings: Iterable[str]) -> dict[str, str]:
    """Return the heading that stands for each field; of several names, the one preferred.

    >>> mapped(Kind.EMERGENCY, ["PROCODE3", "PROCODET", "AEDEPTTYPE"])
    {'provider': 'PROCODET', 'department_type': 'AEDEPTTYPE'}
    """
    there = {plain(heading): heading for heading in reversed(list(headings))}
    found = {
        field.name: [there[name] for name in map(plain, field.names) if name in there]
        for field in schema(kind)
    }
    return {field: known[0] for field, known in found.items() if known}


def kind_of(headings: Iterable[str]) -> Kind:
    """Return the kind of record whose required fields all have a heading.

    Raises: UnknownLayoutError saying what each kind lacks, the nearest first.
    """
    listed = list(headings)
    lacking = {kind: _lacking(kind, listed) for kind in Kind}
    ranked = dict(sorted(lacking.items(), key=lambda one: len(one[1])))
    kind, lacks = next(iter(ranked.items()))
    if lacks:
        raise UnknownLayoutError(ranked)
    return kind


def _lacking(kind: Kind, headings: Iterable[str]) -> tuple[str, ...]:
    known = mapped(kind, headings)
    return tuple(one.name for one in schema(kind) if one.required and one.name not in known)
