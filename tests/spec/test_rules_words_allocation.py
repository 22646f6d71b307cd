"""What the rules of allocation work out and say of it, as `explain` prints it.

The numbers are round ones, worked by hand, under weights that are round too: what was published
is reproduced in test_rules_allocation, where the published files are at hand.
"""

from datetime import date
from fractions import Fraction

from equipoise.params import Parameters
from equipoise.rules.allocation import (
    AllocationAndTarget,
    Area,
    Areas,
    CoreTarget,
    MedicalNeed,
    MedicalNeeds,
    Need,
    Needs,
    Opening,
    Pace,
    PartAndWhole,
    Weighted,
    core_target,
    distance_from_target,
    fair_shares,
    minimum_growth,
    pace_of_change,
    primary_medical,
    relative_need,
)
from equipoise.units import PENCE, PEOPLE, RATIO, FinancialYear, Unit
from equipoise.workings import Basis, Figure, Reference, given, words
from tests.rules_cases import PARAMS, POUND, figure, sentences, with_value

KNOWN_ON = date(2023, 5, 4)
OLD, NEW = FinancialYear(2018).period, FinancialYear(2023).period
WEIGHTS: dict[str, Fraction | int] = {
    "general_acute_ratio": Fraction(70, 100),
    "community_ratio": Fraction(10, 100),
    "mental_health_ratio": Fraction(15, 100),
    "maternity_ratio": Fraction(5, 100),
    "health_inequalities_ratio": Fraction(10, 100),
    "hospital_and_community_pence": 1000 * POUND,
    "prescribing_pence": 150 * POUND,
}


def weighed() -> Parameters:
    """Return the parameters with the round weights."""
    changed = {f"allocation/core/{name}": value for name, value in WEIGHTS.items()}
    trees = {path: with_value(path, value).tree[path] for path, value in changed.items()}
    return Parameters({**PARAMS.tree, **trees})


def practice(code: str, area: str, people: int, each: dict[str, Fraction | int]) -> Need[Figure]:
    """Return a practice all of whose needs are its people, and its indices 1, but for `each`."""

    def number(name: str) -> Figure:
        usual, unit = (1, RATIO) if name in ("market_forces", "ambulance") else (people, PEOPLE)
        return figure(each.get(name, usual), f"{code} {name}", unit=unit, starts_in=2018)

    return Need(
        area=area,
        population=number("population"),
        general_acute=number("general_acute"),
        community=number("community"),
        mental_health=number("mental_health"),
        maternity=number("maternity"),
        prescribing=number("prescribing"),
        health_inequalities=number("health_inequalities"),
        market_forces=number("market_forces"),
        ambulance=number("ambulance"),
    )


def england() -> Needs[Figure]:
    uneven: dict[str, Fraction | int] = {
        "general_acute": 1000,
        "community": 2000,
        "mental_health": 3000,
        "maternity": 4000,
        "prescribing": 800,
        "health_inequalities": 500,
        "market_forces": Fraction(102, 100),
        "ambulance": Fraction(105, 100),
    }
    return Needs(
        period=OLD,
        practices={
            "ZP1": practice("ZP1", "ZA", 1000, uneven),
            "ZP2": practice("ZP2", "ZA", 3000, {}),
            "ZP3": practice("ZP3", "ZB", 1000, {}),
        },
        remoteness={"ZA": figure(40_000 * POUND, "Remoteness of ZA", starts_in=2018)},
    )


def targets() -> dict[str, CoreTarget[Figure]]:
    return dict(core_target(england(), weighed(), known_on=KNOWN_ON))


def test_core_targets_by_hand() -> None:
    """ZP1 needs 700 + 200 + 450 + 200 = 1,550; nine tenths of it and a tenth of 500 are 1,445.

    That is £1,445,000, times 1.02 and 1.05 £1,547,595; nine tenths of 800 and 50 are 770, for
    medicines £115,500. Remoteness gives it £10,000 of £40,000, ZP2 £30,000, ZP3 none.
    """
    found = targets()
    pounds = {
        code: (one.without_remoteness.value / POUND, one.target.value / POUND)
        for code, one in found.items()
    }
    assert pounds == {
        "ZP1": (1_663_095, 1_673_095),
        "ZP2": (3_450_000, 3_480_000),
        "ZP3": (1_150_000, 1_150_000),
    }
    needed = {code: one.hospital_and_community.value for code, one in found.items()}
    assert needed == {"ZP1": 1550, "ZP2": 3000, "ZP3": 1000}
    weighted = {code: one.weighted_population.value for code, one in found.items()}
    assert weighted["ZP3"] == Fraction(5000 * 1_150_000, 6_303_095)
    assert found["ZP2"].need_index.value == Fraction(5000 * 3_480_000, 6_303_095 * 3000)


def published(value: int | Fraction, name: str, unit: Unit, *, starts_in: int = 2023) -> Figure:
    """Return a figure as a publication gives it: of no stage, on no reading of support."""
    basis = Basis(period=FinancialYear(starts_in).period, unit=unit)
    return given(value, basis, Reference("cell", (name.replace(" ", "."),)), name=name)


def steps(*found: Figure) -> list[str]:
    """Return the name and value of every step that leads to these figures, each once."""
    lines = [line.strip() for figure in found for line in words.lines(figure)]
    return list(dict.fromkeys(line.partition(" = ")[0] for line in lines if " = " in line))


def test_core_targets_in_words() -> None:
    one = targets()["ZP1"]
    assert steps(one.need_index)[:7] == [
        "Need index about 1.327201",
        "Weighted population 1,327.2",
        "Target £1.7m",
        "Target without remoteness £1.7m",
        "Hospital and community block £1.5m",
        "Hospital and community need 1,550",
        "Prescribing block £0.1m",
    ]
    assert "Target of England £6.3m" in steps(one.need_index)
    assert sentences(one.target) == [
        "Target £1.7m = Target without remoteness £1.7m plus (Remoteness of ZA £40,000.00 times "
        "(ZP1 population 1,000 divided by (the total of ZP1 population 1,000 and ZP2 population "
        "3,000))) [rule:allocation/core_target]"
    ]


def test_distance_from_target_in_words() -> None:
    area = AllocationAndTarget(
        allocation=figure(95 * POUND, "Given"), target=figure(100 * POUND, "Due")
    )
    found = distance_from_target(area, PARAMS, known_on=KNOWN_ON)
    assert sentences(found.amount, found.ratio) == [
        "Distance from target £(5.00) = Given £95.00 less Due £100.00 "
        "[rule:allocation/distance_from_target]",
        "Distance from target, share -0.05 = Distance from target £(5.00) divided by Due £100.00 "
        "[rule:allocation/distance_from_target]",
    ]


def test_fair_shares_in_words() -> None:
    people = {
        "ZP1": figure(1, "People of ZP1", unit=PEOPLE),
        "ZP2": figure(2, "People of ZP2", unit=PEOPLE),
    }
    areas = Weighted(quantum=figure(100 * POUND, "Quantum"), people=people)
    found = fair_shares(areas, PARAMS, known_on=KNOWN_ON)
    assert steps(found["ZP1"].share, found["ZP1"].target) == [
        "Share of weighted people, ZP1 1/3",
        "Weighted people of all areas 3",
        "Target, ZP1 £33.33",
    ]
    assert steps(found["ZP2"].target) == ["Target, ZP2 £66.67"]


def test_minimum_growth_in_words() -> None:
    """Half-way down the taper: 2.3736%, less half of what it is above 0.02%, is 1.1968%."""
    area = Opening(
        period=OLD,
        distance=published(Fraction(75, 1000), "Distance", RATIO, starts_in=2018),
        population_growth=published(Fraction(1, 100), "Growth of people", RATIO, starts_in=2018),
    )
    found = minimum_growth(area, PARAMS, known_on=KNOWN_ON)
    assert found.value == Fraction(11_968, 1_000_000)
    assert [step.rpartition(" ")[0] for step in steps(found)] == [
        "Minimum growth",
        "Minimum growth before the taper",
        "Minimum growth for each head, in cash",
    ]
    (sentence,) = sentences(found)
    assert sentence.endswith(
        " if Distance 0.075 > Distance above target at which minimum growth starts to fall 0.05, "
        "otherwise Minimum growth before the taper 2967/125000 [rule:allocation/minimum_growth]"
    )


def test_primary_medical_care_in_words() -> None:
    practices = {
        "ZP1": MedicalNeed(
            need=published(100, "Need", PEOPLE),
            health_inequalities=published(200, "Inequalities", PEOPLE),
        )
    }
    asked = MedicalNeeds(period=NEW, practices=practices)
    assert steps(primary_medical(asked, PARAMS, known_on=KNOWN_ON)["ZP1"]) == [
        "Weighted population for primary medical care, ZP1 115",
        "Share that follows need 0.85",
    ]


def test_relative_need_in_words() -> None:
    part = PartAndWhole(
        people=figure(10, "People", unit=PEOPLE),
        weighted=figure(12, "Weighted", unit=PEOPLE),
        of_people=figure(100, "Everyone", unit=PEOPLE),
        of_weighted=figure(80, "All weighted", unit=PEOPLE),
    )
    assert steps(relative_need(part, PARAMS, known_on=KNOWN_ON)) == [
        "Need index 1.5",
        "Weighted people for each head of the part 1.2",
        "Weighted people for each head of the whole 0.8",
    ]


def area(code: str, opening: int, most: Fraction | None = None) -> Area[Figure]:
    """Return an area whose target is £1,000 and that grows by 1% at the least."""
    return Area(
        opening=published(opening * POUND, f"Opening of {code}", PENCE),
        target=published(1000 * POUND, f"Target of {code}", PENCE),
        minimum_growth=published(Fraction(1, 100), f"Least of {code}", RATIO),
        maximum_growth=None if most is None else published(most, f"Most of {code}", RATIO),
    )


def paced() -> Pace[Figure]:
    areas = Areas(
        period=NEW,
        quantum=published(3200 * POUND, "Quantum", PENCE),
        areas={
            "ZA1": area("ZA1", 900),
            "ZB1": area("ZB1", 1000, Fraction(2, 100)),
            "ZC1": area("ZC1", 1100),
        },
    )
    return pace_of_change(areas, PARAMS, known_on=KNOWN_ON)


def test_pace_of_change_by_hand() -> None:
    """ZA1 opens 10% under, so grows by 1% more than the base, ZC1 10% above and by 1% less.

    ZB1 meets its cap of £1,020. Of £3,200 the others share £2,180: £909 and £1,089 before the
    base growth, which is £182 on openings of £2,000.
    """
    found = paced()
    assert found.base_growth.value == Fraction(91, 1000)
    rows = {
        code: (
            *(one.allocation.value, one.growth.value, one.floor.value, one.held),
            *(one.opening_distance.value, one.closing_distance.value),
        )
        for code, one in found.areas.items()
    }
    tenth = Fraction(1, 10)
    assert rows == {
        "ZA1": (99_090, Fraction(101, 1000), 95_000, "", -tenth, Fraction(-91, 10_000)),
        "ZB1": (102_000, Fraction(2, 100), 101_000, "cap", 0, Fraction(2, 100)),
        "ZC1": (118_910, Fraction(81, 1000), 111_100, "", tenth, Fraction(1891, 10_000)),
    }


def test_pace_of_change_in_words() -> None:
    found = paced()
    one = found.areas["ZA1"]
    assert steps(one.growth)[:6] == [
        "Growth 0.101",
        "Share of ZA1 £990.90",
        "Before rounding, ZA1 £990.90",
        "Allocation before base growth £909.00",
        "Pull towards target 0.01",
        "Opening distance from target, ZA1 -0.1",
    ]
    assert steps(found.base_growth)[:3] == ["Base growth 0.091", "Cap £1,020.00", "Floor £1,010.00"]
    assert [words.titled(each) for each in (one.allocation, one.closing_distance)] == [
        "Allocation £990.90",
        "Closing distance from target -91/10000",
    ]
