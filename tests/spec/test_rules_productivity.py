"""Productivity growth as published, and the answers when there is no figure.

Source: fact book 2 (payments-allocations), section 3 and tests PR-1 to PR-3; fact book 3, T-05.
"""

from datetime import date
from fractions import Fraction

import pytest

from equipoise.params import load
from equipoise.rules.productivity import (
    ActivityYears,
    Growth,
    GrowthYears,
    NoPriorActivityError,
    NotAvailable,
    OutputAndInput,
    ProductivityGrowth,
    SpendYears,
    YearsDoNotFollowError,
    chained_growth,
    growth,
    input_growth,
    output_growth,
)
from equipoise.units import ATTENDANCES, PENCE, RATIO, SPELLS, FinancialYear, Unit
from equipoise.workings import Basis, Figure, Reference, Stage, UnlikeBasesError, given

PARAMS = load()
KNOWN_ON = date(2025, 2, 6)


def percent(text: str) -> Fraction:
    return Fraction(text) / 100


def year(output: str, used: str) -> ProductivityGrowth[Fraction]:
    asked = OutputAndInput(output=Growth(rate=percent(output)), input=Growth(rate=percent(used)))
    found = growth(asked, PARAMS.exact, known_on=KNOWN_ON)
    assert isinstance(found, ProductivityGrowth)
    return found


@pytest.mark.parametrize(
    ("output", "used", "published", "by_ratio", "by_difference"),
    [
        ("0.9", "2.9", "-2.0", "-1.94", "-2.0"),  # PR-1: ONS FYE 2020, not quality adjusted
        ("-7.6", "24.2", "-25.6", "-25.60", "-31.8"),  # PR-2: ONS FYE 2021: only the ratio fits
        ("6.3", "3.9", "2.4", "2.31", "2.4"),  # PR-3, T-05: NHS England acute, M1 to 7 2024/25
    ],
)
def test_published_growth(
    output: str, used: str, published: str, by_ratio: str, by_difference: str
) -> None:
    """Tolerance 0.07 points for the ratio; NHS England's row is by difference, to the digit."""
    found = year(output, used)
    assert round(found.by_ratio * 10_000) == round(percent(by_ratio) * 10_000)
    assert found.by_difference == percent(by_difference)
    if output == "6.3":
        assert found.by_difference == percent(published)
        assert round(found.by_ratio * 1000) == 23  # 2.3: not what was printed
    else:
        assert abs(found.by_ratio - percent(published)) <= percent("0.07")


def test_why_there_is_none() -> None:
    rate, gone = Growth(rate=Fraction(0)), Growth(rate=Fraction(-1))
    none = NotAvailable("the return is not there")
    for output, used, reason in (
        (none, rate, "output growth: the return is not there"),
        (rate, none, "input growth: the return is not there"),
        (rate, gone, "input growth: nothing was spent this year"),
    ):
        asked = OutputAndInput(output=output, input=used)
        found = growth(asked, PARAMS.exact, known_on=KNOWN_ON)
        assert str(found) == f"Not available: {reason}"
    scarcely = Growth(rate=Fraction(-99, 100))
    asked = OutputAndInput(output=rate, input=scarcely)
    found = growth(asked, PARAMS.exact, known_on=KNOWN_ON)
    assert isinstance(found, ProductivityGrowth)
    assert found.by_ratio == 99


def figure(value: int | Fraction, unit: Unit, starts_in: int, stage: Stage) -> Figure:
    basis = Basis(stage=stage, period=FinancialYear(starts_in).period, unit=unit)
    return given(value, basis, Reference("cell", (str(starts_in), unit.name)), name="x")


def test_output_is_weighed_by_last_years_costs() -> None:
    """By hand: 100 spells at £3,000 and 1,000 visits at £100 are £400,000 of work.

    The year after, 110 spells and 1,000 visits are £430,000 at the same costs: up 7.5%.
    """
    then, now = Stage.ACTUAL, Stage.PLAN
    years = ActivityYears(
        before={
            "elective": figure(100, SPELLS, 2022, then),
            "emergency": figure(1_000, ATTENDANCES, 2022, then),
        },
        after={
            "elective": figure(110, SPELLS, 2023, now),
            "emergency": figure(1_000, ATTENDANCES, 2023, now),
        },
        unit_costs_before={
            "elective": figure(300_000, PENCE, 2022, then),
            "emergency": figure(10_000, PENCE, 2022, then),
        },
    )
    found = output_growth(years, PARAMS, known_on=KNOWN_ON)
    assert isinstance(found, Growth)
    assert found.rate.value == Fraction(75, 1000)
    basis = Basis(stage=now, period=FinancialYear(2023).period, unit=RATIO)
    assert found.rate.basis == basis


def test_a_cost_is_money() -> None:
    spells = figure(100, SPELLS, 2022, Stage.ACTUAL)
    years = ActivityYears(
        before={"a": spells}, after={"a": spells}, unit_costs_before={"a": spells}
    )
    with pytest.raises(UnlikeBasesError, match="cannot value"):
        output_growth(years, PARAMS, known_on=KNOWN_ON)


def bare_output(
    before: dict[str, Fraction | None],
    after: dict[str, Fraction | None],
    costs: dict[str, Fraction | None],
) -> Growth[Fraction] | NotAvailable:
    years = ActivityYears(before=before, after=after, unit_costs_before=costs)
    return output_growth(years, PARAMS.exact, known_on=KNOWN_ON)


def test_output_that_cannot_be_weighed() -> None:
    some, none = Fraction(1), Fraction(0)
    for found, reason in (
        (bare_output({"a": some}, {"a": None}, {"a": some}), "no activity or unit cost for a"),
        (bare_output({}, {"b": some}, {"a": some}), "no activity or unit cost for a, b"),
        (bare_output({}, {}, {}), "no activity or unit cost for any kind"),
        (
            bare_output({"a": some}, {"a": some}, {"a": none}),
            "last year's activity was worth nothing",
        ),
    ):
        assert str(found) == f"Not available: {reason}"
    with pytest.raises(NoPriorActivityError, match="for: new, newer"):
        bare_output(
            {"old": some, "new": none, "newer": none},
            {"old": some, "new": some, "newer": some},
            {"old": some, "new": some, "newer": some},
        )


def test_activity_that_ceased_counts() -> None:
    one, four = Fraction(1), Fraction(4)
    found = bare_output({"a": one, "b": one}, {"a": one, "b": Fraction(0)}, {"a": one, "b": four})
    assert found == Growth(rate=Fraction(-4, 5))


def test_input_at_last_years_prices() -> None:
    """By hand: £110m this year at prices up 4% is £105.77m; against £100m, up 5.77%."""
    years = SpendYears(
        before=figure(100, PENCE, 2022, Stage.ACTUAL),
        after=figure(110, PENCE, 2023, Stage.PLAN),
        deflator=given(
            Fraction("1.04"),
            Basis(unit=RATIO, period=FinancialYear(2023).period),
            Reference("parameter", ("deflator",)),
            name="Deflator",
        ),
    )
    found = input_growth(years, PARAMS, known_on=KNOWN_ON)
    assert isinstance(found, Growth)
    assert found.rate.value == Fraction(110, 104) - 1
    assert round(found.rate.value * 10_000) == 577


@pytest.mark.parametrize(
    ("before", "after", "deflator", "reason"),
    [
        (None, 1, 1, "without last year's spend"),
        (1, None, 1, "without this year's spend"),
        (1, 1, None, "without the deflator"),
        (None, None, None, "without last year's spend, this year's spend, the deflator"),
        (0, 1, 1, "nothing was spent last year"),
        (1, 1, 0, "the deflator is not above nil"),
    ],
)
def test_input_that_cannot_be_compared(
    before: int | None, after: int | None, deflator: int | None, reason: str
) -> None:
    given_ = [None if value is None else Fraction(value) for value in (before, after, deflator)]
    years = SpendYears(before=given_[0], after=given_[1], deflator=given_[2])
    found = input_growth(years, PARAMS.exact, known_on=KNOWN_ON)
    assert str(found) == f"Not available: {reason}"


def test_years_are_chained_in_order() -> None:
    rates = {
        starts_in: Growth(rate=figure(percent(rate), RATIO, starts_in, Stage.ACTUAL))
        for starts_in, rate in ((2019, "-2.0"), (2020, "-25.6"), (2021, "10"))
    }
    asked = GrowthYears(years=(rates[2019], rates[2020], rates[2021]))
    found = chained_growth(asked, PARAMS, known_on=KNOWN_ON)
    assert isinstance(found, Growth)
    assert found.rate.value == percent("98") * percent("74.4") * percent("110") - 1
    assert str(found.rate.basis.period) == "2019-04-01 to 2022-04-01"
    for years in ((rates[2019], rates[2021]), (rates[2020], rates[2019])):
        with pytest.raises(YearsDoNotFollowError, match="does not follow on"):
            chained_growth(GrowthYears(years=years), PARAMS, known_on=KNOWN_ON)


def test_a_chain_with_a_link_missing() -> None:
    some: Growth[Fraction] = Growth(rate=Fraction(0))
    asked = GrowthYears(years=(some, NotAvailable("no deflator")))
    found = chained_growth(asked, PARAMS.exact, known_on=KNOWN_ON)
    assert str(found) == "Not available: year 2 of 2: no deflator"
    nothing: GrowthYears[Fraction] = GrowthYears(years=())
    found = chained_growth(nothing, PARAMS.exact, known_on=KNOWN_ON)
    assert str(found) == "Not available: no year is given"
