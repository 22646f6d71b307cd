"""Triangulation (T9)."""

from typing import Final

from equipoise.reports.columns import ratio, words
from equipoise.reports.display import shown
from equipoise.reports.pages.page import listed
from equipoise.reports.table import Column, ColumnKind, Table
from equipoise.reports.tables.drawing import drawn, said, whose
from equipoise.usecases.tabling import Gathered, Told
from equipoise.workings import Figure

TITLE: Final = "Triangulation"


def triangulation_table(found: Gathered) -> Table:
    """Return what pay, staff and activity do beside last year, and what a WTE costs."""
    return drawn(
        found,
        (TITLE, _sentence(found)),
        columns=[
            words("organisation", "Organisation"),
            ratio("pay_change", "Pay cost change", basis="of last year"),
            ratio("staff_change", "WTE change", basis="of last year"),
            ratio("activity_change", "Activity change", basis="of last year"),
            _price("unit_cost", "Implied cost per WTE"),
            _price("unit_cost_prior", "Implied cost per WTE", "last year"),
            _price("weighted", "Implied cost per weighted unit"),
            _price("weighted_prior", "Implied cost per weighted unit", "last year"),
            words("flag", "Flag"),
        ],
        notes=(
            *_unweighed(found),
            "Activity is weighted by what it costs nationally; a weighted unit is worth one "
            "elective spell, and its cost is of all expenditure.",
            "Staff are those of month 12: last year has no other.",
        ),
    )


def _unweighed(found: Gathered) -> tuple[str, ...]:
    """Return of whom activity, of this year or of last, is not known."""
    without = [
        entry.key
        for entry in found.entries
        if not entry.is_total and not isinstance(entry.figures["activity_change"], Figure)
    ]
    if not without:
        return ()
    return (f"Activity of this year or of last is not known of {listed(without)}.",)


def _pounds(cost: Told) -> str:
    return f"£{shown(cost, ColumnKind.PRICE)}" if isinstance(cost, Figure) else said(cost)


def _price(key: str, title: str, basis: str = "") -> Column:
    return Column(key=key, title=title, kind=ColumnKind.PRICE, basis=basis)


def _sentence(found: Gathered) -> str:
    last = found.entries[-1].figures
    return (
        f"Pay of {'all trusts' if found.whole else whose(found)} changes by "
        f"{said(last['pay_change'])} and staff by {said(last['staff_change'])}; a WTE costs "
        f"{_pounds(last['unit_cost'])}, and {_pounds(last['unit_cost_prior'])} last year."
    )
