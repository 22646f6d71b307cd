"""What an ICB spends, by area (T5)."""

from typing import Final

from equipoise.reports.columns import money, ratio, words
from equipoise.reports.table import Sign, Table
from equipoise.reports.tables.drawing import drawn, moved, said
from equipoise.usecases.tabling import Entry, Gathered
from equipoise.workings import Figure

TITLE: Final = "ICB expenditure by area"


def expenditure_by_area_table(found: Gathered) -> Table:
    """Return each area of spend, its share, and last year's."""
    columns = [
        words("area", "Area"),
        money("plan", "Plan full year"),
        ratio("share", "Share", basis="of spend"),
        money("prior", "Last year"),
        money("change", "Change", sign=Sign.INCREASE),
        ratio("change_share", "Change", basis="of last year"),
        money("ytd_plan", "Plan YTD"),
        money("ytd_actual", "Actual YTD"),
        money("ytd_variance", "Variance YTD", sign=Sign.FAVOURABLE),
        money("forecast", "Forecast"),
    ]
    return drawn(
        found,
        (TITLE, _sentence(found)),
        columns=columns,
        notes=("Spend is a positive amount.",),
    )


def _sentence(found: Gathered) -> str:
    *areas, total = found.entries
    name = found.statement.plan.members[total.body].name
    largest = max(areas, key=_size)
    return (
        f"{name} plans to spend {said(total.figures['plan'])}, "
        f"{moved(total.figures['change'])} than last year; the largest area, "
        f"{largest.words['area']}, takes {said(largest.figures['share'])}."
    )


def _size(entry: Entry) -> int:
    plan = entry.figures["plan"]
    return int(plan.value) if isinstance(plan, Figure) else 0
