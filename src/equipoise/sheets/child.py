"""The process that reads a file from outside: checked, read, answered, and never trusted.

It limits its own memory, processor time and output before it looks at the file, so that whatever
a file makes of the reader dies here. The answer is JSON lines: a refusal; or the names of the
sheets, one line for each cell that is not empty, and a last line that says how many there were.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from resource import RLIMIT_AS, RLIMIT_CORE, RLIMIT_CPU, RLIMIT_FSIZE, setrlimit
from typing import Final

from python_calamine import CalamineError, CalamineWorkbook

from equipoise.sheets.addresses import address, position
from equipoise.sheets.limits import Limits
from equipoise.sheets.package import repacked
from equipoise.sheets.precheck import Checked, precheck
from equipoise.sheets.refusals import Refusal, RefusalKind

LONGEST: Final = 1000
"""How much of a text or formula is handed on: none that a form holds is longer."""


def answer(content: bytes, limits: Limits) -> Iterator[str]:
    """Return the lines of the answer about a file.

    Shape: a cell is [sheet, row, column, kind, text, formula]; kind is n for a number in its
        shortest spelling, s for text, b for a Boolean, d for a date or time, and empty when the
        cell has a formula only.
    """
    checked = precheck(content, limits)
    if isinstance(checked, Refusal):
        yield json.dumps({"refusal": checked.kind, "facts": dict(checked.facts)})
        return
    try:
        yield from _cells(checked)
    except CalamineError:
        yield json.dumps({"refusal": RefusalKind.UNREADABLE, "facts": {}})


def _cells(checked: Checked) -> Iterator[str]:
    workbook = CalamineWorkbook.from_filelike(repacked(checked.parts))
    yield json.dumps({"sheets": workbook.sheet_names})
    count = 0
    for name in workbook.sheet_names:
        formulas = dict(checked.formulas.get(name, {}))
        rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for row, values in enumerate(rows, start=1):
            for column, value in enumerate(values, start=1):
                formula = formulas.pop(address(row, column), None) if formulas else None
                if value == "" and formula is None:
                    continue
                yield json.dumps([name, row, column, *_plain(value), _short(formula)])
                count += 1
        for place, formula in formulas.items():
            yield json.dumps([name, *position(place), "", "", formula[:LONGEST]])
            count += 1
    yield json.dumps({"end": count})


def _short(formula: str | None) -> str | None:
    return None if formula is None else formula[:LONGEST]


def _plain(value: object) -> tuple[str, str]:
    """Return the kind and the text of a value; a number in its shortest exact spelling."""
    if isinstance(value, bool):
        return "b", str(value).upper()
    if isinstance(value, int | float):
        return "n", repr(value)
    if isinstance(value, str):
        return ("s", value[:LONGEST]) if value else ("", "")
    return "d", str(value)


def limit(limits: Limits) -> None:
    """Hold this process to the limits, for good."""
    for what, most in (
        (RLIMIT_AS, limits.memory),
        (RLIMIT_CPU, limits.processor_seconds),
        (RLIMIT_FSIZE, limits.answer),
        (RLIMIT_CORE, 0),
    ):
        setrlimit(what, (most, most))


def main(arguments: list[str]) -> None:
    """Answer about the file named first, within the limits written second as JSON."""
    path, plain = arguments
    limits = Limits(**_whole(json.loads(plain)))
    limit(limits)
    with Path(path).open("rb") as stream:
        content = stream.read(limits.packed + 1)
    for line in answer(content, limits):
        sys.stdout.buffer.write(line.encode() + b"\n")


def _whole(plain: Mapping[str, int]) -> dict[str, int]:
    return {name: int(value) for name, value in plain.items()}


if __name__ == "__main__":
    main(sys.argv[1:])
