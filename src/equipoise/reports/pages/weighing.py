"""Value-weighted activity: a year's attendances beside another's, month by month."""

from __future__ import annotations

from collections.abc import Iterator

from equipoise.reports.columns import money, ratio, words
from equipoise.reports.display import percent, percent_in_full
from equipoise.reports.pages.misfits import misfits_table
from equipoise.reports.pages.page import Page, counted, listed
from equipoise.reports.table import Amount, Column, ColumnKind, Row, Table
from equipoise.rules.payment import ValueWeighted
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.value_weighted import CODES, YEAR, Weighted
from equipoise.workings import Figure


def weighted_page(outcome: Outcome[Weighted]) -> Page:
    """Return the later year as a share of the earlier, by value and by count, and by month."""
    found = outcome.result
    whole = found.periods[YEAR]
    return Page(
        title=f"Outpatient attendances of {found.asked.year} beside {found.asked.before}",
        sentences=tuple(_said(found, whole)),
        alerts=tuple(_alerts(found)),
        tables=(_table(found),),
        cards=(misfits_table(found.misfits),) if found.misfits else (),
        next_steps=(f"equipoise value-weighted ... --why {YEAR} --working weighted.xlsx",),
        facts={"book": f"{found.book.name}: {found.book.source}; {found.book.status}"},
    )


def _said(found: Weighted, whole: ValueWeighted[Figure]) -> Iterator[str]:
    by_value, by_count = (
        "not available" if one is None else percent_in_full(one.value)
        for one in (whole.by_value, whole.by_count)
    )
    yield (
        f"By value {by_value} of {found.asked.before}, at the prices of {found.book.name}; "
        f"by count of all attendances {by_count}."
    )
    shares = [
        "nothing" if one.coverage is None else percent(one.coverage.value)
        for one in (whole.before, whole.after)
    ]
    yield (
        f"A price exists for {shares[0]} of attendances in {found.asked.before} and {shares[1]} in "
        f"{found.asked.year}; the others do not count by value, in either year."
    )
    yield (
        f"Every first attendance is at the price of {CODES['first']}, every follow-up at that of "
        f"{CODES['follow_up']} (assumed: the counts do not say who saw the patient, or how)."
    )


def _alerts(found: Weighted) -> Iterator[str]:
    if found.left_out:
        rows = counted(found.left_out, "row")
        yield f"{rows} could not be read: counts lack them. They are listed below."
    if found.absent:
        yield f"Not in both years, and left out of the year: {listed(found.absent)}."
    if found.blank:
        yield f"Blank or suppressed in the files, and left out: {counted(found.blank, 'count')}."
    if found.book.status != "final":
        yield f"The prices of {found.book.name} are {found.book.status}: {found.book.source}."


def _table(found: Weighted) -> Table:
    before, after = found.asked.before, found.asked.year
    months = [_row(name, one) for name, one in found.periods.items() if name != YEAR]
    whole = _row("All months", found.periods[YEAR], emphasis=True)
    return Table(
        name="weighted",
        title="By month",
        sentence="",
        basis=f"Prices of {found.book.name}, without market forces; counts as published",
        columns=(
            words("period", "Month"),
            money("value_before", f"Value {before}"),
            money("value_after", f"Value {after}"),
            ratio("by_value", "By value", basis=f"of {before}"),
            Column(key="count_before", title=f"Attendances {before}", kind=ColumnKind.COUNT),
            Column(key="count_after", title=f"Attendances {after}", kind=ColumnKind.COUNT),
            ratio("by_count", "By count", basis=f"of {before}"),
            ratio("by_priced", "By count of what is priced", basis=f"of {before}"),
        ),
        rows=(*months, whole),
    )


def _row(name: str, one: ValueWeighted[Figure], *, emphasis: bool = False) -> Row:
    return Row(
        cells={
            "period": name,
            "value_before": _amount(one.before.value),
            "value_after": _amount(one.after.value),
            "by_value": one.by_value,
            "count_before": one.before.everything,
            "count_after": one.after.everything,
            "by_count": one.by_count,
            "by_priced": one.by_priced_count,
        },
        emphasis=emphasis,
    )


def _amount(figure: Figure | None) -> Amount | None:
    return None if figure is None else Amount(value=int(figure.value), basis=figure.basis)
