"""Laws of marking: the same bytes for the same marks; any text can be stored; nothing is lost."""

from __future__ import annotations

from io import BytesIO
from typing import Final
from xml.etree import ElementTree

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from equipoise.sheets import Content, Limits
from equipoise.sheets.marking_child import answer
from equipoise.sheets.marking_texts import (
    LONGEST,
    Remark,
    comment,
    earlier_in,
    is_ours,
    printable,
)
from tests.workbooks.planting import ICB, written

SEVERITIES: Final = ("Must fix", "Explain", "Note")
anything = st.text(st.characters(), max_size=60)
places = st.sampled_from(("F23", "G8", "", "ZZZ9", "B200", "$C$9"))
remarks = st.builds(
    Remark,
    sheet=st.sampled_from(("Spend", "Position", "_meta", "", "Elsewhere")),
    cell=places,
    severity=st.sampled_from(SEVERITIES),
    code=st.just("EQ-X") | anything,
    text=anything,
)
FORM: Final = written(ICB, Content(), ("finance",))


@settings(max_examples=6)
@given(given_remarks=st.lists(remarks, max_size=8))
def test_the_same_marks_twice_are_the_same_bytes(given_remarks: list[Remark]) -> None:
    facts, copy = answer(FORM, given_remarks, limits=Limits())
    assert (facts, copy) == answer(FORM, given_remarks, limits=Limits())
    book = openpyxl.load_workbook(BytesIO(copy))
    assert book.worksheets[0].max_row == 4 + len(given_remarks)
    commented = [
        cell
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    ]
    assert len(commented) == facts["cells"]


@given(text=st.text(st.characters(), max_size=200) | st.just("£" * (LONGEST + 1)))
def test_a_printable_text_can_be_stored(text: str) -> None:
    found = printable(text)
    assert len(found) <= LONGEST
    element = ElementTree.Element("t")
    element.text = found
    stored = ElementTree.fromstring(ElementTree.tostring(element, "utf-8"))
    assert (stored.text or "") == found
    assert printable(found) == found


authors = anything.map(printable).map(lambda text: text.replace("\n", " "))


@given(ours=st.lists(remarks, min_size=1, max_size=4), author=authors, text=anything)
def test_a_comment_of_others_survives(ours: list[Remark], author: str, text: str) -> None:
    both = comment(ours, (author, text))
    assert earlier_in(both) == (author, text)
    assert both.startswith(ours[0].severity)
    assert earlier_in(comment(ours)) is None
    assert is_ours(both)
    assert is_ours(comment(ours))
    assert not is_ours(text)
