"""The words of a mark: one remark in a line, several in a comment, the sender's own kept below."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

AUTHOR: Final = "Equipoise"
FINDINGS: Final = "Findings"
LONGEST: Final = 16_000
"""No cell or comment is longer: half of what a spreadsheet holds, because it counts as UTF-16."""
SIGNED: Final = f"Marked by {AUTHOR}."
"""Ends our part of a comment: LibreOffice does not keep who its author is."""
SHAPE: Final = re.compile(
    rf"(?:\A|\n\n){re.escape(SIGNED)}(?:\n\nComment of ([^\n]*) before this:\n(.*))?\Z", re.DOTALL
)


class Remark(NamedTuple):
    """A note as it comes to the child: plain texts, in the order to be shown."""

    sheet: str
    cell: str
    severity: str
    code: str
    text: str


def printable(text: str) -> str:
    """Return the text with nothing in it that XML forbids or that a screen would act on.

    Law a_printable_text_can_be_stored: whatever the text, a workbook takes it, at most LONGEST.

    >>> printable("a\\tb\\x00c")
    'a b?c'
    """
    kept = "".join(_letter(letter) for letter in text)
    return kept if len(kept) <= LONGEST else f"{kept[: LONGEST - 1]}…"


def _letter(letter: str) -> str:
    if letter.isprintable() or letter == "\n":
        return letter
    return " " if letter.isspace() else "?"


def comment(remarks: Sequence[Remark], earlier: tuple[str, str] | None = None) -> str:
    """Return the text of one cell's comment; `earlier` is the author and text of one there.

    >>> print(comment([Remark("Income", "F23", "Must fix", "EQ-TPL-003", "It holds text.")]))
    Must fix EQ-TPL-003: It holds text.
    <BLANKLINE>
    Marked by Equipoise.
    """
    lines: list[str] = []
    room = LONGEST - 100
    for number, remark in enumerate(remarks):
        text = f"{remark.severity} {remark.code}: {remark.text}".strip()
        line = printable(text).replace("\n", " ")
        if lines and len(line) > room:
            lines.append(f"{len(remarks) - number} more: see the sheet {FINDINGS}.")
            break
        lines.append(line)
        room -= len(line) + 2
    lines.append(SIGNED)
    if earlier is not None:
        author = printable(earlier[0]).replace("\n", " ")
        lines.append(f"Comment of {author} before this:\n{earlier[1]}")
    return "\n\n".join(lines)


def is_ours(text: str) -> bool:
    """Return whether a comment is one of ours."""
    return SHAPE.search(text) is not None


def earlier_in(text: str) -> tuple[str, str] | None:
    """Return the author and text of the comment that ours was put above, if there was one.

    Law a_comment_of_others_survives: what `comment` puts below is found again.
    """
    found = SHAPE.search(text)
    return None if found is None or found[2] is None else (found[1], found[2])
