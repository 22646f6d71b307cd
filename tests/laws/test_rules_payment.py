"""Laws of payment: what must hold for every record, whatever its codes and the prices."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from equipoise.params import load
from equipoise.rules import bare
from equipoise.rules.payment import (
    ActivityLine,
    AttendanceAtPrices,
    Delivered,
    ElectiveRecord,
    EmergencyAtPrices,
    Glide,
    Outside,
    Pathway,
    Patient,
    PointOfDelivery,
    Priced,
    Readmission,
    Reason,
    Scoped,
    SpellAtPrices,
    SpellPrices,
    TargetRate,
    base_price,
    best_practice,
    elective_scope,
    elective_value,
    emergency_price,
    excess_days,
    glide_path,
    market_forces,
    maternity_pathway,
    outpatient_price,
    point_of_delivery,
    readmission,
    record_price,
    responsible_commissioner,
    spell_price,
    target_rate,
    top_up,
    unbundled,
    value_weighted_activity,
)
from equipoise.units import FinancialYear
from tests.payment_cases import (
    activity_lines,
    delivered,
    elective_records,
    emergencies,
    pathways,
    patients,
    readmissions,
    scopeds,
    stays,
    visits,
)

PARAMS = load().exact
KNOWN_ON = date(2023, 5, 4)
OF_SPELLS = frozenset({"RADAY", "RANIGHT", "DC", "EL", "NELNE", "NELST", "NEL", "OTHER"})
stays_bare, visits_bare, emergencies_bare = (of.map(bare) for of in (stays, visits, emergencies))
amounts = st.integers(0, 10**7).map(Fraction)
shares = st.fractions(0, 1, max_denominator=1000)
Stay = SpellAtPrices[Fraction]
Visit = AttendanceAtPrices[Fraction]
Emergency = EmergencyAtPrices[Fraction]


def asked(rule: Any, of: Any) -> Any:
    return rule(of, PARAMS, known_on=KNOWN_ON)


def amounts_of(found: Priced[Fraction]) -> dict[str, Fraction | None]:
    names = ("base", "top_up", "additional", "excess", "unbundled", "market_forces", "price")
    return {name: getattr(found, name) for name in names}


def priced_or_reasoned(found: Priced[Fraction]) -> bool:
    amounts = amounts_of(found)
    if found.reason is None:
        return None not in (amounts["base"], amounts["market_forces"], amounts["price"])
    return set(amounts.values()) == {None}


@given(stays_bare)
def test_every_spell_has_one_point_of_delivery(stay: Stay) -> None:
    point = asked(point_of_delivery, stay)
    assert point in OF_SPELLS
    by_method = {"1": {"RADAY", "RANIGHT", "DC", "EL"}, "2": {"NELST", "NEL"}}
    allowed = by_method.get(stay.spell.admission_method[0], {"NELNE", "OTHER"})
    assert point in allowed


@given(stays_bare, amounts, amounts)
def test_a_short_stay_never_costs_more(stay: Stay, full: Fraction, less: Fraction) -> None:
    reduced = full - less if less < full else Fraction(0)
    prices = SpellPrices(non_elective=full, short_stay=reduced)
    plain = replace(stay, best_practice={}, prices=prices)
    short = asked(base_price, replace(plain, short_stay_applies=True))
    unreduced = asked(base_price, replace(plain, short_stay_applies=False))
    assert (short is None) == (unreduced is None)
    if short is not None:
        assert short in {full, reduced}
        assert short <= unreduced


@given(stays_bare)
def test_no_day_up_to_the_trim_point_is_excess(stay: Stay) -> None:
    found = asked(excess_days, stay)
    point = asked(point_of_delivery, stay)
    if found is None:
        return
    assert point is not PointOfDelivery.DAY_CASE
    assert stay.prices is not None
    trims = stay.prices
    trim = trims.elective_trim if point is PointOfDelivery.ELECTIVE else trims.non_elective_trim
    assert trim is not None
    rate = trims.per_day
    assert rate is not None
    beyond = stay.spell.length_of_stay - int(trim)
    assert found.days == (beyond if beyond > 0 else 0)
    assert found.payment == sum([rate] * int(found.days))


@given(stays_bare)
def test_conditional_payments_add_up(stay: Stay) -> None:
    alone = [
        asked(best_practice, replace(stay, best_practice={tariff: one}))
        for tariff, one in stay.best_practice.items()
    ]
    paid = [amount for amount in alone if amount is not None]
    assert asked(best_practice, stay) == (sum(paid) if paid else None)


@given(amounts, shares, amounts)
def test_at_the_target_rate_the_average_is_paid(
    average: Fraction, target: Fraction, difference: Fraction
) -> None:
    found = asked(target_rate, TargetRate(average=average, target=target, difference=difference))
    assert target * found.day_case + (1 - target) * found.ordinary == average
    assert found.day_case - found.ordinary == difference


@given(stays_bare)
def test_one_top_up_counts(stay: Stay) -> None:
    found = asked(top_up, stay)
    assert (found is None) == (not stay.top_ups)
    if found is not None:
        assert found in stay.top_ups.values()
        assert all(rate <= found for rate in stay.top_ups.values())


@given(delivered.map(bare))
def test_unbundled_care_is_paid_or_named(cares: tuple[Delivered[Fraction], ...]) -> None:
    found = asked(unbundled, cares)
    paid = [care.price for care in cares if care.price is not None]
    assert found.payment == (sum(paid) if paid else None)
    assert set(found.local) == {care.hrg for care in cares if care.price is None}


@given(stays_bare)
def test_a_spell_is_priced_or_says_why(stay: Stay) -> None:
    assert priced_or_reasoned(asked(spell_price, stay))


@given(stays_bare, st.integers(2, 60), st.integers(0, 60))
def test_a_longer_stay_is_never_cheaper(stay: Stay, days: int, more: int) -> None:
    def of(length: int) -> Priced[Fraction]:
        spell = replace(stay.spell, length_of_stay=length)
        longer = replace(stay, spell=spell, length_of_stay=Fraction(length))
        found: Priced[Fraction] = asked(spell_price, longer)
        return found

    shorter, longer = of(days), of(days + more)
    assert shorter.reason == longer.reason
    if shorter.price is not None:
        assert longer.price is not None
        assert shorter.price <= longer.price


@given(stays_bare)
def test_the_price_is_its_parts_times_market_forces(stay: Stay) -> None:
    found = asked(spell_price, stay)
    if found.reason is not None:
        return
    amounts = amounts_of(found)
    parts = sum(amounts[name] or 0 for name in ("top_up", "additional", "excess", "unbundled"))
    exact = (found.base + parts) * found.market_forces
    assert abs(found.price - exact) * 2 <= 1
    assert found.price.denominator == 1
    if found.top_up is not None:
        assert found.top_up == found.base * found.top_up_ratio


@given(visits_bare)
def test_an_appointment_is_priced_or_says_why(visit: Visit) -> None:
    found = asked(outpatient_price, visit)
    assert priced_or_reasoned(found)
    assert found.point_of_delivery in {"OPPROC", "OPFA", "OPFU"}


@given(visits_bare, st.sampled_from(["2", "3", "4", "7", "0", ""]))
def test_nobody_pays_for_who_did_not_come(visit: Visit, attended: str) -> None:
    absent = replace(visit, attendance=replace(visit.attendance, attended=attended))
    assert asked(outpatient_price, absent).reason in {Reason.NOT_ATTENDED, Reason.PRIVATE}


@given(emergencies_bare)
def test_an_emergency_is_priced_or_says_why(visit: Emergency) -> None:
    found = asked(emergency_price, visit)
    assert priced_or_reasoned(found)
    if found.reason is None and visit.attendance.department_type in {"3", "03"}:
        assert found.base == visit.type_3


@given(stays_bare, visits_bare, emergencies_bare)
def test_each_kind_of_record_has_its_rule(stay: Stay, visit: Visit, emergency: Emergency) -> None:
    assert asked(record_price, stay) == asked(spell_price, stay)
    assert asked(record_price, visit) == asked(outpatient_price, visit)
    assert asked(record_price, emergency) == asked(emergency_price, emergency)


indices = st.fractions(Fraction(1, 2), 2, max_denominator=10**6)
KNOWN_LATER = date(2026, 5, 4)


@given(st.dictionaries(st.text("AB", min_size=1, max_size=3), indices, min_size=1))
def test_the_lowest_payment_index_is_one(underlying: dict[str, Fraction]) -> None:
    found = asked(market_forces, underlying)
    assert min(found.values()) == 1
    order = sorted(underlying, key=lambda code: (underlying[code], code))
    assert sorted(found, key=lambda code: (found[code], code)) == order


@given(indices, indices)
def test_the_glide_path_ends_at_the_new_index(old: Fraction, new: Fraction) -> None:
    way = [
        asked(glide_path, Glide(year=FinancialYear(year), old=old, new=new))
        for year in range(2019, 2024)
    ]
    assert way[-1] == new
    steps = [after - before for before, after in zip([old, *way], way, strict=False)]
    assert set(steps) == {(new - old) / 5}


@given(readmissions.map(bare), st.integers(31, 400))
def test_a_readmission_after_the_days_is_paid_in_full(
    spell: Readmission[Fraction], days: int
) -> None:
    late = replace(spell, days_since=Fraction(days))
    assert asked(readmission, late) == spell.price
    within = asked(readmission, spell)
    assert 0 <= within <= spell.price
    if not spell.after_elective or spell.excluded:
        assert within == spell.price


@given(pathways.map(bare))
def test_pathway_moves_sum_to_zero(pathway: Pathway[Fraction]) -> None:
    assert sum(asked(maternity_pathway, pathway).moves.values()) == 0


@given(pathways.map(bare))
def test_providers_keep_what_the_commissioner_pays(pathway: Pathway[Fraction]) -> None:
    found = asked(maternity_pathway, pathway)
    assert found.commissioner == sum(pathway.prices.values())
    assert sum(found.providers.values()) == found.commissioner
    assert found.providers.keys() == found.moves.keys()


@given(patients)
def test_somebody_pays_for_whoever_has_a_practice(patient: Patient) -> None:
    found = asked(responsible_commissioner, patient)
    if patient.private or patient.service_line == "retained":
        assert found.commissioner == ("VPP00" if patient.private else patient.hub)
    elif patient.practice:
        assert found.commissioner == ("13Q" if patient.armed_forces else patient.practice)


@given(scopeds)
def test_nothing_outside_counts_for_its_price(scoped: Scoped) -> None:
    with_price, without = (
        asked(elective_scope, replace(scoped, procedure_priced=priced)) for priced in (True, False)
    )
    if with_price is not None:
        assert without == with_price
    assert without in {with_price, Outside.FOLLOW_UP}


@given(elective_records.map(bare))
def test_what_does_not_count_is_worth_nothing(record: ElectiveRecord[Fraction]) -> None:
    found = elective_value(record, PARAMS, known_on=KNOWN_LATER)
    assert found.value is None or found.outside is None
    if record.devolved:
        assert (found.value, found.outside) == (None, Outside.DEVOLVED)


Lines = dict[str, ActivityLine[Fraction]]


@given(activity_lines.map(bare))
def test_the_price_level_is_irrelevant(lines: Lines) -> None:
    doubled = {
        name: replace(line, price=None if line.price is None else line.price * 2)
        for name, line in lines.items()
    }
    one, other = (asked(value_weighted_activity, of) for of in (lines, doubled))
    for name in ("by_value", "by_priced_count", "by_count"):
        assert getattr(one, name) == getattr(other, name)
    assert one.before.coverage == other.before.coverage


@given(activity_lines.map(bare), st.integers(1, 10**5))
def test_value_and_count_agree_at_one_price(lines: Lines, price: int) -> None:
    alike = {name: replace(line, price=Fraction(price)) for name, line in lines.items()}
    found = asked(value_weighted_activity, alike)
    assert found.by_value == found.by_priced_count == found.by_count
