"""Laws of the chart of plan lines."""

from hypothesis import given
from hypothesis import strategies as st

from equipoise.register import Chart, Kind, Measure

CHART = Chart.load()
LINES = [(line, kind) for line in CHART for kind in sorted(line.kinds)]


def evaluated(line: Measure, kind: Kind, entries: dict[str, int]) -> int:
    if line.entered:
        return entries[line.code]
    return sum(
        sign * evaluated(CHART.get(code, kind), kind, entries) for sign, code in line.formula
    )


@given(st.data())
def test_terms_are_the_formula_unfolded(data: st.DataObject) -> None:
    line, kind = data.draw(st.sampled_from(LINES))
    codes = [leaf.code for leaf in CHART if leaf.entered and kind in leaf.kinds]
    entries = {code: data.draw(st.integers(-(10**9), 10**9), label=code) for code in codes}
    terms = CHART.terms(line.code, kind)
    assert all(term.entered and sign for sign, term in terms)
    assert len({term.code for _, term in terms}) == len(terms)
    assert sum(sign * entries[term.code] for sign, term in terms) == evaluated(line, kind, entries)
