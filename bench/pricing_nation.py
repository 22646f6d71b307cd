"""A fifth of England's year priced: 33 million records, beside a GROUP BY without any pricing.

4 million spells, 24 million appointments and 5 million attendances, made up. In each way the
records are read from the coded files, and added up by provider, commissioner, month, point of
delivery and why there is no price. The peer joins no price and multiplies nothing: it tells how
much of the time is that of grouping. Less than 1 GB is asserted of ours.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from bench.activity import ENGLAND, grouped, make, priced_records, read, scanned
from bench.measuring import Timing, answer

FIFTH: Final = 5


def prepare(folder: Path, small: bool) -> None:
    """Write the year, and take it in."""
    make(folder, ENGLAND // FIFTH, small=small)


TIMING: Final = Timing(
    title="33 million records, a fifth of England's year, priced and added up",
    prepare=prepare,
    ways={
        "equipoise": priced_records,
        "GROUP BY without pricing": grouped,
        "columns decoded only": scanned,
    },
    gate=None,
    set_up=read,
)

if __name__ == "__main__":
    answer(TIMING, sys.argv[1:])
