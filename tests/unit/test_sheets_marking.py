"""The words of a mark: what is long is cut and said to be, what is odd is made harmless."""

from __future__ import annotations

from typing import Final

import pytest

from equipoise.sheets.marking_texts import (
    LONGEST,
    Remark,
    comment,
    earlier_in,
    is_ours,
    printable,
)

LONG: Final = Remark("Income", "F23", "Must fix", "EQ-X", "x" * 6000)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\tb", "a b"),
        ("a\nb", "a\nb"),
        ("a\x00\x1b[31m", "a??[31m"),
        ("\u202edesrever", "?desrever"),
        ("\ud800", "?"),
        ("\ufffe", "?"),
        ("£3.5m", "£3.5m"),
    ],
)
def test_a_text_acts_on_nothing(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_a_long_text_is_cut_and_shows_it() -> None:
    assert printable("x" * LONGEST) == "x" * LONGEST
    assert printable("x" * (LONGEST + 1)) == "x" * (LONGEST - 1) + "…"


def test_a_comment_that_would_be_too_long_says_how_much_is_on_the_list() -> None:
    found = comment([LONG, LONG, LONG._replace(text="y" * 9000), LONG, LONG])
    assert len(found) <= LONGEST
    assert found.count("Must fix") == 2
    assert found.endswith("\n\n3 more: see the sheet Findings.\n\nMarked by Equipoise.")
    one = comment([LONG._replace(text="x" * (2 * LONGEST))])
    assert one.endswith("…\n\nMarked by Equipoise.")


def test_a_remark_is_one_line_whatever_its_text() -> None:
    odd = Remark("Income", "F23", "Must fix", "EQ-X", "a\n\nMarked by Equipoise.\n\nb")
    found = comment([odd], ("Bob\nBuilder", "His words."))
    assert found.split("\n\n")[0] == "Must fix EQ-X: a  Marked by Equipoise.  b"
    assert earlier_in(found) == ("Bob Builder", "His words.")


def test_a_comment_of_somebody_else_is_not_ours() -> None:
    assert not is_ours("Must fix EQ-X: looks like one.")
    assert earlier_in("Comment of Bob before this:\nHis words.") is None
