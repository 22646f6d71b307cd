"""Damage a form that is not ours at random, and read it through its mapping: the program lives.

Run at length by `python -m tests.workbooks.foreign_fuzz --seconds 600`; the suite runs a few cases.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Final

from equipoise.sheets import Book, Limits, Reading, Refusal, fill_in, open_cells, survey
from equipoise.sheets.foreign import read_foreign
from equipoise.sheets.foreign_draft import Aim, draft_form
from equipoise.sheets.foreign_map import FormMap, read_form_map
from equipoise.sheets.foreign_places import Spot
from equipoise.sheets.foreign_report import map_report
from equipoise.sheets.ledger_text import ListRefusal
from tests.workbooks.foreign_forms import CASH, CHART, CODED, DIGEST, HEADING, MAP, TRUST, workbook
from tests.workbooks.fuzz import mutated

TEXT: Final = (
    HEADING + CODED + "label,Cash,In hand,2023/24,pay.agency,,£000,1,Y\nyear,Front,C4,,,,,,\n"
    "formula,Cash,E12,[SUM(E10:E11)],,,,,\nnil,,,,pay.bank,,,,\norganisation,Front,C3,,,,,,\n"
)
AIM: Final = Aim(chart=CHART, kind=TRUST.kind, year=TRUST.year)


def tried(content: bytes, text: bytes, folder: Path) -> str:
    """Return the answer about a damaged form and a damaged mapping; whatever is raised is wrong."""
    form, beside = folder / "form.xlsx", folder / "map.csv"
    form.write_bytes(content)
    beside.write_bytes(text)
    found = read_form_map(beside, digest=MAP, chart=CHART, kind=TRUST.kind)
    assert isinstance(found, FormMap | ListRefusal)
    form_map = found if isinstance(found, FormMap) else FormMap(lines={}, digest=MAP)
    book = survey(form, Limits())
    if isinstance(book, Refusal):
        return book.kind
    assert isinstance(book, Book)
    reading = read_foreign(book, form_map, digest=DIGEST, identity=TRUST, chart=CHART)
    assert isinstance(reading, Reading)
    inputs = open_cells(form)
    known = {} if isinstance(inputs, Refusal) else inputs
    map_report(book, draft_form(book, AIM), aim=AIM, inputs=known)
    fill_in(form, {Spot("Cash", 10, 5): "1", Spot("Front", 20, 2): "2"})
    return "read"


def fuzz(seconds: int, seed: int) -> Counter[str]:
    """Return how many damaged forms had each answer; whatever is raised is a failure."""
    answers: Counter[str] = Counter()
    random, content, ends = Random(seed), workbook(CASH), monotonic() + seconds
    number = 0
    with TemporaryDirectory() as folder:
        while monotonic() < ends:
            number += 1
            text = TEXT.encode() if number % 2 else _scratched(TEXT.encode(), random)
            try:
                answers[tried(mutated(content, random), text, Path(folder))] += 1
            except Exception as error:
                error.add_note(f"case {number} of seed {seed}")
                raise
    return answers


def _scratched(text: bytes, random: Random) -> bytes:
    data = bytearray(text)
    for _ in range(random.randint(1, 6)):
        data[random.randrange(len(data))] = random.choice(b"\x00\xff,\n\"'[]E10Y-")
    return bytes(data)


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
