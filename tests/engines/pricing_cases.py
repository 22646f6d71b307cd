"""Generated price books and records, and how each engine prices them, for comparison."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from equipoise.cube import connected, fetched
from equipoise.params import load
from equipoise.pricing import Kind, regime
from equipoise.pricing.engine import laid_out, look_at
from equipoise.pricing.outcomes import POINT_WORDS, REASON_WORDS
from equipoise.pricing.text import records
from equipoise.rules.payment import (
    ANY_HRG,
    AdmittedPrice,
    Attendance,
    BestPracticePrice,
    EmergencyAttendance,
    EmergencyPrice,
    MaternityPrices,
    PriceBook,
    Record,
    Spell,
    UnbundledPrice,
    at_prices,
    record_price,
)
from equipoise.rules.walking import bare
from equipoise.units import Pence, Period
from tests.activity_files import taken_in, written

KNOWN_ON = date(2023, 5, 1)
YEAR = Period.parse("2022/23")
PARAMS = load().exact
HRGS = ("HN12F", "AA22C", "NZ30A", "WF01A", "WF01B", "WF02C", "VB01Z", "VB09Z", "UZ01Z", "ZZ99Z")
FUNCTIONS = ("100", "110", "812")
PROVIDERS = ("RXF", "RAE", "RR8")
TARIFFS = ("hip", "stroke")
FLAGS = ("NCBPS06Z", "NCBPS23B")
WF = ("WF01A", "WF01B", "WF02A", "WF02C")

prices = st.none() | st.integers(0, 2_000_000).map(Pence)
trims = st.none() | st.integers(1, 40)


@st.composite
def factors(draw: st.DrawFn, places: int) -> Fraction:
    """Draw a market forces factor with so many places."""
    return Fraction(draw(st.integers(10**places, 13 * 10 ** (places - 1))), 10**places)


@st.composite
def books(draw: st.DrawFn, name: str = "book") -> PriceBook:
    """Draw a book in which any price may be a dash, and any code may be missing."""
    admitted = st.builds(
        AdmittedPrice,
        procedure=prices, combined=prices, day_case=prices, elective=prices, non_elective=prices,
        elective_trim=trims, non_elective_trim=trims, per_day=st.none() | prices,
        short_stay_applies=st.booleans(), short_stay=prices,
    )  # fmt: skip
    practice = st.builds(
        BestPracticePrice,
        combined=prices, non_elective=prices, short_stay=prices, additional=prices,
    )  # fmt: skip
    places = draw(st.sampled_from((6, 9)))
    rates = st.none() | st.integers(0, 5000).map(lambda n: Fraction(n, 10_000))
    return PriceBook(
        name=name,
        period=YEAR,
        published=date(2022, 3, 31),
        status="final",
        source="generated",
        admitted=draw(st.dictionaries(st.sampled_from(HRGS), admitted)),
        attendances=draw(
            st.dictionaries(
                st.sampled_from(FUNCTIONS), st.dictionaries(st.sampled_from(WF), prices)
            )
        ),
        emergency=draw(
            st.dictionaries(
                st.sampled_from(HRGS), st.builds(EmergencyPrice, types_1_2=prices, type_3=prices)
            )
        ),
        unbundled=draw(
            st.dictionaries(
                st.sampled_from(("RD01A", "RN01A")), st.builds(UnbundledPrice, price=prices)
            )
        ),
        best_practice=draw(
            st.dictionaries(
                st.tuples(st.sampled_from((ANY_HRG, *HRGS[:3])), st.sampled_from(TARIFFS)), practice
            )
        ),
        market_forces=draw(st.dictionaries(st.sampled_from(PROVIDERS), factors(places))),
        top_ups=draw(st.dictionaries(st.sampled_from(FLAGS), rates)),
        maternity=MaternityPrices(
            levels={"NZ30A": "level"}, delivery=draw(st.dictionaries(st.just("level"), admitted))
        ),
    )


def _several(codes: Sequence[str], most: int) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(codes), max_size=most).map(tuple)


common = {
    "provider": st.sampled_from(PROVIDERS),
    "commissioner": st.sampled_from(("QWO", "QHM", "VPP00", "VPP0099")),
    "practice": st.just("B86001"),
    "hrg": st.sampled_from(HRGS),
}
spells = st.builds(
    Spell,
    **common,
    treatment_function=st.sampled_from(FUNCTIONS),
    admission_method=st.sampled_from(
        ("11", "12", "13", "21", "28", "2A", "2D", "31", "82", "98", "29", "")
    ),
    classification=st.sampled_from(("1", "2", "3", "4", "5", "")),
    length_of_stay=st.sampled_from((0, 1, 2, 5, 12, 40, 400)),
    age=st.sampled_from((0, 18, 19, 90)),
    discharged_on=st.sampled_from((date(2022, 4, 1), date(2022, 9, 30), date(2023, 3, 31))),
    administrative_category=st.sampled_from(("01", "02", "2", "1", "")),
    specialised=_several(FLAGS, 2),
    best_practice=_several(TARIFFS, 2),
    unbundled=_several(("RD01A", "RN01A", "XX99Z"), 3),
)  # fmt: skip
attendances = st.builds(
    Attendance,
    **common,
    treatment_function=st.sampled_from((*FUNCTIONS, "999")),
    first_attendance=st.sampled_from(("1", "2", "3", "4", "5", "")),
    attended=st.sampled_from(("5", "6", "3", "7", "")),
    attended_on=st.sampled_from((date(2022, 4, 1), date(2023, 3, 31))),
    administrative_category=st.sampled_from(("01", "02", "2", "")),
    unbundled=_several(("RD01A", "RN01A", "XX99Z"), 3),
)
emergencies = st.builds(
    EmergencyAttendance,
    **common,
    department_type=st.sampled_from(("1", "01", "02", "3", "03", "04", "")),
    arrived_on=st.sampled_from((date(2022, 4, 1), date(2023, 3, 31))),
)
OF = {Kind.ADMITTED: spells, Kind.OUTPATIENT: attendances, Kind.EMERGENCY: emergencies}
Answer = tuple[str, str, int | None, int | None]
"""Point of delivery, reason, base price and price."""


def by_rules(record: Record, book: PriceBook) -> Answer:
    """Return what the reference answers."""
    found = record_price(bare(at_prices(record, book)), PARAMS, known_on=KNOWN_ON)
    amounts = (found.base, found.price)
    base, price = (None if amount is None else int(amount) for amount in amounts)
    return str(found.point_of_delivery), str(found.reason or ""), base, price


def by_duckdb(
    folder: Path, kind: Kind, of: Sequence[Record], *under: PriceBook
) -> list[list[Answer]]:
    """Return what the engine answers, for each book: a list in the order of the records."""
    path = written(folder, kind, [as_written(record, place) for place, record in enumerate(of)])
    activity = taken_in(folder, path).activity
    assert activity is not None
    regimes = [regime(book, PARAMS, known_on=KNOWN_ON) for book in under]
    with connected(activity.folder) as connection:
        setting = laid_out(connection, activity, regimes=regimes)
        look_at(connection, kind, path=activity.paths(kind)[0])
        columns = ", ".join(
            f"point_{n}, reason_{n}, base_{n}, price_{n}" for n in range(1, len(under) + 1)
        )
        rows = fetched(
            connection, f"SELECT {columns} FROM ({records(setting, kind)}) AS r ORDER BY practice"
        )
    assert len(rows) == len(of)
    return [[_answer(row[4 * n : 4 * n + 4]) for row in rows] for n in range(len(under))]


def _answer(row: Sequence[Any]) -> Answer:
    point, reason, base, price = row
    priced = reason == 0
    return POINT_WORDS[point], REASON_WORDS[reason], base if priced else None, price


def as_written(record: Record, place: int) -> Mapping[str, str]:
    """Return a record as a file has it; its practice tells which it was."""
    days = {"discharged_on": "priced_on", "attended_on": "priced_on", "arrived_on": "priced_on"}
    found = {
        days.get(name, name): "; ".join(value) if isinstance(value, tuple) else str(value)
        for name, value in vars(record).items()
    }
    started = {"started_on": ""} if isinstance(record, Spell) else {}
    return {**found, **started, "practice": f"P{place:05}"}
