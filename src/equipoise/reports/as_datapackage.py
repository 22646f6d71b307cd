"""Tables as a Data Package: a descriptor, and a csv file of exact numbers for each table.

A column of the page is a field of the file, with more beside it where one field could not hold
all that the column says: the exact ratio, the unit of a number among words, or a sum of which
something is absent.

Source: Frictionless Data, specifications version 1: Tabular Data Package, Table Schema.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from hashlib import sha256
from io import StringIO
from typing import Final

from equipoise.reports.as_csv import decimal, harmless
from equipoise.reports.display import ABSENT, FOOTING, absences, footnotes, shown
from equipoise.reports.table import Amount, Column, ColumnKind, Incomplete, Table, Value
from equipoise.units import PEOPLE, Absence
from equipoise.workings import Figure

DESCRIPTOR: Final = "datapackage.json"
INCOMPLETE: Final = "Incomplete"
"""Stands where a total is not all there is; what there is, and what lacks, stand beside it."""
MISSING: Final = ("", *ABSENT.values(), INCOMPLETE)
"""The house's words for what is absent, each of its own meaning, and none of them nil."""
WHOLE: Final = {
    ColumnKind.MONEY: "Whole pence",
    ColumnKind.PRICE: "Whole pence",
    ColumnKind.STAFF: "Hundredths of a WTE",
    ColumnKind.COUNT: "Number",
}
RATIOS: Final = (ColumnKind.RATIO, ColumnKind.INDEX)
ROUNDED: Final = "a decimal to ten places; exact as its numerator over its denominator"


@dataclass(frozen=True, kw_only=True)
class About:
    """What a package says of itself; `licences` and `sources` as the page names them."""

    name: str
    title: str
    description: str
    created: datetime
    licences: tuple[Mapping[str, str], ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class _Field:
    """One field of a file: its type, what is said of it, and how a cell is written in it."""

    name: str
    type: str
    title: str
    description: str
    written: Callable[[Value], str]


def datapackage(tables: Sequence[Table], about: About) -> dict[str, bytes]:
    """Return the files of a package by name: its descriptor, then a csv file for each table.

    Unit: money is whole pence, staff hundredths of a WTE; nothing is rounded but the decimal of
        a ratio, which has its numerator and denominator beside it.
    Law a_package_keeps_every_number: reading a cell back gives its value.
    Law the_same_tables_make_the_same_package: to the byte.
    """
    files: dict[str, bytes] = {}
    resources = []
    for name, table in zip(_names(tables), tables, strict=True):
        fields = {column.key: tuple(_fields(column, table)) for column in table.columns}
        path = f"data/{name}.csv"
        files[path] = _csv(table, fields)
        every = [one for own in fields.values() for one in own]
        described = _resource(table, every, content=files[path])
        resources.append({"name": name, "path": path, **described})
    package: dict[str, object] = {
        "profile": "tabular-data-package",
        "name": about.name,
        "title": about.title,
        "description": about.description,
        "created": about.created.isoformat(timespec="seconds"),
        "licenses": [dict(licence) for licence in about.licences],
        "sources": [{"title": source} for source in about.sources],
        "resources": resources,
    }
    kept = {key: value for key, value in package.items() if value}
    text = json.dumps(kept, ensure_ascii=False, indent=2) + "\n"
    return {DESCRIPTOR: text.encode(), **files}


def _resource(table: Table, fields: Sequence[_Field], *, content: bytes) -> dict[str, object]:
    notes = (note for note in footnotes(table) if note != FOOTING)
    about = (table.sentence, table.basis, *notes)
    resource: dict[str, object] = {
        "profile": "tabular-data-resource",
        "title": table.title,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{sha256(content).hexdigest()}",
    }
    if said := " ".join(f"{part.rstrip('.')}." for part in about if part):
        resource["description"] = said
    described = ("name", "type", "title", "description")
    resource["schema"] = {
        "fields": [{word: getattr(one, word) for word in described} for one in fields],
        "missingValues": list(dict.fromkeys((*MISSING, *_words(table)))),
    }
    return resource


def _csv(table: Table, fields: Mapping[str, Sequence[_Field]]) -> bytes:
    """Return the lines of a table, its fields by the key of the column they are made of."""
    stream = StringIO(newline="")
    writer = csv.writer(stream)
    heads = [one.name for own in fields.values() for one in own]
    assert len(set(heads)) == len(heads), f"two fields of {table.name} have one name: {heads}"
    writer.writerow(heads)
    for row in table.rows:
        writer.writerow(
            one.written(row.cells.get(key)) for key, own in fields.items() for one in own
        )
    return stream.getvalue().encode()


def _fields(column: Column, table: Table) -> Iterator[_Field]:
    """Yield the fields of a column: its own, then those for what it alone could not hold."""
    values = [row.cells.get(column.key) for row in table.rows]
    numbers = [value for value in values if isinstance(value, Amount | Figure | Incomplete)]
    units = sorted({number.basis.unit.name for number in numbers})
    is_text, has_parts = column.kind is ColumnKind.TEXT, _has_parts(column, units)
    about = _about(column, units)

    def one(end: str, kind: str, said: str, written: Callable[[Value], str]) -> _Field:
        title = f"{column.title}, {end.replace('_', ' ')}" if end else column.title
        name = f"{column.key}_{end}" if end else column.key
        return _Field(name=name, type=kind, title=title, description=said, written=written)

    if is_text or column.kind is ColumnKind.DATE:
        said = "A number stands as it is shown; exact beside it" if numbers else about
        yield one("", "string" if is_text else "date", said, _text(column.kind))
    else:
        kind, written = ("number", _decimal) if has_parts else ("integer", _whole)
        yield one("", kind, f"{about}; {ROUNDED}" if has_parts else about, written)
    if has_parts or (is_text and numbers):
        yield one("numerator", "integer", f"{about}: above the line", _over)
        yield one("denominator", "integer", f"{about}: beneath the line", _under)
    if is_text and numbers:
        yield one("unit", "string", "What the number beside it counts", _unit)
    if any(isinstance(value, Incomplete) for value in values):
        yield one("so_far", "integer", f"{about}: the sum of what is there", _so_far)
        yield one("lacks", "string", "What the sum so far lacks, by kind", _lacks)


def _has_parts(column: Column, units: Sequence[str]) -> bool:
    """Return whether a column of numbers may hold parts of one: ratios, or weighted people."""
    people = column.kind is ColumnKind.COUNT and PEOPLE.name in units
    return column.kind in RATIOS or people


def _about(column: Column, units: Sequence[str]) -> str:
    """Return the unit, the basis and the sign of a column, in words."""
    whole = WHOLE.get(column.kind, "Ratio" if column.kind in RATIOS else "")
    if column.kind is ColumnKind.COUNT and units:
        counted = [unit for unit in units if unit != "count"] or ["number"]
        words = " or ".join(counted)
        whole = words[:1].upper() + words[1:]
    if column.kind in (ColumnKind.TEXT, ColumnKind.DATE):
        whole = "As its unit says" if units else ""
    return "; ".join(filter(None, (whole, column.basis, column.sign))) or column.title


def _names(tables: Sequence[Table]) -> list[str]:
    """Return a name for each table that the specification allows, and no two alike."""
    found: list[str] = []
    for table in tables:
        plain = re.sub(r"[^a-z0-9._-]+", "-", table.name.casefold()).strip("-.") or "table"
        name, number = plain, 1
        while name in found:
            number += 1
            name = f"{plain}-{number}"
        found.append(name)
    return found


def _words(table: Table) -> list[str]:
    """Return the words that stand where a number or a date would, in the order of the rows."""
    counted = [column.key for column in table.columns if column.kind is not ColumnKind.TEXT]
    cells = (row.cells.get(key) for row in table.rows for key in counted)
    return [_absent(cell) for cell in cells if isinstance(cell, str)]


def _text(kind: ColumnKind) -> Callable[[Value], str]:
    def written(value: Value) -> str:
        return value.isoformat() if isinstance(value, date) else harmless(shown(value, kind))

    return written


def _exact(value: Value) -> Fraction | None:
    """Return the whole number that a cell holds; None where there is none, or not all of it."""
    match value:
        case Amount() | Figure():
            return Fraction(value.value)
        case int():
            return Fraction(value)
    return None


def _absent(value: Value) -> str:
    """Return the word that stands where a number is not there."""
    match value:
        case Incomplete():
            return INCOMPLETE
        case Absence():
            return ABSENT[value]
        case str():
            return harmless(value)
    return ""


def _whole(value: Value) -> str:
    exact = _exact(value)
    if exact is None:
        return _absent(value)
    assert exact.denominator == 1, "a table holds money, staff and counts whole"
    return str(exact.numerator)


def _decimal(value: Value) -> str:
    exact = _exact(value)
    return _absent(value) if exact is None else decimal(exact)


def _over(value: Value) -> str:
    exact = _exact(value)
    return "" if exact is None else str(exact.numerator)


def _under(value: Value) -> str:
    exact = _exact(value)
    return "" if exact is None else str(exact.denominator)


def _unit(value: Value) -> str:
    return value.basis.unit.name if isinstance(value, Amount | Figure | Incomplete) else ""


def _so_far(value: Value) -> str:
    return str(value.value) if isinstance(value, Incomplete) else ""


def _lacks(value: Value) -> str:
    return absences(value.absent) if isinstance(value, Incomplete) else ""
