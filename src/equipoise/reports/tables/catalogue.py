"""The tables that users know: their numbers, their names, the question each answers."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from equipoise.reports.pages.climbing import rungs_table
from equipoise.reports.pages.place_table import place_sheet_table
from equipoise.reports.pages.positions import position_table
from equipoise.reports.pages.pot_table import pot_table
from equipoise.reports.table import Table
from equipoise.reports.tables.agency_and_bank import agency_and_bank_table
from equipoise.reports.tables.capital_by_organisation import capital_by_organisation_table
from equipoise.reports.tables.efficiency_by_maturity import efficiency_by_maturity_table
from equipoise.reports.tables.efficiency_by_organisation import efficiency_by_organisation_table
from equipoise.reports.tables.expenditure_by_area import expenditure_by_area_table
from equipoise.reports.tables.income_and_expenditure import income_and_expenditure_table
from equipoise.reports.tables.mismatch_list import mismatch_list_table
from equipoise.reports.tables.mismatch_matrix import mismatch_matrix_table
from equipoise.reports.tables.risks_and_mitigations import risks_and_mitigations_table
from equipoise.reports.tables.system_position import system_position_table
from equipoise.reports.tables.triangulation import triangulation_table
from equipoise.reports.tables.underlying_position import underlying_position_table
from equipoise.reports.tables.workforce import workforce_table


@dataclass(frozen=True, kw_only=True)
class Known:
    """A table people know by its number or name, the question it answers, and how it is drawn."""

    ref: str
    name: str
    title: str
    asks: str
    draw: Callable[[Any], Table]

    @property
    def spoken(self) -> str:
        """The name as it is typed."""
        return self.name.replace("_", "-")


CATALOGUE: Final = tuple(
    Known(ref=ref, name=name, title=title, asks=asks, draw=draw)
    for ref, name, title, asks, draw in (
        ("T1", "system_position", "System position",
         "What does each body plan, and what is the total?", system_position_table),
        ("T2", "position", "Position with and without support",
         "What does support do to each position?", position_table),
        ("T4", "income_and_expenditure", "Income and expenditure",
         "What comes in, what goes out, and on what?", income_and_expenditure_table),
        ("T5", "expenditure_by_area", "ICB expenditure by area",
         "What does the ICB spend its allocation on?", expenditure_by_area_table),
        ("T6", "underlying_position", "Underlying position",
         "What of the position will last?", underlying_position_table),
        ("T7", "matrix", "Mismatch matrix",
         "Where do the two sides of contracts differ?", mismatch_matrix_table),
        ("T8", "pairs", "Mismatch list",
         "Which contracts differ, and how far are they agreed?", mismatch_list_table),
        ("T9", "triangulation", "Triangulation",
         "Do pay, staff and activity tell one story?", triangulation_table),
        ("T10", "ladder", "Control total ladder",
         "How far are the plans from the control total?", rungs_table),
        ("T11", "efficiency_by_organisation", "Efficiency by organisation",
         "Who saves how much, and does it last?", efficiency_by_organisation_table),
        ("T12", "efficiency_by_maturity", "Efficiency by maturity and risk",
         "How sure is the saving?", efficiency_by_maturity_table),
        ("T13", "agency_and_bank", "Agency and bank",
         "What do temporary staff cost?", agency_and_bank_table),
        ("T14", "workforce", "Workforce",
         "How many staff are planned, and is that more or less?", workforce_table),
        ("T16", "risks_and_mitigations", "Risks and mitigations",
         "What could go wrong, and where may the year end?", risks_and_mitigations_table),
        ("T17", "capital_by_organisation", "Capital",
         "Who builds what, and is it within the envelope?", capital_by_organisation_table),
        ("T19", "pot", "The pot",
         "Where does the money come from, and what is it used for?", pot_table),
        ("T21", "place_sheet", "Spend, need and outcomes by place",
         "What does each place need, and what is spent there?", place_sheet_table),
    )
)  # fmt: skip
"""In the order of their numbers."""


def known(asked: str) -> Known | None:
    """Return the table of this number or name; None where there is none.

    >>> known("t11") is known("efficiency-by-organisation")
    True
    """
    plain = asked.casefold().replace("-", "_")
    return next((one for one in CATALOGUE if plain in (one.ref.casefold(), one.name)), None)
