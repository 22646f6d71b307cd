"""Where an allocation is refused, and which limit holds it."""

from dataclasses import replace
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
from equipoise.rules.allocation.levelling import Bounded
from equipoise.units import Period
from tests.rules_cases import with_value

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
    for quantum, why in (
        (1019, r"^the floors cost 1020 pence, and there are 1019$"),
        (1041, r"^the caps take 1040 pence of 1041$"),
    ):
        asked = Areas(period=NEW, quantum=Fraction(quantum), areas={"ZA1": area})
        with pytest.raises(QuantumError, match=why):
            pace_of_change(asked, PARAMS, known_on=KNOWN_ON)
    for quantum in (1020, 1040):
        asked = Areas(period=NEW, quantum=Fraction(quantum), areas={"ZA1": area})
        assert pace_of_change(asked, PARAMS, known_on=KNOWN_ON).areas["ZA1"].allocation == quantum


@pytest.mark.parametrize(("opening", "target"), [(0, 1), (1, 0), (-1, 1), (1, -1)])
def test_an_area_of_nothing_is_refused(opening: int, target: int) -> None:
    area = Area(
        opening=Fraction(opening),
        target=Fraction(target),
        minimum_growth=Fraction(0),
        maximum_growth=None,
    )
    asked = Areas(period=NEW, quantum=Fraction(10), areas={"ZA1": area})
    with pytest.raises(QuantumError, match=r"^ZA1 opens with nothing, or has no target$"):
        pace_of_change(asked, PARAMS, known_on=KNOWN_ON)


def test_areas_that_cannot_move_are_refused() -> None:
    area = Area(
        opening=Fraction(1000),
        target=Fraction(1000),
        minimum_growth=Fraction(0),
        maximum_growth=Fraction(0),
    )
    asked = Areas(period=NEW, quantum=Fraction(1000), areas={"ZA1": area})
    with pytest.raises(
        QuantumError, match=r"^nobody's allocation can move: every floor is its cap$"
    ):
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


def free(opening: int, target: int, *, least: Fraction = Fraction(0)) -> Area[Fraction]:
    return Area(
        opening=Fraction(opening),
        target=Fraction(target),
        minimum_growth=least,
        maximum_growth=None,
    )


def test_a_sum_that_is_all_floors_leaves_an_area_that_cannot_move_at_its_own() -> None:
    fixed = replace(free(1000, 1000), maximum_growth=Fraction(0))
    areas = {"ZA1": fixed, "ZB1": free(1000, 1000, least=Fraction(2, 100))}
    asked = Areas(period=NEW, quantum=Fraction(2020), areas=areas)
    found = pace_of_change(asked, PARAMS, known_on=KNOWN_ON)
    assert found.base_growth == Fraction(2, 100)
    assert [int(one.allocation) for one in found.areas.values()] == [1000, 1020]


def test_less_than_a_penny_above_the_turn_of_an_area_it_moves() -> None:
    """ZB1 leaves its floor of 1,021 at 2.1%, where both have 2,552.5: of 2,553 it gets more."""
    areas = {"ZA1": free(1500, 1500), "ZB1": free(1000, 1000, least=Fraction(205, 10_000))}
    asked = Areas(period=NEW, quantum=Fraction(2553), areas=areas)
    found = pace_of_change(asked, PARAMS, known_on=KNOWN_ON)
    assert found.areas["ZB1"].floor == 1021
    assert found.base_growth == Fraction(53, 2500)


def test_an_area_opens_as_far_away_as_from_its_share_of_last_years_sum() -> None:
    areas = {"ZA1": free(900, 1000), "ZB1": free(1800, 2000), "ZC1": free(1800, 1000)}
    asked = Areas(period=NEW, quantum=Fraction(9000), areas=areas)
    found = pace_of_change(asked, PARAMS, known_on=KNOWN_ON)
    opened = {code: one.opening_distance for code, one in found.areas.items()}
    assert opened == {  # 4,500 shared by target: 1,125, 2,250, 1,125
        "ZA1": Fraction(-1, 5),
        "ZB1": Fraction(-1, 5),
        "ZC1": Fraction(3, 5),
    }


def test_within_the_band_growth_does_not_converge() -> None:
    """A tenth of what is outside a band of 5%: half a point more at 10% under, and less above."""
    with_band = with_value("allocation/pace/band_ratio", Fraction(5, 100)).exact
    areas = {
        "ZA1": free(90_000, 100_000),
        "ZB1": free(100_000, 100_000),
        "ZC1": free(110_000, 100_000),
    }
    asked = Areas(period=NEW, quantum=Fraction(320_000), areas=areas)
    found = pace_of_change(asked, with_band, known_on=KNOWN_ON)
    growth = {code: one.growth for code, one in found.areas.items()}
    assert growth == {
        "ZA1": Fraction(72, 1000),
        "ZB1": Fraction(67, 1000),
        "ZC1": Fraction(62, 1000),
    }


def test_what_has_no_cap_is_never_at_it() -> None:
    nothing = Fraction(0)
    part = Bounded(weight=Fraction(1), start=nothing, floor=nothing, cap=None)
    with pytest.raises(AssertionError, match=r"^nothing without a cap is at it$"):
        assert part.at_cap


def test_a_minimum_below_the_least_is_not_raised_by_the_taper() -> None:
    high = with_value("allocation/pace/least_ratio", Fraction(5, 100)).exact
    area = Opening(period=OLD, distance=Fraction(10, 100), population_growth=Fraction(0))
    assert minimum_growth(area, high, known_on=KNOWN_ON) == Fraction(208, 10_000)


def test_a_year_without_published_weights_is_refused() -> None:
    with pytest.raises(ParameterError, match="allocation/core/general_acute_ratio"):
        core_target(
            Needs[Fraction](period=NEW, practices={}, remoteness={}), PARAMS, known_on=KNOWN_ON
        )


@pytest.mark.parametrize("target", [0, -1])
def test_there_is_no_distance_from_no_target(target: int) -> None:
    area = AllocationAndTarget(allocation=Fraction(1), target=Fraction(target))
    with pytest.raises(NoTargetError, match=r"^there is no distance from a target of nil or less$"):
        distance_from_target(area, PARAMS, known_on=KNOWN_ON)


@pytest.mark.parametrize("nobody", ["people", "of_people", "of_weighted"])
def test_nobody_has_no_need(nobody: str) -> None:
    numbers = dict.fromkeys(("people", "weighted", "of_people", "of_weighted"), Fraction(1))
    with pytest.raises(NobodyError, match=r"^nobody is there to compare with$"):
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
