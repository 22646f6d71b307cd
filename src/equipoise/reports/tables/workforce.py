"""Workforce (T14)."""

from typing import Final

from equipoise.reports.columns import ratio, words
from equipoise.reports.table import Column, ColumnKind, Table
from equipoise.reports.tables.drawing import drawn, moved, said
from equipoise.usecases.tabling import Gathered

TITLE: Final = "Workforce"


def workforce_table(found: Gathered) -> Table:
    """Return staff of each trust in month 12 by kind, beside month 12 of last year."""
    columns = [
        words("organisation", "Organisation"),
        words("kind", "Staff"),
        _staff("plan", "Plan", "month 12"),
        _staff("prior", "Last year", "month 12"),
        _staff("change", "Change since month 12", "increase / (decrease)"),
        ratio("change_share", "Change", basis="of last year"),
        _staff("actual", "Actual"),
        _staff("variance", "Variance"),
    ]
    total = found.entries[-1].figures
    return drawn(
        found,
        (TITLE, f"Staff come to {said(total['plan'])} at the end of the year, "
                f"{moved(total['change'])} than at the end of last year."),
        columns=columns,
        notes=("Substantive staff are those in post on the last day of the month.",),
    )  # fmt: skip


def _staff(key: str, title: str, basis: str = "") -> Column:
    return Column(key=key, title=title, kind=ColumnKind.STAFF, basis=basis)
