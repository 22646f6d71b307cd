"""The national tables and counts through the rules, in £m as printed."""

import csv
import os
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from equipoise.params import ParameterError, load
from equipoise.rules.balance import (
    NationalLines,
    PlanAndActual,
    PositionLine,
    Positions,
    PrintedAndComputed,
    SystemLines,
    in_balance,
    national_position,
    printed_totals,
)
from equipoise.units import COUNT, PENCE, FinancialYear
from equipoise.workings import Basis, Figure, Reference, Stage, Support, UnlikeBasesError, given
from tests.rules_cases import with_value

YEAR = FinancialYear(2023)
PARAMS = load()
KNOWN_ON = date(2024, 2, 1)
MILLION = 100_000_000  # pence


def line(plan: int, actual: int) -> PlanAndActual[Fraction]:
    return PlanAndActual(plan=Fraction(plan), actual=Fraction(actual))


def per_thousand(number: Fraction | None) -> int:
    assert number is not None
    return round(number * 1000)


def printed(found: PositionLine[Fraction]) -> tuple[int, int, int, int]:
    """Return a line as the table prints it; its share is of plan, to a tenth of a per cent."""
    share = per_thousand(found.share_of_plan)
    return int(found.plan), int(found.actual), int(found.variance), share


def test_month_9_of_2023_24() -> None:
    """T-02 (fact book 3): month 9 forecast. Rounding: each cell is rounded to £m.

    Printed: ICB (369) 0.3%; provider expenditure (4,001) 3.2%; provider income 3,305 2.7%;
    systems 131,125, 132,190, (1,065) 0.8%; specialised 83 0.3%; other 57 2.1%; central 179 1.5%.
    """
    systems = SystemLines(
        icb_net_expenditure=line(129_940, 130_309),
        provider_expenditure=line(123_239, 127_240),
        provider_income=line(122_053, 125_359),
    )
    other = {
        "Specialised commissioning": line(25_115, 25_031),
        "Other direct commissioning": line(2_781, 2_724),
        "Central costs": line(12_295, 12_116),
    }
    lines = NationalLines(systems=systems, other=other)
    found = national_position(lines, PARAMS.exact, known_on=KNOWN_ON)
    assert [printed(line) for line in found.components.values()] == [
        (129_940, 130_309, -369, -3),
        (123_239, 127_240, -4_001, -32),
        (-122_053, -125_359, 3_306, -27),  # printed 3,305: rounding; 2.7% of (122,053) is adverse
    ]
    assert printed(found.systems) == (131_126, 132_190, -1_064, -8)
    assert [printed(line)[2:] for line in found.other.values()] == [
        (84, 3),  # printed 83: rounding
        (57, 20),  # printed 2.1%: 57 over 2,781 is 2.0%, so rounding again
        (179, 15),
    ]

    def beyond(tolerance: int) -> tuple[str, ...]:
        compared = PrintedAndComputed(
            printed={
                "plan": Fraction(131_125),
                "forecast": Fraction(132_190),
                "variance": Fraction(-1_065),
                "income variance": Fraction(3_305),
                "specialised variance": Fraction(83),
            },
            computed={
                "plan": found.systems.plan,
                "forecast": found.systems.actual,
                "variance": found.systems.variance,
                "income variance": found.components["Provider income"].variance,
                "specialised variance": found.other["Specialised commissioning"].variance,
            },
            tolerance=Fraction(tolerance),
        )
        table = printed_totals(compared, PARAMS.exact, known_on=KNOWN_ON)
        assert table.recorded == ("plan", "variance", "income variance", "specialised variance")
        return table.beyond_rounding

    assert beyond(1) == ()  # "must pass with rounding tolerance 1, must fail with 0"
    assert beyond(0) == ("plan", "variance", "income variance", "specialised variance")
    assert found.systems.plan - 1 - 130_457 == 668  # planned deficit: printed plan less allocation


@pytest.mark.parametrize(
    ("plan", "actual", "variance", "share"),
    [
        (76_098, 76_569, -471, -6),  # month 7, year to date: (471), 0.6%
        (110_052, 111_181, -1_129, -10),  # month 10, year to date: (1,129), 1.0%
        (131_623, 132_712, -1_089, -8),  # month 10, forecast: printed (1,090), 0.8%
    ],
)
def test_systems_published_net(plan: int, actual: int, variance: int, share: int) -> None:
    """Fact book 3, section 2.2, 2023/24 months 7 and 10."""
    lines = NationalLines(systems=line(plan, actual), other={})
    found = national_position(lines, PARAMS.exact, known_on=KNOWN_ON)
    assert printed(found.systems) == printed(found.total) == (plan, actual, variance, share)
    assert found.components == {}


def test_month_6_of_2022_23() -> None:
    """T-03: systems (651), whole NHS (482), so other lines +169. Only variances were printed."""
    lines = NationalLines(systems=line(0, 651), other={"Other lines": line(169, 0)})
    found = national_position(lines, PARAMS.exact, known_on=date(2022, 11, 24))
    assert found.systems.variance == -651
    assert found.total.variance == -482
    assert found.systems.share_of_plan is None  # a share of nil is not available


def test_a_plan_is_set_beside_what_came_of_it() -> None:
    def figure(value: int, stage: Stage, support: Support) -> Figure:
        basis = Basis(stage=stage, support=support, period=YEAR.period, unit=PENCE)
        return given(value * MILLION, basis, Reference("cell", ("x",)), name="x")

    plan = figure(76_098, Stage.PLAN, Support.WITH)
    asked = PlanAndActual(plan=plan, actual=figure(76_569, Stage.ACTUAL, Support.WITH))
    lines = NationalLines(systems=asked, other={})
    found = national_position(lines, PARAMS, known_on=KNOWN_ON).total
    assert found.variance.value == -471 * MILLION
    assert found.variance.basis.stage is Stage.ACTUAL
    assert found.plan.basis.stage is Stage.PLAN
    crossed = PlanAndActual(plan=plan, actual=figure(76_569, Stage.ACTUAL, Support.WITHOUT))
    with pytest.raises(UnlikeBasesError):
        national_position(NationalLines(systems=crossed, other={}), PARAMS, known_on=KNOWN_ON)


@pytest.mark.parametrize(("tolerance", "beyond"), [(30_000_000, ()), (29_999_999, ("NEL",))])
def test_a_computed_figure_below_the_printed_one(tolerance: int, beyond: tuple[str, ...]) -> None:
    """T-09: North East London -48.1 - (-42.8) = -5.3, printed -5; so £0.3m apart, to the penny."""
    table = PrintedAndComputed(
        printed={"NEL": Fraction(-5 * MILLION)},
        computed={"NEL": Fraction(-4_810_000_000 + 4_280_000_000)},
        tolerance=Fraction(tolerance),
    )
    found = printed_totals(table, PARAMS.exact, known_on=KNOWN_ON)
    assert found.differences == {"NEL": Fraction(-30_000_000)}
    assert (found.recorded, found.beyond_rounding) == (("NEL",), beyond)


def test_the_board_tables_in_shared_data() -> None:
    """fin-board-tables README: variance = plan - actual on every line, within 1."""
    root = Path(os.environ.get("EQUIPOISE_DATA") or Path(__file__).parents[3] / "shared/data")
    path = root / "fin-board-tables/nhse_board_financial_position.csv"
    if not path.exists():
        pytest.skip(f"{path.name} of the shared data is not here")
    with path.open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == 10
    for row in rows:
        published = PlanAndActual(
            plan=Fraction(row["plan_m"]), actual=Fraction(row["actual_or_forecast_m"])
        )
        lines = NationalLines(systems=published, other={})
        found = national_position(lines, PARAMS.exact, known_on=KNOWN_ON)
        assert abs(found.total.variance - Fraction(row["variance_under_over_m"])) <= 1


def count(positions: dict[str, int | None]) -> tuple[int | None, int, int | None, int | None]:
    """Return the count, what it is out of, the gross deficit and the net, over figures."""
    basis = Basis(stage=Stage.ACTUAL, support=Support.WITH, period=YEAR.period, unit=PENCE)
    bodies = {
        code: None
        if value is None
        else given(value, basis, Reference("cell", (code,)), name=f"Position of {code}")
        for code, value in positions.items()
    }
    asked = Positions(period=YEAR.period, positions=bodies)
    found = in_balance(asked, PARAMS, known_on=KNOWN_ON)
    assert found.missing == tuple(sorted(code for code, v in positions.items() if v is None))
    values = [
        None if number is None else int(number.value)
        for number in (found.count, found.gross_deficit, found.net)
    ]
    assert found.count is None or found.count.basis.unit == COUNT
    assert sum(found.in_balance.values()) == (values[0] or 0)
    return values[0], found.received, values[1], values[2]


def test_systems_in_balance_in_2022_23() -> None:
    """T-06: 42 systems, 20 negative summing to (633): 22 in balance, gross deficit 633.

    The rows are made up: nineteen of (32), one of (25), twenty at nil, two with 58.
    """
    deficits = {f"S{number:02}": -32 * MILLION for number in range(19)} | {"S19": -25 * MILLION}
    others = {f"S{number}": 0 for number in range(20, 40)} | {"S40": 58 * MILLION, "S41": 0}
    assert count({**deficits, **others}) == (22, 42, -633 * MILLION, -575 * MILLION)


def test_balance_is_to_the_penny() -> None:
    """House setting mandate/balance_tolerance_pence: nil."""
    assert count({"ZR1": -1}) == (0, 1, -1, -1)
    assert count({"ZR1": 0}) == (1, 1, 0, 0)
    assert count({"ZR1": 1}) == (1, 1, 0, 1)


@pytest.mark.parametrize(
    ("pence", "count_"), [(-300_000_001, 0), (-300_000_000, 1), (-299_999_999, 1), (-1, 1), (0, 1)]
)
def test_balance_within_a_tolerance(pence: int, count_: int) -> None:
    """Fact book 3, section 1.2: the tolerance is a parameter, nil by default; £3m is made up."""
    params = with_value("mandate/balance_tolerance_pence", 300_000_000)
    asked = Positions(period=YEAR.period, positions={"ZR1": Fraction(pence)})
    found = in_balance(asked, params.exact, known_on=KNOWN_ON)
    assert found.count == count_
    assert found.in_balance == {"ZR1": bool(count_)}
    assert found.gross_deficit == found.net == pence


def test_missing_is_not_zero() -> None:
    """Journey C, step 2: withhold three systems, and the count is of the 39 received."""
    returned: dict[str, int | None] = {f"S{number:02}": 0 for number in range(39)}
    assert count({**returned, "S39": None, "S40": None, "S41": None}) == (39, 39, 0, 0)
    assert count({"S39": None}) == (None, 0, None, None)


def test_no_tolerance_was_known_the_day_before() -> None:
    asked = Positions(period=YEAR.period, positions={"ZR1": Fraction(0)})
    in_balance(asked, PARAMS.exact, known_on=date(2016, 4, 1))
    with pytest.raises(ParameterError, match="published by 2016-03-31"):
        in_balance(asked, PARAMS.exact, known_on=date(2016, 3, 31))
