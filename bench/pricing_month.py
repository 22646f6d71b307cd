"""A month of spells priced again, as a monthly close does: 1.67 million, one file.

The peer is SQLite, its table filled before. Both find the same records and pence by point of
delivery.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from bench.activity import SPELLS, grouped, make, read, records_for
from bench.measuring import Timing, answer
from bench.peers import equipoise, load_sqlite, sqlite
from equipoise.pricing import Kind


def prepare(folder: Path, small: bool) -> None:
    """Write a year of spells, take in its first month, and fill the table of SQLite."""
    make(folder, records_for(SPELLS), small=small, kinds=[Kind.ADMITTED], months=1)
    read(folder)
    load_sqlite(folder)


TIMING: Final = Timing(
    title="1.67 million spells of a month priced again",
    prepare=prepare,
    ways={"equipoise": equipoise, "SQLite": sqlite, "GROUP BY without pricing": grouped},
    gate=None,
    set_up=read,
)

if __name__ == "__main__":
    answer(TIMING, sys.argv[1:])
