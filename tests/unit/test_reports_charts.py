"""Charts: well-formed, told in words as well as in colour, drawn from the table beside them."""

from collections.abc import Sequence
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from equipoise.reports import Amount, Column, ColumnKind, Row, Sign, Table
from equipoise.reports.charts import Picture, stacked, waterfall
from equipoise.reports.charts.palette import (
    DARK_BLUE,
    DARK_GREY,
    MARKS,
    ORANGE,
    TEXT,
    TURQUOISE,
    WHITE,
    contrast,
)
from equipoise.reports.charts.svg import lines_of
from equipoise.units import PENCE, FinancialYear
from equipoise.workings import Basis, Stage

SVG = "{http://www.w3.org/2000/svg}"
MILLION = 100_000_000
BASIS = Basis(period=FinancialYear(2023).period, unit=PENCE, stage=Stage.PLAN)
STEPS = (
    ("Version 1", -900, True),
    ("Contracts matched", -230, False),
    ("Sale of equipment (ZR1)", 150, False),
    ("Prescribing review (ZQ1)", 80, False),
    ("Version 3", -900, True),
)
"""The bridge of fact book 5, journey A step 14, in £10,000."""


def money(pence: int) -> Amount:
    return Amount(value=pence, basis=BASIS)


def bridge(steps: Sequence[tuple[str, int, bool]] = STEPS) -> Table:
    return Table(
        name="drivers",
        title="By driver",
        sentence="",
        basis="Made up",
        columns=(
            Column(key="step", title="Step"),
            Column(key="amount", title="Amount", kind=ColumnKind.MONEY, sign=Sign.SURPLUS),
        ),
        rows=tuple(
            Row(cells={"step": words, "amount": money(tens * 1_000_000)}, emphasis=total)
            for words, tens, total in steps
        ),
    )


def phasing(months: Sequence[tuple[int, int]]) -> Table:
    columns = {"recurrent": "Recurrent", "one_off": "Non-recurrent"}
    return Table(
        name="phasing",
        title="By month",
        sentence="",
        basis="Made up",
        columns=(
            Column(key="month", title="Month"),
            *(
                Column(key=key, title=title, kind=ColumnKind.MONEY, sign=Sign.SIZE)
                for key, title in columns.items()
            ),
        ),
        rows=tuple(
            Row(cells={"month": f"M{number}", "recurrent": money(lasts), "one_off": money(not_)})
            for number, (lasts, not_) in enumerate(months, start=1)
        ),
    )


def drawn(table: Table, title: str = "The position is unchanged at £(9.0)m") -> Picture:
    return waterfall(table, name="P1", title=title, summary="Nothing moved in all.")


def texts(picture: Picture) -> list[str]:
    return [each.text or "" for each in ElementTree.fromstring(picture.svg).iter(f"{SVG}text")]


def bars(picture: Picture) -> list[ElementTree.Element]:
    """Return the bars: every filled rectangle but the ground."""
    return [
        each
        for each in ElementTree.fromstring(picture.svg).iter(f"{SVG}rect")
        if each.get("fill") not in (WHITE, "none")
    ]


def left(bar: ElementTree.Element) -> float:
    return float(bar.get("x", ""))


def width(bar: ElementTree.Element) -> float:
    return float(bar.get("width", ""))


def test_a_screen_reader_is_told_the_finding_and_the_summary() -> None:
    root = ElementTree.fromstring(drawn(bridge()).svg)
    assert root.get("role") == "img"
    named = {each.get("id"): each.text for each in root if each.get("id")}
    assert root.get("aria-labelledby") == " ".join(map(str, named))
    assert list(named.values()) == [
        "The position is unchanged at £(9.0)m", "Nothing moved in all.",
    ]  # fmt: skip


def test_every_step_has_its_words_its_amount_and_whether_it_is_better() -> None:
    told = texts(drawn(bridge()))
    for words, _, _ in STEPS:
        assert words in told
    amounts = ["£(9.0)m", "£2.3m worse", "£1.5m better", "£0.8m better", "£(9.0)m"]
    assert [each for each in told if each.startswith("£")] == amounts
    colours = [bar.get("fill") for bar in bars(drawn(bridge()))]
    assert colours == [DARK_GREY, ORANGE, DARK_BLUE, DARK_BLUE, DARK_GREY]


def test_each_step_begins_where_the_one_before_ended() -> None:
    """From (9.0) to (11.3), back to (9.8), to (9.0): the places follow the amounts exactly."""
    first, worse, better, review, last = bars(drawn(bridge()))
    right = left(first) + width(first)
    assert right == pytest.approx(left(last) + width(last), abs=0.02)
    assert left(first) == pytest.approx(left(worse) + width(worse), abs=0.02)
    assert left(worse) == pytest.approx(left(better), abs=0.02)
    assert left(better) + width(better) == pytest.approx(left(review), abs=0.02)
    assert width(worse) / width(first) == pytest.approx(2.3 / 9.0, abs=0.001)


def test_long_words_are_folded_and_never_cut() -> None:
    words = "Out-of-area placements & repatriation of <complex> patients " * 3
    picture = drawn(bridge([("Version 1", -900, True), (words, 100, False)]))
    told = " ".join(texts(picture)).split()
    assert [word for word in told if word in words.split()] == words.split()
    assert all(len(line) <= 31 for line in lines_of(words, 250))


def test_a_page_holds_the_drawing_the_summary_and_the_table() -> None:
    page = drawn(bridge()).as_html()
    assert page.startswith("<!DOCTYPE html>")
    for part in ("<svg ", "<figcaption>Nothing moved in all.</figcaption>", "<caption>By driver<"):
        assert part in page
    assert '<th scope="col" class="number">Amount, £m, surplus / (deficit)</th>' in page
    assert '<th scope="row">Contracts matched</th><td class="number">(2.3)</td>' in page
    assert "<script" not in page
    assert "&lt;" in drawn(bridge([("<b>", 1, True)])).as_html()


def test_months_are_stacked_with_their_amounts_and_the_half_is_named() -> None:
    months = [(3 * MILLION, 2 * MILLION)] * 11 + [(6 * MILLION, 4 * MILLION)]
    picture = stacked(
        phasing(months), name="P5", title="Late", summary="S", marked="Months 7 to 12: 58.3%"
    )
    told = texts(picture)
    assert [f"M{number}" in told for number in range(1, 13)] == [True] * 12
    assert told.count("5.0") == 11
    assert "10.0" in told
    assert told.count("3.0") == 11
    assert {"Recurrent (beneath)", "Non-recurrent (on top)", "Months 7 to 12: 58.3%"} <= set(told)
    high = [float(bar.get("height", "")) for bar in bars(picture)[2:]]
    assert high[-2] == pytest.approx(2 * high[0], abs=0.02)
    assert [bar.get("fill") for bar in bars(picture)[2:4]] == [DARK_BLUE, TURQUOISE]


def test_what_is_taken_back_goes_beneath_the_line() -> None:
    months = [(MILLION, -MILLION // 2)] + [(MILLION, 0)] * 11
    picture = stacked(phasing(months), name="P5", title="T", summary="S", marked="")
    above, beneath = bars(picture)[2:4]
    foot = float(above.get("y", "")) + float(above.get("height", ""))
    assert float(beneath.get("y", "")) == pytest.approx(foot, abs=0.02)
    assert "0.5" in texts(picture)


@given(
    st.lists(
        st.tuples(st.text(min_size=1), st.integers(-(10**6), 10**6), st.booleans()), min_size=1,
        max_size=8,
    ),
    st.text(),
)  # fmt: skip
def test_whatever_is_drawn_is_well_formed_and_within_the_page(
    steps: list[tuple[str, int, bool]], title: str
) -> None:
    root = ElementTree.fromstring(drawn(bridge(steps), title).svg)
    height = float(root.get("height", ""))
    for each in root.iter(f"{SVG}rect"):
        y, high = float(each.get("y", "")), float(each.get("height", ""))
        assert left(each) >= 0
        assert left(each) + width(each) <= 760.1
        assert y >= 0
        assert y + high <= height + 0.1
    for each in root.iter(f"{SVG}text"):
        assert 0 <= float(each.get("y", "")) <= height


@pytest.mark.parametrize(
    ("colour", "published"),
    [(DARK_BLUE, 10.25), (TURQUOISE, 3.17), ("#801650", 9.77), (ORANGE, 3.03), (DARK_GREY, 10.86)],
)
def test_contrast_is_as_published(colour: str, published: float) -> None:
    """Fact book 5, section 3.3: on white."""
    assert contrast(colour, WHITE) == pytest.approx(published, abs=0.005)
    assert colour in MARKS


def test_marks_are_seen_and_words_are_read_on_what_they_stand_on() -> None:
    assert min(contrast(colour, WHITE) for colour in MARKS) >= 3
    assert contrast(TEXT, WHITE) >= 4.5
    assert contrast(TEXT, TURQUOISE) >= 4.5
    assert contrast(WHITE, DARK_BLUE) >= 4.5
    assert contrast("#007f3b", "#d5281b") == pytest.approx(1.01, abs=0.005)
