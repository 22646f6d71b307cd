"""Triangulation (T9)."""

from typing import Final

from equipoise.reports.display import shown
from equipoise.reports.table import Column, ColumnKind, Table
from equipoise.reports.tables.drawing import drawn, ratio, said, whose, words
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
            words("flag", "Flag"),
        ],
        silent=("activity_change", "weighted"),
        notes=(
            "Activity is not available: this table weighs none yet, and last year's is not held.",
            "Staff are those of month 12: last year has no other.",
        ),
    )


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
