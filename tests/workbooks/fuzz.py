"""Damage a good return at random and read it: the program lives, and answers with a value.

Run at length by `python tests/workbooks/fuzz.py --seconds 600`; the suite runs a few cases.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile

from equipoise.register import Chart, Kind
from equipoise.sheets import (
    Content,
    Identity,
    Item,
    Limits,
    Reading,
    Refusal,
    parts_of,
    read_return,
    write_template,
)
from equipoise.units import FinancialYear
from equipoise.workings import Reference

CHART: Final = Chart.load()
NOWHERE: Final = Reference("file", ("made-up",))
SNIPPETS: Final = (
    b"<", b">", b"&", b'"', b"</c>", b"<c/>", b'<c r="A1"/>', b'<c r="XFD9"/>', b"<v>NaN</v>",
    b"<v>1e999</v>", b"<v></v>", b"<f>A1</f>", b'<f t="shared" si="0"/>', b't="e"', b't="d"',
    b't="s"', b't="str"', b'r="0"', b'r="-1"', b"\x00", b"\xff\xfe", b"<!DOCTYPE a>", b"&#0;",
    b"999999999999999999999", b"-1", b"tags", b"M01", b"income.patient_care",
)  # fmt: skip


WORDS: Final = (
    "", "0", "-1", "1", "A1", "XFD1048576", "ZZZZ9", "NaN", "inf", "1e999", "1e-320", "e", "d", "b",
    "s", "str", "inlineStr", "99999999999", "shared", "array", "M01", "year", "tags", "[1]A!A1",
    "income.patient_care/ZQ1", "income.patient_care/-", "%", "2022/23", "\u202e", "#REF!", "1904",
)  # fmt: skip
VALUE: Final = re.compile(rb'="[^"<>]*"|>[^<>]*<')
"""An attribute or a text: what can be changed and leave the XML sound."""


def seed_workbook() -> bytes:
    """Return a small form with something in each kind of cell."""
    identity = Identity(
        organisation="ZR2",
        name="Calder Vale Hospitals",
        kind=Kind.PROVIDER,
        round="plan",
        year=FinancialYear(2023),
    )
    risk = Item(ref="R1", name="Winter", kind="risk", attributes={"owner": "Board"}, source=NOWHERE)
    content = Content(
        values={
            ("income.patient_care", "ZQ1", ""): [100_000] * 12,
            ("specialised.income", "ZQ1", "Renal dialysis"): [100_000] * 12,
            ("bridge.outturn", None, ""): [100_000],
            ("risk.gross", None, "R1"): [100_000],
        },
        items=(risk,),
        counterparties={"ZQ1": "NHS Northmere ICB"},
    )
    stream = BytesIO()
    parts = parts_of(identity.kind)
    write_template(stream, identity, chart=CHART, parts=parts, content=content)
    return stream.getvalue()


def mutated(content: bytes, random: Random) -> bytes:
    """Return the file with bits flipped, a stretch cut out or repeated, or its parts damaged."""
    data = bytearray(content)
    match random.randrange(8):
        case 0:
            for _ in range(random.randint(1, 8)):
                data[random.randrange(len(data))] ^= 1 << random.randrange(8)
        case 1:
            start = random.randrange(len(data))
            del data[start : start + random.randint(1, 400)]
        case 2:
            start = random.randrange(len(data))
            data[start:start] = data[start : start + random.randint(1, 400)]
        case _:
            return _with_damaged_parts(content, random)
    return bytes(data)


def _with_damaged_parts(content: bytes, random: Random) -> bytes:
    """Return a sound zip of unsound parts: this gets past the checksums."""
    with ZipFile(BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for _ in range(random.randint(1, 3)):
        name = random.choice(sorted(parts))
        part = bytearray(parts[name])
        at = random.randrange(len(part) + 1)
        match random.randrange(8):
            case 0:
                part[at:at] = random.choice(SNIPPETS)
            case 1:
                snippet = random.choice(SNIPPETS)
                part[at : at + len(snippet)] = snippet
            case 2:
                del part[at : at + random.randint(1, 200)]
            case 3:
                parts[random.choice(sorted(parts))] = bytes(part)
            case _:
                _change_value(part, random)
        parts[name] = bytes(part)
    if random.randrange(8) == 0:
        del parts[random.choice(sorted(parts))]
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, whole in parts.items():
            archive.writestr(name, whole)
    return stream.getvalue()


def _change_value(part: bytearray, random: Random) -> None:
    found = list(VALUE.finditer(part))
    if found:
        start, end = random.choice(found).span()
        begin = start + (2 if part[start : start + 1] == b"=" else 1)
        part[begin : end - 1] = random.choice(WORDS).encode()


def cases(seed: int) -> Iterator[bytes]:
    """Yield damaged files without end, the same for the same seed."""
    random, content = Random(seed), seed_workbook()
    while True:
        yield mutated(content, random)


def fuzz(seconds: int, seed: int) -> Counter[str]:
    """Return how many damaged files had each answer; whatever is raised is a failure.

    The file that was being read is left behind as the exception's note.
    """
    answers: Counter[str] = Counter()
    ends = monotonic() + seconds
    with TemporaryDirectory() as folder:
        path = Path(folder) / "return.xlsx"
        for number, content in enumerate(cases(seed)):
            if monotonic() >= ends:
                return answers
            path.write_bytes(content)
            try:
                found = read_return(path, digest="f" * 64, chart=CHART, limits=Limits())
            except Exception as error:
                error.add_note(f"case {number} of seed {seed}")
                raise
            assert isinstance(found, Reading | Refusal)
            answers["read" if isinstance(found, Reading) else found.kind] += 1
    raise AssertionError("there is always another case")


def main() -> None:
    """Fuzz for as long as asked, and print the answers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    for answer, count in fuzz(asked.seconds, asked.seed).most_common():
        print(f"{count:8}  {answer}")


if __name__ == "__main__":
    main()
