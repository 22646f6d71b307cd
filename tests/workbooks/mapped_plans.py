"""Made-up plans as a workbook of somebody else's making, and the mapping that reads it.

It serves for lines that no sheet of our own form holds: every amount is a cell of one sheet.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from xlsxwriter import Workbook

from equipoise.checks import RETURN, ReturnCells
from equipoise.findings import Finding
from equipoise.params import Parameters
from equipoise.sheets import Book, FormMap, Limits, Reading, read_foreign, read_form_map, survey
from equipoise.sheets.addresses import address
from equipoise.sheets.foreign_amounts import ways
from equipoise.units import PENCE, WTE, Absence, Unit
from tests.workbooks.foreign_forms import HEADING, MAP
from tests.workbooks.made_plans import KINDS, PARAMS, THOUSAND, Made
from tests.workbooks.planting import CHART, DIGEST

SHOWN: Final = {PENCE: THOUSAND, WTE: 100}
"""How many of the smallest unit a form shows as one."""
SHEET: Final = "Plan"


@dataclass(frozen=True, kw_only=True)
class Mapped:
    """A plan written into a foreign workbook, read through a mapping, and checked."""

    made: Made
    params: Parameters = PARAMS

    def findings(self) -> tuple[Finding, ...]:
        subject = ReturnCells(
            reading=read_mapped(self.made),
            expected=self.made.identity,
            chart=CHART,
            prior=self.made.prior,
        )
        on = self.made.identity.year.period.starts_on
        return RETURN.findings(subject, self.params, known_on=on)


def read_mapped(made: Made) -> Reading:
    """Return what a foreign workbook that holds the plan says, as a sender's file is read."""
    content, mapping = written(made)
    with TemporaryDirectory() as folder:
        path = Path(folder, "plan.xlsx")
        path.write_bytes(content)
        book = survey(path, Limits())
    assert isinstance(book, Book), book
    form_map = read_form_map(mapping, digest=MAP, chart=CHART, kind=KINDS[made.body])
    assert isinstance(form_map, FormMap), form_map
    return read_foreign(book, form_map, digest=DIGEST, identity=made.identity, chart=CHART)


def written(made: Made) -> tuple[bytes, str]:
    """Return the workbook, and the mapping that says where each amount stands."""
    stream, lines = BytesIO(), [HEADING]
    with Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet(SHEET)
        for row, ((measure, counterparty, _), months) in enumerate(made.filled.items(), start=1):
            unit, per_shown = shown(CHART.get(measure, KINDS[made.body]).unit)
            for column, value in enumerate(months, start=1):
                if not isinstance(value, Absence):
                    sheet.write_number(row - 1, column - 1, value / per_shown)
                period = f"M{column:02}" if len(months) > 1 else "Y"
                at = address(row, column)
                lines.append(
                    f"cell,{SHEET},{at},,{measure},{counterparty or ''},{unit},1,{period}\n"
                )
    return stream.getvalue(), "".join(lines)


def shown(unit: Unit) -> tuple[str, int]:
    """Return the word of a mapping for a unit, and how many of its smallest one shown is."""
    return "£000" if unit == PENCE else next(iter(ways(unit))), SHOWN.get(unit, 1)
