"""Allocation by formula, against what was published."""

from datetime import date
from fractions import Fraction
from functools import cache

import pytest

from equipoise.params import load
from equipoise.rules.allocation import (
    AllocationAndTarget,
    MedicalNeed,
    MedicalNeeds,
    Need,
    Needs,
    Opening,
    PartAndWhole,
    Weighted,
    core_target,
    distance_from_target,
    fair_shares,
    minimum_growth,
    primary_medical,
    relative_need,
)
from equipoise.sources import PracticeNeeds, amounts, practice_needs, read_table
from equipoise.units import Absence, Period
from equipoise.workings import total
from tests.shared_data import needs, shared

PARAMS = load()
BASE, LATER, DISTANCES = "alloc-aif-2018-base", "alloc-aif-2022-26", "alloc-ccg-dft"
OLD = Period.parse("2018/19")
KNOWN_ON = date(2025, 1, 1)
THOUSAND = 100_000
"""Pence in £000."""
FILES = {
    "2022/23": "wp_data_2022LAD.csv.gz",
    "2023/24": "2023_2024.csv.gz",
    "2024/25": "2024_2025.csv.gz",
}


@cache
def base() -> PracticeNeeds:
    path = shared(BASE, "gp_practice_weighted_population_2018_19.xlsx")
    return practice_needs(path, sheet="GP practice WP by ICS")


@cache
def later(year: str) -> PracticeNeeds:
    return practice_needs(shared(LATER, FILES[year]))


def whole(value: Fraction | Absence) -> Fraction:
    assert isinstance(value, Fraction)
    return value


@needs(BASE)
def test_every_practice_target_of_2018_19_is_reproduced() -> None:
    columns = (
        *("population", "general_acute", "community", "mental_health", "maternity"),
        *("prescribing", "health_inequalities", "market_forces", "ambulance"),
    )
    practices = {
        code: Need(
            area=practice.within["area"],
            **{column: whole(practice[column]) for column in columns},
        )
        for code, practice in base().practices.items()
    }
    remoteness = PARAMS.keys("allocation/core/remoteness_pence", OLD, known_on=KNOWN_ON)
    added = {
        area: PARAMS.exact.at("allocation/core/remoteness_pence", OLD, known_on=KNOWN_ON, key=area)
        for area in remoteness
    }
    england = Needs(period=OLD, practices=practices, remoteness=added)
    found = core_target(england, PARAMS.exact, known_on=KNOWN_ON)
    assert len(found) == 7_325
    millionth = Fraction(1, 10**6)
    for code, practice in base().practices.items():
        target = found[code]
        for column, ours in (
            ("without_remoteness", target.without_remoteness / THOUSAND),
            ("target", target.target / THOUSAND),
            ("core", target.weighted_population),
            ("hospital_and_community", target.hospital_and_community),
            ("need_index", target.need_index),
        ):
            assert abs(ours - whole(practice[column])) < millionth, (code, column)
    one = found["A83005"]
    assert round(one.target / THOUSAND, 6) == Fraction("16745.507963")
    assert round(one.need_index, 10) == Fraction("1.1271008325")
    england_target = sum(target.target for target in found.values()) / THOUSAND
    assert round(england_target, 3) == Fraction("74185184.232")


@needs(BASE)
def test_remoteness_goes_to_seven_areas() -> None:
    less, more = base().sums("without_remoteness", "area"), base().sums("target", "area")
    thousands = {code: round(more[code] - less[code], 3) for code in more}
    assert {code: added for code, added in thousands.items() if added} == {
        "01H": Fraction("9189.766"),
        "01K": Fraction("6281.129"),
        "10L": Fraction("5311.947"),
        "99P": Fraction("3984.779"),
        "05F": Fraction("3415.057"),
        "03T": Fraction("3018.871"),
        "03M": Fraction("2854.066"),
    }


@needs(LATER)
@pytest.mark.parametrize("year", ["2023/24", "2024/25"])
def test_primary_medical_care_of_every_practice_is_reproduced(year: str) -> None:
    published = later(year)
    practices = {
        code: MedicalNeed(
            need=whole(practice["medical_need"]),
            health_inequalities=whole(practice["health_inequalities"]),
        )
        for code, practice in published.practices.items()
    }
    asked = MedicalNeeds(period=Period.parse(year), practices=practices)
    found = primary_medical(asked, PARAMS.exact, known_on=KNOWN_ON)
    assert len(found) == 6_553
    for code, practice in published.practices.items():
        assert abs(found[code] - whole(practice["medical"])) < Fraction(1, 10**5)


@needs(LATER)
@pytest.mark.parametrize("year", sorted(FILES))
def test_shares_of_42_systems_sum_to_one(year: str) -> None:
    weighted = later(year).sums("core", "system")
    asked = Weighted(quantum=Fraction(107_600_000_000_00), people=weighted)
    found = fair_shares(asked, PARAMS.exact, known_on=KNOWN_ON)
    assert len(found) == 42
    assert sum(one.share for one in found.values()) == 1
    assert sum(one.target for one in found.values()) == 107_600_000_000_00


@needs(LATER)
def test_south_yorkshire_by_district_in_2023_24() -> None:
    """Fact book 2, worked example B."""
    published = later("2023/24")
    system = "QF7"
    of_system = {
        code: practice
        for code, practice in published.practices.items()
        if practice.within["system"] == system
    }
    places: dict[str, list[str]] = {}
    for code, practice in of_system.items():
        name = published.names["district"][practice.within["district"]]
        places.setdefault(name, []).append(code)
    assert {name: len(codes) for name, codes in places.items()} == {
        "Barnsley": 32,
        "Doncaster": 38,
        "Rotherham": 29,
        "Sheffield": 76,
    }
    core = published.column("core")
    weighted = {name: total(core[code] for code in codes) for name, codes in places.items()}
    asked = Weighted(quantum=Fraction(1_000_000_000_00), people=weighted)
    found = fair_shares(asked, PARAMS.exact, known_on=KNOWN_ON)
    assert {name: round(one.share, 6) for name, one in found.items()} == {
        "Barnsley": Fraction("0.190016"),
        "Doncaster": Fraction("0.232425"),
        "Rotherham": Fraction("0.189335"),
        "Sheffield": Fraction("0.388223"),
    }
    people = published.column("population")
    everyone = total(people[code] for code in of_system)
    for column, indices in (
        ("general_acute", ("1.082", "1.055", "1.058", "0.911")),
        ("mental_health", ("1.016", "0.970", "0.963", "1.025")),
        ("core", ("1.058", "1.049", "1.050", "0.928")),
        ("medical", ("1.019", "1.018", "1.034", "0.968")),
        ("health_inequalities", ("0.969", "1.053", "1.090", "0.946")),
    ):
        values = published.column(column)
        weight = total(values[code] for code in of_system)
        for name, index in zip(sorted(places), indices, strict=True):
            part = PartAndWhole(
                people=total(people[code] for code in places[name]),
                weighted=total(values[code] for code in places[name]),
                of_people=everyone,
                of_weighted=weight,
            )
            ours = relative_need(part, PARAMS.exact, known_on=KNOWN_ON)
            assert round(ours, 3) == Fraction(index), (column, name)


@pytest.mark.parametrize(
    ("weighted", "allocation", "target", "distance", "percent"),
    [
        (208_986, 219_307, 237_285, -17_978, "-7.58"),
        (181_827, 193_566, 206_448, -12_882, "-6.24"),
        (105_444, 120_033, 119_722, 311, "0.26"),
        (220_611, 231_588, 250_484, -18_896, "-7.54"),
        (269_739, 308_328, 306_264, 2_064, "0.67"),
        (389_047, 445_168, 441_728, 3_440, "0.78"),
    ],
    ids=["01C", "01R", "02D", "02E", "02F", "12F"],
)
def test_distance_from_target_of_2013_14(
    weighted: int, allocation: int, target: int, distance: int, percent: str
) -> None:
    """NHS England, Gateway 00337, annex A, area Q44: £000."""
    quantum, everyone = 1_561_930, 1_375_654
    people = {"this": Fraction(weighted), "others": Fraction(everyone - weighted)}
    asked = Weighted(quantum=Fraction(quantum * THOUSAND), people=people)
    ours = fair_shares(asked, PARAMS.exact, known_on=KNOWN_ON)["this"].target
    assert abs(ours / THOUSAND - target) < 1
    area = AllocationAndTarget(
        allocation=Fraction(allocation * THOUSAND), target=Fraction(target * THOUSAND)
    )
    found = distance_from_target(area, PARAMS.exact, known_on=KNOWN_ON)
    assert found.amount == distance * THOUSAND
    assert round(100 * found.ratio, 2) == Fraction(percent)


@needs(DISTANCES)
def test_minimum_growth_of_178_areas_is_reproduced() -> None:
    table = read_table(shared(DISTANCES, "ccg_allocations.csv"), "area_distances")
    rows = [row for row in table.rows if row.number != 102]  # a copy of its neighbour
    assert len(rows) == 208
    near = 0
    for row in rows:
        distance, printed, growth, each = (
            percent(row[column])
            for column in ("opening", "minimum_growth", "growth", "growth_per_head")
        )
        opening = Opening(
            period=OLD,
            distance=distance,
            population_growth=(1 + growth) / (1 + each) - 1,
        )
        if distance <= Fraction(5, 100):
            near += 1
            least = minimum_growth(opening, PARAMS.exact, known_on=KNOWN_ON)
            assert abs(least - printed) < Fraction(1, 10_000), row["area"]
    assert near == 178


def percent(text: str) -> Fraction:
    value = amounts.number(text.removesuffix("%"))
    assert value is not None
    return value / 100
