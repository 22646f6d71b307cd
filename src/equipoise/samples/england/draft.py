"""One body's return while it is made: lines of whole £000, spread over months, and items."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Final

from equipoise.sheets import Item, Line
from equipoise.units import Pence, apportion
from equipoise.workings import Reference

THOUSAND: Final = 100_000
"""Pence in £000."""
MONTHS: Final = 12
EVEN: Final = (1,) * MONTHS
LATE: Final = (7, 7, 8, 8, 8, 8, 9, 9, 9, 9, 9, 9)
"""How savings and building come in: 54% of them in months 7 to 12."""
WINTER: Final = (8, 8, 8, 8, 8, 8, 8, 8, 9, 9, 9, 9)


@dataclass(kw_only=True)
class Draft:
    """What one body will return.

    Shape: `values` holds twelve months of a line, or one value where it is of the year alone, and
        `prior` its last year, all in the smallest unit of the measure.
    """

    code: str
    values: dict[Line, Sequence[int]] = field(default_factory=dict)
    prior: dict[Line, int] = field(default_factory=dict)
    items: list[Item] = field(default_factory=list)

    def money(
        self,
        measure: str,
        thousands: int,
        weights: Sequence[int] = EVEN,
        *,
        to: str | None = None,
        item: str = "",
    ) -> None:
        """Enter a line of money by month, £000 over the year, `to` a counterparty."""
        self.values[measure, to, item] = tuple(
            month * THOUSAND for month in spread(thousands, tuple(weights))
        )

    def counts(self, measure: str, year: int, weights: Sequence[int], *, to: str) -> None:
        """Enter a line of things counted by month, with a counterparty."""
        self.values[measure, to, ""] = spread(year, tuple(weights))

    def annual(
        self, measure: str, thousands: int, *, item: str = "", to: str | None = None
    ) -> None:
        """Enter a line of money of the year as a whole, £000."""
        self.values[measure, to, item] = (thousands * THOUSAND,)

    def before(self, measure: str, thousands: int, *, to: str | None = None) -> None:
        """Enter last year of a line of money, £000."""
        self.prior[measure, to, ""] = thousands * THOUSAND

    def level(self, measure: str, begins: int, ends: int, *, scale: int = 1) -> None:
        """Enter what there is at the end of each month, from `begins` before it to `ends`."""
        self.prior[measure, None, ""] = begins * scale
        self.values[measure, None, ""] = tuple(
            (begins * (MONTHS - month) + ends * month) * scale // MONTHS
            for month in range(1, MONTHS + 1)
        )

    def item(self, ref: str, name: str, kind: str, **attributes: str) -> str:
        """Describe an item; return its reference."""
        source = Reference("file", ("synthetic-england", self.code))
        words = {key: text for key, text in attributes.items() if text}
        self.items.append(Item(ref=ref, name=name, kind=kind, attributes=words, source=source))
        return ref

    def year(self, measure: str) -> int:
        """Return what a measure comes to over the year and all its rows, £000."""
        pence = sum(sum(months) for line, months in self.values.items() if line[0] == measure)
        return pence // THOUSAND

    def last_year(self, measure: str) -> int:
        """Return what a measure came to last year, £000."""
        return sum(value for line, value in self.prior.items() if line[0] == measure) // THOUSAND

    def add(self, line: Line, thousands: int) -> None:
        """Add £000 to a line that is there, over its months in equal parts if it has them."""
        parts = (thousands,) if len(self.values[line]) == 1 else spread(thousands, EVEN)
        added = [part * THOUSAND for part in parts]
        self.values[line] = tuple(
            before + more for before, more in zip(self.values[line], added, strict=True)
        )

    def spend_more(self, measure: str, thousands: int) -> None:
        """Spend £000 more on a line, and as much less on other things: the position stays."""
        self.add((measure, None, ""), thousands)
        self.add(("nonpay.other", None, ""), -thousands)

    def first(self, kind: str) -> Item:
        """Return the first item of a kind; there is one."""
        return next(item for item in self.items if item.kind == kind)

    def describe(self, item: Item, words: Mapping[str, str]) -> None:
        """Describe an item that is there with these words alone."""
        self.items[self.items.index(item)] = replace(item, attributes=words)

    def copy(self) -> Draft:
        """Return a copy that may be changed on its own."""
        return replace(
            self, values=dict(self.values), prior=dict(self.prior), items=list(self.items)
        )


@cache
def spread(whole: int, weights: tuple[int, ...]) -> tuple[int, ...]:
    """Return twelve whole numbers that sum to `whole`, in the proportions of the weights.

    >>> spread(100, EVEN)[:5]
    (9, 9, 9, 9, 8)
    """
    sign = -1 if whole < 0 else 1
    parts: Mapping[int, int] = apportion(Pence(abs(whole)), dict(enumerate(weights)))
    return tuple(sign * parts[month] for month in range(len(weights)))
