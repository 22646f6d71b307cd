"""What is priced and what is not, and why: it closes to the rows of the files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from equipoise.cube import fetched, quoted
from equipoise.pricing.regime import Regime


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """Under one book: how many records are priced, at how much, and how many are not, by reason.

    Unit: records, and pence. `by_point` are the priced ones by point of delivery.
    """

    book: str
    records: int
    priced: int
    price_pence: int
    unpriced: Mapping[str, int]
    by_point: Mapping[str, tuple[int, int]]

    def __post_init__(self) -> None:
        assert self.priced + sum(self.unpriced.values()) == self.records, "it does not close"


def covered(
    connection: duckdb.DuckDBPyConnection,
    regimes: Sequence[Regime],
    *,
    totals: Path,
    records: int,
) -> tuple[Coverage, ...]:
    """Return the coverage under each book; `records` are the rows of the files, counted apart."""
    rows = fetched(
        connection,
        "SELECT book, reason, point_of_delivery, CAST(sum(records) AS BIGINT),"
        f" CAST(sum(price_pence) AS BIGINT) FROM read_parquet({quoted(str(totals.resolve()))})"
        " GROUP BY ALL ORDER BY ALL",
    )
    return tuple(_coverage(one.book.name, rows, records) for one in regimes)


def _coverage(book: str, rows: Sequence[tuple[str, str, str, int, int]], records: int) -> Coverage:
    own = [row[1:] for row in rows if row[0] == book]
    unpriced: dict[str, int] = {}
    for reason, _, count, _ in own:
        if reason:
            unpriced[reason] = unpriced.get(reason, 0) + count
    by_point = {point: (count, pence) for reason, point, count, pence in own if not reason}
    return Coverage(
        book=book,
        records=records,
        priced=sum(count for count, _ in by_point.values()),
        price_pence=sum(pence for _, pence in by_point.values()),
        unpriced=unpriced,
        by_point=by_point,
    )
