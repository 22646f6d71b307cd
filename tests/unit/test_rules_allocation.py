"""Where an allocation is refused, and which limit holds it."""

from datetime import date
from fractions import Fraction

import pytest

from equipoise.params import ParameterError, load
from equipoise.rules.allocation import (
    AllocationAndTarget,
    Area,
    Areas,
    Needs,
    NobodyError,
    NoTargetError,
    Opening,
    PartAndWhole,
    QuantumError,
    core_target,
    distance_from_target,
    minimum_growth,
    pace_of_change,
    relative_need,
)
from equipoise.units import Period

PARAMS = load().exact
KNOWN_ON = date(2023, 5, 4)
OLD, NEW = Period.parse("2018/19"), Period.parse("2023/24")


def test_the_sum_is_refused_a_penny_outside_its_limits() -> None:
    area = Area(
        opening=Fraction(1000),
        target=Fraction(1000),
        minimum_growth=Fraction(2, 100),
        maximum_growth=Fraction(4, 100),
    )
    for quantum, why in ((1019, "the floors cost 1020 pence"), (1041, "the caps take 1040")):
        asked = Areas(period=NEW, quantum=Fraction(quantum), areas={"ZA1": area})
        with pytest.raises(QuantumError, match=why):
            pace_of_change(asked, PARAMS, known_on=KNOWN_ON)
    for quantum in (1020, 1040):
        asked = Areas(period=NEW, quantum=Fraction(quantum), areas={"ZA1": area})
        assert pace_of_change(asked, PARAMS, known_on=KNOWN_ON).areas["ZA1"].allocation == quantum


def test_an_area_of_nothing_is_refused() -> None:
    area = Area(
        opening=Fraction(0), target=Fraction(1), minimum_growth=Fraction(0), maximum_growth=None
    )
    asked = Areas(period=NEW, quantum=Fraction(10), areas={"ZA1": area})
    with pytest.raises(QuantumError, match="ZA1 opens with nothing"):
        pace_of_change(asked, PARAMS, known_on=KNOWN_ON)


def test_areas_that_cannot_move_are_refused() -> None:
    area = Area(
        opening=Fraction(1000),
        target=Fraction(1000),
        minimum_growth=Fraction(0),
        maximum_growth=Fraction(0),
    )
    asked = Areas(period=NEW, quantum=Fraction(1000), areas={"ZA1": area})
    with pytest.raises(QuantumError, match="nobody's allocation can move"):
        pace_of_change(asked, PARAMS, known_on=KNOWN_ON)


def test_which_limit_holds_an_area_is_told() -> None:
    def area(opening: int, target: int, most: Fraction | None = None) -> Area[Fraction]:
        return Area(
            opening=Fraction(opening),
            target=Fraction(target),
            minimum_growth=Fraction(1, 100),
            maximum_growth=most,
        )

    areas = {
        "ZA1": area(80_000, 100_000),  # far under: raised to 5% under
        "ZB1": area(130_000, 100_000),  # far above: its minimum growth
        "ZC1": area(97_000, 100_000, Fraction(1, 100)),  # may grow by its minimum alone
        "ZD1": area(100_000, 100_000),
    }
    asked = Areas(period=NEW, quantum=Fraction(426_270), areas=areas)
    found = pace_of_change(asked, PARAMS, known_on=KNOWN_ON)
    told = {code: (int(one.allocation), one.held) for code, one in found.areas.items()}
    assert told == {
        "ZA1": (95_000, "floor"),
        "ZB1": (131_300, "floor"),
        "ZC1": (97_970, "floor"),
        "ZD1": (102_000, ""),
    }
    assert found.areas["ZC1"].cap == found.areas["ZC1"].floor


def test_a_cap_that_holds_is_told() -> None:
    capped, free = (
        Area(
            opening=Fraction(1000),
            target=Fraction(1000),
            minimum_growth=Fraction(0),
            maximum_growth=most,
        )
        for most in (Fraction(2, 100), None)
    )
    asked = Areas(period=NEW, quantum=Fraction(2100), areas={"ZA1": capped, "ZB1": free})
    found = pace_of_change(asked, PARAMS, known_on=KNOWN_ON)
    told = {code: (int(one.allocation), one.held) for code, one in found.areas.items()}
    assert told == {"ZA1": (1020, "cap"), "ZB1": (1080, "")}
    assert found.base_growth == Fraction(8, 100)


def test_a_year_without_published_weights_is_refused() -> None:
    with pytest.raises(ParameterError, match="allocation/core/general_acute_ratio"):
        core_target(
            Needs[Fraction](period=NEW, practices={}, remoteness={}), PARAMS, known_on=KNOWN_ON
        )


@pytest.mark.parametrize("target", [0, -1])
def test_there_is_no_distance_from_no_target(target: int) -> None:
    area = AllocationAndTarget(allocation=Fraction(1), target=Fraction(target))
    with pytest.raises(NoTargetError):
        distance_from_target(area, PARAMS, known_on=KNOWN_ON)


@pytest.mark.parametrize("nobody", ["people", "of_people", "of_weighted"])
def test_nobody_has_no_need(nobody: str) -> None:
    numbers = dict.fromkeys(("people", "weighted", "of_people", "of_weighted"), Fraction(1))
    with pytest.raises(NobodyError):
        relative_need(PartAndWhole(**(numbers | {nobody: Fraction(0)})), PARAMS, known_on=KNOWN_ON)


@pytest.mark.parametrize(
    ("distance", "growth", "least"),
    [
        (Fraction(0), Fraction(0), Fraction(208, 10_000)),  # in cash
        (Fraction(0), Fraction(1, 100), Fraction(23_736, 1_000_000)),  # 1.0136 x 1.01 - 1
        (Fraction(5, 100), Fraction(0), Fraction(208, 10_000)),  # at the start of the taper
        (Fraction(75, 1000), Fraction(0), Fraction(105, 10_000)),  # half-way
        (Fraction(10, 100), Fraction(0), Fraction(2, 10_000)),  # at its end
        (Fraction(11, 100), Fraction(0), Fraction(2, 10_000)),
        (Fraction(0), Fraction(-2, 100), Fraction(208, 10_000)),
    ],
)
def test_minimum_growth_on_both_sides_of_its_turns(
    distance: Fraction, growth: Fraction, least: Fraction
) -> None:
    area = Opening(period=OLD, distance=distance, population_growth=growth)
    assert minimum_growth(area, PARAMS, known_on=KNOWN_ON) == least
