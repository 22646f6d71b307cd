"""Historic debt worked by hand: the fact book's cases, and both sides of each test. In £m."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from equipoise.params import ParameterError, load
from equipoise.rules.debt import (
    CumulativeDeficit,
    Debt,
    Entry,
    InterimDebt,
    MoreThanOwedError,
    Movement,
    Opening,
    WriteOffError,
    YearOfTests,
    ccg_write_off,
    icb_write_off,
    ledger,
    trust_debt,
)
from equipoise.units import FinancialYear, Period

HOUSE = load()
EXACT = HOUSE.exact
ANY = date(2026, 5, 4)
MILLION = 100_000_000  # pence
IN_2020 = Period.parse("2020/21")


def pence(millions: str | int) -> Fraction:
    return Fraction(millions) * MILLION


NEW_DEVON = CumulativeDeficit(period=IN_2020, deficit=pence(177), allocation=pence(1204))


def test_new_devon() -> None:
    """A25: 177 is 14.7% of 1,204; at most 88.5 is written off, and 88.5 stays: 7.35%."""
    undecided = ccg_write_off(NEW_DEVON, EXACT, known_on=ANY)
    assert undecided.ratio == Fraction(177, 1204)
    assert undecided.most == pence("88.5")
    assert undecided.remaining is None
    decided = ccg_write_off(replace(NEW_DEVON, negotiated=pence("88.5")), EXACT, known_on=ANY)
    assert [decided.written_off, decided.remaining] == [pence("88.5"), pence("88.5")]


@pytest.mark.parametrize(
    ("deficit", "most"),
    [("39", "0"), ("40", "0"), ("40.00000001", "20.00000001"), ("41", "20.5")],
)
def test_the_threshold_of_four_per_cent(deficit: str, most: str) -> None:
    debt = CumulativeDeficit(period=IN_2020, deficit=pence(deficit), allocation=pence(1000))
    assert ccg_write_off(debt, EXACT, known_on=ANY).most == pence(most)


@pytest.mark.parametrize("negotiated", ["88.50000001", "-0.00000001"])
def test_what_is_negotiated_has_bounds(negotiated: str) -> None:
    with pytest.raises(WriteOffError, match="from nil to the most that the rule allows"):
        ccg_write_off(replace(NEW_DEVON, negotiated=pence(negotiated)), EXACT, known_on=ANY)


@pytest.mark.parametrize("negotiated", ["0", "88.5"])
def test_what_is_negotiated_reaches_its_bounds(negotiated: str) -> None:
    debt = replace(NEW_DEVON, negotiated=pence(negotiated))
    assert ccg_write_off(debt, EXACT, known_on=ANY).written_off == pence(negotiated)


def opening(*years: tuple[str, str], adjustment: str = "0") -> Opening[Fraction]:
    """Return commissioners of -30, 8 and -12, and the years tested: system and ICB of each."""
    tested = {
        FinancialYear(2022 + number): YearOfTests(system=pence(system), icb=pence(icb))
        for number, (system, icb) in enumerate(years)
    }
    return Opening(
        commissioners={"A": pence(-30), "B": pence(8), "C": pence(-12)},
        adjustment=pence(adjustment),
        years=tested,
    )


@pytest.mark.parametrize(
    ("years", "state", "owed"),
    [
        ((("0", "1"), ("0", "0")), "written off", "0"),
        ((("0", "0"), ("-0.1", "2")), "reinstated", "34"),
        ((("0", "0"), ("2", "-0.00000001")), "reinstated", "34"),
        ((("-0.00000001", "9"),), "reinstated", "34"),
        ((("9", "-0.00000001"), ("9", "9")), "reinstated", "34"),
        ((("0", "0"),), "frozen", "34"),
        ((), "frozen", "34"),
    ],
)
def test_four_tests(years: tuple[tuple[str, str], ...], state: str, owed: str) -> None:
    found = icb_write_off(opening(*years), EXACT, known_on=ANY)
    assert [found.opening, found.state, found.owed] == [pence(-34), state, pence(owed)]


def test_tests_are_named() -> None:
    found = icb_write_off(opening(("-1", "-1")), EXACT, known_on=ANY)
    assert found.failed == ("system in 2022/23", "ICB in 2022/23")
    assert found.open == ("system in 2023/24", "ICB in 2023/24")


@pytest.mark.parametrize(("adjustment", "state"), [("34", "kept as a surplus"), ("40", "kept as a "
                         "surplus"), ("33.99999999", "frozen")])  # fmt: skip
def test_a_surplus_is_kept(adjustment: str, state: str) -> None:
    found = icb_write_off(opening(adjustment=adjustment), EXACT, known_on=ANY)
    assert found.state == state
    assert found.opening == pence(-34) + pence(adjustment)


CHFT = InterimDebt(period=IN_2020, interim=pence("144.9"), normal=pence("3"), interest=pence("2.3"))


def test_calderdale_and_huddersfield() -> None:
    """A24: 2.3 on 144.9 is 1.59%; 3.5% of it is 5.07, and 2.77 more."""
    found = trust_debt(CHFT, EXACT, known_on=date(2020, 4, 2))
    assert found.interest_ratio == Fraction(23, 1449)
    assert [found.capital, found.loans] == [pence("144.9"), pence(3)]
    assert [found.charge, found.extra] == [507_150_000, 277_150_000]  # pence


def test_a_proposal_is_for_models_only() -> None:
    """In January 2020 it was talked about, and nobody had agreed to it."""
    before = date(2020, 4, 1)
    with pytest.raises(ParameterError, match=r"one is proposed .* modelled and never planned on"):
        trust_debt(CHFT, EXACT, known_on=before)
    modelled = trust_debt(CHFT, HOUSE.admitting("proposed").exact, known_on=before)
    assert modelled.capital == pence("144.9")


def entry(year: int, kind: Movement, amount: str) -> Entry[Fraction]:
    return Entry(year=FinancialYear(year), kind=kind, amount=pence(amount))


def test_a_ledger_runs() -> None:
    debt = Debt(
        body="15N",
        origin="2015/16",
        opening=pence(177),
        entries=(
            entry(2020, Movement.WRITTEN_OFF, "88.5"),
            entry(2021, Movement.REPAID, "8.5"),
            entry(2021, Movement.ADDED, "1"),
            entry(2022, Movement.CONVERTED, "80"),
            entry(2023, Movement.REINSTATED, "2"),
        ),
    )
    found = ledger(debt, EXACT, known_on=ANY)
    assert [line.owed / MILLION for line in found.lines] == [Fraction("88.5"), 80, 81, 1, 3]
    assert [line.moved / MILLION for line in found.lines] == [Fraction("-88.5"), Fraction("-8.5"),
                                                             1, -80, 2]  # fmt: skip
    assert found.owed == pence(3)


def test_no_more_goes_than_is_owed() -> None:
    debt = Debt(
        body="15N", origin="", opening=pence(1), entries=(entry(2020, Movement.REPAID, "1"),)
    )
    assert ledger(debt, EXACT, known_on=ANY).owed == 0
    more = replace(debt, entries=(entry(2020, Movement.REPAID, "1.00000001"),))
    with pytest.raises(MoreThanOwedError, match="15N, 2020/21: more is taken off than is owed"):
        ledger(more, EXACT, known_on=ANY)
