"""The place sheet: one page of need beside spend, in plain words."""

from __future__ import annotations

from equipoise.reports.display import day, percent
from equipoise.reports.pages.page import Page, counted, million
from equipoise.reports.pages.place_table import place_sheet_table
from equipoise.units import nearest
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.place_sheet import PlaceRow, PlaceSheet


def place_sheet_page(outcome: Outcome[PlaceSheet], place: str | None = None) -> Page:
    """Return the sheet of all places, or the words about one above it."""
    sheet = outcome.result
    named = [place] if place else list(sheet.rows)
    return Page(
        title=f"Places of {sheet.pot.system}, {sheet.pot.round.year}",
        sentences=(
            *(said for name in named for said in _told(name, sheet.rows[name])),
            f"{million(int(sheet.unplaced.value))} of spend cannot be given to a place.",
            f"People and need: {sheet.decided.body['source'] or sheet.decided.body['reason']}, "
            f"{sheet.decided.name} of {day(sheet.decided.effective_on)}.",
        ),
        tables=(place_sheet_table(sheet),),
        next_steps=(f"equipoise delegate {sheet.pot.system}",),
        facts={"decision": sheet.decided.name, "places": list(sheet.rows)},
    )


def _told(place: str, row: PlaceRow) -> tuple[str, ...]:
    people = nearest(row.people.value.numerator, row.people.value.denominator)
    gap = int(row.path.gap.value)
    way = "as much as its need" if not gap else (
        f"{million(abs(gap))} {'less' if gap > 0 else 'more'} than its share of need"
    )  # fmt: skip
    held = sum(line["amount_pence"] for act in row.delegated for line in act.body["lines"])
    return (
        f"{place}: {people:,} people in {counted(row.need.practices, 'practice')}, who have "
        f"{percent(row.share.share.value)} of the need and "
        f"{percent(row.spend_share.value)} of the spend at places.",
        f"{million(int(row.path.spend.value))} is spent on {place} now, {way}; next year "
        f"{million(int(row.path.path[0].value))} is agreed"
        f"{f', and {million(held)} is delegated to it' if held else ''}.",
    )
