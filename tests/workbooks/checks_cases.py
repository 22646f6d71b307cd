"""Northmere's returned workbooks, and what the checks say of one once a fault is planted in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from equipoise.checks import RETURN, ReturnCells
from equipoise.findings import Finding, Severity
from equipoise.params import load
from equipoise.register import Kind
from equipoise.samples import write_returns
from equipoise.sheets import Identity, Reading, Refusal, read_return
from equipoise.units import FinancialYear
from tests.workbooks.planting import CHART, DIGEST, planted

YEAR: Final = FinancialYear(2023)
KNOWN_ON: Final = date(2023, 5, 4)
PARAMS: Final = load()
FILE: Final = DIGEST[:12]
Cells = Mapping[str, str | int | None]


@cache
def returns() -> Mapping[str, bytes]:
    """Return Northmere's workbooks by body; `ZR3 corrected` is the good one of ZR3."""
    with TemporaryDirectory() as folder:
        return {code: path.read_bytes() for code, path in write_returns(Path(folder)).items()}


def identity(body: str) -> Identity:
    return Identity(
        organisation=body,
        name=body,
        kind=Kind.ICB if body == "ZQ1" else Kind.PROVIDER,
        round=YEAR.code,
        year=YEAR,
    )


def good(body: str) -> bytes:
    return returns()["ZR3 corrected" if body == "ZR3" else body]


@cache
def read(content: bytes) -> Reading | Refusal:
    """Return the bytes as the product reads a sender's file."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "return.xlsx")
        path.write_bytes(content)
        return read_return(path, digest=DIGEST, chart=CHART)


def reading(content: bytes) -> Reading:
    found = read(content)
    assert isinstance(found, Reading), found
    return found


def with_faults(body: str, faults: Mapping[str, Cells]) -> bytes:
    """Return the body's good workbook with cells of some sheets overwritten (see `planted`)."""
    content = good(body)
    for sheet, cells in faults.items():
        content = planted(content, sheet, **cells)
    return content


def findings(content: bytes, body: str) -> tuple[Finding, ...]:
    """Return all that the checks of a return say."""
    subject = ReturnCells(reading=reading(content), expected=identity(body), chart=CHART)
    return RETURN.findings(subject, PARAMS, known_on=KNOWN_ON)


def places(found: tuple[Finding, ...], *, notes: bool = False) -> list[str]:
    """Return code, sheet and cell of findings, those that only inform left out unless asked."""
    return [
        " ".join(filter(None, (one.code, one.sheet, one.cell)))
        for one in found
        if notes or one.severity is not Severity.NOTE
    ]
