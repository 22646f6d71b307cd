"""5 million spells priced, beside pandas.

Both read the same coded files, in which codes are small numbers; DuckDB hands them to pandas. Both
find the same records and pence by point of delivery.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from bench.activity import make, read, records_for
from bench.frames import pandas
from bench.measuring import Timing, answer
from bench.peers import equipoise
from equipoise.pricing import Kind

SAMPLE: Final = 5_000_000


def prepare(folder: Path, small: bool) -> None:
    """Write a year of spells, and take it in."""
    make(folder, records_for(SAMPLE), small=small, kinds=[Kind.ADMITTED])


TIMING: Final = Timing(
    title="5 million spells priced and added up",
    prepare=prepare,
    ways={"equipoise": equipoise, "pandas": pandas},
    gate=None,
    set_up=read,
)

if __name__ == "__main__":
    answer(TIMING, sys.argv[1:])
