"""The colours of charts, for a white page; each differs from white by at least 3 to 1.

Source: Government Analysis Function, data visualisation: colours; contrast worked out in tests.
"""

from typing import Final

WHITE: Final = "#FFFFFF"
DARK_BLUE: Final = "#12436D"
TURQUOISE: Final = "#28A197"
DARK_PINK: Final = "#801650"
ORANGE: Final = "#F46A25"
DARK_GREY: Final = "#3D3D3D"
MARKS: Final = (DARK_BLUE, TURQUOISE, DARK_PINK, ORANGE, DARK_GREY)
"""What bars and lines may be drawn in."""
TEXT: Final = "#0B0C0C"
"""What words are written in."""


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG 2.2 defines it: from 1 to 21.

    >>> round(contrast(DARK_BLUE, WHITE), 2), round(contrast(ORANGE, WHITE), 2)
    (10.25, 3.03)
    """
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    exponent = 2.4
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** exponent)
