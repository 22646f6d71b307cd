"""Records beside prices, drawn for the laws of the rules of payment: all of 2023/24."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from equipoise.rules.payment import (
    ActivityLine,
    Attendance,
    AttendanceAtPrices,
    CareElsewhere,
    Delivered,
    ElectiveRecord,
    EmergencyAtPrices,
    EmergencyAttendance,
    Functions,
    Glide,
    Pathway,
    Patient,
    Readmission,
    Scoped,
    Spell,
    SpellAtPrices,
    SpellPrices,
    TargetRate,
)
from equipoise.units import ATTENDANCES, COUNT, DAYS, PENCE, RATIO, FinancialYear, Unit
from equipoise.workings import Basis, Figure
from equipoise.workings import given as given_figure
from tests.drawn_figures import REF

YEAR = FinancialYear(2023).period
HRGS = ("AA22C", "HN12F", "UZ01Z", "WF01A", "WF01B", "WF02A", "WF02B", "WF01D")
days_of_year = st.dates(date(2023, 4, 1), date(2024, 3, 31))


def figure(value: Any, unit: Unit) -> Figure:
    return given_figure(value, Basis(period=YEAR, unit=unit), REF, name="x")


def drawn(values: st.SearchStrategy[Any], unit: Unit) -> st.SearchStrategy[Figure]:
    return values.map(lambda value: figure(value, unit))


prices = drawn(st.integers(0, 5_000_000), PENCE)
printed = st.none() | prices
trims = st.none() | drawn(st.integers(1, 60), DAYS)
ratios = drawn(st.fractions(0, 1, max_denominator=10_000), RATIO)
factors = drawn(st.fractions(Fraction(9, 10), Fraction(13, 10), max_denominator=10**6), RATIO)
codes = st.sampled_from(["ZR1", "ZR2"])
commissioners = st.sampled_from(["ZQ1", "ZQ2", "VPP00"])
categories = st.sampled_from(["01", "01", "01", "02", "2"])
spells = st.builds(
    Spell,
    provider=codes,
    commissioner=commissioners,
    practice=st.just("ZP1"),
    hrg=st.sampled_from(HRGS),
    treatment_function=st.sampled_from(["100", "501"]),
    admission_method=st.sampled_from(["11", "12", "13", "21", "28", "2A", "2E", "31", "83", "99"]),
    classification=st.sampled_from(["1", "2", "3", "4", "5"]),
    length_of_stay=st.integers(0, 90) | st.integers(0, 2),
    age=st.integers(0, 110) | st.integers(17, 20),
    discharged_on=days_of_year,
    administrative_category=categories,
)
spell_prices = st.builds(
    SpellPrices[Figure],
    combined=printed,
    day_case=printed,
    elective=printed,
    elective_trim=trims,
    non_elective=printed,
    non_elective_trim=trims,
    per_day=printed,
    short_stay=printed,
)
delivered = st.lists(
    st.builds(Delivered[Figure], hrg=st.sampled_from(["RD01A", "XD07Z"]), price=printed), max_size=3
).map(tuple)


def beside(spell: Spell, **parts: Any) -> SpellAtPrices[Figure]:
    """Return a spell at prices, its days and age as they stand in it."""
    return SpellAtPrices(
        spell=spell,
        period=YEAR,
        length_of_stay=figure(spell.length_of_stay, DAYS),
        age=figure(spell.age, COUNT),
        **parts,
    )


additions = st.dictionaries(
    st.sampled_from(["stroke.alteplase", "stroke.imaging", "trauma.level-1"]),
    st.builds(SpellPrices[Figure], additional=printed),
)
replacing = st.dictionaries(
    st.just("hip-and-knee.not-met"),
    st.builds(SpellPrices[Figure], combined=printed, non_elective=printed),
)
stays = st.builds(
    beside,
    spells,
    prices=st.none() | spell_prices,
    short_stay_applies=st.booleans(),
    best_practice=st.builds(lambda one, other: one | other, additions, replacing),
    top_ups=st.dictionaries(st.sampled_from(["NCBPS06Z", "NCBPS34A"]), ratios),
    unbundled=delivered,
    market_forces=st.none() | factors,
)
attendances = st.builds(
    Attendance,
    provider=codes,
    commissioner=commissioners,
    practice=st.just("ZP1"),
    hrg=st.sampled_from(HRGS),
    treatment_function=st.sampled_from(["100", "812"]),
    first_attendance=st.sampled_from(["1", "2", "3", "4"]),
    attended=st.sampled_from(["5", "6", "3", "7"]),
    attended_on=days_of_year,
    administrative_category=categories,
)
visits = st.builds(
    AttendanceAtPrices[Figure],
    attendance=attendances,
    procedure=printed,
    attendances=st.none()
    | st.fixed_dictionaries(dict.fromkeys(("WF01A", "WF01B", "WF02A", "WF02B"), printed)),
    unbundled=delivered,
    market_forces=st.none() | factors,
)
emergencies = st.builds(
    EmergencyAtPrices[Figure],
    attendance=st.builds(
        EmergencyAttendance,
        provider=codes,
        commissioner=commissioners,
        practice=st.just("ZP1"),
        hrg=st.sampled_from(["VB01Z", "UZ01Z"]),
        department_type=st.sampled_from(["1", "01", "2", "3", "03", "4", ""]),
        arrived_on=days_of_year,
    ),
    known=st.booleans(),
    types_1_2=printed,
    type_3=printed,
    market_forces=st.none() | factors,
)
functions = st.builds(
    Functions,
    excluded=st.sets(st.sampled_from(["501", "560"])).map(frozenset),
    no_attendance=st.sets(st.just("812")).map(frozenset),
    follow_ups=st.booleans(),
)
known = {"independent": st.booleans(), "devolved": st.booleans()}
scopeds = st.builds(
    Scoped,
    record=spells | attendances,
    functions=functions,
    procedure_priced=st.booleans(),
    **known,
)
LATER = date(2024, 5, 4)


def later(visit: AttendanceAtPrices[Figure]) -> AttendanceAtPrices[Figure]:
    """Return a visit of a year whose default prices are known."""
    return replace(visit, attendance=replace(visit.attendance, attended_on=LATER))


elective_records = st.builds(
    ElectiveRecord[Figure],
    at_prices=stays | visits.map(later),
    functions=functions,
    fallback=st.none() | factors,
    **known,
)
OLD = FinancialYear(2012).period


def long_ago(value: Any, unit: Unit) -> Figure:
    return given_figure(value, Basis(period=OLD, unit=unit), REF, name="x")


old_ratios = st.fractions(0, 1, max_denominator=1000).map(lambda value: long_ago(value, RATIO))
readmissions = st.builds(
    Readmission[Figure],
    period=st.just(OLD),
    price=st.integers(0, 10**7).map(lambda value: long_ago(value, PENCE)),
    days_since=st.integers(0, 60).map(lambda value: long_ago(value, DAYS)),
    after_elective=st.booleans(),
    excluded=st.booleans(),
    avoidable=st.none() | old_ratios,
)
phases = st.sampled_from(["antenatal", "birth", "postnatal"])
midwives = st.sampled_from(["ZR1", "ZR2", "ZR3"])
pathways = st.builds(
    Pathway[Figure],
    prices=st.dictionaries(phases, prices, min_size=1),
    leads=st.fixed_dictionaries(dict.fromkeys(("antenatal", "birth", "postnatal"), midwives)),
    elsewhere=st.lists(
        st.builds(CareElsewhere[Figure], phase=phases, provider=midwives, payment=prices),
        max_size=4,
    ).map(tuple),
)
hubs = st.sampled_from(["", "13R", "14F"])
patients = st.builds(
    Patient,
    private=st.booleans(),
    armed_forces=st.booleans(),
    service_line=st.sampled_from(["", "retained", "delegated"]),
    hub=hubs,
    practice=st.sampled_from(["", "36L"]),
    residence=st.sampled_from(["", "72Q"]),
    pseudo_postcode=st.booleans(),
    provider_site=st.sampled_from(["", "93C"]),
)
counts = drawn(st.integers(0, 10**6), ATTENDANCES)
activity_lines = st.dictionaries(
    st.sampled_from(["100 first", "100 follow-up", "812 first"]),
    st.builds(ActivityLine[Figure], before=counts, after=counts, price=printed),
    min_size=1,
)
indices = drawn(st.fractions(Fraction(1, 2), 2, max_denominator=10**6), RATIO)
PAYMENT_INPUTS: dict[str, st.SearchStrategy[Any]] = {
    **dict.fromkeys(
        (
            *("payment/point_of_delivery", "payment/base_price", "payment/excess_days"),
            *("payment/best_practice", "payment/top_up", "payment/spell_price"),
        ),
        stays,
    ),
    "payment/unbundled": delivered,
    "payment/outpatient_price": visits,
    "payment/emergency_price": emergencies,
    "payment/record_price": stays | visits | emergencies,
    "payment/elective_scope": scopeds,
    "payment/elective_value": elective_records,
    "payment/glide_path": st.builds(
        Glide[Figure], year=st.just(FinancialYear(2023)), old=indices, new=indices
    ),
    "payment/market_forces": st.dictionaries(codes, indices, min_size=1),
    "payment/maternity_pathway": pathways,
    "payment/readmission": readmissions,
    "payment/responsible_commissioner": patients,
    "payment/value_weighted_activity": activity_lines,
    "payment/target_rate": st.builds(
        TargetRate[Figure], average=prices, target=ratios, difference=prices
    ),
}
"""What each rule of payment is run on, both ways."""
