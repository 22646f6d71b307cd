"""Codes as whole numbers: the dictionaries of a folder of activity, made once on ingest.

A code is numbered by its place among all codes of its field, in order, from 1; 0 is a blank. So
the same files give the same numbers, and a group by two small numbers is quicker than by texts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import duckdb

from equipoise.cube import fetched, quoted
from equipoise.pricing.reading import Extract, text
from equipoise.pricing.refusing import is_nhs_number, is_postcode
from equipoise.pricing.schema import Field, Holds, Kind, schema

LONGEST: Final = 12
"""Letters and digits of a code; whatever is longer is a text that somebody wrote."""
CODE: Final = f"^[A-Z0-9]{{1,{LONGEST}}}$"
_ONE: Final = "[A-Z0-9._-]{1,40}"
SEVERAL: Final = f"^{_ONE}([ ]*;[ ]*{_ONE})*$"
"""Several codes, semicolons between; best practice tariffs have long names, in any case."""
DICTIONARIES: Final = (
    *("provider", "commissioner", "practice", "hrg", "treatment_function"),
    *("specialised", "best_practice", "unbundled", "admission_method", "classification"),
    *("administrative_category", "first_attendance", "attended", "department_type"),
)
"""Fields whose codes are numbered. The kinds of record share the numbers."""
STRAY: Final = "?"
"""Stands for a text that is no code, while codes are looked for."""
MAIN_SITE: Final = "00"
"""What a trust's own code ends with where it is written in five characters."""

Codes = Mapping[str, tuple[str, ...]]
"""The codes of each field, in the order of their numbers, which start from 1."""


def coded_text(extract: Extract, field: str) -> str:
    """Return SQL for the code of a field as it is numbered; null where blank or no code."""
    holds = {one.name: one.holds for one in schema(extract.kind)}[field]
    written = text(extract, field)
    shape = SEVERAL if holds is Holds.CODES else CODE
    kept = f"(CASE WHEN regexp_matches({written}, {quoted(shape)}) THEN {written} END)"
    if field != "provider":
        return kept
    main = f"length({kept}) = 5 AND right({kept}, 2) = {quoted(MAIN_SITE)}"
    return f"(CASE WHEN {main} THEN left({kept}, 3) ELSE {kept} END)"


@dataclass(frozen=True, kw_only=True)
class Numbered:
    """The codes of files, and for each file how many texts in a field were no code."""

    codes: Codes
    strays: tuple[Mapping[str, int], ...]


def numbered(connection: duckdb.DuckDBPyConnection, extracts: Iterable[Extract]) -> Numbered:
    """Return every code that the files have, and make a type of each field's on the connection."""
    seen: dict[str, set[str]] = {field: set() for field in DICTIONARIES}
    strays = []
    for extract in extracts:
        found = _texts(connection, extract)
        for field, texts in found.items():
            seen[field] |= texts.keys() - {STRAY}
        strays.append({field: texts[STRAY] for field, texts in found.items() if STRAY in texts})
    codes = {field: tuple(sorted(texts)) for field, texts in seen.items()}
    for field, texts_of in codes.items():
        listed = ", ".join(map(quoted, texts_of)) or "''"
        connection.execute(f"CREATE TYPE {field}_code AS ENUM ({listed})")
    return Numbered(codes=codes, strays=tuple(strays))


def _texts(connection: duckdb.DuckDBPyConnection, extract: Extract) -> dict[str, dict[str, int]]:
    """Return the codes of each field of a file, and how often each is there, in one scan."""
    there = [one for one in dictionaries(extract.kind) if one in extract.columns]
    listed = ", ".join(
        f"CASE WHEN {text(extract, field)} IS NOT NULL"
        f" THEN coalesce({coded_text(extract, field)}, '{STRAY}') END AS {field}"
        for field in there
    )
    sets = ", ".join(f"({field})" for field in there)
    rows = fetched(
        connection,
        f"SELECT grouping({', '.join(there)}), count(*), {', '.join(there)} FROM (SELECT {listed}"
        f" FROM {extract.relation}) GROUP BY GROUPING SETS ({sets})",
    )
    found: dict[str, dict[str, int]] = {field: {} for field in there}
    for unknown, count, *codes in rows:
        for place, (field, code) in enumerate(zip(there, codes, strict=True), start=1):
            if code is not None and not unknown >> (len(there) - place) & 1:
                found[field][code] = count
    return found


def identifying(codes: Codes) -> tuple[tuple[str, str], ...]:
    """Return the fields with a code that could say who somebody is, and what it could say."""
    found = []
    for field, listed in codes.items():
        if any(map(is_nhs_number, listed)):
            found.append((field, "an NHS number"))
        if any(map(is_postcode, listed)):
            found.append((field, "a postcode"))
    return tuple(found)


def dictionaries(kind: Kind) -> tuple[str, ...]:
    """Return the fields of a kind of record whose codes are numbered."""
    return tuple(one.name for one in schema(kind) if one.name in DICTIONARIES)


def number(extract: Extract, field: str) -> str:
    """Return SQL for the number of a field's code; 0 where it is blank or no code."""
    if field not in extract.columns:
        return "CAST(0 AS INTEGER)"
    code = f"enum_code(TRY_CAST({coded_text(extract, field)} AS {field}_code))"
    return f"CAST(coalesce({code} + 1, 0) AS INTEGER)"


def strange(codes: Codes, field: Field) -> tuple[int, ...]:
    """Return the numbers of the codes that are not in the national list of a field.

    A code of one digit may be written with a nought before it, or without.

    >>> field = next(one for one in schema(Kind.EMERGENCY) if one.name == "department_type")
    >>> strange({"department_type": ("01", "2", "99")}, field)
    (3,)
    """
    known = {code.lstrip("0") for code in field.listed}
    return numbers(codes, field.name, holds=lambda code: code.lstrip("0") not in known)


def numbers(codes: Codes, field: str, *, holds: Callable[[str], bool]) -> tuple[int, ...]:
    """Return the numbers of the codes of a field of which something holds.

    >>> numbers({"attended": ("5", "6", "7")}, "attended", holds={"5", "6"}.__contains__)
    (1, 2)
    """
    return tuple(number for number, code in enumerate(codes[field], start=1) if holds(code))
