"""The law of what changed: lines sum to the difference, by unit, for any two sets of cells."""

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from equipoise.cube import Cell, CellKey
from equipoise.register import Chart, Kind
from equipoise.units import PENCE, WTE, Absence, FinancialYear
from equipoise.usecases.comparison import Comparison, Flips, line_changes
from equipoise.workings import Reference

CHART = Chart.load()
YEAR = FinancialYear(2023)
NOWHERE = Reference("file", ("made-up",))
SUMMED = ["income.other", "nonpay.other", "income.patient_care"]
CLOSING = ["wte.bank"]
amounts = st.integers(-(10**12), 10**12)
values = amounts | st.just(Absence.MISSING)
Values = dict[tuple[str, str | None], list[int | Absence]]
lines = st.dictionaries(
    st.tuples(st.sampled_from(SUMMED), st.sampled_from(["ZQ1", "ZQ2"]))
    | st.tuples(st.sampled_from(CLOSING), st.none()),
    st.lists(values, min_size=12, max_size=12),
    max_size=6,
)


def cells(plan: Values) -> Iterable[Cell]:
    return [
        Cell(
            key=CellKey(
                organisation="ZR1", counterparty=other, measure=measure, period=month,
                layer="plan",
            ),
            value=value,
            source=NOWHERE,
        )
        for (measure, other), months in plan.items()
        for month, value in zip(YEAR.months, months, strict=True)
    ]  # fmt: skip


def year_of(plan: Values, line: tuple[str, str | None]) -> int | None:
    """Return the year of a line: its months added, or its last one; None with a blank in it."""
    months = plan.get(line, [0] * 12)
    counting = months[-1:] if line[0] in CLOSING else months
    whole = [month for month in counting if isinstance(month, int)]
    return sum(whole) if len(whole) == len(counting) else None


@given(lines, lines)
def test_changes_of_lines_sum_to_the_change_of_the_total(before: Values, after: Values) -> None:
    changed, incomplete = line_changes(cells(before), cells(after), chart=CHART, kind=Kind.PROVIDER)
    found = Comparison(lines=changed, incomplete=incomplete, position={}, flips=Flips())
    expected = {PENCE: 0, WTE: 0}
    blanks = 0
    for line in before.keys() | after.keys():
        old, new = year_of(before, line), year_of(after, line)
        if old is None or new is None:
            blanks += 1
            continue
        expected[WTE if line[0] in CLOSING else PENCE] += new - old
    assert {PENCE: 0, WTE: 0, **found.sums()} == expected
    assert found.incomplete == blanks
    by_measure = sum(after - before for _, before, after in found.by_measure())
    assert by_measure == sum(expected.values())
