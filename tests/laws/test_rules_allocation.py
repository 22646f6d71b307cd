"""Laws of allocation: what must hold for every practice, area and sum."""

from datetime import date
from fractions import Fraction
from random import Random

from hypothesis import assume, given
from hypothesis import strategies as st

from equipoise.params import load
from equipoise.rules.allocation import (
    AllocationAndTarget,
    Area,
    Areas,
    MedicalNeed,
    MedicalNeeds,
    Need,
    Needs,
    Opening,
    Pace,
    PartAndWhole,
    QuantumError,
    Weighted,
    core_target,
    distance_from_target,
    fair_shares,
    minimum_growth,
    pace_of_change,
    primary_medical,
    relative_need,
)
from equipoise.units import Period
from equipoise.workings import total

PARAMS = load().exact
KNOWN_ON = date(2023, 5, 4)
OLD, NEW = Period.parse("2018/19"), Period.parse("2023/24")
UNDER = Fraction(5, 100)

people = st.fractions(1, 50_000, max_denominator=1000)
index = st.fractions(Fraction(9, 10), Fraction(6, 5), max_denominator=1000)
codes = st.from_regex(r"\AZ[A-Z][0-9]\Z")
needs = st.builds(
    Need[Fraction],
    area=st.sampled_from(["ZA", "ZB"]),
    population=people,
    general_acute=people,
    community=people,
    mental_health=people,
    maternity=people,
    prescribing=people,
    health_inequalities=people,
    market_forces=index,
    ambulance=index,
)
practices = st.dictionaries(codes, needs, min_size=1, max_size=6)
pence = st.integers(1, 10**11).map(Fraction)
ratios = st.fractions(-1, 1, max_denominator=1000)
small = st.fractions(0, Fraction(1, 10), max_denominator=1000)


@st.composite
def areas(draw: st.DrawFn) -> Areas[Fraction]:
    """Areas that differ from their targets by less than a fifth, and a sum between their limits."""
    found = {}
    for code in draw(st.lists(codes, min_size=1, max_size=6, unique=True)):
        target = draw(st.integers(10**6, 10**10).map(Fraction))
        least, more = draw(small), draw(st.none() | small)
        most = None if more is None else least + more
        opening = Fraction(int(target * (1 + draw(ratios) / 5)))
        found[code] = Area(
            opening=opening, target=target, minimum_growth=least, maximum_growth=most
        )
    wanted = sum(area.opening for area in found.values()) * (1 + draw(ratios) / 3)
    return Areas(period=NEW, quantum=Fraction(int(wanted)), areas=found)


def paced(given_areas: Areas[Fraction]) -> Pace[Fraction]:
    try:
        return pace_of_change(given_areas, PARAMS, known_on=KNOWN_ON)
    except QuantumError:
        assume(False)
        raise


@given(practices, st.data())
def test_weighted_people_sum_to_people(
    found: dict[str, Need[Fraction]], data: st.DataObject
) -> None:
    there = sorted({need.area for need in found.values()})
    remoteness = data.draw(st.dictionaries(st.sampled_from(there), pence))
    england = Needs(period=OLD, practices=found, remoteness=remoteness)
    targets = core_target(england, PARAMS, known_on=KNOWN_ON)
    everyone = sum(need.population for need in found.values())
    assert sum(target.weighted_population for target in targets.values()) == everyone
    for code, target in targets.items():
        assert target.need_index * found[code].population == target.weighted_population


@given(practices, st.data())
def test_targets_are_the_blocks_and_remoteness(
    found: dict[str, Need[Fraction]], data: st.DataObject
) -> None:
    there = sorted({need.area for need in found.values()})
    remoteness = data.draw(st.dictionaries(st.sampled_from(there), pence))
    england = Needs(period=OLD, practices=found, remoteness=remoteness)
    targets = core_target(england, PARAMS, known_on=KNOWN_ON)
    for area in there:
        added = sum(
            targets[code].target - targets[code].without_remoteness
            for code, need in found.items()
            if need.area == area
        )
        assert added == remoteness.get(area, 0)


@given(st.dictionaries(codes, st.tuples(people, people), min_size=1, max_size=6))
def test_medical_people_sum_to_people(parts: dict[str, tuple[Fraction, Fraction]]) -> None:
    everyone = total(need for need, _ in parts.values())
    scale = everyone / total(unequal for _, unequal in parts.values())
    found = primary_medical(
        MedicalNeeds(
            period=NEW,
            practices={
                code: MedicalNeed(need=need, health_inequalities=unequal * scale)
                for code, (need, unequal) in parts.items()
            },
        ),
        PARAMS,
        known_on=KNOWN_ON,
    )
    assert sum(found.values()) == everyone


weights = st.dictionaries(codes, people, min_size=1, max_size=6)


@given(st.integers(-(10**11), 10**11).map(Fraction), weights)
def test_formula_shares_sum_to_one(quantum: Fraction, found: dict[str, Fraction]) -> None:
    shares = fair_shares(Weighted(quantum=quantum, people=found), PARAMS, known_on=KNOWN_ON)
    assert sum(one.share for one in shares.values()) == 1


@given(st.integers(-(10**11), 10**11).map(Fraction), weights)
def test_targets_sum_to_the_quantum(quantum: Fraction, found: dict[str, Fraction]) -> None:
    shares = fair_shares(Weighted(quantum=quantum, people=found), PARAMS, known_on=KNOWN_ON)
    assert sum(one.target for one in shares.values()) == quantum
    for one in shares.values():
        assert abs(one.target - one.share * quantum) < 1


@given(pence, weights, st.randoms())
def test_areas_in_any_order(quantum: Fraction, found: dict[str, Fraction], random: Random) -> None:
    listed = list(found.items())
    random.shuffle(listed)
    asked = (Weighted(quantum=quantum, people=people) for people in (found, dict(listed)))
    one, other = (fair_shares(areas, PARAMS, known_on=KNOWN_ON) for areas in asked)
    assert one == other


@given(pence, pence)
def test_target_and_distance_are_the_allocation(allocation: Fraction, target: Fraction) -> None:
    area = AllocationAndTarget(allocation=allocation, target=target)
    found = distance_from_target(area, PARAMS, known_on=KNOWN_ON)
    assert target + found.amount == allocation
    assert target * (1 + found.ratio) == allocation


@given(ratios, ratios, st.fractions(Fraction(-1, 20), Fraction(1, 20), max_denominator=1000))
def test_further_above_target_never_means_more(
    one: Fraction, other: Fraction, growth: Fraction
) -> None:
    near, far = sorted((one, other))
    least = [
        minimum_growth(
            Opening(period=OLD, distance=distance, population_growth=growth),
            PARAMS,
            known_on=KNOWN_ON,
        )
        for distance in (near, far)
    ]
    assert least[0] >= least[1]


@given(areas())
def test_allocations_sum_to_the_quantum(given_areas: Areas[Fraction]) -> None:
    found = paced(given_areas)
    assert sum(area.allocation for area in found.areas.values()) == given_areas.quantum


@given(areas())
def test_allocations_are_held_between_floor_and_cap(given_areas: Areas[Fraction]) -> None:
    for code, area in paced(given_areas).areas.items():
        asked = given_areas.areas[code]
        assert area.floor <= area.allocation
        assert area.floor >= asked.opening * (1 + asked.minimum_growth) - Fraction(1, 2)
        assert (area.cap is None) == (asked.maximum_growth is None)
        if area.cap is not None:
            assert area.allocation <= area.cap


@given(areas())
def test_nobody_is_further_under_than_allowed(given_areas: Areas[Fraction]) -> None:
    for code, area in paced(given_areas).areas.items():
        lowest = given_areas.areas[code].target * (1 - UNDER)
        assert area.allocation >= lowest - Fraction(1, 2)


@given(areas())
def test_areas_alike_keep_their_order(given_areas: Areas[Fraction]) -> None:
    found = paced(given_areas).areas
    for code, area in found.items():
        for other, beside in found.items():
            one, two = given_areas.areas[code], given_areas.areas[other]
            alike = (one.minimum_growth, one.maximum_growth) == (
                two.minimum_growth,
                two.maximum_growth,
            )
            if alike and area.opening_distance < beside.opening_distance:
                penny = 1 / one.target + 1 / two.target
                assert area.closing_distance <= beside.closing_distance + penny


@given(st.dictionaries(codes, st.tuples(people, people), min_size=1, max_size=6))
def test_parts_weigh_as_the_whole(parts: dict[str, tuple[Fraction, Fraction]]) -> None:
    everyone = total(one for one, _ in parts.values())
    weighted = total(two for _, two in parts.values())
    indices = [
        one
        * relative_need(
            PartAndWhole(people=one, weighted=two, of_people=everyone, of_weighted=weighted),
            PARAMS,
            known_on=KNOWN_ON,
        )
        for one, two in parts.values()
    ]
    assert sum(indices) == everyone
