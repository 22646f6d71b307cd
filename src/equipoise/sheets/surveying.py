"""Ask a child process what a file holds, and live whatever becomes of the child."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, Final, NamedTuple

from equipoise.sheets.limits import Limits
from equipoise.sheets.refusals import Refusal, RefusalKind

COMMAND: Final = (sys.executable, "-P", "-m", "equipoise.sheets.child")
"""Without -P, a file in the current folder could stand in for a library."""
UNREADABLE: Final = Refusal(kind=RefusalKind.UNREADABLE)


class Raw(NamedTuple):
    """One cell as it stands: its kind of value (see `child.answer`), its text, its formula."""

    kind: str = ""
    text: str = ""
    formula: str | None = None

    @property
    def blank(self) -> bool:
        """Whether the cell holds nothing that anybody would see."""
        return self.kind == "" or (self.kind == "s" and not self.text.strip())

    @property
    def shown(self) -> str:
        """The text as a sheet shows it: 4321 for 4321.0."""
        return self.text.removesuffix(".0") if self.kind == "n" else self.text


EMPTY: Final = Raw()


@dataclass(frozen=True)
class Book:
    """The cells of a workbook that are not empty, by sheet, row and column, counted from 1."""

    sheets: Mapping[str, Mapping[tuple[int, int], Raw]] = field(default_factory=dict)


def survey(path: Path, limits: Limits, *, command: tuple[str, ...] = COMMAND) -> Book | Refusal:
    """Return what the workbook at `path` holds, or why it is refused.

    A child that dies, or takes longer than it may, or answers in part, makes the file unreadable.
    """
    with TemporaryFile() as answers:
        try:
            done = subprocess.run(
                [*command, str(path.resolve()), json.dumps(limits.plain())],
                stdin=subprocess.DEVNULL,
                stdout=answers,
                stderr=subprocess.DEVNULL,
                timeout=limits.wall_seconds,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return UNREADABLE
        if done.returncode != 0:
            return UNREADABLE
        answers.seek(0)
        try:
            return book_of(json.loads(line) for line in answers)
        except ValueError:
            return UNREADABLE


def book_of(answers: Iterable[Any]) -> Book | Refusal:
    """Return what the lines of an answer make together."""
    sheets: dict[str, dict[tuple[int, int], Raw]] = {}
    count, ended = 0, False
    for found in answers:
        if isinstance(found, list):
            name, row, column, *raw = found
            sheets[name][row, column] = Raw(*raw)
            count += 1
        elif "refusal" in found:
            return Refusal(kind=RefusalKind(found["refusal"]), facts=found["facts"])
        elif "sheets" in found:
            sheets = {name: {} for name in found["sheets"]}
        else:
            ended = found["end"] == count
    return Book(sheets) if ended else UNREADABLE
