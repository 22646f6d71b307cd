"""What checks look at: one organisation's return, or a system's collated plan."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from equipoise.checks.check import Place
from equipoise.cube import Cell, CellKey, Cells
from equipoise.register import Aggregation, Chart, Kind, Measure, Organisation
from equipoise.sheets import Fault, Identity, Reading
from equipoise.sheets.forms import FORMS, META
from equipoise.units import Absence, FinancialYear
from equipoise.workings import Reference

Line = tuple[str, str | None, str]
"""A row of a return: measure, counterparty, item."""
PART_OF_SHEET: Final = {form.name: form.part for form in FORMS}


@dataclass(frozen=True, kw_only=True)
class ReturnCells:
    """A return as read, beside whose it should be and for which year."""

    reading: Reading
    expected: Identity
    chart: Chart

    @cached_property
    def lines(self) -> Mapping[Line, tuple[Cell, ...]]:
        """The entered months of every row, in their order."""
        found: dict[Line, list[Cell]] = {}
        for cell in sorted(self.reading.cells, key=lambda cell: cell.key.period):
            found.setdefault(line_of(cell.key), []).append(cell)
        return {line: tuple(cells) for line, cells in found.items()}

    @cached_property
    def year_totals(self) -> Mapping[Line, Cell]:
        """The year total each row declares."""
        year = self.expected.year.period
        return {line_of(cell.key): cell for cell in self.reading.totals if cell.key.period == year}

    def measure(self, code: str) -> Measure:
        """Return the measure as it is for the kind of body the form is for."""
        return self.chart.get(code, self.reading.kind)

    def year_value(self, line: Line) -> int | Absence:
        """Return what the months of a row come to, or why that cannot be said."""
        cells = self.lines.get(line, ())
        if not cells:
            return Absence.MISSING
        counted = cells[-1:] if self.measure(line[0]).aggregation is Aggregation.CLOSING else cells
        total = 0
        for cell in counted:
            if isinstance(cell.value, Absence):
                return cell.value
            total += cell.value
        return total

    def place(self, ref: Reference, part: str = "") -> Place:
        """Return the place of a cell in the sender's file, with the form's own words."""
        row, column = self.reading.words.get(str(ref), ("", ""))
        return Place(
            ref=ref, organisation=self.expected.organisation, part=part, row=row, column=column
        )

    def place_of(self, fault: Fault) -> Place:
        """Return the place of a fault; its part is that of its sheet."""
        sheet = fault.place.parts[1] if len(fault.place.parts) > 1 else ""
        return Place(
            ref=fault.place,
            organisation=self.expected.organisation,
            part=PART_OF_SHEET.get(sheet, ""),
            row=fault.row,
            column=fault.column,
        )

    @property
    def front(self) -> Place:
        """The hidden sheet on which a form says whose it is and for when."""
        return self.place(Reference("file", (self.reading.digest[:12], META)))


@dataclass(frozen=True, kw_only=True)
class SystemCells:
    """A system's collated plan: the cells of all its members, and where they were entered.

    `place_of` finds the year total of a row in the sender's own file, where there is one.
    """

    system: Organisation
    members: Mapping[str, Organisation]
    year: FinancialYear
    cells: Cells
    chart: Chart
    layers: tuple[str, ...]
    place_of: Callable[[str, Line], Place | None]

    def of_kind(self, kind: Kind) -> Iterator[Organisation]:
        """Yield the members of one kind, by code."""
        return (self.members[code] for code in sorted(self.members)
                if self.members[code].kind is kind)  # fmt: skip

    def value(self, organisation: str, code: str) -> int | Absence:
        """Return a derived measure of one member over the year, or why it cannot be said."""
        whole = 0
        for sign, measure in self.chart.terms(code, self.members[organisation].kind):
            total = self.cells.total(
                organisation=organisation,
                measure=measure.code,
                year=self.year.code,
                layer=self.layers,
            )
            if not total.complete:
                return next(iter(total.absent))
            whole += sign * total.value
        return whole

    def place(self, organisation: str, line: Line, part: str) -> Place:
        """Return where a row was entered; the row of the plan itself where no file holds it."""
        found = self.place_of(organisation, line)
        if found is not None:
            return found
        key = CellKey(
            organisation=organisation,
            counterparty=line[1],
            measure=line[0],
            period=self.year.period,
            item=line[2],
            layer=self.layers[0],
        )
        return Place(ref=key.reference(), organisation=organisation, part=part)


def line_of(key: CellKey) -> Line:
    """Return the row a cell belongs to."""
    return (key.measure, key.counterparty, key.item)
