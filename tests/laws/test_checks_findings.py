"""Laws of the checks of a return, over plans made at random, blanks and absurd amounts included."""

from __future__ import annotations

from dataclasses import replace
from operator import attrgetter
from typing import Final

from hypothesis import given
from hypothesis import strategies as st

from equipoise.checks import CATALOGUE
from equipoise.findings import Finding
from equipoise.findings.finding import ORDER
from equipoise.sheets import Item, Line
from equipoise.units import Absence
from tests.workbooks.made_plans import KINDS, Made, Months, item, told
from tests.workbooks.planting import CHART

PARTS: Final = (
    *("finance", "activity", "workforce", "quality", "specialised"),
    *("efficiency", "risk", "capital", "cash", "narrative"),
)
AMOUNTS: Final = st.one_of(
    st.sampled_from([0, 1, -1, 1_000, 100_000, -(10**9), 10**9, 10**15]),
    st.integers(-(10**12), 10**12),
)
CELLS: Final = st.one_of(AMOUNTS, AMOUNTS, AMOUNTS, st.just(Absence.MISSING))
CODE: Final = attrgetter("code")
WORDS: Final = {
    "status": ("Fully developed", "Unidentified", "System stretch"),
    "risk": ("Low", "High"),
    "category": ("Pay", "Non-pay"),
    "assessor": ("Chief nurse",),
    "text": ("A chapter.", " "),
}


@st.composite
def items(draw: st.DrawFn) -> tuple[Item, ...]:
    kinds = draw(st.lists(st.sampled_from(["scheme", "signoff", "chapter", "risk"]), max_size=4))
    chosen = {name: st.none() | st.sampled_from(words) for name, words in WORDS.items()}
    made = []
    for number, kind in enumerate(kinds):
        words = draw(st.fixed_dictionaries(chosen))
        given_words = {name: word for name, word in words.items() if word}
        made.append(item(f"S{number % 2}", kind, **given_words))
    return tuple(made)


@st.composite
def plans(draw: st.DrawFn) -> Made:
    """Draw a plan of a trust or an ICB with some of its lines at random, and a year before."""
    body = draw(st.sampled_from(["ZR2", "ZQ1"]))
    lines = [line for line in CHART if KINDS[body] in line.kinds and line.entered]
    values: dict[Line, Months] = {}
    for measure in draw(st.lists(st.sampled_from(lines), max_size=12, unique_by=CODE)):
        other = draw(st.sampled_from(["ZQ1", "X24"])) if measure.counterparty else None
        ref = draw(st.sampled_from(["S0", "S1"])) if measure.item else ""
        months = 1 if measure.annual else 12
        values[measure.code, other, ref] = draw(st.lists(CELLS, min_size=months, max_size=months))
    before = draw(st.lists(st.sampled_from(lines), max_size=10, unique_by=CODE))
    return Made(
        body=body,
        year=draw(st.sampled_from([2016, 2018, 2023, 2025])),
        parts=tuple(sorted(draw(st.sets(st.sampled_from(PARTS), min_size=1)), key=PARTS.index)),
        values=values,
        items=draw(items()),
        prior={(line.code, None, ""): draw(AMOUNTS) for line in before},
    )


def within(plan: Made) -> Made:
    """Return the plan with the lines of its own parts alone."""
    kind = KINDS[plan.body]
    kept = {line: cells for line, cells in plan.values.items()
            if CHART.get(line[0], kind).part in plan.parts}  # fmt: skip
    return replace(plan, values=kept)


@given(plans())
def test_every_finding_says_what_is_wrong_and_what_to_do(plan: Made) -> None:
    for finding in told(within(plan)):
        check = CATALOGUE[finding.code]
        for text in (finding.message, finding.remedy):
            assert text.strip()
            assert text.endswith(".")
            assert "{" not in text
            assert "None" not in text
        assert finding.organisation == plan.body
        assert finding.place.kind == "file"
        assert ORDER[finding.severity] >= ORDER[check.severity]
        assert finding.worth is None or finding.worth >= 0


@given(plans())
def test_a_part_that_is_not_in_the_file_is_not_judged(plan: Made) -> None:
    """Whatever part is left out, nothing new is found, and nothing that needed it."""
    whole = within(replace(plan, parts=PARTS))
    fewer = within(plan)
    assert placed(told(fewer)) <= placed(told(whole))
    assert {one.part for one in told(fewer)} <= {*plan.parts, ""}


def placed(found: list[Finding]) -> set[tuple[str, str]]:
    return {(one.code, one.expected) for one in found}
