"""How large a file may be, and what reading it may cost, before it is refused."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Final

MEGABYTE: Final = 1 << 20


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Bounds on one file. A full return is about 200 kB packed and 3 MB unpacked.

    Unit: bytes, except `rows`, `columns`, `cells`, `formulas` and `lines`, which count, and
        `processor_seconds` and `wall_seconds`.
    Shape: `lines` are those of a list, which is read here with an object for a line, and so has
        fewer of them than a workbook has cells, which a child reads into columns.
    """

    packed: int = 20 * MEGABYTE
    unpacked: int = 100 * MEGABYTE
    ratio: int = 200
    members: int = 1000
    rows: int = 20_000
    columns: int = 400
    cells: int = 1_000_000
    lines: int = 200_000
    formulas: int = 200_000
    memory: int = 1024 * MEGABYTE
    answer: int = 64 * MEGABYTE
    processor_seconds: int = 20
    wall_seconds: int = 30

    def plain(self) -> dict[str, int]:
        """Return the limits by name, to be handed to another process."""
        return asdict(self)
