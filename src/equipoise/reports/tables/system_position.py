"""System position (T1)."""

from typing import Final

from equipoise.reports.columns import money, words
from equipoise.reports.pages.page import million
from equipoise.reports.table import Sign, Table
from equipoise.reports.tables.drawing import drawn, said, whose
from equipoise.usecases.tabling import Gathered
from equipoise.usecases.tabling.gathered import SYSTEM
from equipoise.workings import Figure

TITLE: Final = "System position"
INCLUDING: Final = "including support"


def system_position_table(found: Gathered) -> Table:
    """Return the position of each body, eliminations and the system total."""
    columns = [
        words("organisation", "Organisation"),
        money("plan", "Plan full year", sign=Sign.SURPLUS, basis=INCLUDING),
        money("ytd_plan", "Plan YTD", sign=Sign.SURPLUS, basis=INCLUDING),
        money("ytd_actual", "Actual YTD", sign=Sign.SURPLUS, basis=INCLUDING),
        money("ytd_variance", "Variance YTD", sign=Sign.FAVOURABLE),
        money("forecast", "Forecast", sign=Sign.SURPLUS, basis=INCLUDING),
        money("variance", "Variance", sign=Sign.FAVOURABLE),
        money("movement", "Movement since last month", sign=Sign.FAVOURABLE),
        words("status", "Status"),
    ]
    return drawn(
        found,
        (TITLE, _sentence(found)),
        columns=columns,
        notes=(
            "Eliminations take out what one member counts as income from another that does not "
            "plan to pay it; the total is the adjusted sum of the control total ladder.",
        )
        if found.whole
        else (),
    )


def _sentence(found: Gathered) -> str:
    if not found.whole:
        return f"{whose(found)} plans {said(found.entries[0].figures['plan'])} {INCLUDING}."
    plans, away, total = (
        found.get(key, "plan") for key in (f"{SYSTEM}/plans", f"{SYSTEM}/eliminations", SYSTEM)
    )
    if isinstance(away, Figure) and away.value:
        kind = "expected but not planned to be paid" if away.value < 0 else "paid but not expected"
        size = million(abs(int(away.value)))
        return (
            f"The plans come to {said(plans)} {INCLUDING}, and to {said(total)} once {size} "
            f"{kind} between members is eliminated."
        )
    return f"The plans come to {said(total)} {INCLUDING}; between members nothing is left over."
