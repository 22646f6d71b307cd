"""The pictures people know: the bridge from version to version (P1) and the phasing (P5)."""

from typing import Final

from equipoise.reports.charts.picture import Picture
from equipoise.reports.charts.stacked import stacked
from equipoise.reports.charts.waterfall import waterfall
from equipoise.reports.columns import money, ratio, words
from equipoise.reports.pages.bridging import bridge_page
from equipoise.reports.pages.waivers import not_clean
from equipoise.reports.table import Sign
from equipoise.reports.tables.drawing import drawn, said, whose
from equipoise.usecases.bridge import Bridge
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.tabling import Entry, Gathered
from equipoise.usecases.waivers import Carried
from equipoise.workings import Figure

PHASING: Final = "efficiency_phasing"
FROM_LAST_YEAR: Final = "from_last_year"
NAMES: Final = {"P1": "bridge", "P5": "efficiency-phasing"}
"""Number and name of each picture."""


def bridge_picture(outcome: Outcome[Bridge]) -> Picture:
    """Return the bridge between two versions, by driver: its title says how the position moved."""
    page = bridge_page(outcome)
    title, *steps = page.sentences
    summary = " ".join([title, *steps, *page.alerts])
    return waterfall(page.tables[0], name="P1", title=title, summary=summary)


def last_year_picture(found: Gathered, waivers: Carried) -> Picture:
    """Return the bridge from last year to the plan, by line: its title says how far it moves.

    `waivers` are those of the plan.
    """
    first, *steps, last = found.entries
    begin, end = (said(entry.figures["amount"]) for entry in (first, last))
    title = f"{whose(found)} goes from {begin} last year to {end}, including support"
    table = drawn(
        found,
        ("From last year to the plan, by line", ""),
        columns=[
            words("step", "Step"),
            words("kind", "Of"),
            money("amount", "Position or step", sign=Sign.SURPLUS, basis="including support"),
        ],
        notes=("A step above nil makes the position better: more income, or less expenditure.",),
    )
    by_size = sorted(steps, key=_size, reverse=True)
    told = [f"{entry.words['step']} {said(entry.figures['amount'])}" for entry in by_size[:3]]
    largest = f" The largest steps: {'; '.join(told)}." if told else ""
    summary = " ".join((f"{title}.{largest}", *not_clean(waivers)))
    return waterfall(table, name="P1", title=title, summary=summary)


def _size(entry: Entry) -> int:
    amount = entry.figures["amount"]
    return abs(int(amount.value)) if isinstance(amount, Figure) else 0


def phasing_picture(found: Gathered, waivers: Carried) -> Picture:
    """Return savings by month: its title says how much falls in the second half.

    `waivers` are those of the plan.
    """
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
    told = " ".join((summary, *not_clean(waivers)))
    return stacked(table, name="P5", title=title, summary=told, marked=marked)
