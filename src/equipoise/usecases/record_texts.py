"""One record of activity as it is typed or stands in a file: texts under any known heading."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

from equipoise.pricing.schema import Field, Holds, Kind, mapped, plain, schema
from equipoise.rules.payment import Attendance, EmergencyAttendance, Record, Spell
from equipoise.usecases.refusals import UnknownError

BETWEEN: Final = ";"
RECORDS: Final[Mapping[Kind, Callable[..., Record]]] = {
    Kind.ADMITTED: Spell,
    Kind.OUTPATIENT: Attendance,
    Kind.EMERGENCY: EmergencyAttendance,
}
DAYS: Final = {
    Kind.ADMITTED: "discharged_on",
    Kind.OUTPATIENT: "attended_on",
    Kind.EMERGENCY: "arrived_on",
}
"""What the day that decides the price book is called in each kind of record."""
PRICED_ON, STARTED_ON = "priced_on", "started_on"


def record_of(kind: Kind, texts: Mapping[str, str]) -> Record:
    """Return a record from texts under our names, or under any heading that is known for them.

    A field that decides no price may be left out.

    Raises: UnknownError for a name that is not known, a field that is needed and not there, or
        a text that is not what the field holds.

    >>> texts = {"PROCODET": "RCF", "hrg": "VB01Z", "AEDEPTTYPE": "01", "arrived on": "2022-05-04"}
    >>> record_of(Kind.EMERGENCY, texts).department_type
    '01'
    """
    headings = mapped(kind, texts)
    fields = {field.name: field for field in schema(kind)}
    known = {plain(heading) for heading in headings.values()}
    same = {plain(name) for field in fields.values() for name in (field.name, *field.names)}
    for name in texts:
        if plain(name) not in known | same:
            raise UnknownError("field", name, tuple(fields))
    by_name = {plain(name): name for name in texts}
    values: dict[str, Any] = {}
    for name, field in fields.items():
        heading = headings.get(name, by_name.get(plain(name), ""))
        values[name] = _value(field, texts.get(heading, "").strip())
    day = values.pop(PRICED_ON)
    values.pop(STARTED_ON, None)
    return RECORDS[kind](**{DAYS[kind]: day}, **values)


def record_in(kind: Kind, path: Path, *, row: int) -> Record:
    """Return the record in a row of a csv file: 2 is the first beneath the headings.

    Only the declared fields are read.

    Raises: UnknownError as `record_of` does, and when there is no such row.
    """
    with path.open(encoding="utf-8-sig", newline="") as stream:
        for number, texts in enumerate(csv.DictReader(stream, strict=True), start=2):
            if number == row:
                wanted = set(mapped(kind, texts).values())
                return record_of(kind, {name: texts[name] or "" for name in wanted})
    raise UnknownError("row", str(row), (f"the rows of {path.name}, from 2",))


def _value(field: Field, text: str) -> object:
    if field.required and not text:
        raise UnknownError("value for", field.name)
    text = field.stands_for.get(text, text)
    match field.holds:
        case Holds.WHOLE:
            if not text.isdecimal():
                raise UnknownError(f"whole number for {field.name}:", text)
            return int(text)
        case Holds.DAY:
            return _day(field.name, text) if text else None
        case Holds.CODES:
            return tuple(filter(None, (code.strip() for code in text.split(BETWEEN))))
        case Holds.LISTED if text and text not in field.listed:
            raise UnknownError(f"code for {field.name}:", text, field.listed)
    return text


def _day(name: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UnknownError(f"day such as 2022-05-04 for {name}:", text) from error
