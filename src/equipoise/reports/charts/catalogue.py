"""The pictures people know: the bridge from version to version (P1) and the phasing (P5)."""

from typing import Final

from equipoise.reports.charts.picture import Picture
from equipoise.reports.charts.stacked import stacked
from equipoise.reports.charts.waterfall import waterfall
from equipoise.reports.pages.bridging import bridge_page
from equipoise.reports.tables.drawing import drawn, money, ratio, said, whose, words
from equipoise.usecases.bridge import Bridge
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.tabling import Gathered

PHASING: Final = "efficiency_phasing"
NAMES: Final = {"P1": "bridge", "P5": "efficiency-phasing"}
"""Number and name of each picture."""


def bridge_picture(outcome: Outcome[Bridge]) -> Picture:
    """Return the bridge between two versions, by driver: its title says how the position moved."""
    page = bridge_page(outcome)
    title, *steps = page.sentences
    return waterfall(page.tables[0], name="P1", title=title, summary=" ".join([title, *steps]))


def phasing_picture(found: Gathered) -> Picture:
    """Return savings by month: its title says how much falls in the second half."""
    *_, year, half = found.entries
    late, share = said(half.figures["plan"]), said(half.figures["share"])
    title = f"{share} of efficiency falls in months 7 to 12"
    recurrent, one_off = (said(year.figures[key]) for key in ("recurrent", "one_off"))
    summary = (
        f"{whose(found)} plans to save {said(year.figures['plan'])}: {recurrent} recurrent and "
        f"{one_off} non-recurrent. {late} of it, {share}, falls in months 7 to 12."
    )
    table = drawn(
        found,
        ("Efficiency by month", ""),
        columns=[
            words("month", "Month"),
            money("recurrent", "Recurrent"),
            money("one_off", "Non-recurrent"),
            money("plan", "All"),
            ratio("share", "Share", basis="of efficiency"),
        ],
    )
    marked = f"Months 7 to 12: {share} ({late})"
    return stacked(table, name="P5", title=title, summary=summary, marked=marked)
