"""20 million spells priced, beside PostgreSQL with the spells in a table, and Polars.

All find the same records and pence by point of delivery. The server of PostgreSQL is the machine's
own, with 2 GB of shared buffers and two processes beside the first; it is started, and its table
filled and analysed, outside the time. Polars streams the same coded files as ours.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from bench.activity import SPELLS, grouped, make, read, records_for
from bench.frames import in_polars
from bench.measuring import Timing, answer
from bench.peers import equipoise, load_postgres, postgres, served
from equipoise.pricing import Kind


def prepare(folder: Path, small: bool) -> None:
    """Write a year of spells, take it in, and fill the table of PostgreSQL."""
    make(folder, records_for(SPELLS), small=small, kinds=[Kind.ADMITTED])
    read(folder)
    load_postgres(folder)


TIMING: Final = Timing(
    title="20 million spells priced and added up",
    prepare=prepare,
    ways={
        "equipoise": equipoise,
        "PostgreSQL": postgres,
        "Polars": in_polars,
        "GROUP BY without pricing": grouped,
    },
    gate=None,
    same=3,
    set_up=served,
)

if __name__ == "__main__":
    answer(TIMING, sys.argv[1:])
