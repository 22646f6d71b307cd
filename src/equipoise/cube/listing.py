"""Many sums of one set of cells from a single question, each as if it had been asked alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Final

from equipoise.cube.cells import Cells
from equipoise.cube.keys import LARGEST, SMALLEST, OutOfRangeError
from equipoise.cube.question import Asked, question
from equipoise.cube.totals import Total
from equipoise.units import Absence
from equipoise.workings import Basis, Figure

LISTED: Final = ("organisation", "measure", "counterparty", "item")
"""The parts that a line of a listing names."""


class NotListedError(LookupError):
    """A part was asked of a listing that its lines do not name, or was fixed that they do."""

    def __init__(self, found: str) -> None:
        super().__init__(f"a listing is asked by {', '.join(LISTED)} and by nothing else: {found}")
        self.found = found


class Listing:
    """Lines of a set of cells with their sums, asked for once, when the first figure is.

    `where` is what all its figures have in common, such as the year and the layer; it names no
    part of `LISTED`.

    Raises: NotListedError when it does.
    Law a_listed_figure_is_the_one_asked_alone: `figure` gives what `Cells.figure` gives for both
        questions together: value, basis, selector, and what it raises.
    """

    def __init__(self, cells: Cells, **where: Asked) -> None:
        for part in LISTED:
            if part in where:
                raise NotListedError(part)
        self._cells = cells
        self._where = where

    def figure(self, basis: Basis, name: str, **where: Asked) -> Figure:
        """Return the sum of the cells meant, as `Cells.figure` does.

        Shape: `where` names parts of `LISTED` only.
        Raises: NotListedError for any other, and what `Cells.figure` raises.
        """
        for part in where:
            if part not in LISTED:
                raise NotListedError(part)
        whole = {**self._where, **where}
        try:
            total = _added(self._meant(dict(question(where))))
        except OutOfRangeError:  # of some line, which need not be one that is meant
            return self._cells.figure(basis, name, **whole)
        return self._cells.figure_of(total, basis, name=name, **whole)

    def _meant(self, asked: Mapping[str, tuple[str, ...]]) -> Iterator[Total]:
        for organisation in asked.get("organisation", self._lines):
            of_body = self._lines.get(organisation, {})
            for measure in asked.get("measure", of_body):
                for (counterparty, item), total in of_body.get(measure, {}).items():
                    if counterparty in asked.get("counterparty", (counterparty,)) and (
                        item in asked.get("item", (item,))
                    ):
                        yield total

    @cached_property
    def _lines(self) -> Mapping[str, Mapping[str, Mapping[tuple[str, str], Total]]]:
        found: dict[str, dict[str, dict[tuple[str, str], Total]]] = {}
        for key, total in self._cells.totals(LISTED, **self._where).items():
            organisation, measure, counterparty, item = key
            of_measure = found.setdefault(organisation, {}).setdefault(measure, {})
            of_measure[counterparty, item] = total
        return found


def _added(totals: Iterable[Total]) -> Total:
    """Return what several totals come to together.

    Raises: OutOfRangeError when that is beyond 64 bits.
    """
    value, count, absent = 0, 0, dict[Absence, int]()
    for total in totals:
        value += total.value
        count += total.count
        for kind, cells in total.absent.items():
            absent[kind] = absent.get(kind, 0) + cells
    if not SMALLEST <= value <= LARGEST:
        raise OutOfRangeError("several totals", value)
    return Total(value, absent, count)
