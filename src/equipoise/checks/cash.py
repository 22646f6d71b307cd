"""The cash of a return, month by month: shared by the checks of cash."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from equipoise.checks.subjects import ReturnCells
from equipoise.cube import Cell
from equipoise.units import Period
from equipoise.workings import Reference

FLOWS: Final = {"operations": 1, "capital": -1, "financing": 1, "support": 1}
"""What flows in a month; capital is entered as a payment."""
OPENING, CLOSING = "cash.opening", "cash.closing"


@dataclass(frozen=True, kw_only=True)
class Month:
    """The cash of one month, and where its closing cash stands.

    Unit: pence
    """

    period: Period
    opening: int
    flows: Mapping[str, int]
    closing: int
    source: Reference

    @property
    def due(self) -> int:
        """What the flows of the month leave of its opening cash."""
        return self.opening + sum(sign * self.flows[name] for name, sign in FLOWS.items())


def months_of(subject: ReturnCells) -> Iterator[Month]:
    """Yield each month whose cash can be said: a month with a blank, or after one, is left out."""
    if not subject.has(OPENING):
        return
    before = subject.whole(OPENING)
    for period in subject.reading.year.months:
        cell = subject.entered.get(((CLOSING, None, ""), period))
        closing = None if cell is None or not isinstance(cell.value, int) else cell.value
        flows = _flows(subject, period)
        if before is not None and flows is not None and closing is not None:
            assert isinstance(cell, Cell)
            yield Month(
                period=period, opening=before, flows=flows, closing=closing, source=cell.source
            )
        before = closing


def _flows(subject: ReturnCells, period: Period) -> Mapping[str, int] | None:
    found = {}
    for name in FLOWS:
        value = subject.within(f"cash.{name}", period)
        if value is None:
            return None
        found[name] = value
    return found
