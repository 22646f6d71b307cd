"""What is left of a part of support whose result is missed: three readings, each assumed."""

from __future__ import annotations

from datetime import date

from equipoise.params import Values
from equipoise.rules.bases import nil
from equipoise.rules.support.schemes import Taper
from equipoise.rules.support.terms import Missed, value
from equipoise.workings import Number, largest, named, rounded, smallest


class NotTheFundsTaperError(ValueError):
    """The fund's own text says what a missed result costs: no other reading is open."""

    def __init__(self, title: str, taper: Taper) -> None:
        super().__init__(f"{title}: a missed result is read as published, not as {taper}")


def left(part: Number, missed: Missed[Number], *, params: Values[Number], known_on: date) -> Number:
    """Return what is left of a part when its result is missed, in whole pence.

    Pound for pound, a shortfall is counted once in the year: what earlier quarters lost for it is
    taken off, and what a quarter's part cannot bear is carried into the next.

    Raises: NotTheFundsTaperError for a taper other than the fund's own.
    """
    scheme, taper = missed.scheme, missed.taper
    if taper not in scheme.tapers:
        raise NotTheFundsTaperError(scheme.title, taper)
    if taper is Taper.CLIFF:
        kept = value(scheme, "missed", params=params, known_on=known_on)
        return named(rounded(part * kept), "Left at the cliff")
    none = nil(part)
    if taper is Taper.POUND_FOR_POUND:
        rate = value(scheme, "lost_per_pound", params=params, known_on=known_on)
        due = named(largest(none, missed.short * rate - missed.lost), "Still to be lost")
        return named(rounded(largest(none, part - due)), "Left, pound for pound")
    band = missed.award * value(scheme, "band", params=params, known_on=known_on)
    if not band > none:
        return none
    within = named(largest(none, band - smallest(band, missed.short)), "Left of the band")
    return named(rounded(part * (within / band)), "Left within the band")
