"""The law of the catalogue: on any day, for any year, a code says one thing."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from equipoise.checks import Catalogue, Check, DuplicateCodeError
from equipoise.findings import Finding, Severity
from equipoise.params import Parameters
from equipoise.units import FinancialYear, Period

CHECK = Check(
    code="EQ-TRY-001",
    title="Trial",
    severity=Severity.MUST_FIX,
    message="Said.",
    remedy="Done.",
    guidance="Trial.",
)
DAYS = st.integers(0, 40).map(lambda number: date(2023, 4, 1) + timedelta(days=number))
PERIODS = st.tuples(st.integers(2018, 2025), st.integers(1, 4)).map(
    lambda pair: Period(date(pair[0], 4, 1), date(pair[0] + pair[1], 4, 1))
)
DATED = st.builds(
    lambda code, applies, published: replace(
        CHECK, code=code, applies=applies, published=published
    ),
    st.sampled_from(["EQ-TRY-001", "EQ-TRY-002"]),
    PERIODS,
    st.none() | DAYS,
)


@dataclass(frozen=True)
class Thing:
    """What a trial looks at: nothing but its year."""

    year: FinancialYear


def nothing(_: Thing, __: Parameters, *, known_on: date) -> Iterator[Finding]:
    del known_on
    yield from ()


@given(st.lists(DATED, max_size=12), st.integers(2017, 2029), DAYS)
def test_one_check_a_code_is_in_force(checks: list[Check], year: int, known_on: date) -> None:
    catalogue: Catalogue[Thing] = Catalogue("a trial")
    refused = []
    for check in checks:
        try:
            catalogue.enter(check, nothing)
        except DuplicateCodeError:
            refused.append(check)
    assert len(list(catalogue)) + len(refused) == len(checks)
    found = [check for check, _ in catalogue.in_force(FinancialYear(year), known_on=known_on)]
    assert max(Counter(check.code for check in found).values(), default=0) <= 1
    whole = FinancialYear(year).period
    for check in found:
        assert check.known(known_on)
        assert whole in check.applies
    for other in catalogue:
        if other.known(known_on) and whole in other.applies:
            (chosen,) = [check for check in found if check.code == other.code]
            assert (chosen.published or date.min) >= (other.published or date.min)
