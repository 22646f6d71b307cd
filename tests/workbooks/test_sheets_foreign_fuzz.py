"""A few damaged forms, each read, drafted, reported on and filled without anything raised."""

from __future__ import annotations

from pathlib import Path
from random import Random

from tests.workbooks.foreign_forms import CASH, workbook
from tests.workbooks.foreign_fuzz import TEXT, tried
from tests.workbooks.fuzz import mutated


def test_damaged_forms_are_read_or_refused(tmp_path: Path) -> None:
    random, content = Random(8), workbook(CASH)
    answers = {tried(mutated(content, random), TEXT.encode(), tmp_path) for _ in range(12)}
    assert "read" in answers
    assert len(answers) > 1
