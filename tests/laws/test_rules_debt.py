"""Laws of historic debt."""

from datetime import date
from fractions import Fraction
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from equipoise.params import load
from equipoise.rules.debt import (
    CumulativeDeficit,
    Debt,
    Entry,
    InterimDebt,
    Movement,
    Opening,
    YearOfTests,
    ccg_write_off,
    icb_write_off,
    ledger,
    trust_debt,
)
from equipoise.units import FinancialYear, Period

EXACT = load().exact
ANY = date(2026, 5, 4)
IN_2020 = Period.parse("2020/21")
amounts = st.integers(0, 10**10).map(Fraction)
signed = st.integers(-(10**10), 10**10).map(Fraction)


@given(amounts, amounts, st.fractions(0, 1, max_denominator=9))
def test_written_off_and_remaining_are_the_deficit(
    deficit: Fraction, allocation: Fraction, share: Fraction
) -> None:
    debt = CumulativeDeficit(period=IN_2020, deficit=deficit, allocation=allocation)
    undecided = ccg_write_off(debt, EXACT, known_on=ANY)
    assert undecided.written_off is undecided.remaining is None
    negotiated = Fraction(int(undecided.most * share))
    decided = CumulativeDeficit(
        period=IN_2020, deficit=deficit, allocation=allocation, negotiated=negotiated
    )
    found = ccg_write_off(decided, EXACT, known_on=ANY)
    assert found.written_off is not None
    assert found.remaining is not None
    assert found.written_off + found.remaining == deficit
    assert found.remaining >= found.written_off - 1  # half at most, to the penny


@given(st.integers(1, 10**9), st.integers(0, 3), st.lists(amounts, min_size=4, max_size=4))
def test_one_failed_test_reinstates(deficit: int, which: int, surpluses: list[Fraction]) -> None:
    def of(results: list[Fraction]) -> tuple[str, Fraction]:
        years = {
            FinancialYear(2022): YearOfTests(system=results[0], icb=results[1]),
            FinancialYear(2023): YearOfTests(system=results[2], icb=results[3]),
        }
        debt = Opening(commissioners={"A": Fraction(-deficit)}, adjustment=Fraction(0), years=years)
        found = icb_write_off(debt, EXACT, known_on=ANY)
        return found.state, found.owed

    assert of(surpluses) == ("written off", Fraction(0))
    surpluses[which] = Fraction(-1)
    assert of(surpluses) == ("reinstated", Fraction(deficit))


entries = st.lists(
    st.builds(
        Entry[Fraction],
        year=st.just(FinancialYear(2020)),
        kind=st.sampled_from(Movement),
        amount=st.integers(0, 100).map(Fraction),
    ),
    max_size=6,
)


@given(entries, st.randoms())
def test_what_is_owed_is_what_came_less_what_went(
    listed: list[Entry[Fraction]], random: Random
) -> None:
    came = sum(one.amount for one in listed if one.kind in ("added", "reinstated"))
    went = sum(one.amount for one in listed) - came
    random.shuffle(listed)
    debt = Debt(body="A", origin="", opening=Fraction(1_000), entries=tuple(listed))
    assert ledger(debt, EXACT, known_on=ANY).owed == 1_000 + came - went


@given(amounts, amounts, amounts)
def test_converted_and_kept_are_the_debt(
    interim: Fraction, normal: Fraction, interest: Fraction
) -> None:
    debt = InterimDebt(period=IN_2020, interim=interim, normal=normal, interest=interest)
    found = trust_debt(debt, EXACT, known_on=ANY)
    assert found.capital + found.loans == interim + normal
