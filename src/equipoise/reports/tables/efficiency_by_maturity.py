"""Efficiency by maturity and risk (T12)."""

from typing import Final

from equipoise.reports.columns import money, ratio, words
from equipoise.reports.table import Column, Table
from equipoise.reports.tables.drawing import drawn, said
from equipoise.usecases.tabling import Gathered

TITLE: Final = "Efficiency by maturity and risk"
RISKS: Final = {
    "low": "Low risk", "medium": "Medium risk", "high": "High risk",
    "not_stated": "Risk not stated",
}  # fmt: skip


def efficiency_by_maturity_table(found: Gathered) -> Table:
    """Return savings by how far schemes are worked up and how risky they are."""
    last = found.entries[-1].figures
    return drawn(
        found,
        (TITLE, _sentence(found)),
        columns=[
            words("status", "Maturity"),
            *(money(key, title) for key, title in RISKS.items() if key in last),
            money("plan", "All risks"),
            ratio("of_all", "All risks", basis="of efficiency"),
            money("late", "In months 7 to 12"),
            Column(key="late_share", title="In months 7 to 12", kind=ratio("", "", basis="").kind,
                   basis="of the row"),
        ],
        notes=("Unidentified savings, and system stretch that no body owns, have no scheme yet.",),
    )  # fmt: skip


def _sentence(found: Gathered) -> str:
    first, last = found.entries[0].figures, found.entries[-1].figures
    return (
        f"Of {said(last['plan'])} of efficiency, {said(first['of_all'])} is fully developed, "
        f"{said(last['high'])} is at high risk, and {said(last['late_share'])} falls in months 7 "
        "to 12."
    )
