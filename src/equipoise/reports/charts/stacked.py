"""Savings by month, recurrent and non-recurrent one on the other (P5)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from equipoise.reports.charts.palette import DARK_BLUE, DARK_GREY, TEXT, TURQUOISE, WHITE
from equipoise.reports.charts.picture import Picture
from equipoise.reports.charts.scale import Scale, spanning
from equipoise.reports.charts.svg import (
    LINE,
    MARGIN,
    SIZE,
    TITLE,
    TITLE_SIZE,
    WIDTH,
    Lettering,
    drawing,
    element,
    line,
    lines_of,
    paragraph,
    rect,
    words,
)
from equipoise.reports.display import money
from equipoise.reports.table import Amount, Row, Table
from equipoise.workings import Figure

PLOT: Final = 260
SMALL: Final = 12
READABLE: Final = 16
"""A part of a bar at least so high has its amount written in it."""
FILLED: Final = 0.72
"""How much of a month's width its bar takes."""


@dataclass(frozen=True, kw_only=True)
class Series:
    """One part of every bar: its column, its words, its colour and that of words upon it."""

    key: str
    told: str
    fill: str
    ink: str


SERIES: Final = (
    Series(key="recurrent", told="Recurrent (beneath)", fill=DARK_BLUE, ink=WHITE),
    Series(key="one_off", told="Non-recurrent (on top)", fill=TURQUOISE, ink=TEXT),
)


def stacked(table: Table, *, name: str, title: str, summary: str, marked: str) -> Picture:
    """Return the months of a table as bars in two parts; `marked` is said of months 7 to 12."""
    months = [row for row in table.rows if not row.emphasis]
    heights = [sum(max(_pence(row, each.key), 0) for each in SERIES) for row in months]
    depths = [sum(min(_pence(row, each.key), 0) for each in SERIES) for row in months]
    heading = lines_of(title, WIDTH - 2 * MARGIN, size=TITLE_SIZE)
    key_at = MARGIN * 2 + len(heading) * TITLE_SIZE * LINE + SIZE
    top = key_at + SIZE * LINE * 3 + MARGIN
    scale = spanning([*heights, *depths], start=top + PLOT, end=top)
    height = top + PLOT + SIZE * LINE * 2 + MARGIN
    inner = [
        paragraph(heading, (MARGIN, MARGIN + TITLE_SIZE), style=TITLE),
        *_key(key_at),
        *_half(top, height, marked),
        line((MARGIN, scale.at(0)), (WIDTH - MARGIN, scale.at(0))),
        *(part for at, row in enumerate(months) for part in _month(row, at, scale)),
        words(
            "Month of the year; amounts in £m",
            (MARGIN, height - MARGIN),
            style=Lettering(size=SMALL),
        ),
    ]
    svg = drawing(name, title, summary=summary, height=height, inner=inner)
    return Picture(name=name, title=title, summary=summary, svg=svg, table=table)


def _key(y: float) -> Iterator[str]:
    """Yield which part of a bar is which: its place as well as its colour."""
    for number, each in enumerate(SERIES):
        x = MARGIN + number * 200
        yield rect((x, y - SIZE + 2), (SIZE, SIZE), fill=each.fill)
        yield words(each.told, (x + SIZE + 8, y))


def _half(top: float, height: float, marked: str) -> Iterator[str]:
    """Yield the line between months 6 and 7, and what the second half comes to."""
    middle = WIDTH / 2
    yield line((middle, top - SIZE * LINE * 2), (middle, height - MARGIN - SIZE), dashed=True)
    yield words(marked, (middle + 8, top - SIZE * LINE * 1.4), style=Lettering(bold=True))


def _month(row: Row, at: int, scale: Scale) -> Iterator[str]:
    """Yield the two parts of one bar, its amounts, and its month beneath."""
    slot = (WIDTH - 2 * MARGIN) / 12
    width = slot * FILLED
    middle = MARGIN + (at + 0.5) * slot
    x = middle - width / 2
    up = down = 0
    for each in SERIES:
        pence = _pence(row, each.key)
        start = up if pence >= 0 else down
        high, low = sorted((scale.at(start), scale.at(start + pence)))
        up, down = (up + pence, down) if pence >= 0 else (up, down + pence)
        if pence:
            yield rect((x, high), (width, low - high), fill=each.fill)
            yield element("rect", x=x, y=high, width=width, height=low - high, fill="none",
                          stroke=WHITE)  # fmt: skip
        if low - high >= READABLE:
            style = Lettering(size=SMALL, colour=each.ink)
            yield words(money(pence), (middle, (high + low) / 2 + 4), anchor="middle", style=style)
    total = Lettering(size=SMALL, bold=True, colour=DARK_GREY)
    yield words(money(up + down), (middle, scale.at(up) - 5), anchor="middle", style=total)
    foot = scale.at(min(scale.low, 0)) + SIZE * LINE
    month = str(row.cells["month"])
    yield words(month, (middle, foot), anchor="middle", style=Lettering(size=SMALL))


def _pence(row: Row, key: str) -> int:
    value = row.cells[key]
    assert isinstance(value, Amount | Figure), "a bar is made of amounts"
    return int(value.value)
