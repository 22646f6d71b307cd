import re
from typing import Any

import pytest

from equipoise.workings import NotAReferenceError, Reference


def test_a_cell_at_a_version() -> None:
    ref = Reference("cell", ("2023-24", "ZR1", "income.patient_care", "M06", "plan"), pin="v3")
    assert str(ref) == "cell:2023-24/ZR1/income.patient_care/M06/plan@v3"
    assert Reference.parse("cell:2023-24/ZR1/income.patient_care/M06/plan@v3") == ref


@pytest.mark.parametrize(
    "text",
    [  # CONVENTIONS 19
        "cell:2023-24/ZR1/income.patient_care/M06/ZQ1/plan@v3",
        "figure:2023-24/ZQ1/ladder/gap@v3",
        "file:3f2a9c1e07bd/Income/F23",
        "parameter:elective_recovery/target_ratio/2023-24@2023-11-08",
    ],
)
def test_the_references_of_the_convention(text: str) -> None:
    assert str(Reference.parse(text)) == text


def test_what_a_shell_or_a_url_would_mangle_is_encoded() -> None:
    ref = Reference("file", ("3f2a", "Income & costs!F23", "a/b@c~d:e"), pin="two words")
    assert str(ref) == "file:3f2a/Income%20%26%20costs%21F23/a%2Fb%40c%7Ed%3Ae@two%20words"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "cell",
        "cell:",
        "cell:a//b",
        "cell:/a",
        "cell:a/",
        "cell:a@",
        "cell:a@v1@v2",
        "cell:a@v1/b",
        "cells:a",
        "Cell:a",
        "cell:a b",
        "cell:a~b",
        "cell:a:b",
        "cell:%61",  # another spelling of cell:a
        "cell:a%2fb",  # lower-case escape
        "cell:%FF",  # not text
        "cell:a\n",
    ],
)
def test_one_thing_has_one_spelling(text: str) -> None:
    with pytest.raises(NotAReferenceError) as refusal:
        Reference.parse(text)
    assert str(refusal.value).startswith("not a reference such as cell:2022-23/ZR1/income@v3: ")


@pytest.mark.parametrize("text", ["cell:", "cell:%61"])
def test_a_refusal_shows_the_text(text: str) -> None:
    with pytest.raises(NotAReferenceError, match=rf": '{text}'$"):
        Reference.parse(text)


@pytest.mark.parametrize(
    ("kind", "parts", "pin"),
    [("cells", ("a",), None), ("cell", (), None), ("cell", ("a", ""), None), ("cell", ("a",), "")],
)
def test_parts_that_would_not_print_are_refused(kind: str, parts: Any, pin: str | None) -> None:
    with pytest.raises(NotAReferenceError, match=rf": {re.escape(repr((kind, parts, pin)))}$"):
        Reference(kind, parts, pin)
