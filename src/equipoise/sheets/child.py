"""The process that reads a file from outside: checked, read, answered, and never trusted.

It limits its own memory, processor time and output before it looks at the file, so that whatever
a file makes of the reader dies here. The answer is a line of JSON, a refusal or what there is of
each sheet, and then the cells of the sheets as `columnar` writes them.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from resource import RLIMIT_AS, RLIMIT_CORE, RLIMIT_CPU, RLIMIT_FSIZE, setrlimit

from python_calamine import CalamineError, CalamineWorkbook

from equipoise.sheets.addresses import position
from equipoise.sheets.columnar import Builder, Columnar, written
from equipoise.sheets.limits import Limits
from equipoise.sheets.package import repacked
from equipoise.sheets.precheck import Checked, precheck
from equipoise.sheets.refusals import Refusal, RefusalKind


def answer(content: bytes, limits: Limits) -> Iterator[bytes]:
    """Return the answer about a file, piece by piece."""
    checked = precheck(content, limits)
    if isinstance(checked, Refusal):
        yield _refused(checked.kind, checked.facts)
        return
    try:
        yield from written(list(_sheets(checked)))
    except CalamineError:
        yield _refused(RefusalKind.UNREADABLE, {})


def _refused(kind: RefusalKind, facts: Mapping[str, str]) -> bytes:
    return json.dumps({"refusal": kind, "facts": dict(facts)}).encode() + b"\n"


def _sheets(checked: Checked) -> Iterator[Columnar]:
    workbook = CalamineWorkbook.from_filelike(repacked(checked.parts))
    for name in workbook.sheet_names:
        formulas = checked.formulas.get(name, {})
        builder = Builder()
        rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for number, row in enumerate(rows, start=1):
            builder.add(number, row)
        yield builder.built(name, {position(place): text for place, text in formulas.items()})


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
    read_within(Path(path), Limits(**_whole(json.loads(plain))))


def read_within(path: Path, limits: Limits) -> None:
    """Hold this process to the limits, and answer about the file."""
    limit(limits)
    with path.open("rb") as stream:
        content = stream.read(limits.packed + 1)
    for piece in answer(content, limits):
        sys.stdout.buffer.write(piece)


def _whole(plain: Mapping[str, int]) -> dict[str, int]:
    return {name: int(value) for name, value in plain.items()}


if __name__ == "__main__":
    main(sys.argv[1:])
