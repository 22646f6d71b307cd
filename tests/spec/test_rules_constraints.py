"""Each national rule as a constraint: its cells, its sense and its bound, in whole pence.

The cases are those of `tests/national_cases.py`; bounds are worked by hand.
"""

import pytest

from equipoise.rules.national import Cell, Guarantee, Guaranteed, LinearTest, Sense, TwoYears
from equipoise.rules.national.primary_and_community import linear as guarantee_linear
from equipoise.units import Period
from equipoise.workings import Figure, Reference
from tests.national_cases import CASES
from tests.rules_cases import figure

LEAST, MOST = Sense.AT_LEAST, Sense.AT_MOST


def ones(body: str, *names: str) -> dict[Cell, int]:
    return dict.fromkeys([(body, name) for name in names], 1)


def mental_health_of(penny: int) -> dict[str, tuple[dict[Cell, int], Sense, int]]:
    """3.85% on 15,000,000,033 is 15,577,500,034.3, and on 999,999 it is 1,038,499.0."""
    return {
        "ZQ1": (ones("ZQ1", "adult", "children"), LEAST, 15_577_500_034 + penny),
        "ZQ2": (ones("ZQ2", "adult", "children"), LEAST, 1_038_499 + penny),
    }


CONSTRAINTS = {
    "mental health 2022/23": mental_health_of(1),
    "mental health 2023/24": mental_health_of(0),
    "better care": {  # 5.66% more, to the penny, than 1,000,000,007 and its third and quarter; 33
        "ZC1/whole": (ones("ZC1", "social_care", "out_of_hospital", "other"), LEAST, 1_056_600_007),
        "ZC1/social_care": (ones("ZC1", "social_care"), LEAST, 352_200_002),
        "ZC1/out_of_hospital": (ones("ZC1", "out_of_hospital"), LEAST, 264_150_001),
        "ZC2/whole": (ones("ZC2", "social_care", "out_of_hospital", "other"), LEAST, 35),
        "ZC2/social_care": (ones("ZC2", "social_care"), LEAST, 12),
        "ZC2/out_of_hospital": (ones("ZC2", "out_of_hospital"), LEAST, 8),
        "ZQ1/whole": (
            {
                **ones("ZC1", "social_care", "out_of_hospital", "other"),
                **ones("ZC2", "social_care", "out_of_hospital", "other"),
            },
            LEAST,
            1_056_600_042,
        ),
        "ZQ1/discharge": (
            {**ones("ZC1", "discharge"), **ones("ZC2", "discharge")}, LEAST, 5_000,
        ),
    },
    "primary and community": {  # 21 of 99 before: 78 to 21, or 26 to 7
        "ZQ1": (
            {("ZQ1", "primary_medical"): 26, ("ZQ1", "community"): 26, ("ZQ1", "other"): -7},
            LEAST,
            1,
        ),
    },
    "running costs": {  # 1,000,003 with a thirtieth more, less three tenths: 723,335.5
        "ZQ1": (ones("ZQ1", "running_costs"), MOST, 1_900_000_001),
        "ZQ2": (ones("ZQ2", "running_costs"), MOST, 723_336),
    },
    "per head": {  # 18.76 for each of 2,487,654
        "Y61": (
            {
                **ones("ZQ1", "running_costs", "programme_pay"),
                **ones("ZQ2", "running_costs", "programme_pay"),
            },
            MOST,
            4_666_838_904,
        ),
    },
    "ring-fences": {"dental": (ones("ZQ1", "dental", "dental/returned"), LEAST, 12_345_678)},
    "conditions": {
        "at least": (ones("transformation", "cancer", "running_costs"), LEAST, 400),
        "at most": (ones("transformation", "cancer", "running_costs"), MOST, 700),
        "more than": (ones("transformation", "cancer", "running_costs"), LEAST, 501),
    },
    "change": {  # 4.4% on 777,777,777 is 811,999,999.2
        "ZQ1/minimum": (ones("ZQ1", "core", "primary_medical"), LEAST, 811_999_999),
        "ZQ2/minimum": (ones("ZQ2", "core"), LEAST, 811_999_999),
    },
    "deficits": {
        "ZQ1": (
            {("ZQ1", "position"): 1, ("ZR1", "position"): 1, ("ZQ1", "one_sided"): -1},
            LEAST,
            -900_000_000,
        ),
    },
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_each_constraint_is_whole_numbers_over_its_cells(name: str) -> None:
    both, cells = CASES[name]
    _, constraints = both(dict.fromkeys(cells, 100))
    found = {each.subject: (each.coefficients, each.sense, each.bound) for each in constraints}
    assert found == CONSTRAINTS[name]
    numbers = [*(each.bound for each in constraints)]
    numbers += [number for each in constraints for number in each.coefficients.values()]
    assert {type(number) for number in numbers} == {int}


def test_an_icb_that_had_nothing_last_year_has_no_constraint_of_growth() -> None:
    nil, one = figure(0, "Nil"), figure(1, "One")
    before = {
        "ZQ1": (None, one), "ZQ2": (one, None), "ZQ3": (nil, one), "ZQ4": (one, nil),
        "ZQ5": (one, figure(4, "Four")),
    }  # fmt: skip
    icbs = {
        code: Guaranteed(
            services=TwoYears(before=services, after=None),
            revenue=TwoYears(before=revenue, after=None),
        )
        for code, (services, revenue) in before.items()
    }
    guarantee = Guarantee[Figure](period=Period.parse("2023/24"), nation=None, icbs=icbs)
    programmes = dict.fromkeys(icbs, ("community", "other"))
    (found,) = guarantee_linear(guarantee, programmes=programmes)
    assert found.coefficients == {("ZQ5", "community"): 3, ("ZQ5", "other"): -1}
    assert found.name == "rule:national/primary_and_community ZQ5"


def test_a_constraint_that_is_strict_has_the_penny_in_its_bound() -> None:
    with pytest.raises(AssertionError, match=r"^what is strict is a penny more, in the bound$"):
        LinearTest(
            rule=Reference("rule", ("national", "mental_health")), subject="ZQ1",
            coefficients={}, sense=Sense.MORE_THAN, bound=1,
        )  # fmt: skip
