"""Propose a map for the codes of a list: what is known is placed, what is not is told."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from equipoise.register import Chart, Measure
from equipoise.sheets.amounts import scale
from equipoise.sheets.faults import Fault
from equipoise.sheets.ledger_columns import COLUMNS, Headed, ListPlaces, headed, texts
from equipoise.sheets.ledger_lines import national_codes
from equipoise.sheets.ledger_map import SUBCODE, LedgerMap, MapLine, item_of
from equipoise.sheets.ledger_text import ListRefusal, listed, shown
from equipoise.sheets.tags import CODE, NotATagError, Tag
from equipoise.units import FinancialYear

_PLAIN: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._/-]{0,39}")
"""A code that stands in a csv file as it is."""
DRAFT: Final = "draft"
"""Stands for the digest in the places of faults: a draft is made before anything is stored."""


@dataclass(frozen=True, kw_only=True)
class Unplaced:
    """A code that nothing is known of, the lines it stands in, and what may help to place it."""

    subcode: str
    lines: tuple[int, ...]
    hint: str = ""


@dataclass(frozen=True, kw_only=True)
class MapDraft:
    """A map to be completed by the trust, the codes it has no line for, and unreadable lines.

    Assumption: a placed code is in £000, or whatever the form is in, and has its sign; the trust
        must say where its ledger differs.
    """

    ledger_map: LedgerMap
    unplaced: tuple[Unplaced, ...]
    faults: tuple[Fault, ...]

    @property
    def text(self) -> str:
        """The map as a csv file holds it, with a row to complete for each code not placed.

        A code that no map may hold, such as one that begins like a formula, has no row.
        """
        rows = (f"{one.subcode},,,,1,\n" for one in self.unplaced if _PLAIN.fullmatch(one.subcode))
        return self.ledger_map.text + "".join(rows)


def draft_map(source: Path | str, *, chart: Chart, year: FinancialYear) -> MapDraft | ListRefusal:
    """Return a map for the codes of a list, as far as they are known, or why it is not read.

    A code is placed if it is a national sub code of the year, or the tag of a row of the form
    (income.patient_care/QOC). A national code of another year is only a hint: codes change what
    they mean.
    """
    table = listed(source)
    if isinstance(table, ListRefusal):
        return table
    found = headed(table, tuple(COLUMNS), places=ListPlaces(DRAFT))
    if not isinstance(found, Headed):
        return MapDraft(ledger_map=LedgerMap(), unplaced=(), faults=tuple(found))
    lines: dict[str, list[int]] = {}
    for line in texts(found):
        lines.setdefault(line.subcode, []).append(line.number)
    national = national_codes(chart, year)
    placed = {code: _placed(code, chart, national) for code in lines}
    return MapDraft(
        ledger_map=LedgerMap(lines=tuple(line for line in placed.values() if line is not None)),
        unplaced=tuple(
            Unplaced(subcode=shown(code), lines=tuple(lines[code]), hint=_hint(code, chart, year))
            for code, line in placed.items()
            if line is None
        ),
        faults=(),
    )


def _placed(code: str, chart: Chart, national: Mapping[str, Measure]) -> MapLine | None:
    """Return the line of the map that a code makes, or nothing when it is not known."""
    if not SUBCODE.fullmatch(code):
        return None
    measure, counterparty = national.get(code), ""
    if measure is None:
        try:
            tag = Tag.parse(code)
        except NotATagError:
            return None
        measure = chart[tag.head] if tag.head in chart and not tag.item else None
        counterparty = tag.counterparty
    if measure is None or item_of(measure, chart):
        return None
    if counterparty and not (measure.counterparty and CODE.fullmatch(counterparty)):
        return None
    return MapLine(
        subcode=code,
        measure=measure.code,
        counterparty=counterparty,
        unit=scale(measure.unit).words,
    )


def _hint(code: str, chart: Chart, year: FinancialYear) -> str:
    """Return what a code that is not placed may mean, in words; blank when nothing is known."""
    head = code.partition("/")[0]
    if head in chart and (item := item_of(chart[head], chart)):
        return f"{chart[head].title} is listed by {item}: use the form"
    meant = [
        f"{measure.title} in {other}"
        for measure in chart
        for other, subcode in sorted(measure.subcodes.items())
        if subcode == code and other != year
    ]
    return "; ".join(meant)
