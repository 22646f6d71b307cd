"""Price books as tables of whole numbers: one row for each code that the activity has.

Whatever a record's codes alone decide is decided here, once for each code and not once for each
record: where care was delivered, from which price it starts, why it has none. So the engine reads
no code, and books stand side by side, a set of columns for each. The tables of one kind of record
are in `spell_tables`, `visit_tables` and `department_tables`; here are those that kinds share.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from equipoise.pricing.coding import Codes
from equipoise.pricing.outcomes import EVERY, OUTCOMES
from equipoise.pricing.regime import Regime
from equipoise.pricing.schema import Kind
from equipoise.rules.payment import PriceBook

Cells = NDArray[np.integer[Any]]
SEPARATOR: Final = ";"
MOST: Final = 6
"""Books in one pass: the outcomes of so many fit one whole number."""
FACTORS: Final = "providers"
TOP_UPS: Final = "top_ups"
BESIDE: Final = "beside"


class TooManyBooksError(ValueError):
    """More books than one pass can price under, or none."""

    def __init__(self, count: int) -> None:
        super().__init__(f"{count} price books at once: from one to {MOST} in one pass")


@dataclass(frozen=True, kw_only=True)
class PriceTable:
    """Columns of whole numbers, as long as each other; the first is `key`."""

    name: str
    columns: Mapping[str, Cells]

    def __post_init__(self) -> None:
        kinds = {cells.dtype.kind for cells in self.columns.values()}
        assert kinds <= {"i"}, f"{self.name} is not of whole numbers alone"

    def rows(self) -> Iterator[tuple[int, ...]]:
        """Yield the rows."""
        return zip(*(cells.tolist() for cells in self.columns.values()), strict=True)

    def most(self, column: str) -> int:
        """Return the largest number of a column, nil where it has none."""
        return int(self.columns[column].max(initial=0))

    def differs(self, column: str, usual: int = 0) -> bool:
        """Return whether a column says anything but what is usual."""
        return bool((self.columns[column] != usual).any())


def several(text: str) -> tuple[str, ...]:
    """Return the codes of a text that holds several.

    >>> several("RD01A; RD01A")
    ('RD01A', 'RD01A')
    """
    return tuple(filter(None, (part.strip() for part in text.split(SEPARATOR))))


def with_blank(codes: Codes, field: str) -> tuple[str, ...]:
    """Return the codes of a field in the order of their numbers, from the blank at 0."""
    return ("", *codes[field])


def numbered(count: int) -> Cells:
    """Return the keys of a table that has a row for every number."""
    return np.arange(count, dtype=np.int32)


def outcomes_of(kind: Kind) -> str:
    """Return the name of the table that tells what the outcomes of a kind of record are."""
    return f"outcomes_{kind}"


def outcomes(
    kind: Kind, *, points: Sequence[Cells], reasons: Sequence[Cells]
) -> tuple[Cells, PriceTable]:
    """Return a number for each set of points and reasons under all books, and what they mean."""
    packed = np.zeros_like(points[0], dtype=np.int64)
    for place, (point, reason) in enumerate(zip(points, reasons, strict=True)):
        packed += (point.astype(np.int64) * EVERY + reason) * OUTCOMES**place
    distinct, numbers = np.unique(packed.ravel(), return_inverse=True)
    columns: dict[str, Cells] = {"key": numbered(len(distinct))}
    for place in range(len(points)):
        outcome = distinct // OUTCOMES**place % OUTCOMES
        columns[f"point_{place + 1}"] = outcome // EVERY
        columns[f"reason_{place + 1}"] = outcome % EVERY
    told = PriceTable(name=outcomes_of(kind), columns=columns)
    return numbers.astype(np.int32).reshape(packed.shape), told


def factors(regimes: Sequence[Regime], codes: Codes) -> PriceTable:
    """Return the market forces factor of every provider, nil and `unplaced` where none is known."""
    providers = with_blank(codes, "provider")
    columns = {"key": numbered(len(providers))}
    for n, one in enumerate(regimes, start=1):
        ratios = [one.book.market_forces.get(provider) for provider in providers]
        found = [0 if ratio is None else one.factor(ratio) for ratio in ratios]
        columns[f"factor_{n}"] = np.array(found, dtype=np.int64)
        columns[f"unplaced_{n}"] = np.array([int(ratio is None) for ratio in ratios])
    return PriceTable(name=FACTORS, columns=columns)


def top_ups(regimes: Sequence[Regime], codes: Codes) -> PriceTable:
    """Return what a base price is multiplied by, scaled: one, and the highest rate of the flags."""
    listed = [several(text) for text in with_blank(codes, "specialised")]
    columns = {"key": numbered(len(listed))}
    for n, one in enumerate(regimes, start=1):
        rates = [one.rate_scale + _top_up(one, flags) for flags in listed]
        columns[f"rate_{n}"] = np.array(rates, dtype=np.int64)
    return PriceTable(name=TOP_UPS, columns=columns)


def _top_up(of: Regime, flags: Iterable[str]) -> int:
    rates = [rate for flag in flags if (rate := of.book.top_ups.get(flag)) is not None]
    return max(map(of.rate, rates), default=0)


def beside(regimes: Sequence[Regime], codes: Codes) -> PriceTable:
    """Return what is paid for unbundled care."""
    listed = [several(text) for text in with_blank(codes, "unbundled")]
    columns = {"key": numbered(len(listed))}
    for n, one in enumerate(regimes, start=1):
        paid = [_unbundled(one.book, delivered) for delivered in listed]
        columns[f"beside_{n}"] = np.array(paid, dtype=np.int64)
    return PriceTable(name=BESIDE, columns=columns)


def _unbundled(book: PriceBook, delivered: Iterable[str]) -> int:
    printed = (book.unbundled[hrg].price for hrg in delivered if hrg in book.unbundled)
    return sum(price for price in printed if price is not None)
