"""Rows about support, control totals and opening debts, by layout: amounts, readings, yes or no."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType
from typing import Final

from equipoise.sources.amounts import number
from equipoise.sources.misfit import Misfit
from equipoise.sources.support_years import AMOUNT, BASES, amount
from equipoise.sources.table import Row, Table, read_table
from equipoise.units import Pence
from equipoise.workings import Support

YES: Final[Mapping[str, bool]] = {"yes": True, "no": False}
AMOUNTS: Final = frozenset(
    {
        *("amount", "award", "control_total", "earned", "envelope", "fair_share", "first_offered"),
        *("income", "notified", "one_off", "plan", "planned", "position"),
    }
)
"""Columns that are money, under whichever layout."""
AT_LEAST_NIL: Final = frozenset(
    {"award", "earned", "envelope", "fair_share", "income", "notified", "planned"}
)
"""Of those, the ones that cannot be below nil."""
ANSWERS: Final = frozenset({"signed", "surplus", "held"})
"""Columns that say yes or no."""
PERCENTAGES: Final = frozenset({"weight"})


@dataclass(frozen=True, kw_only=True)
class FundRow:
    """One row: texts by column; amounts in pence, answers and ratios where they are written.

    `stated` is the reading of support that its positions are on; None where none is named.
    """

    place: str
    texts: Mapping[str, str]
    stated: Support | None
    amounts: Mapping[str, Pence]
    answers: Mapping[str, bool]
    ratios: Mapping[str, Fraction]


@dataclass(frozen=True, kw_only=True)
class FundFile:
    """The rows that could be read, and what does not fit; `left_out` counts rows that could not."""

    source: str
    rows: tuple[FundRow, ...] = ()
    misfits: tuple[Misfit, ...] = ()
    left_out: int = 0


def fund_rows(path: Path, shape: str, *, sheet: str = "") -> FundFile:
    """Return the rows of a csv or a sheet of a workbook by a layout of the house, in £000.

    A row with anything that does not fit is told and left out; nothing is guessed.
    """
    table = read_table(path, shape, sheet=sheet)
    rows, misfits, left_out = [], list(table.misfits), len(table.misfits)
    for row in table.rows:
        faults = list(_faults(table, row))
        misfits += faults
        left_out += bool(faults)
        if not faults:
            rows.append(_read(row))
    return FundFile(
        source=path.name,
        rows=tuple(rows),
        misfits=tuple(misfits),
        left_out=left_out,
    )


def _read(row: Row) -> FundRow:
    written = {name: text for name, text in row.texts.items() if text}
    found = {name: amount(written[name]) for name in sorted(AMOUNTS & written.keys())}
    return FundRow(
        place=row.place,
        texts=MappingProxyType(dict(row.texts)),
        stated=BASES.get(written.get("basis", "").lower()),
        amounts={name: pence for name, pence in found.items() if pence is not None},
        answers={name: YES[written[name].lower()] for name in ANSWERS & written.keys()},
        ratios={
            name: ratio
            for name in PERCENTAGES & written.keys()
            if (ratio := _ratio(written[name])) is not None
        },
    )


def _faults(table: Table, row: Row) -> Iterator[Misfit]:
    written = {name: text for name, text in row.texts.items() if text}
    for name in sorted(AMOUNTS & written.keys()):
        found = amount(written[name])
        if found is None:
            why = f"{name} is not an amount"
            yield table.misfit(row, found=written[name], expected=AMOUNT, why=why)
        elif name in AT_LEAST_NIL and found < 0:
            why = f"{name} is below nil"
            yield table.misfit(row, found=written[name], expected="nil or more", why=why)
    for name in sorted(ANSWERS & written.keys()):
        if written[name].lower() not in YES:
            why = f"{name} is neither yes nor no"
            yield table.misfit(row, found=written[name], expected=" or ".join(YES), why=why)
    for name in sorted(PERCENTAGES & written.keys()):
        ratio = _ratio(written[name])
        if ratio is None or not 0 <= ratio <= 1:
            why = f"{name} is no percentage from 0 to 100"
            yield table.misfit(row, found=written[name], expected="such as 50%", why=why)
    if "basis" in written and written["basis"].lower() not in BASES:
        why, expected = "not a reading of support", " or ".join(BASES)
        yield table.misfit(row, found=written["basis"], expected=expected, why=why)


def _ratio(text: str) -> Fraction | None:
    percent = number(text.removesuffix("%"))
    return None if percent is None else percent / 100
