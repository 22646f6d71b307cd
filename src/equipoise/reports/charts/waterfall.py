"""A bridge as bars (P1): from one total to another, each step named, with its amount beside it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from equipoise.reports.charts.palette import DARK_BLUE, DARK_GREY, ORANGE
from equipoise.reports.charts.picture import Picture
from equipoise.reports.charts.scale import Scale, spanning
from equipoise.reports.charts.svg import (
    HALO,
    LINE,
    MARGIN,
    SIZE,
    TITLE,
    TITLE_SIZE,
    WIDTH,
    drawing,
    line,
    lines_of,
    paragraph,
    rect,
    words,
)
from equipoise.reports.pages.page import million
from equipoise.reports.table import Amount, Table
from equipoise.workings import Figure

LABELS: Final = 250
"""The width that the words of steps have, to the left of the bars."""
AMOUNTS: Final = 150
"""The width kept for the amount beside the longest bar."""
BAR: Final = 22
GAP: Final = 12


@dataclass(frozen=True, kw_only=True)
class _Bar:
    """One bar: from where to where, in pence, in which colour, and what stands beside it."""

    label: list[str]
    start: int
    end: int
    colour: str
    told: str

    @property
    def height(self) -> float:
        return max(BAR, len(self.label) * SIZE * LINE) + GAP


def waterfall(table: Table, *, name: str, title: str, summary: str) -> Picture:
    """Return the bridge that a table of steps tells: totals are its rows with emphasis.

    Improvements go right in blue, the adverse left in orange, totals stand from nil in dark grey;
    each bar says which it is in words.
    """
    bars = list(_bars(table))
    ends = [end for bar in bars for end in (bar.start, bar.end)]
    scale = spanning(ends, start=float(LABELS + MARGIN * 2), end=float(WIDTH - AMOUNTS))
    heading = lines_of(title, WIDTH - 2 * MARGIN, size=TITLE_SIZE)
    top = MARGIN + len(heading) * TITLE_SIZE * LINE + MARGIN
    height = top + sum(bar.height for bar in bars) + MARGIN
    inner = [
        paragraph(heading, (MARGIN, MARGIN + TITLE_SIZE), style=TITLE),
        line((scale.at(0), top - GAP / 2), (scale.at(0), height - MARGIN)),
        *_drawn(bars, scale, top),
    ]
    svg = drawing(name, title, summary=summary, height=height, inner=inner)
    return Picture(name=name, title=title, summary=summary, svg=svg, table=table)


def _bars(table: Table) -> Iterator[_Bar]:
    """Yield a bar for each row; a step begins where the one before it ended."""
    reached = 0
    first, amount = table.columns[0].key, table.columns[-1].key
    for row in table.rows:
        value = row.cells[amount]
        assert isinstance(value, Amount | Figure), "a bridge is made of amounts"
        pence = int(value.value)
        start = 0 if row.emphasis else reached
        reached = start + pence
        colour, word = _kind(pence, is_total=row.emphasis)
        yield _Bar(
            label=lines_of(str(row.cells[first]), LABELS),
            start=start,
            end=reached,
            colour=colour,
            told=f"{million(pence if row.emphasis else abs(pence))}{word}",
        )


def _kind(pence: int, *, is_total: bool) -> tuple[str, str]:
    if is_total:
        return DARK_GREY, ""
    return (DARK_BLUE, " better") if pence >= 0 else (ORANGE, " worse")


def _drawn(bars: Sequence[_Bar], scale: Scale, top: float) -> Iterator[str]:
    """Yield each bar with its label and its amount, and a line from it to the next."""
    y = top
    for number, bar in enumerate(bars):
        left, right = sorted((scale.at(bar.start), scale.at(bar.end)))
        yield paragraph(bar.label, (MARGIN, y + BAR - 6))
        yield rect((left, y), (max(right - left, 1.0), BAR), fill=bar.colour)
        yield words(bar.told, (right + 6, y + BAR - 6), style=HALO)
        if number < len(bars) - 1:
            at = scale.at(bar.end)
            yield line((at, y + BAR), (at, y + bar.height), dashed=True)
        y += bar.height
