"""Support funds worked by hand: the fact books' cases, each condition, both sides of each gate.

Figures are in £m unless they are pence.
"""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from equipoise.params import ParameterError
from equipoise.rules.balance import LimitWithoutBasisError
from equipoise.rules.support import (
    Body,
    DiscretionError,
    IncludingSupportError,
    NoSuchFundError,
    NoSupportFundError,
    NotTheFundsTaperError,
    Quarter,
    QuartersError,
    Review,
    ShareOutOfRangeError,
    Taper,
    earned,
    fund_of,
    funds_of,
)
from equipoise.units import FinancialYear
from equipoise.workings import Support
from tests.rules_cases import with_value
from tests.support_cases import (
    ANY,
    DSF,
    EXACT,
    FRF_2020,
    MILLION,
    STF,
    SUSPENDED,
    body,
    by_quarter,
    found,
    fund,
    pence,
    year,
)

ALL = ("rtt", "emergency", "cancer", "diagnostics")
PENNY = Fraction(1)
STF_2017 = fund(2017, "stf")


def one_quarter(over: Fraction, *met: str, award: str = "10") -> Body[Fraction]:
    quarter = Quarter(plan=pence("-1"), actual=pence("-1") + over, met=frozenset(met))
    return Body(allocation=pence(award), quarters=(quarter,))


# ------------------------------------------------------------------------- 2016/17 and 2017/18
@pytest.mark.parametrize(
    ("over", "met", "expected"),
    [
        (0, ("rtt", "cancer"), "2.1875"),  # 1.2a: 2.5 x (0.70 + 0.125 + 0 + 0.05)
        (-PENNY, ("rtt", "cancer"), "0"),  # 1.2a: nothing, access included
        (PENNY, ALL, "2.5"),  # A01: 70, 12.5, 12.5 and 5 make the whole
        (0, ("diagnostics",), "1.75"),
        (0, (), "1.75"),
    ],
)
def test_a_quarter_of_2016(over: Fraction, met: tuple[str, ...], expected: str) -> None:
    one = found(year(STF, {"ZR1": one_quarter(Fraction(over), *met)}))["ZR1"]
    assert one.earned == pence(expected)
    assert one.withheld == pence("2.5") - pence(expected)
    assert [one.financing, one.at_risk] == [0, 0]


def of_2017() -> Body[Fraction]:
    """1.2b: all met; finance only; gate missed; recovered, access missed."""
    overs = ((0, True), (0, False), (-1, True), (0, False))
    return Body(
        allocation=pence(10),
        quarters=tuple(
            Quarter(plan=Fraction(0), actual=pence(over),
                    met=frozenset({"emergency"} if met else ()))
            for over, met in overs
        ),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("catch_up", "expected", "total"),
    [
        (0, ["1.5", "1.4", "0", "2.45"], "5.35"),  # 1.2b without
        (1, ["1.5", "1.4", "0", "4.55"], "7.45"),  # 1.2b with: 3.0 x 0.70 more
    ],
)
def test_a_year_of_2017(catch_up: int, expected: list[str], total: str) -> None:
    params = with_value("support/stf/catch_up_ratio", catch_up).exact
    one = earned(year(STF_2017, {"ZR1": of_2017()}), params, known_on=ANY)["ZR1"]
    assert by_quarter(one) == [Fraction(amount) for amount in expected]
    assert one.earned == pence(total)
    assert one.quarters[3].again == pence("2.1") * catch_up


def test_catching_up_is_the_house_reading() -> None:
    assert found(year(STF_2017, {"ZR1": of_2017()}))["ZR1"].earned == pence("7.45")


def test_what_is_caught_up_is_caught_up_once() -> None:
    one = found(year(STF_2017, {"ZR1": body("10", -1, 0, 0)}))["ZR1"]
    assert by_quarter(one) == [Fraction(0), Fraction("2.45"), Fraction("2.1")]


def test_phasing_of_the_fund_of_2017() -> None:
    """A02: 15, 20, 30 and 35% of £1.8bn are 270, 360, 540 and 630."""
    one = found(year(STF_2017, {"all": body("1800", 0, 0, 0, 0)}))["all"]
    tranches = [quarter.tranche / MILLION for quarter in one.quarters]
    assert tranches == [270, 360, 540, 630]
    assert EXACT.at("support/stf/fund_pence", STF_2017.applies, known_on=ANY) == pence(1800)


# ------------------------------------------------------------------- 2020/21, as published
def settled(own: int, others: int, *, decided: str = "", share: Fraction | None = None) -> Fraction:
    """1.7a: A of 20 in one quarter, beside a body without support that sways the system."""
    bodies = {"A": body("20", own), "B": body("0", others)}
    discretion = {"A": {1: pence(decided)}} if decided else {}
    return found(year(FRF_2020, bodies, discretion=discretion, agreed=share))["A"].earned


@pytest.mark.parametrize(
    ("own", "others", "decided", "expected"),
    [
        (0, 0, "", "5.0"),  # hit, hit
        (0, -1, "", "2.5"),  # hit, miss
        (-1, 1, "", "0"),  # miss, hit: nothing without a decision
        (-1, 1, "2.5", "2.5"),  # miss, hit, all of it by decision
        (-1, 1, "1.2", "1.2"),
        (-1, 0, "", "0"),  # miss, miss
    ],
)
def test_halves(own: int, others: int, decided: str, expected: str) -> None:
    assert settled(own, others, decided=decided) == pence(expected)


@pytest.mark.parametrize(
    ("own", "others", "decided", "expected"),
    [(0, 0, "", "5"), (0, -1, "", "0"), (-1, 1, "", "0"), (-1, 1, "5", "5")],
)
def test_all_of_it_pooled(own: int, others: int, decided: str, expected: str) -> None:
    """1.7a, the variant in which all is tied to the system."""
    assert settled(own, others, decided=decided, share=Fraction(1)) == pence(expected)


def test_what_is_paid_early_and_not_earned_is_financing() -> None:
    bodies = {"A": body("20", 0, -1), "B": body("0", 0, 0)}
    one = found(year(FRF_2020, bodies))["A"]
    assert (one.due, one.earned, one.financing) == (pence(10), pence(5), pence(5))
    assert one.withheld == pence(5)
    assert one.at_risk == pence(5)  # half of the two quarters to come


@pytest.mark.parametrize(
    ("own", "others", "decided"), [(-1, 1, "2.50000001"), (-1, 1, "-0.1"), (0, 0, "1")]
)
def test_a_decision_has_bounds(own: int, others: int, decided: str) -> None:
    with pytest.raises(DiscretionError, match="A, quarter 1: "):
        settled(own, others, decided=decided)


def test_a_decision_gives_what_it_says_and_no_more() -> None:
    bodies = {"A": body("20", -1), "B": body("0", 1)}
    one = found(year(FRF_2020, bodies, discretion={"A": {1: pence("2.5")}}))["A"]
    (quarter,) = one.quarters
    assert [quarter.system, quarter.given, quarter.own] == [pence("2.5"), pence("2.5"), 0]
    assert (quarter.own_hit, quarter.system_hit) == (False, True)


@pytest.mark.parametrize(
    ("taper", "expected"),
    [
        (Taper.CLIFF, ["0", "1.5", "1.0"]),
        # 1.7b: own 2.5 - 1.0, 1.5, 1.0; system 2.20, 1.32, 0.88, A's only by decision
        (Taper.POUND_FOR_POUND, ["1.5", "2.82", "1.88"]),
        # band of 10%: A's own 1.0 of 2.0; the system's 0.6 of 4.0, so 85% is left
        (Taper.BAND, ["1.25", "2.775", "1.85"]),
    ],
)
def test_tapers(taper: Taper, expected: list[str]) -> None:
    bodies = {"A": body("20", -1), "B": body("12", 0), "C": body("8", "0.4")}
    at = found(year(FRF_2020, bodies, taper=taper))
    assert [at[code].earned for code in "ABC"] == [pence(amount) for amount in expected]


def test_pound_for_pound_at_full_discretion() -> None:
    """1.7b: 8.4 of 10.0."""
    bodies = {"A": body("20", -1), "B": body("12", 0), "C": body("8", "0.4")}
    at = found(
        year(
            FRF_2020,
            bodies,
            taper=Taper.POUND_FOR_POUND,
            discretion={"A": {1: pence("2.2")}},
        )
    )
    assert sum(one.earned for one in at.values()) == pence("8.4")


def test_pound_for_pound_a_pound_is_lost_once() -> None:
    """A shortfall of 3 takes 2.5 of the first quarter, 0.5 of the second, nothing after that."""
    bodies = {"A": body("20", -3, -3, -3), "B": body("0", 9, 9, 9)}
    one = found(year(FRF_2020, bodies, taper=Taper.POUND_FOR_POUND))["A"]
    assert [quarter.own / MILLION for quarter in one.quarters] == [0, 2, Fraction("2.5")]


@pytest.mark.parametrize(
    ("short", "left"), [(0, "2.5"), (-1, "1.25"), (-2, "0"), ("-2.01", "0"), ("-1.99", "0.0125")]
)
def test_the_band_ends_at_a_tenth(short: str | int, left: str) -> None:
    bodies = {"A": body("20", short), "B": body("0", 9)}
    one = found(year(FRF_2020, bodies, taper=Taper.BAND))["A"]
    assert one.quarters[0].own == pence(left)


def test_a_published_gate_has_no_other_taper() -> None:
    with pytest.raises(NotTheFundsTaperError, match="2016/17: a missed result is read as publ"):
        found(year(STF, {"A": body("20", -1)}, taper=Taper.BAND))


def test_no_taper_is_more_than_assumed() -> None:
    for name in ("missed", "lost_per_pound", "band"):
        entries = with_value(f"support/frf_2020/{name}_ratio", 1).tree[
            f"support/frf_2020/{name}_ratio"
        ].entries  # fmt: skip
        assert [entry.status for entry in entries] == ["assumed"]


@pytest.mark.parametrize("share", [Fraction(1, 2) - Fraction(1, 1000), Fraction(1001, 1000)])
def test_the_share_tied_to_the_system_has_bounds(share: Fraction) -> None:
    with pytest.raises(ShareOutOfRangeError, match="from the fund's own share to all of it"):
        settled(0, 0, share=share)


def test_a_fund_without_a_system_gate_cannot_be_tied() -> None:
    with pytest.raises(ShareOutOfRangeError):
        found(year(STF, {"A": body("20", 0)}, agreed=Fraction(1)))


def test_a_suspended_fund_is_for_models_only() -> None:
    with pytest.raises(ParameterError, match=r"one is suspended .* to be modelled and never pla"):
        earned(year(FRF_2020, {"A": body("20", 0)}), EXACT, known_on=ANY)


# ----------------------------------------------------------------------------- other funds
@pytest.mark.parametrize(
    ("starts_in", "path", "overs", "expected"),
    [
        (2018, "psf", (0, -1), ["1.05", "0"]),  # 70% of 15%: no access met
        (2019, "psf", (0, -1), ["1.5", "0"]),
        (2019, "psf", (-1, 0), ["0", "3.5"]),  # 15 and 20%, caught up
        (2019, "frf", (0, 0), ["1.5", "2"]),
        (2019, "mret", (-1, -9), ["1.5", "2"]),  # not at risk in the year
        (2018, "csf", (0, -1), ["2.5", "0"]),
        (2018, "csf", (-1, 0), ["0", "2.5"]),  # no catching up was found
        (2024, "dsf", (-1, -9), ["2.5", "2.5"]),  # paid; no gate is known
        (2025, "dsf", (0, -1), ["2.5", "0"]),
        (2025, "dsf", (-1, 0), ["0", "2.5"]),  # restored by decision alone
        (2026, "dsf", (0, -1), ["2.5", "0"]),
    ],
)
def test_two_quarters_of_a_fund(
    starts_in: int, path: str, overs: tuple[int, ...], expected: list[str]
) -> None:
    one = found(year(fund(starts_in, path), {"A": body("10", *overs)}))["A"]
    assert by_quarter(one) == [Fraction(amount) for amount in expected]


def test_a_member_of_a_system_on_plan_keeps_deficit_support() -> None:
    at = found(year(DSF, {"X": body("16", -1), "Y": body("24", 1)}))
    assert (at["X"].earned, at["Y"].earned) == (pence(4), pence(6))
    assert at["X"].at_risk == pence(12)


@pytest.mark.parametrize(
    ("fourth", "expected"),
    [
        (Review(paid=True, restores=(3,)), "16"),  # 4.5b: restored with quarter 4
        (Review(paid=True), "12"),
        (Review(paid=False), "8"),  # 4.5b: held again
    ],
)
def test_withheld_and_restored(fourth: Review, expected: str) -> None:
    """4.5b: X of 16 in a system of 40; quarter 3 held by the centre though all are on plan."""
    bodies = {"X": body("16", 0, 0, 0, 0), "Y": body("24", 0, 0, 0, 0)}
    one = found(year(DSF, bodies, reviews={3: Review(paid=False), 4: fourth}))["X"]
    assert by_quarter(one)[:3] == [4, 4, 0]
    assert one.earned == pence(expected)
    assert one.withheld == pence(16) - pence(expected)


def test_a_review_pays_a_system_off_plan() -> None:
    one = found(year(DSF, {"X": body("16", -1)}, reviews={1: Review(paid=True)}))["X"]
    assert one.earned == pence(4)


def test_funds_by_year() -> None:
    by_year = {
        starts_in: [one.path for one in funds_of(FinancialYear(starts_in))]
        for starts_in in (2016, 2017, 2018, 2019, 2020, 2024, 2025, 2026, 2027, 2028)
    }
    assert by_year == {
        2016: ["stf"], 2017: ["stf"], 2018: ["psf", "csf"], 2019: ["psf", "csf", "mret", "frf"],
        2020: ["frf_2020"], **{starts_in: ["dsf"] for starts_in in range(2024, 2029)},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("starts_in", "why"),
    [
        (2015, "funds are known from 2016/17 to 2028/29"),
        (2021, "allocations held what systems needed"),
        (2022, "allocations held what systems needed"),
        (2023, "allocations held what systems needed"),
        (2029, "funds are known from 2016/17 to 2028/29"),
    ],
)
def test_a_year_without_a_fund_is_no_nil(starts_in: int, why: str) -> None:
    with pytest.raises(NoSupportFundError, match=f"no such fund in {FinancialYear(starts_in)}: .*"
                       f"{why}"):  # fmt: skip
        funds_of(FinancialYear(starts_in))


def test_a_fund_of_another_year_is_named() -> None:
    with pytest.raises(NoSuchFundError, match="no such fund in 2016/17: dsf; there is stf"):
        fund_of(FinancialYear(2016), "dsf")


# ----------------------------------------------------------------------- readings, and quarters
def test_a_reading_that_is_not_stated_names_both() -> None:
    with pytest.raises(LimitWithoutBasisError, match="including support or excluding support"):
        found(replace(year(STF, {"A": body("20", 0)}), stated=None))


def test_a_gate_is_before_support() -> None:
    with pytest.raises(IncludingSupportError, match="A: support is tested excluding support"):
        found(replace(year(STF, {"A": body("20", 0)}), stated=Support.WITH))


@pytest.mark.parametrize(
    "bodies",
    [
        {"A": body("20")},
        {"A": body("20", 0, 0, 0, 0, 0)},
        {"A": body("20", 0), "B": body("20", 0, 0)},
        {},
    ],
)
def test_a_year_end_alone_is_not_enough(bodies: dict[str, Body[Fraction]]) -> None:
    with pytest.raises(QuartersError, match="never from the end of the year alone"):
        found(year(STF, bodies))


def test_half_of_2020_follows_the_system() -> None:
    share = SUSPENDED.at("support/frf_2020/system_ratio", FRF_2020.applies,
                         known_on=date(2020, 1, 30))  # fmt: skip
    assert share == Fraction(1, 2)
