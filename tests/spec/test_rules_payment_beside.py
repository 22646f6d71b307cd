"""Worked examples of what stands beside a record's price, at both sides of every threshold."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

from equipoise.params import ParameterError, load
from equipoise.rules import NoRuleError, bare, rule_for
from equipoise.rules.payment import (
    ActivityLine,
    AttendanceAtPrices,
    Because,
    CareElsewhere,
    ElectiveRecord,
    Glide,
    NoActivityError,
    NoIndexError,
    NoLeadError,
    Outside,
    Pathway,
    Patient,
    Readmission,
    Record,
    Scoped,
    SpellAtPrices,
    at_prices,
    elective_scope,
    elective_value,
    functions_of,
    glide_path,
    market_forces,
    maternity_pathway,
    readmission,
    responsible_commissioner,
    value_weighted_activity,
)
from equipoise.rules.payment.sample import BOOK, attendance, spell
from equipoise.units import FinancialYear, Pence, Period

PARAMS = load()
EXACT = PARAMS.exact
KNOWN_ON = date(2026, 5, 4)
F = Fraction


@pytest.mark.parametrize(
    ("first", "last", "name"),
    [
        (date(2011, 4, 1), date(2019, 3, 31), "payment/readmission"),
        (date(2013, 4, 1), date(2019, 3, 31), "payment/maternity_pathway"),
        (date(2017, 4, 1), date(2029, 3, 31), "payment/top_up"),
        (date(2019, 4, 1), date(2024, 3, 31), "payment/glide_path"),
        (date(2024, 4, 1), date(2026, 3, 31), "payment/responsible_commissioner"),
        (date(2022, 4, 1), date(2026, 3, 31), "payment/elective_scope"),
        (date(2022, 4, 1), date(2026, 3, 31), "payment/elective_value"),
        (date(2010, 4, 1), date(2029, 3, 31), "payment/record_price"),
    ],
)
def test_a_rule_holds_from_its_first_day_to_its_last(first: date, last: date, name: str) -> None:
    def day(ordinal: int) -> Period:
        return Period(date.fromordinal(ordinal), date.fromordinal(ordinal + 1))

    for ordinal in (first.toordinal(), last.toordinal()):
        assert rule_for(name, day(ordinal), known_on=KNOWN_ON).id == name
    for ordinal in (first.toordinal() - 1, last.toordinal() + 1):
        with pytest.raises(NoRuleError):
            rule_for(name, day(ordinal), known_on=KNOWN_ON)


def back(year: str, days: int, **changes: Any) -> Fraction:
    again: Readmission[Fraction] = Readmission(
        period=Period.parse(year),
        price=F(250_000),
        days_since=F(days),
        after_elective=changes.pop("after_elective", True),
        **changes,
    )
    return readmission(again, EXACT, known_on=KNOWN_ON)


@pytest.mark.parametrize(
    ("year", "days", "changes", "paid"),
    [
        ("2011/12", 30, {}, 0),
        ("2011/12", 31, {}, 250_000),
        ("2018/19", 0, {}, 0),
        ("2018/19", 30, {"avoidable": F(40, 100)}, 150_000),
        ("2018/19", 31, {"avoidable": F(40, 100)}, 250_000),
        ("2011/12", 3, {"excluded": True}, 250_000),
        ("2011/12", 3, {"after_elective": False}, 250_000),
    ],
)
def test_a_readmission(year: str, days: int, changes: dict[str, Any], paid: int) -> None:
    assert back(year, days, **changes) == paid


@pytest.mark.parametrize("year", ["2010/11", "2019/20"])
def test_a_readmission_outside_the_years_of_the_rule(year: str) -> None:
    with pytest.raises(ParameterError):
        back(year, 3)


def test_the_payment_index_is_the_underlying_one_over_the_lowest() -> None:
    """The highest and lowest underlying indices of commissioners in 2018/19, as recovered."""
    underlying = {"Camden": F("1.148661"), "Kernow": F("0.925474")}
    found = market_forces(underlying, EXACT, known_on=KNOWN_ON)
    assert found["Kernow"] == 1
    assert found["Camden"] == F(1_148_661, 925_474)


@pytest.mark.parametrize("underlying", [{}, {"ZR1": F(0)}, {"ZR1": F(1), "ZR2": F(-1)}])
def test_indices_that_cannot_be(underlying: dict[str, Fraction]) -> None:
    with pytest.raises(NoIndexError):
        market_forces(underlying, EXACT, known_on=KNOWN_ON)


@pytest.mark.parametrize(
    ("year", "found"), [(2019, "1.01"), (2020, "1.02"), (2022, "1.04"), (2023, "1.05")]
)
def test_a_fifth_of_the_way_each_year(year: int, found: str) -> None:
    index = Glide(year=FinancialYear(year), old=F(1), new=F("1.05"))
    assert glide_path(index, EXACT, known_on=KNOWN_ON) == F(found)


@pytest.mark.parametrize("year", [2018, 2024])
def test_no_glide_path_outside_its_years(year: int) -> None:
    with pytest.raises(ParameterError):
        glide_path(Glide(year=FinancialYear(year), old=F(1), new=F(2)), EXACT, known_on=KNOWN_ON)


def test_a_lead_provider_pays_the_others() -> None:
    pathway = Pathway(
        prices={"antenatal": F(166_300), "birth": F(327_500), "postnatal": F(21_900)},
        leads={"antenatal": "ZR1", "birth": "ZR2", "postnatal": "ZR1"},
        elsewhere=(
            CareElsewhere(phase="antenatal", provider="ZR3", payment=F(11_300)),
            CareElsewhere(phase="birth", provider="ZR2", payment=F(5)),
        ),
    )
    found = maternity_pathway(pathway, EXACT, known_on=KNOWN_ON)
    assert found.commissioner == 515_700
    assert found.providers == {"ZR1": 176_900, "ZR2": 327_500, "ZR3": 11_300}
    assert found.moves == {"ZR1": -11_300, "ZR2": 0, "ZR3": 11_300}


@pytest.mark.parametrize(
    ("pathway", "said"),
    [
        (Pathway[Fraction](prices={}, leads={}), "without a phase"),
        (Pathway(prices={"birth": F(1)}, leads={"antenatal": "ZR1"}), "no lead provider for birth"),
        (
            Pathway(
                prices={"birth": F(1)},
                leads={"birth": "ZR1"},
                elsewhere=(CareElsewhere(phase="postnatal", provider="ZR2", payment=F(1)),),
            ),
            "no lead provider for postnatal",
        ),
    ],
)
def test_a_phase_without_a_lead_is_refused(pathway: Pathway[Fraction], said: str) -> None:
    with pytest.raises(NoLeadError, match=said):
        maternity_pathway(pathway, EXACT, known_on=KNOWN_ON)


WHOLE = Patient(
    hub="13R", practice="36L", residence="72Q", provider_site="93C", service_line="retained"
)


@pytest.mark.parametrize(
    ("changes", "code", "because"),
    [
        ({"private": True, "armed_forces": True}, "VPP00", Because.PRIVATE),
        ({"armed_forces": True}, "13R", Because.RETAINED),
        ({"hub": ""}, "", Because.NOBODY),
        ({"service_line": "", "armed_forces": True}, "13Q", Because.ARMED_FORCES),
        ({"service_line": "delegated"}, "36L", Because.DELEGATED),
        ({"service_line": "delegated", "practice": ""}, "72Q", Because.RESIDENCE),
        ({"service_line": ""}, "36L", Because.PRACTICE),
        ({"service_line": "", "practice": ""}, "72Q", Because.RESIDENCE),
        ({"service_line": "", "practice": "", "pseudo_postcode": True}, "93C", Because.PROVIDER),
        ({"service_line": "", "practice": "", "residence": ""}, "", Because.NOBODY),
    ],
)
def test_who_pays(changes: dict[str, Any], code: str, because: Because) -> None:
    found = responsible_commissioner(replace(WHOLE, **changes), EXACT, known_on=KNOWN_ON)
    assert (found.commissioner, found.because) == (code, because)


FUNCTIONS = functions_of(PARAMS, Period.parse("2025/26"), known_on=KNOWN_ON)


def test_the_treatment_functions_that_are_set_aside() -> None:
    codes = "199 499 501 560 700 710 711 712 713 715 720 721 722 723 724 725 726 727"
    assert FUNCTIONS.excluded == frozenset(codes.split())
    assert FUNCTIONS.no_attendance == {"812"}


@pytest.mark.parametrize(
    ("record", "known", "outside"),
    [
        (spell(), {}, None),
        (spell(classification="2", length_of_stay=0), {}, None),
        (spell(), {"devolved": True}, Outside.DEVOLVED),
        (spell(administrative_category="02"), {}, Outside.PRIVATE),
        (spell(commissioner="VPP00"), {}, Outside.PRIVATE),
        (spell(admission_method="21"), {}, Outside.NOT_ELECTIVE),
        (spell(classification="3"), {}, Outside.NOT_ELECTIVE),
        (spell(hrg="UZ01Z"), {}, Outside.HRG),
        (spell(hrg="NZ30C"), {}, Outside.HRG),
        (spell(treatment_function="501"), {}, Outside.FUNCTION),
        (spell(treatment_function="812"), {}, None),
        (attendance(attended="3", hrg="UZ01Z"), {}, Outside.NOT_ATTENDED),
        (attendance(hrg="NZ16Z"), {}, Outside.HRG),
        (attendance(hrg="MA50Z"), {"procedure_priced": True}, Outside.HRG),
        (attendance(hrg="MA56B"), {"procedure_priced": True}, Outside.HRG),
        (attendance(hrg="MA49Z"), {"procedure_priced": True}, None),
        (attendance(hrg="MA57Z"), {"procedure_priced": True}, None),
        (attendance(treatment_function="727"), {}, Outside.FUNCTION),
        (attendance(treatment_function="812"), {}, Outside.FUNCTION),
        (attendance(treatment_function="812", hrg="FE35Z"), {"procedure_priced": True}, None),
        (attendance(hrg="WF02B"), {}, None),
        (attendance(hrg="WF01D", first_attendance="3"), {}, None),
        (attendance(hrg="WF01A", first_attendance="3"), {}, Outside.FOLLOW_UP),
        (attendance(hrg="WF01A"), {"independent": True}, None),
        (attendance(hrg="AA22C", first_attendance="3"), {}, None),
        (attendance(hrg="AA22C", first_attendance="2"), {}, Outside.FOLLOW_UP),
        (attendance(hrg="AA22C", first_attendance="2"), {"independent": True}, Outside.FOLLOW_UP),
        (attendance(hrg="AA22C", first_attendance="2"), {"procedure_priced": True}, None),
    ],
)
def test_what_counts_towards_an_elective_scheme(
    record: Any, known: dict[str, bool], outside: Outside | None
) -> None:
    scoped = Scoped(record=record, functions=FUNCTIONS, **known)
    assert elective_scope(scoped, EXACT, known_on=KNOWN_ON) is outside


@pytest.mark.parametrize(
    ("day", "outside"), [("2023-03-31", None), ("2023-04-01", Outside.FOLLOW_UP)]
)
def test_follow_ups_of_nhs_providers_count_until_march_2023(
    day: str, outside: Outside | None
) -> None:
    """And then as well only where seen, and not of a treatment function that is set aside."""
    until = Period(date.fromisoformat(day), date.fromisoformat(day) + timedelta(days=1))
    functions = functions_of(PARAMS, until, known_on=KNOWN_ON)
    assert functions.excluded == FUNCTIONS.excluded
    for record, expected in (
        (attendance(hrg="WF01A"), outside),
        (attendance(hrg="AA22C", first_attendance="2"), Outside.FOLLOW_UP),
        (attendance(hrg="WF01A", treatment_function="812"), Outside.FUNCTION),
    ):
        scoped = Scoped(record=record, functions=functions)
        assert elective_scope(scoped, EXACT, known_on=KNOWN_ON) is expected


LATER = date(2025, 5, 4)
CLINICS = {"100": {"WF01B": Pence(18_100), "WF02B": Pence(25_000), "WF01A": None}}
ELECTIVE = replace(BOOK, attendances=CLINICS, top_ups={"NCBPS06Z": F("0.1362")})


def worth(record: Record, **known: Any) -> Any:
    at: Any = bare(at_prices(record, ELECTIVE))
    assert isinstance(at, SpellAtPrices | AttendanceAtPrices)
    asked = ElectiveRecord(at_prices=at, functions=FUNCTIONS, **known)
    return elective_value(asked, EXACT, known_on=KNOWN_ON)


@pytest.mark.parametrize(
    ("record", "known", "value"),
    [
        (spell(length_of_stay=12, specialised=("NCBPS06Z",)), {}, 769_549),
        (spell(length_of_stay=18), {}, 928_744),
        (spell(length_of_stay=18, classification="2"), {}, 769_549),
        (attendance(hrg="WF02B", first_attendance="3"), {}, 26_533),  # 250.00 x 1.0613 = 265.325
        (attendance(treatment_function="999", attended_on=LATER), {}, 22_287),  # 210.00
        (attendance(treatment_function="999", attended_on=date(2024, 5, 4)), {}, 20_908),  # 197.00
        (attendance(hrg="WF01A", attended_on=LATER), {"independent": True}, 11_144),  # 105.00
        (spell(provider="ZR9"), {"fallback": F("1.061299920")}, 769_549),
        (spell(provider="ZR9"), {}, None),
        (spell(hrg="ZZ99Z"), {}, None),
    ],
)
def test_what_a_record_is_worth(record: Record, known: dict[str, Any], value: int | None) -> None:
    found = worth(record, **known)
    assert (found.value, found.outside) == (value, None)


def test_a_record_outside_is_worth_nothing() -> None:
    found = worth(spell(admission_method="21"))
    assert (found.value, found.outside) == (None, Outside.NOT_ELECTIVE)


def test_a_procedure_with_a_price_is_worth_that() -> None:
    priced = {"HN12F": replace(BOOK.admitted["HN12F"], procedure=Pence(34_000))}
    record = attendance(hrg="HN12F", first_attendance="2")
    at: Any = bare(at_prices(record, replace(ELECTIVE, admitted=priced)))
    asked = ElectiveRecord(at_prices=at, functions=FUNCTIONS)
    assert elective_value(asked, EXACT, known_on=KNOWN_ON).value == 36_084  # 360.842


def test_what_has_no_price_counts_by_number_alone() -> None:
    lines = {
        "a": ActivityLine(before=F(100), after=F(90), price=F(20_000)),
        "b": ActivityLine(before=F(50), after=F(55), price=F(10_000)),
        "c": ActivityLine(before=F(50), after=F(10), price=None),
    }
    found: Any = value_weighted_activity(lines, EXACT, known_on=KNOWN_ON)
    assert (found.before.value, found.after.value) == (2_500_000, 2_350_000)
    assert found.by_value == F(94, 100)
    assert found.by_priced_count == F(145, 150)
    assert found.by_count == F(155, 200)
    assert (found.before.coverage, found.after.coverage) == (F(3, 4), F(145, 155))


def test_without_a_price_there_is_no_value_and_without_a_line_no_answer() -> None:
    lines = {"c": ActivityLine(before=F(0), after=F(10), price=None)}
    found: Any = value_weighted_activity(lines, EXACT, known_on=KNOWN_ON)
    assert (found.by_value, found.by_priced_count, found.by_count) == (None, None, None)
    assert (found.before.value, found.before.coverage, found.after.coverage) == (None, None, 0)
    with pytest.raises(NoActivityError):
        value_weighted_activity({}, EXACT, known_on=KNOWN_ON)
