"""A short run of the fuzzer; its long run is `python tests/workbooks/fuzz.py --seconds 600`."""

from __future__ import annotations

from itertools import islice

from equipoise.sheets import Reading, Refusal
from tests.workbooks.conftest import Read
from tests.workbooks.fuzz import cases, fuzz


def test_damaged_files_are_read_or_refused(read_file: Read) -> None:
    found = [read_file(content) for content in islice(cases(seed=7), 25)]
    assert {Reading, Refusal} == {type(answer) for answer in found}


def test_the_fuzzer_counts_its_answers() -> None:
    answers = fuzz(seconds=5, seed=3)
    assert sum(answers.values()) >= 1
