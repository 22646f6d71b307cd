"""The three columns of a list: sub code, main code, value; by their names, or in that order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from equipoise.sheets.faults import Fault, FaultKind
from equipoise.sheets.ledger_text import SHOWN, Line, Listed, shown
from equipoise.sheets.places import DIGITS
from equipoise.workings import Reference

COLUMNS: Final = {"subcode": "sub code", "maincode": "main code", "value": "value"}
MOST: Final = 24
NOT_A_LETTER: Final = re.compile(r"[^a-z]")


@dataclass(frozen=True)
class ListPlaces:
    """Makes the references of one list.

    >>> print(ListPlaces("3f2a9c1e07bd55").lines(7), ListPlaces("3f2a9c1e07bd55").lines(7, 9))
    file:3f2a9c1e07bd/line/7 file:3f2a9c1e07bd/line/7.9
    >>> print(ListPlaces("3f2a9c1e07bd55").lines(*range(7, 4000, 12)))
    file:3f2a9c1e07bd/line/7-3991
    """

    digest: str

    def lines(self, *numbers: int) -> Reference:
        """Return the reference of a line, or of lines that make one value.

        Of more than `MOST` it names the first and the last, so that it stays short.
        """
        listed = ".".join(map(str, numbers))
        text = listed if len(numbers) <= MOST else f"{numbers[0]}-{numbers[-1]}"
        return Reference("file", (self.digest[:DIGITS], "line", text))

    @property
    def whole(self) -> Reference:
        """The reference of the list itself."""
        return Reference("file", (self.digest[:DIGITS],))


@dataclass(frozen=True)
class Texts:
    """The texts of one line, by column; `amiss` says why the value of the line is none."""

    number: int
    subcode: str
    maincode: str
    value: str
    amiss: FaultKind | None = None


@dataclass(frozen=True)
class Headed:
    """A list after its heading: where each column stands, and how many there are."""

    lines: tuple[Line, ...]
    mark: str
    places: dict[str, int]
    width: int


def spoken(name: str) -> str:
    """Return the words for a column.

    >>> spoken("maincode"), spoken("unit")
    ('main code', 'unit')
    """
    return COLUMNS.get(name, name)


def headed(table: Listed, names: Sequence[str], *, places: ListPlaces) -> Headed | list[Fault]:
    """Return where the columns stand, or a fault for each that the heading lacks or has twice.

    The first line is a heading if it names any of the columns, whatever stands around the name.
    Without one the columns stand in their order; beside a heading there may be others, which are
    not read.
    """
    first = table.lines[0]
    found = [NOT_A_LETTER.sub("", field.lower()) for field in first.fields]
    if not set(names) & set(found):
        order = {name: place for place, name in enumerate(names)}
        return Headed(table.lines, table.mark, order, len(names))
    counted = Counter(found)
    faults = [
        Fault(
            kind=FaultKind.TWICE if counted[name] else FaultKind.MISSING_COLUMN,
            place=places.lines(first.number),
            column=spoken(name),
            found=first.text,
            expected=f"a column named {spoken(name)}, once",
        )
        for name in names
        if counted[name] != 1
    ]
    order = {name: found.index(name) for name in names if name in found}
    return faults or Headed(table.lines[1:], table.mark, order, len(found))


def texts(table: Headed) -> Iterator[Texts]:
    """Return the texts of each line. One with too many or too few columns has no value.

    A comma within a number, 1,234.50, makes a column too many where commas divide them: the
    value is then all that stands from its column on, which is no number.
    """
    for line in table.lines:
        if not line.fields:
            yield Texts(line.number, "", "", line.text, FaultKind.MISSING_COLUMN)
            continue
        fields = dict(enumerate(line.fields))
        subcode, maincode, value = (fields.get(table.places[name], "") for name in COLUMNS)
        amiss = None
        at = table.places["value"]
        if any(line.fields[table.width :]):
            last = at == table.width - 1
            amiss = FaultKind.TEXT if last else FaultKind.LAYOUT_CHANGED
            value = shown(table.mark.join(line.fields[at:])) if last else line.text
        elif at >= len(line.fields):
            amiss, value = FaultKind.MISSING_COLUMN, line.text
        yield Texts(line.number, subcode, maincode, value[:SHOWN], amiss)
