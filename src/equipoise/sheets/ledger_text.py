"""The lines of a list, as a file or as pasted: text in UTF-8, its columns told apart by a mark.

Every line stands for itself. A quotation mark that is never closed spoils its own line and not
those after it, so no line is ever swallowed.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from equipoise.sheets.limits import Limits
from equipoise.sheets.refusals import Refusal, RefusalKind

LIMITS: Final = Limits()
LONGEST: Final = 1000
"""No line of three columns is longer."""
MARKS: Final = ("\t", ";", ",")
"""What tells columns apart: the first of these that the first line holds."""
SIXTEEN_BITS: Final = (b"\xff\xfe", b"\xfe\xff")
ZIP: Final = b"PK\x03\x04"
NEW_LINE: Final = re.compile(r"\r\n|\r|\n")
SHOWN: Final = 60
"""How much of what was found a fault repeats."""
SAVE: Final = "Save it as CSV UTF-8, or paste its columns, and send that."


@dataclass(frozen=True, kw_only=True)
class ListRefusal(Refusal):
    """A list that is not read at all, and why, in its own words."""

    why: str

    @property
    def message(self) -> str:
        """What is wrong and what to do, in whole sentences."""
        return self.why


@dataclass(frozen=True)
class Line:
    """One line by its number in the list, counted from 1; no fields if they cannot be told apart.

    Shape: `fields` have no spaces around them, and one at least holds something.
    """

    number: int
    text: str
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Listed:
    """The lines of a list that are not blank, and the mark between their columns."""

    lines: tuple[Line, ...]
    mark: str


def listed(source: Path | str) -> Listed | ListRefusal:
    """Return the lines of the list at a path, or of pasted text, or why it is not read.

    Law any_text_is_listed_or_refused: whatever the bytes, the answer is one of the two.
    """
    text = source.removeprefix("\ufeff") if isinstance(source, str) else _text(source)
    if isinstance(text, ListRefusal):
        return text
    lines = [(n, line) for n, line in enumerate(NEW_LINE.split(text), start=1) if line.strip()]
    if not lines:
        return refusal("The list is empty.", RefusalKind.EMPTY)
    if "\0" in text:
        return refusal(f"The list is in UTF-16, or is no text. {SAVE}")
    if len(lines) > LIMITS.lines:
        return refusal(f"The list has more than {LIMITS.lines} lines.", RefusalKind.TOO_LARGE)
    mark = next((mark for mark in MARKS if mark in lines[0][1]), "")
    if not mark:
        return refusal(
            f"The columns of line {lines[0][0]} cannot be told apart: a tab, a semicolon or a "
            "comma belongs between them."
        )
    every = (Line(n, shown(line), _fields(line, mark)) for n, line in lines)
    found = tuple(line for line in every if any(line.fields) or not line.fields)
    return Listed(found, mark) if found else refusal("The list is empty.", RefusalKind.EMPTY)


def refusal(why: str, kind: RefusalKind = RefusalKind.UNREADABLE) -> ListRefusal:
    """Return a refusal in these words."""
    return ListRefusal(kind=kind, why=why)


def shown(text: str) -> str:
    """Return the beginning of what was found, with nothing in it that a screen would act on."""
    return "".join(letter if letter.isprintable() else "?" for letter in text)[:SHOWN]


def _text(path: Path) -> str | ListRefusal:
    """Return the text of a file."""
    with path.open("rb") as stream:
        content = stream.read(LIMITS.packed + 1)
    if len(content) > LIMITS.packed:
        return refusal("The file is larger than any list.", RefusalKind.TOO_LARGE)
    if content.startswith(SIXTEEN_BITS):
        return refusal(f"The list is in UTF-16, not in UTF-8. {SAVE}")
    if content.startswith(ZIP):
        return refusal(f"The file is a workbook, not a list. {SAVE}")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return refusal(f"The list is not in UTF-8: see line {line}. {SAVE}")


def _fields(line: str, mark: str) -> tuple[str, ...]:
    """Return the fields of a line, or none when they cannot be told apart."""
    if len(line) > LONGEST:
        return ()
    try:
        rows: Sequence[list[str]] = list(csv.reader([line], delimiter=mark, strict=True))
    except csv.Error:
        return ()
    return tuple(field.strip() for field in rows[0])
