"""SVG, element by element: every text escaped, every number short, nothing that is not asked for.

A drawing has a title and a description that a screen reader tells, on a white ground.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Final, Literal
from xml.sax.saxutils import escape, quoteattr

from equipoise.reports.charts.palette import DARK_GREY, TEXT, WHITE
from equipoise.reports.display import tidied

WIDTH: Final = 760
FONT: Final = "Arial, Helvetica, sans-serif"
SIZE: Final = 14
"""Of words, in the drawing's own units, of which a page shows about one to a pixel."""
TITLE_SIZE: Final = 18
LINE: Final = 1.3
"""From one line of text to the next, in sizes."""
LETTER: Final = 0.56
"""The width of a letter in sizes, on the safe side of Arial's average."""
MARGIN: Final = 12
Anchor = Literal["start", "middle", "end"]


def element(tag: str, *inner: str, **attributes: object) -> str:
    """Return an element; an underscore in the name of an attribute stands for a hyphen.

    >>> element("line", x1=0, stroke_width=1.5)
    '<line x1="0" stroke-width="1.5"/>'
    """
    named = "".join(
        f" {name.rstrip('_').replace('_', '-')}={quoteattr(_short(value))}"
        for name, value in attributes.items()
    )
    return f"<{tag}{named}>{''.join(inner)}</{tag}>" if inner else f"<{tag}{named}/>"


@dataclass(frozen=True, kw_only=True)
class Lettering:
    """How words are written; with `halo` on a white edge, so that no line runs through them."""

    size: int = SIZE
    bold: bool = False
    colour: str = TEXT
    halo: bool = False


PLAIN: Final = Lettering()
HALO: Final = Lettering(halo=True)
TITLE: Final = Lettering(size=TITLE_SIZE, bold=True)


def words(
    text: str, at: tuple[float, float], *, anchor: Anchor = "start", style: Lettering = PLAIN
) -> str:
    """Return one line of text; `at` is where it is anchored, on its base line."""
    x, y = at
    weight = {"font_weight": "bold"} if style.bold else {}
    told = escape(tidied(text))
    edge = {"stroke": WHITE, "stroke_width": 4, "paint_order": "stroke"} if style.halo else {}
    look = {"font_size": style.size, "fill": style.colour, "text_anchor": anchor, **weight, **edge}
    return element("text", told, x=x, y=y, **look)


def lines_of(text: str, width: float, *, size: int = SIZE) -> list[str]:
    """Return the text in lines that fit the width; nothing of it is cut off.

    >>> lines_of("Contracts matched for the first time", 150)
    ['Contracts matched', 'for the first time']
    """
    return wrap(tidied(text), max(int(width / (size * LETTER)), 1)) or [""]


def paragraph(lines: Sequence[str], at: tuple[float, float], *, style: Lettering = PLAIN) -> str:
    """Return lines of text one beneath the other, the first on the base line at `at`."""
    x, y = at
    return "".join(
        words(line, (x, y + number * style.size * LINE), style=style)
        for number, line in enumerate(lines)
    )


def rect(at: tuple[float, float], size: tuple[float, float], *, fill: str) -> str:
    """Return a rectangle: its upper left corner, its width and height."""
    (x, y), (width, height) = at, size
    return element("rect", x=x, y=y, width=width, height=height, fill=fill)


def line(start: tuple[float, float], end: tuple[float, float], *, dashed: bool = False) -> str:
    """Return a thin dark line."""
    dashes = {"stroke_dasharray": "4 3"} if dashed else {}
    (x1, y1), (x2, y2) = start, end
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=DARK_GREY, stroke_width=1, **dashes)


def drawing(name: str, title: str, *, summary: str, height: float, inner: Iterable[str]) -> str:
    """Return the whole drawing: named, titled, described, on white."""
    ids = (f"{name}-title", f"{name}-desc")
    body = "\n".join(inner)
    return element(
        "svg",
        element("title", escape(tidied(title)), id=ids[0]),
        element("desc", escape(tidied(summary)), id=ids[1]),
        "\n",
        rect((0, 0), (WIDTH, height), fill=WHITE),
        "\n",
        body,
        "\n",
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {WIDTH} {_short(height)}",
        width=WIDTH,
        height=height,
        role="img",
        aria_labelledby=" ".join(ids),
        font_family=FONT,
    )


def _short(value: object) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
