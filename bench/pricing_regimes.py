"""A year under four price books in one pass, beside the same under one.

Each book has prices of its own for the same records, 16.5 million of all kinds, a tenth of
England's. What the first book makes of them must be the same either way.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from bench.activity import ENGLAND, make, priced, read
from bench.measuring import Timing, answer

TENTH: Final = 10
BOOKS: Final = 4


def prepare(folder: Path, small: bool) -> None:
    """Write the year, and take it in."""
    make(folder, ENGLAND // TENTH, small=small)


def read_all(folder: Path) -> Path:
    """Read the four books, outside the time."""
    return read(folder, books=BOOKS)


def at_once(folder: Path) -> Mapping[str, object]:
    """Price under four books in one pass; return what the first makes of the records."""
    return _priced(folder, books=BOOKS)


def one(folder: Path) -> Mapping[str, object]:
    """Price under the first book alone."""
    return _priced(folder, books=1)


def _priced(folder: Path, *, books: int) -> Mapping[str, object]:
    found = priced(folder, books=books)
    assert len({one.price_pence for one in found}) == books, "each book has prices of its own"
    return {point: list(sums) for point, sums in found[0].by_point.items()}


TIMING: Final = Timing(
    title="16.5 million records priced under four books in one pass",
    prepare=prepare,
    ways={"four books": at_once, "one book": one},
    gate=None,
    set_up=read_all,
)

if __name__ == "__main__":
    answer(TIMING, sys.argv[1:])
