"""Laws of foreign forms: a mapping comes back from its text, and any workbook gives a reading."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from hypothesis import given, settings
from hypothesis import strategies as st

from equipoise.register import Chart, Kind
from equipoise.sheets import (
    Book,
    FilledIn,
    FormLine,
    FormMap,
    Limits,
    Reading,
    Spot,
    fill_in,
    read_foreign,
    read_form_map,
    survey,
)
from equipoise.sheets.foreign_amounts import ways
from equipoise.sheets.foreign_map import PERIODS
from equipoise.sheets.ledger_map import item_of
from equipoise.sheets.surveying import Raw
from equipoise.units import Absence
from tests.workbooks.foreign_forms import CASH, DIGEST, MAP, TRUST, workbook

CHART: Final = Chart.load()
MEASURES: Final = [
    measure
    for part in CHART.parts(Kind.PROVIDER)
    for measure in CHART.of(part, Kind.PROVIDER)
    if not item_of(measure, CHART)
]
WORDS: Final = st.text("AbC10/& ,;\"'()é-", min_size=1, max_size=8).map(str.strip).filter(bool)
ADDRESSES: Final = st.sampled_from(("A1", "B2", "C3", "E10", "ZZ999"))


@st.composite
def form_lines(draw: st.DrawFn) -> FormLine:
    """Draw a line that stands for an amount."""
    measure = draw(st.sampled_from(MEASURES))
    by = draw(st.sampled_from(("cell", "label", "code")))
    return FormLine(
        by=by,
        sheet=draw(st.sampled_from(("One", "Two & 2"))),
        at=draw(ADDRESSES if by == "cell" else WORDS),
        under="" if by == "cell" else draw(WORDS),
        measure=measure.code,
        counterparty="QOC" if measure.counterparty and draw(st.booleans()) else "",
        unit=draw(st.sampled_from(sorted(ways(measure.unit)))),
        sign=draw(st.sampled_from((1, -1))),
        period=draw(st.sampled_from(PERIODS)),
    )


MAPS: Final = st.lists(
    form_lines(), max_size=6, unique_by=lambda line: (line.by, line.sheet, line.at, line.under)
).map(lambda lines: FormMap(lines=dict(enumerate(lines, start=2)), digest=MAP))
CELLS: Final = st.dictionaries(
    st.tuples(st.integers(1, 12), st.integers(1, 6)),
    st.one_of(
        st.builds(Raw, st.just("n"), st.floats().map(repr), st.none() | st.just("A1+B2")),
        st.builds(Raw, st.just("s"), WORDS | st.sampled_from(("1,234.50", "(5)", "7%", "2023/24"))),
        st.builds(Raw, st.sampled_from(("b", "d")), WORDS),
        st.just(Raw("", "", "A1")),
    ),
    max_size=12,
)
BOOKS: Final = st.fixed_dictionaries({"One": CELLS}, optional={"Two & 2": CELLS}).map(Book)


@given(form_map=MAPS)
def test_a_mapping_survives_printing(form_map: FormMap) -> None:
    found = read_form_map(form_map.text, digest=MAP, chart=CHART, kind=Kind.PROVIDER)
    assert found == form_map


@given(book=BOOKS, form_map=MAPS)
@settings(deadline=None)
def test_whatever_the_cells_a_reading_comes(book: Book, form_map: FormMap) -> None:
    found = read_foreign(book, form_map, digest=DIGEST, identity=TRUST, chart=CHART)
    assert isinstance(found, Reading)
    keys = [cell.key for cell in found.cells]
    assert len(set(keys)) == len(keys)
    for cell in found.cells:
        _, sheet, *places = cell.source.parts
        here = [book.sheets[sheet].get(at) for at in _positions(places)] if sheet != "line" else []
        if any(raw is None or raw.kind != "n" for raw in here):
            assert cell.value is Absence.MISSING


def _positions(places: list[str]) -> list[tuple[int, int]]:
    """Return the positions of the cells on the first sheet that make an amount."""
    own = [place for place in places if "!" not in place]
    return [(int(place.lstrip("ABCDEFZ")), ord(place[0]) - 64) for place in own if place != "ZZ999"]


NUMBERS: Final = st.dictionaries(
    st.builds(Spot, st.sampled_from(("Front", "Cash")), st.integers(1, 14), st.integers(1, 8)),
    st.integers(-(10**9), 10**9).map(str),
    max_size=5,
)


@given(numbers=NUMBERS)
@settings(deadline=None, max_examples=15)
def test_filling_changes_nothing_else(numbers: Mapping[Spot, str]) -> None:
    content = workbook(CASH)
    with TemporaryDirectory() as folder:
        path = Path(folder, "form.xlsx")
        path.write_bytes(content)
        before = survey(path, Limits())
        made = fill_in(path, numbers)
        assert isinstance(made, FilledIn)
        path.write_bytes(made.content)
        after = survey(path, Limits())
    assert isinstance(before, Book)
    assert isinstance(after, Book)
    for sheet, cells in after.sheets.items():
        for at in {*cells, *before.sheets[sheet]}:
            spot = Spot(sheet, *at)
            if spot in numbers and spot not in made.left:
                assert cells[at] == Raw("n", f"{numbers[spot]}.0")
            else:
                assert cells.get(at) == before.sheets[sheet].get(at)
    assert {spot.cell for spot in made.left} <= {"E12", "F12"}
