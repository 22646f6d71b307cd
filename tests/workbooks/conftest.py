"""Reads bytes as a returned form: through the child process, or quickly, without one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from equipoise.sheets import Limits, Reading, Refusal, read_return
from equipoise.sheets.child import answer
from equipoise.sheets.reading import read_book
from equipoise.sheets.surveying import book_of
from tests.workbooks.planting import CHART, DIGEST

Read = Callable[..., Reading | Refusal]


def read_here(content: bytes) -> Reading | Refusal:
    """Return what the child would answer about the bytes, read in this process."""
    book = book_of(b"".join(answer(content, Limits())))
    return book if isinstance(book, Refusal) else read_book(book, digest=DIGEST, chart=CHART)


@pytest.fixture
def read() -> Read:
    return read_here


@pytest.fixture
def read_file(tmp_path: Path) -> Read:
    def reader(content: bytes, limits: Limits | None = None) -> Reading | Refusal:
        path = tmp_path / "return.xlsx"
        path.write_bytes(content)
        return read_return(path, digest=DIGEST, chart=CHART, limits=limits or Limits())

    return reader
