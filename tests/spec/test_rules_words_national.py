"""What the rules of the national tables say of themselves, as `explain` prints it.

The amounts are those of fact book 3 where it is named, else worked by hand; the words are the
rules' own.
"""

from datetime import date
from fractions import Fraction

from equipoise.rules.balance import (
    NationalLines,
    NationalPosition,
    PlanAndActual,
    PrintedAndComputed,
    SystemLines,
    national_position,
    printed_totals,
)
from equipoise.rules.productivity import (
    ActivityYears,
    Growth,
    GrowthYears,
    NotAvailable,
    OutputAndInput,
    ProductivityGrowth,
    SpendYears,
    chained_growth,
    growth,
    input_growth,
    output_growth,
)
from equipoise.units import ATTENDANCES, RATIO, SPELLS
from equipoise.workings import Figure, Stage, words
from tests.rules_cases import MILLION, PARAMS, POUND, figure, sentences

KNOWN_ON = date(2024, 2, 1)


def board(name: str, plan: int, actual: int) -> PlanAndActual[Figure]:
    return PlanAndActual(
        plan=figure(plan * MILLION, f"{name} planned"),
        actual=figure(actual * MILLION, f"{name} forecast", stage=Stage.FORECAST),
    )


def month_9(
    systems: SystemLines[Figure] | PlanAndActual[Figure],
) -> NationalPosition[Figure]:
    """Return the table of T-02 (fact book 3), in £m, with these lines for systems."""
    other = {
        "Specialised commissioning": board("Specialised", 25_115, 25_031),
        "Other direct commissioning": board("Direct", 2_781, 2_724),
        "Central costs": board("Central", 12_295, 12_116),
    }
    lines = NationalLines(systems=systems, other=other)
    return national_position(lines, PARAMS, known_on=KNOWN_ON)


def test_the_national_position_in_words() -> None:
    systems = SystemLines(
        icb_net_expenditure=board("ICBs", 129_940, 130_309),
        provider_expenditure=board("Trusts", 123_239, 127_240),
        provider_income=board("Income", 122_053, 125_359),
    )
    found = month_9(systems)
    assert list(found.components) == [
        "ICB net expenditure",
        "Provider expenditure",
        "Provider income",
    ]
    told = words.lines(found.systems.variance)
    assert told[:3] + told[-3:] == [
        "Systems: variance £(1,064.0)m = Systems: plan £131,126.0m less "
        "Systems: actual £132,190.0m [rule:balance/national_position]",
        "  Systems: plan £131,126.0m = the total of ICB net expenditure: plan £129,940.0m, "
        "Provider expenditure: plan £123,239.0m and Provider income: plan £(122,053.0)m",
        "    ICB net expenditure: plan £129,940.0m from cell:ICBs.planned",
        "    Provider expenditure: actual £127,240.0m from cell:Trusts.forecast",
        "    Provider income: actual £(125,359.0)m = minus Income forecast £125,359.0m",
        "      Income forecast £125,359.0m from cell:Income.forecast",
    ]
    assert sentences(found.total.plan, found.total.share_of_plan) == [
        "National position: plan £171,317.0m = the total of Systems: plan £131,126.0m, "
        "Specialised commissioning: plan £25,115.0m, Other direct commissioning: plan £2,781.0m "
        "and Central costs: plan £12,295.0m [rule:balance/national_position]",
        "National position: variance, share of plan -744/171317 = "
        "National position: variance £(744.0)m divided by National position: plan £171,317.0m "
        "[rule:balance/national_position]",
    ]


def test_systems_published_net_in_words() -> None:
    found = month_9(board("Systems", 131_125, 132_190)).systems
    assert words.lines(found.variance) == [
        "Systems: variance £(1,065.0)m = Systems: plan £131,125.0m less "
        "Systems: actual £132,190.0m [rule:balance/national_position]",
        "  Systems: plan £131,125.0m from cell:Systems.planned",
        "  Systems: actual £132,190.0m from cell:Systems.forecast",
    ]


def test_printed_totals_in_words() -> None:
    table = PrintedAndComputed(
        printed={"Systems": figure(131_125 * MILLION, "As printed")},
        computed={"Systems": figure(131_126 * MILLION, "As computed")},
        tolerance=figure(MILLION, "Rounding"),
    )
    found = printed_totals(table, PARAMS, known_on=KNOWN_ON)
    assert words.lines(found.differences["Systems"]) == [
        "Systems: computed less printed £1.0m = As computed £131,126.0m less "
        "As printed £131,125.0m [rule:balance/printed_totals]",
        "  As computed £131,126.0m from cell:As.computed",
        "  As printed £131,125.0m from cell:As.printed",
    ]


def rate(found: Growth[Figure] | NotAvailable) -> Figure:
    assert isinstance(found, Growth)
    return found.rate


def test_output_growth_in_words() -> None:
    """By hand: 100,000 spells at £3,000 and 1m visits at £100 are £400m of work; then £430m."""
    years = ActivityYears(
        before={
            "elective": figure(100_000, "Spells then", unit=SPELLS, starts_in=2022),
            "emergency": figure(1_000_000, "Visits then", unit=ATTENDANCES, starts_in=2022),
        },
        after={
            "elective": figure(110_000, "Spells now", unit=SPELLS),
            "emergency": figure(1_000_000, "Visits now", unit=ATTENDANCES),
        },
        unit_costs_before={
            "elective": figure(3_000 * POUND, "A spell", starts_in=2022),
            "emergency": figure(100 * POUND, "A visit", starts_in=2022),
        },
    )
    assert words.lines(rate(output_growth(years, PARAMS, known_on=KNOWN_ON))) == [
        "Output growth 0.075 = (This year's activity at last year's costs £430.0m divided by "
        "Last year's activity at last year's costs £400.0m) less One 1 "
        "[rule:productivity/output_growth]",
        "  This year's activity at last year's costs £430.0m = the total of "
        "(Spells now 110,000 times A spell £3,000.00) and "
        "(Visits now 1,000,000 times A visit £100.00)",
        "    Spells now 110,000 from cell:Spells.now",
        "    A spell £3,000.00 from cell:A.spell",
        "    Visits now 1,000,000 from cell:Visits.now",
        "    A visit £100.00 from cell:A.visit",
        "  Last year's activity at last year's costs £400.0m = the total of "
        "(Spells then 100,000 times A spell £3,000.00) and "
        "(Visits then 1,000,000 times A visit £100.00)",
        "    Spells then 100,000 from cell:Spells.then",
        "    A spell £3,000.00 from cell:A.spell",
        "    Visits then 1,000,000 from cell:Visits.then",
        "    A visit £100.00 from cell:A.visit",
        "  One 1 by definition",
    ]


def test_input_growth_in_words() -> None:
    """By hand: £156m at prices up 4% is £150m at last year's; against £120m, up 25%."""
    years = SpendYears(
        before=figure(120 * MILLION, "Spend then", starts_in=2022),
        after=figure(156 * MILLION, "Spend now"),
        deflator=figure(Fraction("1.04"), "Deflator", unit=RATIO),
    )
    assert words.lines(rate(input_growth(years, PARAMS, known_on=KNOWN_ON))) == [
        "Input growth 0.25 = (This year's spend at last year's prices £150.0m divided by "
        "Spend then £120.0m) less One 1 [rule:productivity/input_growth]",
        "  This year's spend at last year's prices £150.0m = Spend now £156.0m divided by "
        "Deflator 1.04",
        "    Spend now £156.0m from cell:Spend.now",
        "    Deflator 1.04 from cell:Deflator",
        "  Spend then £120.0m from cell:Spend.then",
        "  One 1 by definition",
    ]


def yearly(percent: str, name: str, starts_in: int = 2023) -> Growth[Figure]:
    return Growth(rate=figure(Fraction(percent) / 100, name, unit=RATIO, starts_in=starts_in))


def test_productivity_growth_in_words() -> None:
    """T-05 (fact book 3): output 6.3% and input 3.9% are 2.4% by difference."""
    year = OutputAndInput(output=yearly("6.3", "Output"), input=yearly("3.9", "Input"))
    found = growth(year, PARAMS, known_on=KNOWN_ON)
    assert isinstance(found, ProductivityGrowth)
    assert sentences(found.by_difference, found.by_ratio) == [
        "Productivity growth, as a difference 0.024 = Output 0.063 less Input 0.039 "
        "[rule:productivity/growth]",
        "Productivity growth, as a ratio 24/1039 = ((One 1 plus Output 0.063) divided by "
        "(One 1 plus Input 0.039)) less One 1 [rule:productivity/growth]",
    ]


def test_growth_over_the_years_in_words() -> None:
    years = GrowthYears(years=(yearly("10", "First", 2021), yearly("20", "Second", 2022)))
    found = rate(chained_growth(years, PARAMS, known_on=KNOWN_ON))
    assert sentences(found) == [
        "Growth over the years 0.32 = ((One 1 plus First 0.1) times (One 1 plus Second 0.2)) "
        "less One 1 [rule:productivity/chained_growth]"
    ]
