"""Laws of the texts in a sheet: tags, addresses, formulas and amounts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from equipoise.sheets.addresses import address, position, shifted
from equipoise.sheets.amounts import scale, smallest, typed
from equipoise.sheets.tags import NotATagError, Tag
from equipoise.units import PENCE, SPELLS, WTE, Unit

parts = st.text(st.characters(codec="utf-8"), max_size=12).filter(lambda text: text != "-")
heads = parts.filter(bool)


@given(head=heads, counterparty=parts, item=parts)
def test_a_tag_survives_printing(head: str, counterparty: str, item: str) -> None:
    tag = Tag(head, counterparty, item)
    assert Tag.parse(str(tag)) == tag


@given(text=st.text(max_size=20))
def test_whatever_is_a_tag_prints_the_same(text: str) -> None:
    try:
        tag = Tag.parse(text)
    except NotATagError:
        return
    assert str(tag) == text


@given(row=st.integers(1, 1_048_576), column=st.integers(1, 16_384))
def test_an_address_survives(row: int, column: int) -> None:
    assert position(address(row, column)) == (row, column)


references = st.builds(address, st.integers(1, 9000), st.integers(1, 9000))
terms = (
    references
    | st.builds("{}:{}".format, references, references)
    | st.builds("Income!{}".format, references)
    | st.builds("${}".format, references)
    | st.sampled_from(['"A1"', "LOG10(2)", "'A1 B2'!C3", "12.5", "TRUE"])
)


@given(
    formula=st.lists(terms, min_size=1).map("+".join),
    rows=st.integers(0, 500),
    columns=st.integers(0, 500),
)
def test_copying_back_restores(formula: str, rows: int, columns: int) -> None:
    assert shifted(shifted(formula, rows, columns), -rows, -columns) == formula


@given(unit=st.sampled_from([PENCE, WTE, SPELLS]), data=st.data())
def test_a_typed_amount_reads_back(unit: Unit, data: st.DataObject) -> None:
    value = data.draw(st.integers(1 - scale(unit).largest, scale(unit).largest - 1))
    as_the_sheet_holds_it = repr(float(typed(value, unit)))
    assert smallest(as_the_sheet_holds_it, unit)[0] == value
