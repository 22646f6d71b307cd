"""What bodies say they can do, written down for tests of suggestions."""

from datetime import date
from fractions import Fraction

from equipoise.params import load
from equipoise.sources import StatedLimit, StatedLimits
from equipoise.units import Pence
from equipoise.usecases.gap_suggestions import Closable

PARAMS = load()
DAY = date(2025, 5, 4)


def limit(
    body: str, kind: str, most: int | None, *, payer: str = "", least: int = 0
) -> StatedLimit:
    return StatedLimit(
        body=body,
        kind=kind,
        payer=payer,
        least=Pence(least),
        most=None if most is None else Pence(most),
        reason="",
        place="row 2",
    )


def closable(gap: int, *limits: StatedLimit, share: Fraction | None = None) -> Closable:
    stated = StatedLimits(source="x.csv", limits=limits, misfits=())
    return Closable(gap=Pence(gap), stated=stated, params=PARAMS, known_on=DAY, one_off_share=share)
