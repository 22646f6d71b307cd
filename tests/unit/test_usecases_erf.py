"""Elective recovery over a file: which months and points of delivery count, and by which terms."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from equipoise.params import load
from equipoise.rules.elective import Term, schemes_of
from equipoise.sources import CareRow, ElectiveCare, ElectiveSystems, Misfit, SystemLimit
from equipoise.units import FinancialYear, Pence
from equipoise.usecases.elective import Asked, Way, revisions
from equipoise.usecases.erf import Recovered, erf
from equipoise.usecases.refusals import RefusedError, UnknownError
from equipoise.usecases.why import why
from equipoise.workings import Reference
from tests.elective_cases import AGAIN, CUT, FIRST

PARAMS = load()
ANY = date(2026, 5, 4)
MILLION = 100_000_000


def row(
    month: int, baseline: str, actual: str | None, *, pod: str = "EL", **others: Any
) -> CareRow:
    """Return a row of ZQ1 at ZR2, in £m, unless another is named."""
    return CareRow(
        system=others.get("system", "ZQ1"),
        provider=others.get("provider", "ZR2"),
        month=month,
        pod=pod,
        baseline=Pence(int(Fraction(baseline) * MILLION)),
        actual=None if actual is None else Pence(int(Fraction(actual) * MILLION)),
        forecast=others.get("forecast"),
        place=f"row {others.get('at', month + 1)}",
    )


def asked(rows: Sequence[CareRow], year: int = 2023, on: date = ANY, **others: Any) -> Asked:
    care = ElectiveCare(source="care.csv", rows=tuple(rows))
    return Asked(care=care, year=FinancialYear(year), params=PARAMS, known_on=on, **others)


def found(rows: Sequence[CareRow], year: int = 2023, on: date = ANY, **others: Any) -> Recovered:
    return erf(asked(rows, year, on, **others)).result


def adjusted(of: Recovered, system: str = "ZQ1") -> Fraction:
    """Return a system's adjustment in £m."""
    return Fraction(of.assessment.systems[system].ledgers.allocation.value, MILLION)


def limits(**systems: SystemLimit) -> ElectiveSystems:
    return ElectiveSystems(source="systems.csv", limits=systems)


def whole(baseline: str, actual: str, **others: Any) -> list[CareRow]:
    """Return a year in twelve months alike, in £m."""
    each = [str(Fraction(amount) / 12) for amount in (baseline, actual)]
    return [row(number, each[0], each[1], **others) for number in range(1, 13)]


def test_the_adjustment_and_contracts_of_two_trusts() -> None:
    """100 and 20 at 103%: 104.5 and 18 were done; 1.5 and (2.6) of contracts, (1.1) in all."""
    rows = [*whole("120", "125.4"), *whole("24", "21.6", provider="ZR3")]
    one = found(rows, on=AGAIN).assessment.systems["ZQ1"]
    trusts = {code: Fraction(t.adjustment.value, MILLION) for code, t in one.trusts.items()}
    assert trusts == {"ZR2": Fraction("1.8"), "ZR3": Fraction("-3.12")}
    assert one.trusts["ZR3"].contract.value == 24_72 * MILLION // 100
    assert one.trusts["ZR3"].income.value == 21_60 * MILLION // 100
    assert Fraction(one.ledgers.allocation.value, MILLION) == Fraction("-1.32")
    assert one.ledgers.carried.value == 0


def test_a_full_allocation_leaves_the_system_what_contracts_repay() -> None:
    one = found(whole("240", "235.2"), on=AGAIN, way=Way(full_allocation=True))
    ledgers = one.assessment.systems["ZQ1"].ledgers
    assert (ledgers.allocation.value, ledgers.contracts.value) == (0, -12 * MILLION)
    assert ledgers.carried.value == 12 * MILLION


@pytest.mark.parametrize(("on", "expected"), [(FIRST, "-5"), (CUT, "-1"), (AGAIN, "3")])
def test_before_re_baselining_is_by_the_rules_first_published(on: date, expected: str) -> None:
    rows = [row(number, "20", "20.9") for number in range(1, 11)]
    one = found(rows, on=on)
    assert adjusted(one) == Fraction(expected)
    if on == FIRST:
        assert one.rebaselined is None
    else:
        assert one.rebaselined is not None
        assert set(one.rebaselined.days.values()) == {FIRST}
        assert one.rebaselined.nation.value == -5 * MILLION


def test_what_is_asked_of_a_reading_is_not_asked_of_before() -> None:
    rows = [row(number, "20", "19.6") for number in range(1, 11)]
    one = found(rows, on=AGAIN, way=Way(full_allocation=True))
    assert one.rebaselined is not None
    assert one.rebaselined.nation.value == -18 * MILLION
    assert adjusted(one) == 0


@pytest.mark.parametrize(
    ("year", "pods", "expected"),
    [
        (2022, ("EL", "DC", "OPPROC", "OPFA", "OPFU"), {"OPFU"}),
        (2023, ("EL", "DC", "OPPROC", "OPFA"), set()),
    ],
)
def test_follow_ups_count_in_2022_23_alone(
    year: int, pods: tuple[str, ...], expected: set[str]
) -> None:
    every = ("EL", "DC", "OPPROC", "OPFA", "OPFU", "RTT")
    rows = [row(1, "1", "1", pod=pod, at=number) for number, pod in enumerate(every)]
    (one,) = found(rows, year).assessment.systems["ZQ1"].schemes.values()
    assert one.baseline.value == len(pods) * MILLION
    assert expected <= set(pods)


def test_2020_21_has_two_schemes_month_by_month_from_september() -> None:
    """EL-1 in October; attendances at 100%, 70% and 20%; August counts nowhere."""
    rows = [
        row(5, "10", "1"),
        row(7, "10", "9.6"),
        row(8, "10", "8", pod="DC"),
        row(7, "10", "11", pod="OPFU", at=90),
        row(8, "10", "9", pod="OPFA", at=91),
    ]
    one = found(rows, 2020)
    part = one.assessment.systems["ZQ1"]
    procedures, attendances = part.schemes.values()
    assert procedures.adjustment.value == 45_000_000 - 25_000_000
    assert attendances.adjustment.value == 70_000_000 - 20_000_000
    assert part.trusts["ZR2"].adjustment.value == 0  # a block
    assert part.ledgers.carried.value == part.ledgers.allocation.value == 70_000_000
    assert one.asked.months == (7, 8)
    assert one.rebaselined is None


def test_2021_22_changes_its_measure_in_october() -> None:
    rows = [row(4, "100", "97"), row(7, "100", "200"), row(7, "100", "94", pod="RTT", at=99)]
    first, second = found(rows, 2021).assessment.systems["ZQ1"].schemes.values()
    assert first.adjustment.value == 2 * MILLION  # 97 less 95
    assert second.adjustment.value == 5 * MILLION  # 94 less 89
    before = found(rows, 2021, date(2021, 7, 8))
    assert adjusted(before) == Fraction("14.4")  # the second half is not known yet


def test_thresholds_of_2021_22_are_by_month() -> None:
    """60 and 80 of 100 each: April earns nothing, May 5; together they would earn nothing."""
    assert adjusted(found([row(1, "100", "60"), row(2, "100", "80")], 2021)) == 5


def test_a_floor_rests_on_a_fund() -> None:
    rows = [row(1, "100", "90")]
    short = found(rows, 2022)
    assert adjusted(short) == Fraction("-10.5")
    assert short.assessment.untested == {Term.FLOOR: ("ZQ1",)}
    fund = SystemLimit(fund=Pence(4 * MILLION), target=None, place="row 2")
    held = found(rows, 2022, systems=limits(ZQ1=fund))
    assert adjusted(held) == -3
    assert held.assessment.untested == {}
    assert found([row(1, "100", "105")], 2022).assessment.untested == {}


def test_a_cap_rests_on_a_forecast() -> None:
    """EL-6: 33 counts as 30 in months 10 to 12; months 1 to 9 are uncapped."""
    rows = [row(9, "20", "33"), row(10, "20", "33", forecast=Pence(30 * MILLION))]
    one = found(rows, 2024)
    assert adjusted(one) == Fraction("11.6") + Fraction("8.6")
    trust = one.assessment.systems["ZQ1"].trusts["ZR2"]
    assert trust.adjustment.value == 2_020_000_000
    assert one.assessment.untested == {}
    blank = found([row(9, "20", "33"), row(10, "20", "33")], 2024)
    assert adjusted(blank) == Fraction("23.2")
    assert blank.assessment.untested == {Term.CAP: ("ZQ1",)}
    assert adjusted(found(rows, 2024, date(2024, 11, 30))) == Fraction("23.2")  # not announced


def test_own_targets_are_the_houses_or_as_given() -> None:
    """North Central London began at 113, so stands at 109 in November, as assumed."""
    rows = [row(1, "100", "109", system="QMJ"), row(1, "100", "109")]
    one = found(rows, on=AGAIN)
    assert [adjusted(one, "QMJ"), adjusted(one)] == [0, 6]
    own = SystemLimit(fund=None, target=Fraction("1.10"), place="row 3")
    given = found(rows, on=AGAIN, systems=limits(ZQ1=own, QMJ=own))
    assert [adjusted(given, "QMJ"), adjusted(given)] == [3, 3]
    working = given.assessment.systems["ZQ1"].ledgers.allocation
    refs = {str(step.working.ref) for step in working.everything() if step.working.ref}
    assert "file:systems.csv/row-3/target" in refs


def test_an_own_target_where_everybody_had_one_is_refused() -> None:
    own = SystemLimit(fund=None, target=Fraction("1.10"), place="row 3")
    with pytest.raises(RefusedError, match="No system had a target of its own in 2021/22"):
        found([row(1, "1", "1")], 2021, systems=limits(ZQ1=own))


def test_by_month_is_refused_where_nothing_was_revised() -> None:
    with pytest.raises(RefusedError, match="No target of 2022/23 was revised"):
        found([row(1, "1", "1")], 2022, way=Way(by_month=True))
    assert adjusted(found([row(9, "10", "10.5")], way=Way(by_month=True))) == Fraction("0.2")
    assert adjusted(found([row(7, "10", "10.5")], way=Way(by_month=True))) == 0


def test_working_days_adjust_values_of_2019_20() -> None:
    """EL-5: £21m of May 2019, with 21 days, is £19m of May 2021, with 19: 19 is above 75%."""
    one = found([row(2, "21", "19")], 2021, way=Way(working_days=True))
    (half,) = one.assessment.systems["ZQ1"].schemes.values()
    assert half.baseline.value == 19 * MILLION
    assert half.actual_ratio is not None
    assert half.actual_ratio.value == 1


def test_a_month_to_come_counts_nowhere_and_a_gap_is_told() -> None:
    one = found([row(1, "10", None), row(2, "10", "10.3"), row(3, "10", None)], on=AGAIN)
    assert adjusted(one) == 0
    assert one.asked.months == (2,)
    assert one.assessment.gaps == ("ZQ1, ZR2, month 1, EL",)


def test_assumed_values_that_shape_an_answer_are_named() -> None:
    rests = [str(ref) for ref in found([row(1, "1", "1")]).assessment.rests]
    assert rests == ["parameter:elective/erf/assessed_months_count/2023-24@2023-02-02"]
    wide = [str(ref) for ref in found([row(1, "1", "1")], 2021).assessment.rests]
    assert any("erf/counts_ratio" in ref for ref in wide)


def test_a_row_that_could_not_be_read_leaves_the_sums_short() -> None:
    of = asked([row(1, "1", "1")])
    assert erf(of).adds_up is None
    misfit = Misfit(source="x", place="row 9", found="", expected="", why="")
    care = replace(of.care, misfits=(misfit,), left_out=1)
    assert erf(replace(of, care=care)).adds_up is False


def test_why_names_a_system_or_a_trust() -> None:
    outcome = erf(asked(whole("120", "126"), on=AGAIN))
    assert why(outcome, "zq1").result.ref == Reference.parse(
        "figure:elective/2023-24/ZQ1/adjustment"
    )
    told = why(outcome, "ZQ1, ZR2").result
    assert told.figure is not None
    assert told.figure.value == 240_000_000
    with pytest.raises(UnknownError, match="ZQ1, ZR2"):
        why(outcome, "ZR2")


@pytest.mark.parametrize(
    ("rows", "year", "on", "told"),
    [
        ([], 2023, ANY, "has no row that can be read"),
        ([row(1, "1", None)], 2023, ANY, "no actual value in a month of the scheme"),
        ([row(1, "1", "1")], 2020, ANY, "no actual value in a month of the scheme"),
        ([row(1, "1", "1")], 2025, ANY, "2025/26 has no elective scheme: its money is in core"),
        ([row(1, "1", "1")], 2019, ANY, "schemes began in September 2020"),
        ([row(1, "1", "1")], 2023, date(2023, 2, 1), "No elective scheme of 2023/24 was published"),
    ],
)
def test_what_cannot_be_assessed_is_refused(
    rows: list[CareRow], year: int, on: date, told: str
) -> None:
    with pytest.raises(RefusedError, match=told):
        found(rows, year, on)


def test_a_limit_of_nobody_is_refused() -> None:
    own = SystemLimit(fund=None, target=None, place="row 2")
    with pytest.raises(UnknownError, match="ZQ9"):
        found([row(1, "1", "1")], systems=limits(ZQ9=own))


@pytest.mark.parametrize(
    ("year", "days"),
    [
        (2020, ["2020-09-17"]),
        (2021, ["2021-03-25", "2021-07-09", "2021-09-30"]),
        (2022, ["2022-02-25"]),
        (2023, ["2023-02-02", "2023-07-12", "2023-11-08"]),
        (2024, ["2024-03-28", "2024-12-01"]),
    ],
)
def test_the_days_of_each_year(year: int, days: list[str]) -> None:
    assert [day.isoformat() for day in revisions(PARAMS, schemes_of(FinancialYear(year)))] == days
