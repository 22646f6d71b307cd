"""Tables gathered from a plan's cells, one a module: rows of figures with references."""

from collections.abc import Callable, Mapping
from typing import Final

from equipoise.usecases.tabling import (
    agency_and_bank,
    capital_by_organisation,
    efficiency_by_maturity,
    efficiency_by_organisation,
    efficiency_phasing,
    expenditure_by_area,
    from_last_year,
    income_and_expenditure,
    risks_and_mitigations,
    system_position,
    triangulation,
    underlying_position,
    workforce,
)
from equipoise.usecases.tabling.book import Book
from equipoise.usecases.tabling.gathered import Entry, Gathered, Told

GATHERERS: Final[Mapping[str, Callable[[Book], Gathered]]] = {
    module.NAME: module.gathered
    for module in (
        system_position,
        income_and_expenditure,
        expenditure_by_area,
        underlying_position,
        efficiency_by_organisation,
        efficiency_by_maturity,
        efficiency_phasing,
        from_last_year,
        agency_and_bank,
        workforce,
        triangulation,
        risks_and_mitigations,
        capital_by_organisation,
    )
}
"""Every table that is gathered here, by the name it has in references."""

__all__ = ["GATHERERS", "Book", "Entry", "Gathered", "Told"]
