"""Income and expenditure, by organisation or system (T4)."""

from typing import Final

from equipoise.reports.columns import money, words
from equipoise.reports.table import Sign, Table
from equipoise.reports.tables.drawing import drawn, said
from equipoise.units import Absence
from equipoise.usecases.tabling import Gathered

TITLE: Final = "Income and expenditure"


def income_and_expenditure_table(found: Gathered) -> Table:
    """Return the lines of the position, of one body or of trusts and ICB, beside last year."""
    columns = [
        words("line", "Line"),
        *([words("of", "Of")] if found.whole else []),
        money("plan", "Plan full year", sign=Sign.INCOME),
        money("prior", "Last year", sign=Sign.INCOME),
        money("ytd_plan", "Plan YTD", sign=Sign.INCOME),
        money("ytd_actual", "Actual YTD", sign=Sign.INCOME),
        money("ytd_variance", "Variance YTD", sign=Sign.FAVOURABLE),
        money("forecast", "Forecast", sign=Sign.INCOME),
    ]
    return drawn(
        found,
        (TITLE, _sentence(found)),
        columns=columns,
        notes=("Lines of several trusts are added; what one trust pays another is in both lines.",)
        if found.whole
        else (),
    )


def _sentence(found: Gathered) -> str:
    positions = [entry for entry in found.entries if entry.key.endswith("/position.including")]
    parts = [
        f"{entry.words['whose']}: {said(entry.figures['plan'])} including support"
        + (
            f" ({said(prior)} last year)"
            if not isinstance(prior := entry.figures["prior"], Absence)
            else ""
        )
        for entry in positions
    ]
    return f"{'; '.join(parts)}."
