"""Made-up prices for the made-up nation: in the proportions of a published book, and no more."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from random import Random
from typing import Final

from equipoise.rules.payment import AdmittedPrice, EmergencyPrice, PriceBook, UnbundledPrice
from equipoise.samples.activity.nation import Nation
from equipoise.units import FinancialYear, Pence

NOTICE: Final = "Made-up prices for trying the program: none was published."
PER_DAY: Final = 30_000
NOT_FACE_TO_FACE: Final = ("WF01C", "WF01D", "WF02C", "WF02D")
"""Attendances for which no price is printed."""
SHORT: Final = Fraction(20, 100)
MILLION: Final = 10**6


def made_up_book(year: FinancialYear, nation: Nation, *, seed: int, name: str = "") -> PriceBook:
    """Return a book that prices the nation's activity; one seed makes one book.

    Unit: pence, in whole pounds as books print them.
    """
    drawn = Random(f"{seed}/{year.code}")
    codes = nation.codes
    return PriceBook(
        name=name or f"Made-up prices {year.code}",
        period=year.period,
        published=date(year.starts_in, 3, 31),
        status="final",
        source=NOTICE,
        admitted={hrg: _admitted(drawn) for hrg in codes["hrg"]},
        attendances={
            function: {
                **{code: _pounds(drawn, 60, 300) for code in codes["attendance_hrg"]},
                **dict.fromkeys(NOT_FACE_TO_FACE),
            }
            for function in codes["treatment_function"]
        },
        emergency={hrg: _emergency(drawn) for hrg in codes["department_hrg"]},
        unbundled={
            hrg: UnbundledPrice(price=_pounds(drawn, 30, 600)) for hrg in codes["unbundled"]
        },
        market_forces={provider: _factor(drawn) for provider in codes["provider"]},
        top_ups={flag: Fraction(drawn.randrange(2_500), 10_000) for flag in codes["specialised"]},
    )


def _admitted(drawn: Random) -> AdmittedPrice:
    dear = drawn.randrange(3) * drawn.randrange(1_500) + drawn.randrange(300, 2_500)
    full = Pence(dear * 130)
    reduced = drawn.random() < 0.3
    return AdmittedPrice(
        procedure=_pounds(drawn, 90, 700) if drawn.random() < 0.12 else None,
        combined=Pence(dear * 100),
        elective_trim=drawn.randrange(5, 60),
        non_elective=Pence(full - full % 100),
        non_elective_trim=drawn.randrange(5, 90),
        per_day=Pence(PER_DAY),
        short_stay_applies=reduced,
        short_stay_ratio=SHORT if reduced else None,
        short_stay=Pence(dear * 26 // 100 * 100) if reduced else None,
    )


def _emergency(drawn: Random) -> EmergencyPrice:
    return EmergencyPrice(types_1_2=_pounds(drawn, 85, 410), type_3=Pence(8_500))


def _unbundled(drawn: Random) -> UnbundledPrice:
    return UnbundledPrice(price=_pounds(drawn, 30, 600))


def _factor(drawn: Random) -> Fraction:
    return Fraction(drawn.randrange(MILLION, 1_226_000), MILLION)


def _pounds(drawn: Random, least: int, most: int) -> Pence:
    return Pence(drawn.randrange(least, most) * 100)
