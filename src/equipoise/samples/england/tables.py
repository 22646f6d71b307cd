"""Lists kept as csv beside the code, read once."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

DATA: Final = Path(__file__).parent / "data"


@cache
def rows(name: str) -> tuple[Mapping[str, str], ...]:
    """Return the lines of a list, each by the words of its heading.

    >>> rows("regions.csv")[0]["code"]
    'ZY1'
    """
    with (DATA / name).open(encoding="utf-8", newline="") as stream:
        return tuple(csv.DictReader(stream))


@cache
def numbers(name: str, key: str) -> Mapping[str, Mapping[str, int]]:
    """Return the columns of a list that hold whole numbers, by the word in its column `key`."""
    return {
        row[key]: {head: int(text) for head, text in row.items() if text.isdigit()}
        for row in rows(name)
    }
