"""Laws of ledger lists: the cells of a form come back from a list, and so does a map."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from hypothesis import given, settings
from hypothesis import strategies as st

from equipoise.cube import Cell, CellKey
from equipoise.register import Kind
from equipoise.sheets import (
    Content,
    Identity,
    LedgerMap,
    ListRefusal,
    MapLine,
    Reading,
    parts_of,
    read_ledger,
    read_map,
)
from equipoise.sheets.amounts import scale
from equipoise.sheets.ledger_amounts import scales
from equipoise.sheets.ledger_text import Listed, listed
from equipoise.units import Absence
from tests.laws.test_sheets_forms import forms, read_here
from tests.workbooks.planting import CHART, DIGEST, YEAR, written

Target = tuple[str, str | None]


def form_cells(identity: Identity, content: Content) -> list[Cell]:
    """Return the cells of a filled form, apart from those listed by scheme or project."""
    found = read_here(written(identity, content, parts_of(identity.kind)))
    assert isinstance(found, Reading)
    return [cell for cell in found.cells if not cell.key.item]


@st.composite
def maps(draw: st.DrawFn, targets: Sequence[Target], kind: Kind) -> LedgerMap:
    """Draw a map with one or two codes for each line, in any unit and of any sign."""
    lines = []
    for number, (measure, counterparty) in enumerate(targets):
        for suffix in draw(st.sampled_from(("a", "ab"))):
            unit = draw(st.sampled_from(sorted(scales(CHART.get(measure, kind).unit))))
            lines.append(
                MapLine(
                    subcode=f"{number}{suffix}",
                    measure=measure,
                    counterparty=counterparty or "",
                    sign=draw(st.sampled_from((1, -1))),
                    unit=unit,
                )
            )
    return LedgerMap(lines=tuple(lines))


def lines_of(cell: Cell, ledger_map: LedgerMap, *, kind: Kind, part: int) -> list[tuple[str, ...]]:
    """Return the lines that hold a cell; with two codes, the first has `part` of it.

    The part is nil where the rest would be more than may be written.
    """
    most = scale(CHART.get(cell.key.measure, kind).unit).largest
    if not isinstance(cell.value, Absence) and abs(cell.value - part) >= most:
        part = 0
    target = (cell.key.measure, cell.key.counterparty)
    codes = [line for line in ledger_map.lines if line.target == target]
    found: list[tuple[str, ...]] = []
    for place, line in enumerate(codes):
        text = ""
        if not isinstance(cell.value, Absence):
            share = part if place == 0 and len(codes) > 1 else cell.value - part * (len(codes) - 1)
            per_entry = scales(CHART.get(line.measure, kind).unit)[line.unit].per_entry
            text = f"{Decimal(line.sign * share) / per_entry:f}"
        found.append((line.subcode, cell.key.period.code, text))
    return found


def values(cells: Sequence[Cell]) -> dict[CellKey, int | Absence]:
    return {cell.key: cell.value for cell in cells}


@settings(max_examples=8)
@given(form=forms.filter(lambda form: form[0].years == 1), data=st.data())
def test_a_ledger_list_gives_the_cells_of_the_form(
    form: tuple[Identity, Content], data: st.DataObject
) -> None:
    identity, content = form
    cells = form_cells(identity, content)
    targets = list(dict.fromkeys((cell.key.measure, cell.key.counterparty) for cell in cells))
    ledger_map = data.draw(maps(targets, identity.kind))
    part, mark = data.draw(st.integers(-(10**6), 10**6)), data.draw(st.sampled_from(",;\t"))
    rows = [
        row for cell in cells for row in lines_of(cell, ledger_map, kind=identity.kind, part=part)
    ]
    data.draw(st.randoms(use_true_random=False)).shuffle(rows)
    heading = data.draw(st.sampled_from(([], [("Sub code", "Main code", "Value")])))
    text = "\n".join(mark.join(row) for row in [*heading, *rows])
    found = read_ledger(text, digest=DIGEST, identity=identity, chart=CHART, ledger_map=ledger_map)
    assert isinstance(found, Reading)
    assert values(found.cells) == values(cells)
    assert len(found.cells) == len(cells)
    assert found.totals == ()
    assert {fault.kind.value for fault in found.faults} <= {"blank", "too precise"}


SUBCODES: Final = st.text(st.characters(exclude_categories=["C", "Z"]), max_size=38).map(
    lambda text: f"A{text}"
)


@given(codes=st.lists(SUBCODES, max_size=6, unique=True), data=st.data())
def test_a_map_survives_printing(codes: list[str], data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from((Kind.PROVIDER, Kind.ICB)))
    measures = [m for m in CHART if kind in m.kinds and m.part in ("finance", "workforce")]
    lines = []
    for code in codes:
        measure = data.draw(st.sampled_from(measures))
        lines.append(
            MapLine(
                subcode=code,
                maincode=data.draw(st.sampled_from(("", "M01", "M12", "Y"))),
                measure=measure.code,
                counterparty=data.draw(st.sampled_from(("", "QOC")))
                if measure.counterparty
                else "",
                sign=data.draw(st.sampled_from((1, -1))),
                unit=data.draw(st.sampled_from(sorted(scales(measure.unit)))),
            )
        )
    printed = LedgerMap(lines=tuple(lines))
    found = read_map(printed.text, digest=DIGEST, chart=CHART, kind=kind)
    assert found == printed


@given(content=st.binary(max_size=80) | st.text(max_size=80).map(lambda text: text.encode()))
def test_any_text_is_listed_or_refused(content: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "list.csv"
        path.write_bytes(content)
        found = listed(path)
    assert isinstance(found, Listed | ListRefusal)
    if isinstance(found, ListRefusal):
        assert found.message
    else:
        identity = Identity(
            organisation="ZR2", name="", kind=Kind.PROVIDER, round="plan", year=YEAR
        )
        text = content.decode("utf-8-sig")
        reading = read_ledger(text, digest=DIGEST, identity=identity, chart=CHART)
        assert isinstance(reading, Reading)
        assert reading.cells == ()
        assert reading.faults
