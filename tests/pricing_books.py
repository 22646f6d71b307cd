"""A small price book for tests of the bulk engine, with the prices of the fact book's examples."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from equipoise.cube import connected, fetched, quoted
from equipoise.params import load
from equipoise.pricing import Activity, PricedActivity, Regime, price, regime
from equipoise.rules.payment import (
    AdmittedPrice,
    BestPracticePrice,
    EmergencyPrice,
    PriceBook,
    UnbundledPrice,
)
from equipoise.units import Pence, Period

KNOWN_ON = date(2023, 5, 1)
HIP = AdmittedPrice(
    combined=Pence(725_100),
    elective_trim=12,
    non_elective=Pence(500_000),
    non_elective_trim=20,
    per_day=Pence(25_000),
    short_stay_applies=True,
    short_stay=Pence(100_000),
)
BOOK = PriceBook(
    name="first",
    period=Period.parse("2022/23"),
    published=date(2022, 3, 31),
    status="final",
    source="made up for tests",
    admitted={"HN12F": HIP, "HN12E": replace(HIP, combined=Pence(748_900))},
    attendances={"110": {"WF01B": Pence(18_100), "WF01A": Pence(9_000), "WF02B": None}},
    emergency={"VB09Z": EmergencyPrice(types_1_2=Pence(12_000), type_3=Pence(8_500))},
    unbundled={"RD01A": UnbundledPrice(price=Pence(11_400))},
    best_practice={("HN12F", "hip-fracture.met"): BestPracticePrice(additional=Pence(133_500))},
    market_forces={"RXF": Fraction("1.0613"), "RAE": Fraction(1)},
    top_ups={"NCBPS06Z": Fraction("0.1362")},
)
IN_2024 = replace(BOOK, period=Period.parse("2024/25"), published=date(2024, 3, 31))
"""The same prices, of the year whose elective care a rule values."""


def book(**changes: Any) -> PriceBook:
    """Return the book with some of it changed."""
    return replace(BOOK, **changes)


def laid(of: PriceBook = BOOK, period: str = "") -> Regime:
    """Return how a book prices the records of its own year, or of another."""
    other = Period.parse(period) if period else None
    return regime(of, load().exact, known_on=KNOWN_ON, period=other)


def priced(activity: Activity | None, *under: Regime) -> PricedActivity:
    """Return what comes of an activity under the books, the totals beside it."""
    assert activity is not None
    totals = activity.folder.parent / "totals" / "totals.parquet"
    return price(activity, under or (laid(),), totals_file=totals)


def rows(of: PricedActivity, columns: str = "*") -> list[tuple[Any, ...]]:
    """Return the totals, in their order."""
    path: Path = of.totals
    with connected(path.parent) as connection:
        found = f"SELECT {columns} FROM read_parquet({quoted(str(path))}) ORDER BY ALL"
        return fetched(connection, found)
